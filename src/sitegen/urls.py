"""Every address of a site is decided here.

An address is site-relative (a leading slash, without the path of ``base_url``) and
readable: it holds characters, not percent codes. `href` and `canonical` encode it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlsplit

from sitegen.config import SiteConfig

_MAX_BYTES: Final = 255
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f#?%:*\"<>|\\]+|[\u2028\u2029\ufeff]+")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|\Z)", re.IGNORECASE)
_PATH_SAFE: Final = "/-._~!$&'()*+,;=:@"


def slugify(text: str) -> str:
    """Lowercase letters and digits of any script, everything else one hyphen; never empty."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    kept = re.sub(r"(?<![^\W_])[\u0300-\u036f\ufe00-\ufe0f]+", "-", "".join(map(_slug_character, composed)))
    return re.sub("-+", "-", kept).strip("-") or "section"


def _slug_character(character: str) -> str:
    return character if unicodedata.category(character)[0] in "LNM" else "-"


def safe_component(name: str) -> str:
    """One part of a path that every file system and server takes, the same every time."""
    text = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-. ") or "page"
    return _shortened(_DEVICE.sub(r"\1-", text))


def _shortened(text: str) -> str:
    data = text.encode()
    if len(data) <= _MAX_BYTES:
        return text
    digest = hashlib.sha256(data).hexdigest()[:12]
    return f"{data[: _MAX_BYTES - 13].decode(errors='ignore')}-{digest}"


def safe_path(path: str) -> str:
    """A path of safe components, without slashes around it."""
    return "/".join(safe_component(part) for part in path.split("/") if part)


def prefix(language: str, config: SiteConfig) -> str:
    """What stands before every address of a language: nothing for the one at the root."""
    return "" if language == config.language else f"/{language}"


def home(language: str, config: SiteConfig) -> str:
    """The language's home page."""
    return f"{prefix(language, config)}/"


def year(number: int, language: str, config: SiteConfig) -> str:
    """A year's page."""
    return f"{prefix(language, config)}/{number:04}/"


def month(year_number: int, number: int, language: str, config: SiteConfig) -> str:
    """A monthly report."""
    return f"{prefix(language, config)}/{year_number:04}/{number:02}/"


def tags(language: str, config: SiteConfig) -> str:
    """The list of all tags."""
    return f"{prefix(language, config)}/tags/"


def tag(slug: str, language: str, config: SiteConfig) -> str:
    """A tag's page; `slug` comes from `tag_slugs`."""
    return f"{tags(language, config)}{slug}/"


def archive(language: str, config: SiteConfig) -> str:
    """The archive."""
    return f"{prefix(language, config)}/archive/"


def search(language: str, config: SiteConfig) -> str:
    """The search page."""
    return f"{prefix(language, config)}/search/"


def collection(name: str, language: str, config: SiteConfig) -> str:
    """The list of a collection."""
    return f"{prefix(language, config)}/{name}/"


def numbered(url: str, number: int) -> str:
    """Page `number` of a list that begins at `url`."""
    return url if number == 1 else f"{url}page/{number}/"


def feed(language: str, config: SiteConfig) -> str:
    """The language's Atom feed."""
    return f"{prefix(language, config)}/feed.xml"


def json_feed(language: str, config: SiteConfig) -> str:
    """The language's JSON Feed."""
    return f"{prefix(language, config)}/feed.json"


def tag_feed(slug: str, language: str, config: SiteConfig) -> str:
    """A tag's Atom feed."""
    return f"{tag(slug, language, config)}feed.xml"


def sitemap() -> str:
    """The sitemap."""
    return "/sitemap.xml"


def not_found(language: str, config: SiteConfig) -> str:
    """The page for addresses that do not exist."""
    return f"{prefix(language, config)}/404.html"


def output_path(url: str) -> str:
    """The file below the output folder that answers `url`."""
    path = url.partition("#")[0].lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def href(url: str, config: SiteConfig) -> str:
    """`url` for an attribute: with the path of ``base_url``, percent-encoded, fragment kept."""
    path, mark, fragment = url.partition("#")
    base = urlsplit(config.base_url).path.rstrip("/")
    return f"{quote(base, safe=_PATH_SAFE + '%')}{quote(path, safe=_PATH_SAFE)}{mark}{quote(fragment, safe=_PATH_SAFE)}"


def canonical(url: str, config: SiteConfig) -> str:
    """`url` with scheme and host."""
    parts = urlsplit(config.base_url)
    return f"{parts.scheme}://{parts.netloc}{href(url, config)}"


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
        yield group, base if plain else _shortened(f"{base}-{digest}")
