"""Small sites to preview."""

from __future__ import annotations

from pathlib import Path

SETTINGS = """
[site]
title = "題"
base_url = "https://example.org"
languages = ["ja", "en"]

[[collection]]
name = "diary"
path = "content/diary"
kind = "diary"

[[collection]]
name = "posts"
path = "content/posts"
kind = "post"
"""

FILES = {
    "sitegen.toml": SETTINGS,
    "content/diary/2026-01.md": "## 2026-01-06\n\n### 12:00 *朝*\n\n本文 $x$。\n\n### 18:00\n\n夜。[記事](../posts/a.md)\n",
    "content/posts/a.md": "---\ntitle: A $y$\ndate: 2026-01-03\ntags: [x, Y]\n---\n\n一文。\n\n## 節\n\n二文。$$z$$\n",
    "content/posts/b.md": "---\ntitle: B\ndate: 2026-01-04\ntags: [x]\n---\n\n[[A $y$]] と [A](a.md#節) と ![](p.svg)。\n",
    "content/posts/b.en.md": "---\ntitle: B\ndate: 2026-01-04\n---\n\nEnglish.\n\n@[python](code.py)\n",
    "content/posts/p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "content/posts/code.py": "print(1)\n",
    "static/css/own.css": "p { color: red }",
}

KINDS = ("home", "month", "year", "post", "tag", "tags", "archive", "collection", "404", "redirect")
PLAIN = {f"templates/{kind}.html": "<body>{{ page }} {{ site }} {{ view }}</body>" for kind in KINDS}
"""Templates that show all that they are given, and take no time."""


def write(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
