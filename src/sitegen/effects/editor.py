"""Open a file in the author's editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

_PLUS: Final = frozenset({"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne"})
_COLON: Final = frozenset({"hx", "subl", "zed"})


def open_in_editor(path: Path, line: int) -> str | None:
    """Wait for ``$VISUAL`` or ``$EDITOR`` to be closed; None where it went well or there is none to open.

    Without a terminal nothing is opened. The answer is why it did not work.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty() or not sys.stdout.isatty():
        return None
    try:
        command = shlex.split(editor)
        done = subprocess.run([*command, *_arguments(Path(command[0]).name, str(path), line)], check=False)  # noqa: S603 - the author's own choice
    except (OSError, ValueError, IndexError) as error:
        return f"{editor}: {error}"
    return None if done.returncode == 0 else f"{editor}: {done.returncode}"


def _arguments(name: str, path: str, line: int) -> list[str]:
    if name in _PLUS:
        return [f"+{line}", path]
    if name in {"code", "codium", "cursor"}:
        return ["--wait", "--goto", f"{path}:{line}"]
    return [f"{path}:{line}" if name in _COLON else path]
