"""What search engines are told: every page with its translations, and where that list is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.model import OutputFile
from sitegen.output.feed_model import legal
from sitegen.output.sheets import UNINDEXED, Head, alternates, with_default

_NAMES: Final = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}


def sitemap(heads: Iterable[Head], config: SiteConfig) -> OutputFile:
    """List every page in the order given, with its last change and its translations where known."""
    root = ET.Element("urlset", _NAMES)
    for head in heads:
        if head.kind not in UNINDEXED and head.original is None:
            _page(root, head, config)
    ET.indent(root, "")
    text = bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
    return OutputFile(urls.output_path(urls.sitemap()), text)


def robots(config: SiteConfig) -> OutputFile:
    """Point to the sitemap."""
    lines = ("User-agent: *", "Allow: /", "", f"Sitemap: {urls.canonical(urls.sitemap(), config)}", "")
    return OutputFile("robots.txt", "\n".join(lines).encode())


def _page(root: ET.Element, head: Head, config: SiteConfig) -> None:
    url = ET.SubElement(root, "url")
    ET.SubElement(url, "loc").text = legal(urls.canonical(head.url, config))
    if head.modified is not None:
        ET.SubElement(url, "lastmod").text = head.modified.isoformat(timespec="seconds")
    for code, twin in with_default(alternates(head, config), config).items():
        href = legal(urls.canonical(twin, config))
        ET.SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": code, "href": href})
