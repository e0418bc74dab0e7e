#!/usr/bin/env bash
# npm-lock.sh DIR: makes DIR/package-lock.json anew after a change of DIR/package.json.
# The lock names no server, so that any mirror serves it. Npm's own option for that
# (--omit-lockfile-registry-resolved) forgets the packages of other platforms, and
# `npm ci` then refuses the lock; so the addresses are taken out afterwards.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
[ -f "${1:-}/package.json" ] || die "npm-lock.sh needs a folder with a package.json"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp "$1/package.json" "$dir/"
npm install --prefix "$dir" --package-lock-only --omit-lockfile-registry-resolved=false \
  --no-fund --no-audit --loglevel=error >/dev/null
sed -i '/^ *"resolved": /d' "$dir/package-lock.json"
npm ci --prefix "$dir" --dry-run --no-fund --no-audit --loglevel=error >/dev/null
cp "$dir/package-lock.json" "$1/package-lock.json"
say "$1/package-lock.json is locked anew"
