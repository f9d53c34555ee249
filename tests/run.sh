#!/bin/sh
# Builds migc and runs all its tests: unit, golden, and live ones against a private PostgreSQL 15. As root on Debian 12
# it installs what is missing. The last line is `N passed, N failed`; any failure is a non-zero exit status.
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

# shellcheck disable=SC2086
need $build_packages postgresql-15 python3 python3-alembic python3-psycopg2 libpg-query-dev \
    libpostgresql-jdbc-java default-jdk-headless

# The options are those of examples/quickstart.sh, so that nothing is built twice; warnings are errors in .ci/run.
if build build; then
    suite unit 600 build/migc_unit
    suite golden 900 build/migc_golden build/migc tests/golden
    suite garbage 900 /usr/bin/python3 tests/fuzz/garbage.py build/migc
    suite kinds 1500 /usr/bin/python3 tests/fuzz/kinds.py build/migc
    suite mutate 900 build/mutate 1000 1 examples migrations tests/golden
    suite inject 900 build/inject 20000 1
    # The others are modules that the tests share.
    # shellcheck disable=SC2046
    live_suites 1800 $(grep -l '^if __name__ == "__main__":' tests/live/*.py)
else
    not_run build 'migc does not build'
fi
sum_up
