#!/bin/sh
# Installs the system packages that are missing, and says what it does. Does nothing when all are there.
set -eu

# More can be named as arguments: what only some targets need.
wanted="libcurl4-openssl-dev libxml2-dev libsqlite3-dev libzstd-dev zlib1g-dev libbrotli-dev zstd pkg-config python3 make $*"
missing=""
for package in $wanted; do
  state=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
  case $state in ii*) ;; *) missing="$missing $package" ;; esac
done
command -v swift >/dev/null || echo "setup: no swift in PATH; get Swift 6.2 or later from https://www.swift.org/install" >&2
[ -n "$missing" ] || exit 0

echo "setup: installing$missing"
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 — a list of words is meant
$as_root apt-get update -q </dev/null
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing </dev/null
