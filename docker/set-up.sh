#!/bin/sh
# Makes what docker/compose.yaml needs and is not there yet: secrets and folders. Run it again at any time; nothing that
# exists is changed.
set -eu
cd "$(dirname "$0")"

# The folder is closed; the files in it are readable, because a container's user has another number than yours.
mkdir -p secrets tls backups
chmod 700 secrets backups
umask 022

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

# secret <name> [value]: written whole or not at all.
secret() {
  [ -s "secrets/$1" ] && return 0
  printf '%s\n' "${2:-$(random)}" > "secrets/.$1.new"
  mv "secrets/.$1.new" "secrets/$1"
  echo "made docker/secrets/$1"
}

secret postgres_password
secret owner_password
secret app_password
secret auth_secret
secret metrics_token
secret database_url "postgresql://payport_app:$(cat secrets/app_password)@postgres:5432/payport"
secret database_owner_url "postgresql://payport_owner:$(cat secrets/owner_password)@postgres:5432/payport"

# The backup runs as the user postgres of its image.
if [ "$(id -u)" = 0 ]; then chown 999:999 backups; fi
echo 'Ready. Keep a copy of docker/secrets in a safe place: without them a backup of the machine does not start.'
