#!/bin/sh
# Builds migc into build/ and prints the upgrade script of migrations/ to standard output; everything else goes to
# standard error. As root on Debian 12 it installs what is missing.
set -e
cd "$(dirname "$0")/.."
. tests/lib.sh

# shellcheck disable=SC2086
need $build_packages
build build -- migc
build/migc emit head
