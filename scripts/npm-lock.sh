#!/usr/bin/env bash
# npm-lock.sh DIR: makes DIR/package-lock.json anew after a change of DIR/package.json.
# The lock names no server, so that any mirror serves it. It is made in an empty folder,
# since packages already installed colour it, and it is tried with `npm ci`, since a
# package of another platform that the mirror lacks is left out without a word.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
[ -f "${1:-}/package.json" ] || die "npm-lock.sh needs a folder with a package.json"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp "$1/package.json" "$dir/"
npm install --prefix "$dir" --package-lock-only --omit-lockfile-registry-resolved \
  --no-fund --no-audit --loglevel=error >/dev/null
sed -i '/^ *"resolved": /d' "$dir/package-lock.json"
npm ci --prefix "$dir" --dry-run --no-fund --no-audit --loglevel=error >/dev/null 2>"$dir/error" || {
  grep 'Missing:' "$dir/error" >&2 || cat "$dir/error" >&2
  die "npm ci refuses the lock; take versions whose packages are all there"
}
cp "$dir/package-lock.json" "$1/package-lock.json"
say "$1/package-lock.json is locked anew"
