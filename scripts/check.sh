#!/usr/bin/env bash
# Formatting, lints and licences. Runs everything, then names what failed.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

scripts/setup.sh build
scripts/assets.sh
packages tests/browser

failed=()
step() { # step WHAT COMMAND…
  local what=$1
  shift
  say "$what"
  "$@" || { failed+=("$what"); printf '✗ %s\n' "$what" >&2; }
}

# What may come in: licences, versions and sources. A missing tool is a failure, never a skip.
deny() {
  tool deny 0.20.2 || { echo "cargo-deny 0.20.2 could not be built" >&2; return 1; }
  cargo deny --log-level error check licenses bans sources
}

step "formatting of Rust" cargo fmt --all --check
step "lints of Rust" cargo clippy --quiet --workspace --all-targets -- -D warnings
step "licences and sources of crates" deny
step "lints of styles and scripts" npm run --prefix assets --silent lint
step "lints of browser tests" npm run --prefix tests/browser --silent lint

[ "${#failed[@]}" = 0 ] || { IFS=,; die "check failed: ${failed[*]}"; }
say "check passed"
