"""Feed the scanner, the parser and the header reader with random bytes, guided by coverage: `make fuzz`.

Each runs in a process of its own for the seconds given; a crash, or a hang of five
seconds, ends it with an error. What is fuzzed is imported late, to be instrumented.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def scanner(text: str) -> None:
    """Mask the formulas of a text and put them back."""
    from sitegen.scan import mask

    masked = mask(text)
    if masked.restore(masked.text) != text:
        message = "a text is not what it was before its formulas were masked"
        raise AssertionError(message)


def parser(text: str) -> None:
    """Render a text and parse the HTML strictly."""
    from tests.fuzz.test_laws import shown, wellformed
    from tests.markup.rendering import render

    rendered, _ = render(text)
    wellformed(shown(rendered))


def header(text: str) -> None:
    """Read a source with any header."""
    from tests.fuzz.test_laws import POSTS, read

    read(text, POSTS, "2026/a.md")


TARGETS: dict[str, Callable[[str], None]] = {"scanner": scanner, "parser": parser, "header": header}


def fuzz(name: str) -> None:
    """Run one target for ever; libFuzzer's options are in the arguments."""
    import atheris

    sys.setrecursionlimit(20_000)
    with atheris.instrument_imports(include=["sitegen"]):
        TARGETS[name]("$x$ *a*")
    from sitegen.sources.text import decode

    def once(data: bytes) -> None:
        text, _ = decode("a.md", data)
        if text is not None:
            TARGETS[name](text)

    atheris.Setup([sys.argv[0], *sys.argv[3:]], once)
    atheris.Fuzz()


def main() -> int:
    """Fuzz every target for the seconds of the first argument."""
    if sys.argv[1] == "target":
        fuzz(sys.argv[2])
        return 0
    if importlib.util.find_spec("atheris") is None:
        message = (
            "atheris is not installed, so nothing was fuzzed; it needs Clang where PyPI has no wheel of it."
        )
        print(message)  # noqa: T201 - a script
        return 0
    results = [_started(name, sys.argv[1]) for name in TARGETS]
    return max(abs(result) for result in results)


def _started(name: str, seconds: str) -> int:
    artifacts = ROOT / "artifacts" / "fuzz"
    corpus = artifacts / name
    corpus.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=5",
        "-max_len=400",
        f"-artifact_prefix={artifacts}/",
        str(corpus),
    ]
    command = [sys.executable, "-m", "tests.fuzz.run", "target", name, *options]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
