"""What machines read of a page: linked data for search engines, and the manifest of the site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from sitegen import urls
from sitegen.model import OutputFile
from sitegen.output.post_views import PostPage
from sitegen.output.press import Press
from sitegen.output.views import Page, SiteView

_LISTS: Final = ("month", "year", "tag", "tags", "archive", "collection")
_ESCAPES: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"})
_ICONS: Final = (
    ("icons/icon.svg", "any", "image/svg+xml", "any"),
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/icon-maskable.png", "512x512", "image/png", "maskable"),
)


def linked_data(page: Page, view: object, site: SiteView) -> Markup:
    """Give the JSON-LD of a page, fit to stand in a script element; "" for pages that nobody searches."""
    data = _data(page, view, site)
    if data is None:
        return Markup()
    full = {"@context": "https://schema.org", **data, "url": page.canonical, "inLanguage": page.language}
    text = json.dumps({key: value for key, value in full.items() if value}, ensure_ascii=False)
    return Markup(text.translate(_ESCAPES))  # noqa: S704  (nothing in it can end the script)


def _data(page: Page, view: object, site: SiteView) -> dict[str, object] | None:
    if isinstance(view, PostPage):
        return _article(page, view, site)
    if page.kind == "home":
        return {"@type": "Blog", "name": site.title, "description": site.description, "author": _person(site)}
    if page.kind in _LISTS:
        return {"@type": "CollectionPage", "name": page.title_text, "description": page.description}
    return None


def _article(page: Page, view: PostPage, site: SiteView) -> dict[str, object]:
    changed = view.updated or page.date
    return {
        "@type": "BlogPosting",
        "headline": page.title_text,
        "description": page.description,
        "datePublished": page.date.isoformat() if page.date else "",
        "dateModified": changed.isoformat() if changed else "",
        "author": _person(site),
        "image": page.image,
        "keywords": [tag.name for tag in view.item.tags],
        "citation": view.link or "",
        "isPartOf": {"@type": "Blog", "name": site.title},
    }


def _person(site: SiteView) -> dict[str, str] | None:
    return {"@type": "Person", "name": site.author} if site.author else None


def manifests(press: Press, views: Mapping[str, SiteView]) -> Iterator[OutputFile]:
    """Make the web manifest of every language."""
    for language, site in views.items():
        manifest = {
            "name": site.title,
            "description": site.description,
            "lang": language,
            "start_url": site.home,
            "display": "minimal-ui",
            "background_color": site.ground[0],
            "theme_color": site.ground[0],
            "icons": [
                {"src": press.static[name], "sizes": sizes, "type": kind, "purpose": purpose}
                for name, sizes, kind, purpose in _ICONS
                if name in press.static
            ],
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        yield OutputFile(urls.output_path(urls.manifest(language, press.config)), text.encode())
