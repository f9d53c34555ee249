# shellcheck shell=sh disable=SC2034
# For the scripts that build and test migc; read with `.`, in any POSIX shell, from the checkout's root. A function's
# variables are the caller's too, so what a caller may well use itself carries the function's name.

# need PACKAGE...: installs the Debian packages that are missing; as an ordinary user it names them and stops.
need() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
            missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "these Debian packages are missing:$missing" >&2
        echo "install them, or run this script as root" >&2
        exit 1
    fi
    # shellcheck disable=SC2086
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >&2 ||
        exit 1
}

build_packages='g++ cmake ninja-build libboost1.81-dev libboost-json1.81-dev libboost-program-options1.81-dev'
build_packages="$build_packages libfmt-dev libssl-dev doctest-dev"

# limit SECONDS: at most as many as are left before `deadline` (seconds since the epoch), where the script sets one.
limit() {
    [ -z "${deadline:-}" ] && echo "$1" && return
    left=$((deadline - $(date +%s)))
    [ "$left" -lt 1 ] && left=1
    [ "$left" -lt "$1" ] && echo "$left" || echo "$1"
}

# build FOLDER [OPTION...] [-- TARGET...]: configures and builds; what the tools say goes to standard error.
build() {
    build_folder=$1
    shift
    build_options=
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        build_options="$build_options $1"
        shift
    done
    [ $# -gt 0 ] && shift
    # shellcheck disable=SC2086
    {
        build_began=$(date +%s)
        cmake -S . -B "$build_folder" -G Ninja $build_options &&
            timeout "$(limit 3600)" cmake --build "$build_folder" --parallel "$(nproc)" ${1:+--target "$@"} &&
            echo "($build_folder: $(($(date +%s) - build_began)) s)"
    } >&2
}

passed=0
failed=0

# suite NAME SECONDS COMMAND...: runs a test program whose last line is `N passed, N failed` (or doctest's summary) and
# adds that up. One that ends otherwise, or takes longer, is a failure: a test that did not run has not passed.
suite() {
    suite_name=$1
    suite_seconds=$2
    suite_began=$(date +%s)
    shift 2
    log=$(mktemp)
    echo "== $suite_name"
    timeout "$(limit "$suite_seconds")" "$@" >"$log" 2>&1
    status=$?
    cat "$log"
    counts=$(sed -nE -e 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' \
        -e 's/^\[doctest\] test cases: +[0-9]+ \| +([0-9]+) passed \| +([0-9]+) failed.*$/\1 \2/p' "$log" | tail -n 1)
    rm -f "$log"
    if [ -z "$counts" ]; then
        echo "FAILED $suite_name: it ended with status $status and without a count"
        counts='0 1'
    elif [ "$status" -ne 0 ] && [ "${counts#* }" -eq 0 ]; then
        echo "FAILED $suite_name: it ended with status $status"
        counts="${counts% *} 1"
    elif [ "$counts" = '0 0' ]; then
        echo "FAILED $suite_name: it tested nothing"
        counts='0 1'
    fi
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
    echo "($suite_name: $(($(date +%s) - suite_began)) s)"
}

# live_suites SECONDS FILE...: a suite for each of the test programs in Python, as many at a time as there are
# processors; each one's output is printed whole when it has ended.
live_suites() {
    live_seconds=$1
    shift
    lanes=$(mktemp -d)
    # shellcheck disable=SC2016
    printf '%s\n' "$@" | deadline=${deadline:-} xargs -P "$(nproc)" -I '{}' sh -c '
        . tests/lib.sh
        suite "$3" "$2" /usr/bin/python3 "$3" >"$1/${3##*/}.log" 2>&1
        cat "$1/${3##*/}.log"
        echo "$passed $failed" >"$1/${3##*/}.counts"' lane "$lanes" "$live_seconds" '{}'
    for live_test in "$@"; do
        counts=$(cat "$lanes/${live_test##*/}.counts" 2>/dev/null || echo '0 1')
        passed=$((passed + ${counts% *}))
        failed=$((failed + ${counts#* }))
    done
    rm -rf "$lanes"
}

# not_run NAME REASON: a suite that cannot start.
not_run() {
    echo "FAILED $1: $2"
    failed=$((failed + 1))
}

# The last line of all; the exit status of the script.
sum_up() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
