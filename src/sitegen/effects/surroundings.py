"""What can be guessed of the author from the machine: the time zone, the name, the site at hand."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

from sitegen.effects.reading import SETTINGS


def site_folder(start: Path) -> Path:
    """The nearest folder with settings, from `start` upwards; `start` where there is none."""
    folder = Path(os.path.abspath(start))
    return next((place for place in (folder, *folder.parents) if (place / SETTINGS).is_file()), start)


def time_zone() -> str:
    """The machine's time zone by its IANA name; ``UTC`` where it has none."""
    link = os.path.realpath("/etc/localtime")
    names = (os.environ.get("TZ", ""), re.sub(r".*/zoneinfo/(?:posix/|right/)?", "", link))
    return next(filter(_is_zone, names), "UTC")


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ValueError, OSError, KeyError):
        return False


def author_name() -> str:
    """The name that git signs with; "" where there is none."""
    try:
        done = subprocess.run(
            ("git", "config", "user.name"),  # noqa: S607 - the author's git
            capture_output=True,
            text=True,
            timeout=5,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip()
