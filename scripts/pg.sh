#!/usr/bin/env bash
# pg.sh COMMAND…: runs the command with a private PostgreSQL of its own, reached by
# OKNO_TEST_PG. The server listens on a Unix socket only, keeps nothing safe on disk
# (fsync is off) and is gone, with its data, when the command ends.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
[ "$#" -gt 0 ] || die "pg.sh needs a command to run"

initdb=$(pg_bin initdb) && pg_ctl=$(pg_bin pg_ctl) || die "PostgreSQL is missing: run make setup"

# Not under TMPDIR: a socket's path may have at most 107 bytes.
dir=$(mktemp -d /tmp/okno-pg.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  owner=nobody
  id -u postgres >/dev/null 2>&1 && owner=postgres
  chown "$owner" "$dir"
  as=(runuser -u "$owner" --)
fi
cleanup() {
  (cd "$dir" && "${as[@]}" "$pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say "starting a private PostgreSQL"
chmod 755 "$dir"
log=$dir/log
start() {
  cd "$dir"
  "${as[@]}" "$initdb" -D "$dir/data" -U okno -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null &&
    "${as[@]}" "$pg_ctl" -D "$dir/data" -l "$log" -w -t 60 start -o "-k $dir -c listen_addresses='' \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
      -c max_connections=400 -c shared_buffers=128MB" >/dev/null
}
(start) || { cat "$log" >&2 2>/dev/null || true; die "PostgreSQL did not start"; }

export OKNO_TEST_PG="postgres://okno@localhost/postgres?host=$dir"
code=0
"$@" || code=$?
exit "$code"
