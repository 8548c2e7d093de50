#!/bin/sh
# Runs the project's own tests, which `make test` has built, and ends with the
# summary of prove(1).
set -u
cd "$(dirname "$0")/.." || exit 2
export BIN=build/bin
status=0
prove --exec '' build/chk/tests/lib/test_* || status=1
exit $status
