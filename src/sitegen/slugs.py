"""Names that are safe in addresses and file systems: slugs, path components, tags."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_MAX_BYTES: Final = 255
_MAX_EXTENSION: Final = 7
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f#?%:*\"<>|\\\u2028\u2029\ufeff]+")
_DEVICE: Final = re.compile(r"\A(con|prn|aux|nul|com\d|lpt\d)(?=\.|\Z)", re.IGNORECASE)
_SELECTOR: Final = re.compile("[\ufe00-\ufe0f]")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Lowercase letters and digits of any script, everything else one hyphen; never empty."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    slug = ""
    for character in _SELECTOR.sub("", composed):
        slug += character if _belongs(character, slug) else "-"
    return re.sub("-+", "-", slug).strip("-") or "section"


def _belongs(character: str, before: str) -> bool:
    """Whether a character is a letter or digit, or a mark on the one before."""
    category = unicodedata.category(character)
    return category[0] in "LN" or (category in ("Mn", "Mc") and before[-1:] not in ("", "-"))


def safe_component(name: str) -> str:
    """One part of a path that every file system and server takes, the same every time."""
    text = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-. ") or "page"
    return shortened(_DEVICE.sub(r"\1-", text))


def shortened(name: str) -> str:
    """`name`, or where it is too long for a file system its beginning with a hash of the whole."""
    data = name.encode()
    if len(data) <= _MAX_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    ending = dot + extension if stem and len(extension) <= _MAX_EXTENSION else ""
    ending = f"-{hashlib.sha256(data).hexdigest()[:12]}{ending}"
    return data[: _MAX_BYTES - len(ending.encode())].decode(errors="ignore") + ending


def safe_path(path: str) -> str:
    """A path of safe components, without slashes around it."""
    return "/".join(safe_component(part) for part in path.split("/") if part)


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """The form in which two names are one: NFC and without case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def tag_slugs(names: Iterable[str]) -> dict[str, str]:
    """The slug of every tag: one for all spellings that differ in case or composition alone.

    Where several tags would share a slug, the one that reads like it keeps it and each of
    the others gets a hash of its own name, so that no slug depends on the order of tags.
    """
    groups = {name: folded(name) for name in names}
    sharing: dict[str, list[str]] = {}
    for group in sorted(set(groups.values())):
        sharing.setdefault(_tag_base(group), []).append(group)
    slugs = {group: slug for base, members in sharing.items() for group, slug in _told_apart(base, members)}
    return {name: slugs[group] for name, group in groups.items()}


def _tag_base(group: str) -> str:
    return safe_component(slugify(group.replace("+", "plus").replace("#", "sharp")))


def _told_apart(base: str, members: list[str]) -> Iterable[tuple[str, str]]:
    for group in members:
        plain = len(members) == 1 or group == base
        digest = hashlib.sha256(group.encode()).hexdigest()[:6]
        yield group, base if plain else shortened(f"{base}-{digest}")
