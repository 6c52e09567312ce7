"""An SMTP server for tests: prints its port, then every mail it took as one JSON line. Recipients choose how it fails."""
import argparse
import json
import logging
import socket
import ssl
import sys
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, SMTP

# It warns of passwords without TLS, which tests send.
logging.getLogger("mail.log").setLevel(logging.ERROR)
warnings.simplefilter("ignore")

options = argparse.ArgumentParser()
options.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
options.add_argument("--certificate")
options.add_argument("--password")
options = options.parse_args()


def say(**what):
    print(json.dumps(what), flush=True)


class Mailbox:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("refused"):
            return "550 5.1.1 <%s> is nobody here" % address
        if address.startswith("later"):
            return "451 4.7.1 <%s> try again later" % address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(r.startswith("dropped") for r in envelope.rcpt_tos):
            server.transport.close()
            return "250 never said"
        if any(r.startswith("unwanted") for r in envelope.rcpt_tos):
            return "554 5.7.1 unwanted"
        say(peer=session.peer[1], sender=envelope.mail_from, to=envelope.rcpt_tos, text=envelope.content.decode("utf-8"),
            tls=session.ssl is not None or options.tls == "tls", user=session.auth_data)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = data.password == options.password.encode()
    return AuthResult(success=right, handled=right, auth_data=data.login.decode() if right else None)


context = None
if options.tls != "none":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options.certificate)


class Server(Controller):
    def factory(self):
        return SMTP(
            self.handler,
            hostname="mail.test",
            tls_context=context if options.tls == "starttls" else None,
            require_starttls=options.tls == "starttls",
            authenticator=authenticate if options.password else None,
            auth_required=options.password is not None,
            auth_require_tls=False,
        )


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
server = Server(Mailbox(), hostname="127.0.0.1", port=port, ssl_context=context if options.tls == "tls" else None)
server.start()
say(port=port)
sys.stdin.read()
server.stop()
