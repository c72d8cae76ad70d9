"""Measure sitegen beside its peers on the same work: ``make bench``, ``make bench SIZE=10000``.

The peers are installed into ``.bench/``; all tools run in turn, in one go; medians and
ratios are printed and written to ``bench/results.md``.
"""

from __future__ import annotations

import argparse
import compileall
import statistics
from collections.abc import Sequence
from pathlib import Path

import corpus
import judge
import measure
import process
import report
import tools
from corpus import Page

STANDARD = 1220
RESULTS = Path(__file__).resolve().parent / "results.md"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description="Measure sitegen beside its peers.")
    parser.add_argument("--size", type=int, default=STANDARD, help="documents")
    parser.add_argument("--rounds", type=int, default=0, help="rounds (default: 3, or 1 for large sizes)")
    parser.add_argument("--shared", action="store_true", help="the machine does other work: shortest times")
    options = parser.parse_args()
    typical: measure.Typical = min if options.shared else statistics.median
    compileall.compile_dir(corpus.ROOT / "src", quiet=1)  # as an installation does
    size = options.size
    rounds = options.rounds or (3 if size <= 2 * STANDARD else 1)

    peers = tools.install()
    renders = tools.renders(peers)
    pages = list(corpus.make_pages(corpus.read_bodies(corpus.sources(), renders), size))
    counts = corpus.count(pages)
    print(counts, flush=True)
    expected = judge.wanted(pages, renders)
    measured = measure.measure(tools.lay_out(peers, size, pages), pages, expected, rounds, typical)
    told = report.rounds_told(rounds, shared=options.shared)
    text = report.section(counts, measured, _small(peers, pages, size, typical), told)
    print(f"\n{text}")
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
    RESULTS.write_text(report.renewed(old, size, text), encoding="utf-8")


def _small(peers: tools.Peers, pages: Sequence[Page], size: int, typical: measure.Typical) -> report.Small:
    """What is measured of sitegen alone."""
    standard = 0.0
    if size > STANDARD:
        standard = measure.cold(tools.lay_out(peers, STANDARD, pages[:STANDARD])[0], 3, typical)
    return report.Small(
        help=process.median(tools.sitegen_command("--help"), 7),
        three=measure.cold(tools.lay_out(peers, 3, pages[:3])[0], 3, typical),
        standard=standard or 1.0,
        standard_pages=min(size, STANDARD),
    )


if __name__ == "__main__":
    main()
