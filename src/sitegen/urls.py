"""Every address of a page is written here; which document gets which, ``url_plan`` decides.

An address is site-relative (a leading slash, without the path of ``base_url``) and
readable: it holds characters, not percent codes. `href` and `canonical` encode it.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

from sitegen.config import SiteConfig
from sitegen.paper_urls import prefix
from sitegen.slugs import folded, slugify, tag_slugs

__all__ = [
    "archive",
    "borrowed",
    "both",
    "canonical",
    "collection",
    "feed",
    "folded",
    "home",
    "href",
    "json_feed",
    "manifest",
    "month",
    "not_found",
    "numbered",
    "output_path",
    "search",
    "search_description",
    "search_terms",
    "search_texts",
    "sitemap",
    "slugify",
    "stats",
    "tag",
    "tag_feed",
    "tag_index",
    "tag_slugs",
    "tags",
    "year",
]

_PATH_SAFE: Final = "/-._~!$&'()*+,;=:@"


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


def stats(language: str, config: SiteConfig) -> str:
    """The page of figures."""
    return f"{prefix(language, config)}/stats/"


def search(language: str, config: SiteConfig) -> str:
    """The search page."""
    return f"{prefix(language, config)}/search/"


def search_terms(number: int, language: str, config: SiteConfig) -> str:
    """A part of the search index."""
    return f"{search(language, config)}terms-{number}.json"


def search_texts(number: int, language: str, config: SiteConfig) -> str:
    """Some of the texts that the search shows."""
    return f"{search(language, config)}texts-{number}.json"


def search_description(language: str, config: SiteConfig) -> str:
    """What tells a browser how to search the site."""
    return f"{search(language, config)}opensearch.xml"


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


def borrowed(url: str, own: str, reader: str, config: SiteConfig) -> str:
    """Where a text of the language `own` is shown to readers of another that lacks it."""
    return prefix(reader, config) + url.removeprefix(prefix(own, config))


def both(url: str) -> str:
    """The page that shows a text beside its translation."""
    bare = url.removesuffix(".html")
    return f"{bare.rstrip('/')}/both/"


def tag_feed(slug: str, language: str, config: SiteConfig) -> str:
    """A tag's Atom feed."""
    return f"{tag(slug, language, config)}feed.xml"


def tag_index(language: str, config: SiteConfig) -> str:
    """Which text carries which tags, for the tag filter."""
    return f"{prefix(language, config)}/tags.json"


def manifest(language: str, config: SiteConfig) -> str:
    """The language's web manifest."""
    return f"{prefix(language, config)}/manifest.webmanifest"


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
    base = quote(urlsplit(config.base_url).path.rstrip("/"), safe=_PATH_SAFE + "%")
    return base + quote(path, safe=_PATH_SAFE) + mark + quote(fragment, safe=_PATH_SAFE)


def canonical(url: str, config: SiteConfig) -> str:
    """`url` with scheme and host."""
    parts = urlsplit(config.base_url)
    return f"{parts.scheme}://{parts.netloc}{href(url, config)}"
