#!/usr/bin/env bash
# Every test, and last a line with the sum over all runners: «N passed, N failed».
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if [ -z "${OKNO_TEST_PG:-}" ]; then
  scripts/setup.sh build test
  scripts/assets.sh
  packages tests/browser
  exec scripts/pg.sh scripts/test.sh
fi

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0
failed=0
broken=()

# count RUNNER PASSED FAILED EXIT: adds up; a runner that broke without naming a failed
# test, or ran no test at all, counts as one failure.
count() {
  local failures=$3
  if [ "$failures" = 0 ] && { [ "$4" != 0 ] || [ "$2" = 0 ]; }; then
    failures=1
    broken+=("$1 ended with code $4 after $2 tests")
  fi
  passed=$((passed + $2))
  failed=$((failed + failures))
}
# sum PATTERN FILE: adds up the number that the pattern captures, over all lines.
sum() { sed -nE "s/.*$1.*/\1/p" "$2" | awk '{n += $1} END {print n + 0}'; }

# `cargo test` and doc tests close each binary with «test result: ok. 3 passed; 0 failed».
count_cargo_test() {
  count "$1" "$(sum 'test result:[^.]*\. ([0-9]+) passed' "$2")" \
    "$(sum 'test result:.* ([0-9]+) failed' "$2")" "$3"
}

say "building the programs"
# The tests that run the real program find it here. The whole workspace, so that
# libraries keep their features throughout.
cargo build --quiet --workspace --bins

say "Rust tests"
code=0
if tool nextest 0.9.143; then
  cargo nextest run --workspace --no-fail-fast --status-level slow --final-status-level fail \
    2>&1 | tee "$logs/rust" || code=$?
  # «Summary [ 1.2s] 23/24 tests run: 22 passed (1 slow), 1 failed, 2 skipped»; what was
  # to run and did not pass has failed, by whatever word nextest calls it.
  ran=$(sum 'Summary .*[^0-9]([0-9]+) tests? run:' "$logs/rust")
  good=$(sum 'Summary .* tests? run: ([0-9]+) passed' "$logs/rust")
  count "cargo nextest" "$good" "$((ran - good))" "$code"
else
  say "cargo-nextest could not be built: cargo test does its work"
  cargo test --workspace --no-fail-fast --lib --bins --tests 2>&1 | tee "$logs/rust" || code=$?
  count_cargo_test "cargo test" "$logs/rust" "$code"
fi

say "examples in documentation"
code=0
cargo test --quiet --workspace --doc --no-fail-fast >"$logs/doc" 2>&1 || code=$?
[ "$code" = 0 ] || cat "$logs/doc"
# A house without such examples is no failure.
if [ "$code" != 0 ] || grep -qE 'ok\. [1-9][0-9]* passed' "$logs/doc"; then
  count_cargo_test "documentation tests" "$logs/doc" "$code"
fi

say "journeys in a browser"
# Every file has a house of its own on free ports; two at once wait for each other's pages.
code=0
OKNO_BIN="$TARGET/debug/okno" OKNO_CHROMIUM=$(chromium_path) \
  node --test --test-concurrency=2 \
  --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination="$logs/tap" \
  tests/browser/*.test.mjs || code=$?
touch "$logs/tap"
count "browser tests" "$(sum '^# pass ([0-9]+)' "$logs/tap")" \
  "$(($(sum '^# fail ([0-9]+)' "$logs/tap") + $(sum '^# cancelled ([0-9]+)' "$logs/tap")))" "$code"

for line in "${broken[@]}"; do printf '✗ %s\n' "$line"; done
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
