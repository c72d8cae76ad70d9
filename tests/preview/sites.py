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

[[collection]]
name = "papers"
path = "content/papers"
kind = "paper"
"""

DIARY = """## 2026-01-06

### 12:00 *朝*

本文 $x$。

### 18:00

夜。[記事](../posts/a.md)
"""
POST = """---
title: A $y$
date: 2026-01-03
tags: [x, Y]
---

一文。

## 節

二文。$$z$$
"""
OTHER = """---
title: B
date: 2026-01-04
tags: [x]
---

[[A $y$]] と [A](a.md#節) と ![](p.svg)。
"""
ENGLISH = """---
title: B
date: 2026-01-04
---

English.

@[python](code.py)
"""
PAPER = """---
title: Attention
link: https://arxiv.org/abs/1706.03762
date: 2026-01-02
tags: [x]
---

読んだ。[A](../posts/a.md)
"""
FILES = {
    "sitegen.toml": SETTINGS,
    "content/diary/2026-01.md": DIARY,
    "content/posts/a.md": POST,
    "content/posts/b.md": OTHER,
    "content/posts/b.en.md": ENGLISH,
    "content/papers/1706.03762.md": PAPER,
    "content/posts/p.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "content/posts/code.py": "print(1)\n",
    "static/css/own.css": "p { color: red }",
}

TEMPLATES = Path(__file__).parents[2] / "templates"
KINDS = sorted(path.name for path in TEMPLATES.glob("[!_]*.html") if path.name != "base.html")
PLAIN = {f"templates/{name}": "<body>{{ page }} {{ site }} {{ view }}</body>" for name in KINDS}
"""Templates that show all that they are given, and take no time."""


def write(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
