#!/usr/bin/env bash
# setup.sh PART…: looks for what the parts (build, test, bench) need. What is missing
# is installed when run as root on Debian or Ubuntu; else the command is named.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

missing=()
need() { # need PACKAGE TEST…: the package is missing when the test fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
look() {
  missing=()
  local part
  for part in "$@"; do
    case $part in
      build)
        need build-essential have cc
        need pkg-config have pkg-config
        need libssl-dev pkg-config --exists 'openssl >= 3'
        need openssl have openssl
        need nodejs have node
        need npm have npm
        ;;
      test)
        need git have git
        need chromium chromium_path
        need postgresql pg_bin initdb
        need poppler-utils have pdftoppm
        need libengine-gost-openssl gost_engine
        need qpdf have qpdf
        need zbar-tools have zbarimg
        need libfaketime faketime
        need nginx-light have nginx
        ;;
      bench)
        need wrk have wrk
        need postgresql pg_bin initdb
        ;;
      *) die "setup.sh knows build, test and bench, not «$part»" ;;
    esac
  done
}

look "$@"
if [ "${#missing[@]}" -gt 0 ]; then
  if have apt-get && [ "$(id -u)" = 0 ]; then
    say "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      die "apt-get could not install ${missing[*]}"
    fi
    rm -f "$log"
    hash -r
    look "$@"
    [ "${#missing[@]}" = 0 ] || die "installed, but still not found: ${missing[*]}"
  elif have apt-get; then
    die "missing: ${missing[*]}. Run: sudo apt-get update && sudo apt-get install -y ${missing[*]}"
  else
    die "missing (names of Debian's packages): ${missing[*]}. Install them with your system's package manager."
  fi
fi

have cargo || die "Rust is missing. Install it with rustup (https://rustup.rs), then open a new shell."
wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
rust=$(cargo --version | cut -d ' ' -f 2)
[ "$(printf '%s\n' "$wanted" "$rust" | sort -V | head -n 1)" = "$wanted" ] ||
  die "Rust $rust is too old, $wanted or newer is needed. Run: rustup update stable"

# Building the styles is content with an older Node.js than driving the browser is.
node_wanted=18.19.0
case " $* " in *" test "*) node_wanted=20.0.0 ;; esac
node=$(node --version | tr -d v)
[ "$(printf '%s\n' "$node_wanted" "$node" | sort -V | head -n 1)" = "$node_wanted" ] ||
  die "Node.js $node is too old for $*: $node_wanted or newer is needed."

say "all that $* needs is here (Rust $rust, Node.js $node)"
