"""What search engines are told: every page with its translations, and where that list is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.output.feed_model import legal
from sitegen.output.sheets import Head

_NAMES: Final = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}
_UNLISTED: Final = frozenset({"404", "redirect"})


def sitemap(heads: Iterable[Head], config: SiteConfig) -> bytes:
    """List every page in the order given, with its last change and its translations where known."""
    root = ET.Element("urlset", _NAMES)
    for head in heads:
        if head.kind not in _UNLISTED:
            _page(root, head, config)
    ET.indent(root, "")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def robots(config: SiteConfig) -> bytes:
    """Point to the sitemap."""
    lines = ("User-agent: *", "Allow: /", "", f"Sitemap: {urls.canonical(urls.sitemap(), config)}", "")
    return "\n".join(lines).encode()


def _page(root: ET.Element, head: Head, config: SiteConfig) -> None:
    url = ET.SubElement(root, "url")
    ET.SubElement(url, "loc").text = legal(urls.canonical(head.url, config))
    if head.modified is not None:
        ET.SubElement(url, "lastmod").text = head.modified.isoformat(timespec="seconds")
    twins = {**head.twins, head.language: head.url}
    for code in (code for code in config.languages if len(twins) > 1 and code in twins):
        href = legal(urls.canonical(twins[code], config))
        ET.SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": code, "href": href})
