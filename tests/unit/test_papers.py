"""Whole builds of sites with papers, by the pipeline itself."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.build import build
from sitegen.config import Limits
from sitegen.effects.reading import katex_script
from sitegen.effects.workers import Workers
from sitegen.errors import failed

NOW = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
SETTINGS = """
[site]
title = "論文"
base_url = "https://example.org/blog"
languages = ["ja", "en"]
[[collection]]
name = "diary"
path = "diary"
kind = "diary"
[[collection]]
name = "notes"
path = "notes"
kind = "paper"
[[collection]]
name = "digests"
path = "digests"
kind = "digest"
[[collection]]
name = "issues"
path = "issues"
kind = "issues"
[tags]
hidden = ["reading"]
pinned = ["Zz"]
"""
ISSUES = "https://github.com/me/notes/issues"
NOTE = """---
title: My $x^2$ paper
link: https://arxiv.org/abs/2503.00001
description: 一言。
tags: [Decoder]
date: 2026-01-02
---

## 要点

本文[^1]。

[^1]: 脚注。
"""
DIGEST = """# My paper

[View Paper](http://arxiv.org/abs/2503.00001v2)

## 1. x

既存。

## 8. y

{line} #LLM
"""
DIARY = "## 2026-02-03\n\n### 12:00 *読む*\n\n論文を読んだ。\n\n{{https://arxiv.org/pdf/2503.00001v3}}\n"

Build = Callable[[dict[str, str]], dict[str, str]]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(katex_script(), Limits(), 1) as made:
        yield made


@pytest.fixture
def made(tmp_path: Path, workers: Workers) -> Build:
    """Build a site of the files given; gives its output as text by path."""

    def run(files: dict[str, str]) -> dict[str, str]:
        for folder in ("diary", "notes", "digests", "issues"):
            (tmp_path / folder).mkdir(exist_ok=True)
        for name, text in {"sitegen.toml": SETTINGS, **files}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        result = build(tmp_path, now=NOW, workers=workers)
        assert not failed(result.problems), [str(problem) for problem in result.problems]
        return {file.path: file.content.decode("utf-8", "replace") for file in result.files}

    return run


def issue(
    number: int, title: str, body: str = "", labels: tuple[str, ...] = (), date: str = "2026-03-01"
) -> dict[str, object]:
    return {
        "number": number, "title": title, "body": body, "labels": [{"name": name} for name in labels],
        "created_at": f"{date}T03:00:00Z", "html_url": f"{ISSUES}/{number}",
    }  # fmt: skip


def comment(number: int, body: str, name: int = 1) -> dict[str, object]:
    return {
        "id": name,
        "issue_url": f"https://api/r/issues/{number}",
        "body": body,
        "created_at": "2026-03-02T00:00:00Z",
    }


def page(*items: dict[str, object]) -> str:
    return json.dumps(list(items))


def test_a_paper_is_one_page_wherever_it_came_from(made: Build) -> None:
    told = issue(
        7,
        "[Paper Note] My paper, Ann Bee+, ACL'25, 2025.03",
        "# URL\n- https://arxiv.org/abs/2503.00001\n# Summary\n- 要約。",
        ("Decoder", "NLP"),
    )
    out = made({
        "notes/mine.md": NOTE, "digests/2026-01-05.md": DIGEST.format(line="三行。"),
        "digests/2026-02-01.md": DIGEST.format(line="再び。"),
        "issues/1.json": page(told, comment(7, "感想。")),
        "diary/2026-02.md": DIARY,
    })  # fmt: skip
    html = out["papers/2503.00001/index.html"]
    for text in (
        "一言。",
        "本文",
        "要約。",
        "感想。",
        "三行。",
        "再び。",
        "Ann Bee",
        "ACL",
        "論文を読んだ。",
    ):
        assert text in html
    assert "/blog/papers/2503.00001/" in out["notes/mine/index.html"]
    assert 'http-equiv="refresh"' in out["notes/mine/index.html"]
    assert html.count('<a class="tag" href="/blog/tags/decoder/" rel="tag">') == 1
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert [path for path in out if path.startswith("papers/daily/")] == [
        "papers/daily/2026-01-05/index.html", "papers/daily/2026-01/index.html",
        "papers/daily/2026-02-01/index.html", "papers/daily/2026-02/index.html", "papers/daily/index.html",
    ]  # fmt: skip
    assert 'rel="next" href="/blog/papers/daily/2026-02-01/"' in out["papers/daily/2026-01-05/index.html"]


def test_machines_read_the_paper_as_well(made: Build) -> None:
    body = (
        "# URL\n- https://arxiv.org/abs/2503.00001\n# Authors\n- Ann Bee\n- Cy </script> Dee\n"
        "# Abstract\n- An & abstract."
    )
    out = made(
        {"issues/1.json": page(issue(1, "[Paper Note] A $x_1$ & 50% {b}, Ann Bee+, ACL'25, 2025.03", body))}
    )
    html = out["papers/2503.00001/index.html"]
    assert '<meta name="citation_title" content="A x1 &amp; 50% {b}">' in html.replace("x_1", "x1")
    assert '<meta name="citation_author" content="Ann Bee">' in html
    assert '<meta name="citation_conference_title" content="ACL">' in html
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert data is not None
    article = json.loads(data[1])
    assert (article["@type"], article["author"][1]["name"]) == ("ScholarlyArticle", "Cy </script> Dee")
    bib = out["papers/2503.00001/paper.bib"]
    assert bib.startswith("@inproceedings{bee2025")
    assert r"title         = {{A $x_1$ \& 50\% \{b\}}}," in bib
    assert out["papers/papers.bib"] == bib
    record = json.loads(out["papers/2503.00001/paper.json"])
    index = json.loads(out["papers/papers.json"])["papers"]
    assert (record["abstract"], record["published"]) == ("An & abstract.", "2025-03")
    assert index[0]["json"] == "https://example.org/blog/papers/2503.00001/paper.json"


def test_a_tag_lists_papers_by_year_then_note_and_others_last(made: Build) -> None:
    notes = [
        issue(1, "[Paper Note] Old, A+, ACL'17", "https://arxiv.org/abs/1704.00001", ("D",), "2026-02-01"),
        issue(
            2, "[Paper Note] New early, A+, ACL'25", "https://arxiv.org/abs/2503.00002", ("D",), "2026-02-01"
        ),
        issue(
            3,
            "[Paper Note] New late, A+, ACL'25",
            "https://arxiv.org/abs/2503.00003",
            ("D", "Zz"),
            "2026-02-09",
        ),
        issue(4, "Program, A, 2026.01", "https://github.com/a/b", ("D", "Article"), "2026-03-01"),
        issue(5, "[Paper Note] Nowhen", "", ("D", "reading"), "2026-02-02"),
    ]
    out = made({"issues/1.json": page(*notes)})
    html = out["tags/d/index.html"]
    titles = re.findall(r'<h2><a href="[^"]*">([^<]*)</a>', html)
    assert titles == ["New late", "New early", "Old", "Nowhen", "Program"]
    assert 'href="/blog/tags/d/" rel="tag"' not in html
    assert "tags/reading/index.html" in out
    assert ">reading" not in html + out["tags/index.html"] + out["issues/5/index.html"]
    assert out["tags/index.html"].index(">Zz ") < out["tags/index.html"].index(">Article ")
    assert re.findall(r'venue/acl/">ACL</a> <span class="count">(\d+)', out["papers/index.html"]) == ["3"]


def test_a_bare_issue_link_becomes_the_title_and_a_backlink(made: Build) -> None:
    notes = (
        issue(1, "[Paper Note] One, A+, ACL'17", "https://arxiv.org/abs/1704.00001"),
        issue(2, "[Paper Note] Two, A+, ACL'18", "https://arxiv.org/abs/1804.00001"),
        comment(
            2,
            f"関連:\n- {ISSUES}/1\n- {ISSUES}/99\n\n続き[^1] {ISSUES}/1#issuecomment-3\n\n"
            f"[^1]: {ISSUES}/1 から。",
        ),
        comment(1, "別の脚注[^1]\n\n[^1]: ここ。", 5),
    )
    out = made({"issues/1.json": page(*notes)})
    two, one = out["papers/1804.00001/index.html"], out["papers/1704.00001/index.html"]
    assert two.count('<a href="/blog/papers/1704.00001/">One</a>') == 4
    assert f'<a href="{ISSUES}/99" rel="noopener">{ISSUES}/99</a>' in two
    mentions = one[one.index('id="mentions"') :]
    assert '<a href="/blog/papers/1804.00001/">Two</a>' in mentions[: mentions.index("</section>")]
    assert 'class="tag">リンクあり' in one


def test_a_post_is_a_quotation_without_scripts(made: Build) -> None:
    notes = (issue(1, "T", "文。"), comment(1, "元ポスト:\nhttps://twitter.com/someone/status/12?s=46&t=x"))
    html = made({"issues/1.json": page(*notes)})["issues/1/index.html"]
    assert (
        '<blockquote class="post-quote"><p class="post-by"><a href="https://twitter.com/someone/status/12?s=46&amp;t=x"'
        in html
    )
    assert "platform.twitter.com" not in html


ATTACKS = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<svg onload=alert(1)>",
    "{{7*7}}",
    "</title><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "[x]{onclick=alert(1)}",
    "![x](javascript:alert(1))",
    "<style>*{display:none}</style>",
    "javascript:alert(1)",
    "<b style='position:fixed' id='main' class='skip'>b</b>",
    "<form action=//evil><input><button>x</button></form>",
    "\\end{document}}} @misc{x,",
    "<base href=//evil>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
)


def hostile(number: int, attack: str) -> Iterator[dict[str, object]]:
    """Give notes and a comment with the attack in every field."""
    body = (
        f"# URL\n- {attack}\n- https://arxiv.org/abs/1704.{number:05}\n# Authors\n- {attack}\n"
        f"# Abstract\n{attack}\n# Summary (by {attack})\n- {attack}"
    )
    told = f"{attack}\n\n{attack}\n- {attack}\n\n> {attack}\n\n| a |\n|---|\n| {attack} |\n\n[^1]\n\n"
    told += f"[^1]: {attack}"
    yield issue(number, f"[Paper Note] {attack}, {attack}+, ACL'17", attack, (attack,)) | {"html_url": attack}
    yield issue(number + 1, f"{attack} [Paper Note]", body, ("NLP", attack)) | {
        "html_url": f'{ISSUES}/2"{attack}'
    }
    yield comment(number + 1, told)


def test_an_attack_in_every_field_is_inert_everywhere(made: Build) -> None:
    notes = [item for number, attack in enumerate(ATTACKS) for item in hostile(2 * number + 1, attack)]
    digests = (
        f"# {attack}\n\n[View Paper](https://arxiv.org/abs/2503.{number:05})\n\n## 1. {attack}\n\n"
        f"{attack}\n\n## 8. x\n\n{attack} #{attack}\n"
        for number, attack in enumerate(ATTACKS)
    )
    out = made({"issues/1.json": page(*notes), "digests/2026-01-05.md": "\n---\n\n".join(digests)})
    assert sum(path.startswith("papers/2503.") and path.endswith("index.html") for path in out) == len(
        ATTACKS
    )
    for path, text in out.items():
        if path.endswith(".html"):
            assert_inert(path, text)
        if path.endswith(".xml"):
            ET.fromstring(text)
        if path.endswith(".json"):
            json.loads(text)
        if path.endswith("feed.json"):
            for item in json.loads(text)["items"]:
                assert_inert(path, f"<body>{item['content_html']}")


FORBIDDEN = {"iframe", "style", "form", "base", "object", "embed", "input", "svg-x"}


def assert_inert(path: str, html: str) -> None:
    """Read the page as a browser does: nothing in it runs, loads or poses."""
    tree = LexborHTMLParser(html)
    for own in tree.css(".filter-bar"):
        own.decompose()
    for node in tree.css("*"):
        attributes = {name: value or "" for name, value in node.attributes.items()}
        if node.tag == "script":
            ours = attributes.get("src", "").startswith("/blog/assets/")
            assert ours or attributes == {"type": "application/ld+json"}, (path, node.html)
            assert ours or json.loads(node.text()), path
        assert node.tag not in FORBIDDEN, (path, node.html)
        assert not [name for name in attributes if name.startswith("on") or name == "srcdoc"], (
            path,
            node.html,
        )
        for name in ("href", "src", "action"):
            value = re.sub(r"[\x00-\x20]", "", attributes.get(name, "")).lower()
            assert not value.startswith(("javascript:", "data:text", "//evil")), (path, node.html)
        assert "position:fixed" not in attributes.get("style", ""), (path, node.html)


def test_six_hundred_labels_stand_under_addresses_of_their_own(made: Build) -> None:
    names = [f"L {n}" for n in range(20)] + [
        "A/B Testing",
        "A B Testing",
        "a/b testing",
        "AGENTS.md",
        "@x",
        "(y)",
        "C++",
        "C#",
        "..",
        "con",
        "日本語",
    ]
    notes = [issue(n + 1, f"N {n}", "x", (name,)) for n, name in enumerate(names)]
    out = made({"issues/1.json": page(*notes)})
    links = re.findall(
        r'<a class="tag" href="/blog/([^"]*)" rel="tag"[^>]*>(.*?) <span class="count">(\d+)',
        out["tags/index.html"],
    )
    assert len(links) == len(names) - 1
    for href, name, count in links:
        text = out[f"{unquote(href)}index.html"]
        assert len(re.findall(r'class="paper-note"', text)) == int(count), name
        assert f"{unquote(href)}feed.xml" in out
