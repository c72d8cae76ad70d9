"""A feed written as JSON Feed 1.1."""

from __future__ import annotations

import json

from sitegen.output.feed_model import Feed, FeedItem, legal


def render(feed: Feed) -> bytes:
    """Give the feed's bytes."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": legal(feed.title),
        "home_page_url": legal(feed.home),
        "feed_url": legal(feed.json_url),
        **({"description": legal(feed.description)} if feed.description else {}),
        "language": legal(feed.language),
        "authors": [{"name": legal(feed.author)}],
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(item: FeedItem) -> dict[str, object]:
    return {
        "id": legal(item.url),
        "url": legal(item.url),
        **({"external_url": legal(item.link)} if item.link else {}),
        "title": legal(item.title),
        "content_html": legal(item.html),
        **({"summary": legal(item.summary)} if item.summary else {}),
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        **({"tags": [legal(tag) for tag in item.tags]} if item.tags else {}),
    }
