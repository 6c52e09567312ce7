#!/usr/bin/env bash
# Installs what the tests need beyond the .NET SDK, from Debian's packages: a PostgreSQL server, Python with an SMTP server
# (aiosmtpd), Chromium, unzip.
set -euo pipefail

missing=()
compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || missing+=(postgresql postgresql-contrib)
/usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || missing+=(python3-aiosmtpd)
command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
command -v unzip >/dev/null || missing+=(unzip)
command -v python3 >/dev/null || missing+=(python3)
[ "${#missing[@]}" -gt 0 ] || exit 0

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

export DEBIAN_FRONTEND=noninteractive
# The tests start their own server; Debian's default cluster is not wanted.
as_root mkdir -p /etc/postgresql-common/createcluster.d
echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/privacy.conf >/dev/null
as_root apt-get update -qq
as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
