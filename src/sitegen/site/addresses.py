"""What kind of address an author wrote, told from the address alone."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit

from sitegen.config import SiteConfig

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
_RUNS: Final = frozenset({"javascript", "vbscript", "livescript", "data", "blob", "filesystem"})
_PICTURE = re.compile(r"data:image/[a-z0-9.+-]+[;,]", re.IGNORECASE)


def scheme(address: str) -> str:
    """Give the scheme as a browser would see it, in lower case; "" where there is none."""
    found = _SCHEME.match(_bare(address))
    return found.group().lower() if found else ""


def is_unsafe(address: str, *, image: bool = False) -> bool:
    """Whether following `address` could run a script; pictures may stand in ``data:`` addresses."""
    if image and _PICTURE.match(_bare(address)):
        return False
    return scheme(address) in _RUNS


def is_complete(address: str) -> bool:
    """Whether `address` says on its own where it leads, whatever page it stands on."""
    return address.startswith("//") or bool(scheme(address))


def complete(address: str) -> str:
    """Give an address with a host the scheme that it leaves out."""
    return f"https:{address}" if address.startswith("//") else address


def host(address: str) -> str:
    """Give the host of an address, without ``www.``; "" where it has none or it cannot be read."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def inside(address: str, config: SiteConfig) -> str | None:
    """Give the site-relative form of a complete address of this site; None for any other."""
    site, own = urlsplit(config.base_url), address.partition(":")[2]
    prefix = f"//{site.netloc}{site.path}"
    if scheme(address) not in ("http", "https") or not own.lower().startswith(prefix.lower()):
        return None
    rest = own[len(prefix) :]
    return (rest if rest.startswith("/") else f"/{rest}") if rest[:1] in ("", "/", "#", "?") else None


def split(address: str) -> tuple[str, str]:
    """Part a relative address into path and fragment: decoded, normalised, without the query."""
    path, _, fragment = address.partition("#")
    return plain(path.partition("?")[0]), plain(fragment)


def plain(text: str) -> str:
    """Undo percent signs and give the composed form, in which all paths are compared."""
    return unicodedata.normalize("NFC", unquote(text))


def _bare(address: str) -> str:
    """Take out what a browser ignores at the start and inside of a scheme."""
    decoded = address
    for _ in range(2):
        decoded = html.unescape(decoded)
    return _UNSEEN.sub("", decoded)
