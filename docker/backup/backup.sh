#!/bin/sh
# Backups of PayPort's database. `backup.sh once [options of pg_dump]`: one now; `backup.sh daily`: one at BACKUP_AT, for ever.
# The connection comes from PGHOST, PGPORT, PGUSER, PGDATABASE; the password from the file PGPASSWORD_FILE.
set -eu
umask 077
dir="${BACKUP_DIR:-/backups}"
keep="${BACKUP_KEEP_DAYS:-35}"
at="${BACKUP_AT:-03:30}"

case "$keep" in '' | *[!0-9]* | 0) echo 'BACKUP_KEEP_DAYS must be a number of days from 1 on' >&2; exit 2 ;; esac
case "$at" in [01][0-9]:[0-5][0-9] | 2[0-3]:[0-5][0-9]) ;; *) echo 'BACKUP_AT must be a time such as 03:30' >&2; exit 2 ;; esac
if [ -n "${PGPASSWORD_FILE:-}" ]; then
  PGPASSWORD="$(cat "$PGPASSWORD_FILE")"
  export PGPASSWORD
fi

say() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $*"; }

once() {
  file="$dir/payport-$(date -u +%Y%m%dT%H%M%SZ).dump"
  # A name that no restore takes for a whole one, until it is whole.
  pg_dump --format=custom --compress=6 --no-password --lock-wait-timeout=60s --file="$file.part" "$@"
  # A dump whose list cannot be read, or without the payments in it, is none.
  list="$(pg_restore --list "$file.part")"
  case "$list" in
    *'TABLE DATA public payment '*) ;;
    *) say "backup failed: no payments in $file.part" >&2; return 1 ;;
  esac
  mv "$file.part" "$file"
  sync "$file" 2>/dev/null || sync
  find "$dir" -maxdepth 1 -name 'payport-*.dump.part' -mmin +720 -exec rm -f {} +
  # Old ones go only after a new one stands, so that a broken database never leaves us with none.
  find "$dir" -maxdepth 1 -name 'payport-*.dump' -mtime "+$keep" -exec rm -f {} +
  say "backup ready: $file ($(wc -c < "$file" | tr -d ' ') bytes)"
}

seconds_until() {
  now="$(date +%s)"
  next="$(date -d "today $at" +%s)"
  [ "$next" -gt "$now" ] || next="$(date -d "tomorrow $at" +%s)"
  echo $((next - now))
}

case "${1:-}" in
  once)
    shift
    once "$@"
    ;;
  daily)
    trap 'exit 0' TERM INT
    say "a backup every day at $at, kept for $keep days in $dir"
    while :; do
      sleep "$(seconds_until)" &
      wait $!
      # A program of its own: inside a condition the shell would not stop at the first failure.
      until "$0" once; do
        say 'the backup failed; the next try is in 15 minutes' >&2
        sleep 900 &
        wait $!
      done
    done
    ;;
  *)
    echo 'usage: backup.sh once [options of pg_dump] | daily' >&2
    exit 2
    ;;
esac
