# Shared by the scripts beside it; to be sourced, after `set -euo pipefail`.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
ROOT=$PWD
# Tools built from source are kept outside of target/, so that cleaning spares them.
TOOLS=${OKNO_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/okno/tools}
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
PATH=$PATH:$TOOLS/bin
export ROOT TOOLS TARGET PATH
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# GOST where its engine is installed.
export OPENSSL_CONF=${OPENSSL_CONF:-$ROOT/scripts/openssl.cnf}

say() { printf '· %s\n' "$*"; }
die() { printf '✗ %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# tool NAME VERSION: makes `cargo NAME` available; builds it once if it is missing, and
# not optimised, since it runs for seconds. Returns 1 when that cannot be done.
tool() {
  have "cargo-$1" && return 0
  say "building cargo-$1 $2 (once, a minute or two)"
  CARGO_TARGET_DIR="$TOOLS/build-$1" CARGO_PROFILE_DEV_DEBUG=0 \
    cargo install --quiet --locked --debug --root "$TOOLS" "cargo-$1@$2" || return 1
  rm -rf "$TOOLS/build-$1"
}

# packages DIR: the npm packages of DIR exactly as locked, fetched when the lock changed.
packages() {
  local stamp="$1/node_modules/.okno-lock" lock
  [ -f "$1/package-lock.json" ] || die "$1/package-lock.json is missing"
  lock=$(sha256sum < "$1/package-lock.json")
  if [ "$(cat "$stamp" 2>/dev/null)" != "$lock" ]; then
    say "fetching npm packages of $1"
    local log
    log=$(mktemp)
    if ! npm ci --prefix "$1" --no-fund --no-audit --loglevel=error >"$log" 2>&1; then
      head -n 20 "$log" >&2
      die "npm could not install what $1/package-lock.json names"
    fi
    rm -f "$log"
    mkdir -p "$1/node_modules"
    printf '%s\n' "$lock" > "$stamp"
  fi
}

# Chromium under whichever name the system has it.
chromium_path() {
  local name
  for name in "${OKNO_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && type -P "$name" && return 0
  done
  return 1
}

# Does OpenSSL know GOST?
gost_engine() { OPENSSL_CONF=scripts/openssl.cnf openssl dgst -md_gost12_256 scripts/openssl.cnf; }

# faketime: is libfaketime there, which the journeys through time need?
faketime() { compgen -G '/usr/lib/*-linux-gnu/faketime/libfaketimeMT.so.1'; }

# pg_bin PROGRAM: the path of a PostgreSQL program, newest version first. Debian keeps
# them off the PATH.
pg_bin() {
  local found
  found=$(find /usr/lib/postgresql -path "*/bin/$1" 2>/dev/null | sort -V | tail -n 1)
  if [ -n "$found" ]; then printf '%s\n' "$found"; else command -v "$1"; fi
}
