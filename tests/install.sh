#!/usr/bin/env bash
# Installs what the tests need beyond the .NET SDK: a PostgreSQL server from Debian's packages.
set -euo pipefail

if compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; then
  exit 0
fi

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

export DEBIAN_FRONTEND=noninteractive
# The tests start their own server; Debian's default cluster is not wanted.
as_root mkdir -p /etc/postgresql-common/createcluster.d
echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/privacy.conf >/dev/null
as_root apt-get update -qq
as_root apt-get install -y -qq --no-install-recommends postgresql postgresql-contrib
