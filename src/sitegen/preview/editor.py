"""Opening the author's editor at a line, by the command of the settings."""

from __future__ import annotations

import shlex
import subprocess
import threading
from pathlib import Path

from sitegen.engine.engine import State


def command(template: str, path: str, line: int) -> list[str]:
    """The words of the command, with the place filled in; no shell reads them."""
    return [word.replace("{path}", path).replace("{line}", str(line)) for word in shlex.split(template)]


def open_editor(site: Path, state: State, path: str, line: int) -> bool:
    """Open a file of the site; False where no command is set, or the file is not one of the site."""
    root = site.resolve()
    full = (root / path).resolve()
    if not state.config.editor or not full.is_relative_to(root) or not full.is_file():
        return False
    try:
        process = subprocess.Popen(  # noqa: S603 - the author's own command
            command(state.config.editor, str(full), line),
            cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError:
        return False
    threading.Thread(target=process.wait, daemon=True).start()
    return True
