#!/usr/bin/env bash
# demo.sh [ARGS of okno demo]: builds what is needed and starts the portal with its
# outside world.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh build
scripts/assets.sh
say "building okno (some minutes the first time)"
cargo build -p okno --bin okno
exec "$TARGET/debug/okno" demo --host localhost "$@"
