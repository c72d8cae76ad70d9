"""The menu that the settings give, in place of the theme's own."""

from __future__ import annotations

from collections.abc import Container, Iterator
from urllib.parse import unquote, urlsplit

from markupsafe import escape

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.errors import Problem
from sitegen.output.views import PageLink


def menu(language: str, config: SiteConfig) -> tuple[PageLink, ...]:
    """Give the links of a language's menu; none where the theme's own is to stand."""
    pairs = ((item.title[language], item.url[language]) for item in config.appearance.menu)
    return tuple(PageLink(_href(url, config), escape(title)) for title, url in pairs)


def broken(config: SiteConfig, paths: Container[str]) -> Iterator[Problem]:
    """Tell of links of the menu that lead to no file of the site, whose output paths are `paths`."""
    own = (url for item in config.appearance.menu for url in item.url.values() if url.startswith("/"))
    for url in dict.fromkeys(own):
        path = unquote(urlsplit(url).path)
        if urls.output_path(path) not in paths:
            message = f"The menu leads to {url[:200]}, where nothing of this site stands."
            yield Problem("menu-broken", "sitegen.toml", 0, 0, message, "Correct url under [[menu]].")


def _href(url: str, config: SiteConfig) -> str:
    if not url.startswith("/"):
        return url
    path, mark, rest = url.partition("#")
    return urls.href(unquote(path), config) + mark + rest
