#!/bin/sh
# Measures whole commands over generated chains, beside `cat` on the same files and Alembic on the equal chain:
#
#     tests/bench/run.sh [--large] [--keep FOLDER]
#
# --large measures 100,000 revisions, too; --keep leaves the chains and hyperfine's figures in FOLDER. As root on
# Debian 12 it installs what is missing. The last lines compare the figures with what migc must reach; a figure that
# misses it is a non-zero exit status. Measure on a machine that does nothing else.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

sizes='100 1000 10000'
folder=
while [ $# -gt 0 ]; do
    case $1 in
    --large) sizes="$sizes 100000" ;;
    --keep)
        shift
        folder=${1:?--keep needs a folder}
        ;;
    *)
        echo "usage: tests/bench/run.sh [--large] [--keep FOLDER]" >&2
        exit 2
        ;;
    esac
    shift
done

# shellcheck disable=SC2086
need $build_packages hyperfine time python3 libpg-query-dev
build build-bench -DCMAKE_BUILD_TYPE=Release -- migc parser_bench || exit 1
migc=$PWD/build-bench/migc
parser_bench=$PWD/build-bench/parser_bench
generate=$PWD/tests/bench/generate.py
summary=$PWD/tests/bench/summary.py

if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder" && cd "$folder" || exit 1

with_alembic=
if /usr/bin/python3 -c 'import alembic' 2>/dev/null; then
    with_alembic=yes
else
    echo 'python3-alembic is not installed: no comparison with Alembic'
fi

# measure NAME COMMAND: NAME.json holds what hyperfine has measured.
measure() {
    hyperfine --shell=none --warmup 2 --min-runs 7 --export-json "$1.json" --command-name "$1" "$2" ||
        exit 1
}

# memory NAME COMMAND...: NAME.kb holds the most memory the command took at once, in kilobytes.
memory() {
    name=$1
    shift
    /usr/bin/time -f '%M' -o "$name.kb" "$@" >/dev/null || exit 1
}

for size in $sizes; do
    alembic=
    [ "$size" = 1000 ] && [ -n "$with_alembic" ] && alembic=--alembic
    [ -d "$size" ] || /usr/bin/python3 "$generate" "$size" "$size" $alembic || exit 1
    cd "$size" || exit 1
    # `migrations/*` is more than one command line holds.
    measure "cat" "find migrations -name *.mig -exec cat {} +"
    measure "emit" "$migc emit base:head"
    measure "emit-down" "$migc emit head:base"
    measure "check" "$migc check"
    memory "emit" "$migc" emit base:head
    memory "check" "$migc" check
    if [ -n "$alembic" ]; then
        cd alembic || exit 1
        measure "alembic" "/usr/bin/python3 -m alembic upgrade head --sql"
        cd ..
    fi
    cd ..
done

# The same 1,000 revisions in a schema of 50 tables more and of 5,000 more. What the first revision alone takes is
# measured by the chain of 10, so the difference is what the others take.
for tables in 50 5000; do
    for size in 10 1000; do
        [ -d "wide-$tables-$size" ] ||
            /usr/bin/python3 "$generate" "$size" "wide-$tables-$size" --tables "$tables" || exit 1
        cd "wide-$tables-$size" || exit 1
        measure "check" "$migc check"
        cd ..
    done
done

"$parser_bench" 10000/migrations | tee parser.txt
[ -s parser.txt ] || exit 1
/usr/bin/python3 "$summary" "$folder"
