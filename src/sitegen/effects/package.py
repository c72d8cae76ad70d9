"""Find what is shipped with sitegen: the default theme and the packages from npm."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent.parent
"""The folder of the package ``sitegen``."""


class IncompleteInstallationError(Exception):
    """A part of sitegen itself is not there; the message says how to get it."""


def theme_folder(package: Path = PACKAGE) -> Path:
    """Return the folder that holds the default theme's ``templates`` and ``static``.

    An installed wheel carries them; in a checkout they stand at its root.
    """
    for folder in (package / "theme", package.parent.parent):
        if (folder / "templates").is_dir() and (folder / "static").is_dir():
            return folder
    message = "The default theme is not there: install sitegen from its wheel, or in a complete checkout."
    raise IncompleteInstallationError(message)


def vendor_folder(package: Path = PACKAGE) -> Path:
    """Return the folder with ``katex/``, ``idiomorph/`` and ``versions.json``."""
    folder = package / "vendor"
    if (folder / "versions.json").is_file():
        return folder
    message = (
        "KaTeX is not there: it is brought in when sitegen is built. "
        "Run `make site`, or `pip install -e .`, in the checkout."
    )
    raise IncompleteInstallationError(message)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A hash of sitegen's own code and of what it ships: what it computes depends on them."""
    digest = hashlib.blake2b(digest_size=12)
    for path in sorted(
        [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.js"), PACKAGE / "vendor" / "versions.json"]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()
