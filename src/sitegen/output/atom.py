"""A feed written as Atom (RFC 4287)."""

from __future__ import annotations

import datetime as dt
from typing import Final
from xml.etree import ElementTree as ET

from sitegen.output.feed_model import Feed, FeedItem, legal

_NEVER: Final = dt.datetime.fromtimestamp(0, dt.UTC)


def render(feed: Feed) -> bytes:
    """Give the feed's bytes, always well-formed."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": legal(feed.language)})
    _text(root, "title", feed.title)
    if feed.description:
        _text(root, "subtitle", feed.description)
    _text(root, "id", feed.url)
    _link(root, "self", feed.url, "application/atom+xml")
    _link(root, "alternate", feed.home, "text/html")
    _text(root, "updated", max((item.updated for item in feed.items), default=_NEVER).isoformat())
    _text(ET.SubElement(root, "author"), "name", feed.author)
    for item in feed.items:
        _entry(root, item)
    ET.indent(root, "")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: ET.Element, item: FeedItem) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "title", item.title)
    _text(entry, "id", item.url)
    _link(entry, "alternate", item.url, "text/html")
    if item.link:
        ET.SubElement(entry, "link", {"rel": "related", "href": legal(item.link)})
    _text(entry, "published", item.published.isoformat())
    _text(entry, "updated", item.updated.isoformat())
    for tag in item.tags:
        ET.SubElement(entry, "category", {"term": legal(tag)})
    if item.summary:
        _text(entry, "summary", item.summary)
    _text(entry, "content", item.html).set("type", "html")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = legal(text)
    return element


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": legal(href)})
