#!/usr/bin/python3
"""Puts what run.sh has measured into one table, and compares it with what migc must reach."""
import json
import os
import re
import sys

CAT_TIMES = 2      # emit at 10,000: this many times cat ...
CAT_PLUS = 0.010   # ... and this many seconds
ALEMBIC_TIMES = 50
PARSER_TIMES = 2
# Ten times the revisions may take this much more than ten times as long, and a hundred times the tables this much
# more than as long: caches, and what the machine does besides.
LINEAR = 1.5
WIDE = 2


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


class Figures:
    def __init__(self, folder):
        self.folder = folder

    def has(self, size, name):
        return os.path.exists(os.path.join(self.folder, str(size), name + ".json"))

    # The least, not the mean: what else the machine does can only add to it.
    def seconds(self, size, name):
        return json.loads(read(self.folder, str(size), name + ".json"))["results"][0]["min"]

    # On all processors together: steadier where two figures are taken from each other.
    def processor_seconds(self, size, name):
        result = json.loads(read(self.folder, str(size), name + ".json"))["results"][0]
        return result["user"] + result["system"]

    def kilobytes(self, size, name):
        return int(read(self.folder, str(size), name + ".kb"))


def table(figures, sizes):
    print(f"{'revisions':>10} {'cat':>10} {'emit':>10} {'emit down':>10} {'check':>10} {'emit memory':>12} "
          f"{'check memory':>13}")
    for size in sizes:
        times = " ".join(f"{figures.seconds(size, name) * 1000:>7.1f} ms"
                         for name in ("cat", "emit", "emit-down", "check"))
        print(f"{size:>10} {times} {figures.kilobytes(size, 'emit') / 1024:>9.0f} MB "
              f"{figures.kilobytes(size, 'check') / 1024:>10.0f} MB")


def judgements(figures, sizes):
    """What must be reached, as (name, seen, limit, whether it was)."""
    cat, emit = figures.seconds(10000, "cat"), figures.seconds(10000, "emit")
    limit = CAT_TIMES * cat + CAT_PLUS
    yield ("emit of 10,000 revisions within twice cat and 10 ms", f"{emit * 1000:.1f} ms", f"{limit * 1000:.1f} ms",
           emit <= limit)
    if figures.has(os.path.join("1000", "alembic"), "alembic"):
        times = figures.seconds(os.path.join("1000", "alembic"), "alembic") / figures.seconds(1000, "emit")
        yield ("emit of 1,000 revisions against Alembic", f"{times:.0f} times as fast", f"{ALEMBIC_TIMES} times",
               times >= ALEMBIC_TIMES)
    for small, large in zip(sizes, sizes[1:]):
        if small < 1000:
            continue
        for name in ("emit", "emit-down", "check"):
            times = figures.seconds(large, name) / figures.seconds(small, name)
            limit = LINEAR * large / small
            yield (f"{name}, {small} to {large} revisions", f"{times:.1f} times as long", f"{limit:.1f} times",
                   times <= limit)
    few, many = (figures.processor_seconds(f"wide-{tables}-1000", "check") -
                 figures.processor_seconds(f"wide-{tables}-10", "check")
                 for tables in (50, 5000))
    yield ("check of 990 revisions beside 5,000 tables, not 50", f"{many / few:.2f} times as long", f"{WIDE} times",
           many <= WIDE * few)
    parser = read(figures.folder, "parser.txt")
    times = float(re.search(r"([0-9.]+) times as fast", parser).group(1))
    yield ("parser against libpg_query", f"{times:.2f} times as fast", f"{PARSER_TIMES} times", times >= PARSER_TIMES)


def main():
    figures = Figures(sys.argv[1])
    sizes = [size for size in (100, 1000, 10000, 100000) if figures.has(size, "emit")]
    table(figures, sizes)
    missed = 0
    for name, seen, limit, reached in judgements(figures, sizes):
        print(f"{'reached' if reached else 'MISSED '} {name}: {seen} (limit: {limit})")
        missed += not reached
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
