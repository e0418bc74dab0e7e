#!/usr/bin/env bash
# Builds assets/dist from assets/, when its inputs changed since the last build.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

inputs=$(
  find assets -type f -not -path '*/node_modules/*' -not -path 'assets/dist/*' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
)
stamp=assets/dist/.built
if [ -f assets/dist/manifest.json ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
  say "styles and scripts are up to date"
  exit 0
fi
packages assets
say "building styles, scripts and fonts"
log=$(mktemp)
if ! npm run --prefix assets --silent build >"$log" 2>&1; then
  cat "$log" >&2
  die "the styles and scripts do not build"
fi
rm -f "$log"
printf '%s\n' "$inputs" > "$stamp"
