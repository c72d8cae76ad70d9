"""Write files for the author: new ones never over others, changed ones in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sitegen.effects.names import shown
from sitegen.effects.package import PACKAGE
from sitegen.errors import Problem


def starter_texts() -> dict[str, str]:
    """The files of a new site as they are shipped, by path."""
    folder = PACKAGE / "author" / "starter"
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def folder_refusal(folder: Path) -> Problem | None:
    """Say why no new site can be made in `folder`; hidden files alone are no reason."""
    try:
        if not os.path.lexists(folder):
            return None
        if not folder.is_dir():
            return _exists(str(folder), "it is a file", "Name a folder.")
        held = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        return failed(str(folder), error)
    if held:
        return _exists(str(folder), f"it holds {shown(held[0])}", "Name an empty folder, or a new one.")
    return None


def write_all(root: Path, files: Mapping[str, str]) -> Problem | None:
    """Write new files below `root`; nothing where one of them exists."""
    for path in files:
        if os.path.lexists(root / path):
            return _exists(path, "it is there already", "Change that file, or choose another name.")
    for path, text in files.items():
        problem = write_new(root, path, text)
        if problem:
            return problem
    return None


def write_new(root: Path, path: str, text: str) -> Problem | None:
    """Write one new file below `root`; a file that is there stays as it is."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            _write(file, text)
    except FileExistsError:
        return _exists(path, "it is there already", "Change that file, or choose another name.")
    except (OSError, UnicodeError) as error:
        return failed(path, error)
    return None


def _write(file: BinaryIO, text: str) -> None:
    """Write a whole text, or leave no file."""
    try:
        file.write(text.encode("utf-8"))
        file.flush()
    except (OSError, UnicodeError):
        os.unlink(file.name)
        raise


def replace(root: Path, path: str, text: str) -> Problem | None:
    """Give a file another text in one step, or leave it as it was; links to it stay links."""
    target = Path(os.path.realpath(root / path))
    aside = ""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(aside, mode)
        os.replace(aside, target)
    except (OSError, UnicodeError) as error:
        with suppress(OSError):
            os.unlink(aside)
        return failed(path, error)
    return None


def _umask() -> int:
    value = os.umask(0)
    os.umask(value)
    return value


def failed(path: str, error: OSError | UnicodeError) -> Problem:
    """Say that a file could not be written."""
    why = error.strerror or error if isinstance(error, OSError) else "its name or text cannot be encoded"
    message = f"this could not be written: {why}."
    return Problem("write-failed", shown(path), 0, 0, message, "Make room, or check who may write there.")


def _exists(path: str, reason: str, hint: str) -> Problem:
    return Problem("file-exists", shown(path), 0, 0, f"nothing was written here: {reason}.", hint)
