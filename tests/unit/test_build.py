"""The pipeline: a folder in, files and problems out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from sitegen.build import BuildResult, build
from sitegen.config import Limits
from sitegen.effects import diagrams
from sitegen.effects.reading import katex_script
from sitegen.effects.workers import Workers
from sitegen.engine.steps import Progress
from tests.building import NOW, build_site

SETTINGS = """
[site]
title = "題"
base_url = "https://example.org"

[[collection]]
name = "posts"
path = "posts"
kind = "post"
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    put(tmp_path / "sitegen.toml", SETTINGS)
    put(tmp_path / "posts" / "a.md", "# 題 $x$\n\n本文。\n")
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def codes(result: BuildResult) -> list[str]:
    return [problem.code for problem in result.problems]


def content(result: BuildResult, path: str) -> str:
    return next(file.content.decode() for file in result.files if file.path == path)


def test_a_text_becomes_a_page(site: Path) -> None:
    result = build_site(site)
    assert codes(result) == []
    assert (result.documents, result.rendered) == (1, 1)
    page = content(result, "posts/a/index.html")
    assert "本文。" in page
    assert "<title>題 x" in page
    assert not (site / "build").exists()


def test_files_are_sorted_and_each_path_is_there_once(site: Path) -> None:
    paths = [file.path for file in build_site(site).files]
    assert paths == sorted(set(paths))


def test_settings_that_cannot_be_read_give_nothing_but_the_problem(site: Path) -> None:
    put(site / "sitegen.toml", "[site\n")
    result = build_site(site)
    assert codes(result) == ["settings"]
    assert (result.files, result.documents, result.config) == ((), 0, None)


def test_settings_in_another_encoding_are_told(site: Path) -> None:
    (site / "sitegen.toml").write_bytes(SETTINGS.encode("cp932"))
    assert "not UTF-8" in build_site(site).problems[0].message


def test_a_changed_text_is_rendered_and_the_others_are_not(site: Path) -> None:
    put(site / "posts" / "b.md", "# 二\n\n本文。\n")
    assert build_site(site).rendered == 2
    put(site / "posts" / "b.md", "# 二\n\n別の文。\n")
    again = build_site(site)
    assert again.rendered == 1
    assert "別の文。" in content(again, "posts/b/index.html")


def test_a_changed_macro_is_seen(site: Path) -> None:
    put(site / "posts" / "a.md", "$\\R$\n")
    put(site / "sitegen.toml", SETTINGS + '[math.macros]\n"\\\\R" = "A"\n')
    first = content(build_site(site), "posts/a/index.html")
    put(site / "sitegen.toml", SETTINGS + '[math.macros]\n"\\\\R" = "B"\n')
    assert content(build_site(site), "posts/a/index.html") != first


def test_a_changed_include_is_seen(site: Path) -> None:
    put(site / "posts" / "a.md", "@[text](code.txt)\n")
    put(site / "posts" / "code.txt", "first\n")
    assert "first" in content(build_site(site), "posts/a/index.html")
    put(site / "posts" / "code.txt", "second\n")
    assert "second" in content(build_site(site), "posts/a/index.html")


def test_an_include_may_stand_at_the_top_of_the_site(site: Path) -> None:
    put(site / "posts" / "a.md", "@[text](/shared/code.txt)\n")
    put(site / "shared" / "code.txt", "shared code\n")
    assert "shared code" in content(build_site(site), "posts/a/index.html")


def test_an_include_outside_is_told_once(site: Path) -> None:
    put(site / "posts" / "a.md", "文中の ../../x は違う。\n\n@[text](../../x)\n")
    result = build_site(site)
    assert codes(result) == ["include-outside"]
    assert (result.problems[0].line, result.problems[0].column) == (3, 9)


def test_now_decides_what_lies_in_the_future(site: Path) -> None:
    put(site / "posts" / "a.md", "---\ndate: 2026-12-24 18:00\n---\n\n本文。\n")

    def published(now: dt.datetime) -> bool:
        return any(file.path == "posts/a/index.html" for file in build_site(site, now=now).files)

    assert not published(dt.datetime(2026, 12, 24, 8, 59, tzinfo=dt.UTC))
    assert published(dt.datetime(2026, 12, 24, 9, 0, tzinfo=dt.UTC))


def test_severities_of_the_settings_are_used(site: Path) -> None:
    put(site / "posts" / "a.md", "$\\undefined$\n\n![](none.png)\n")
    put(site / "sitegen.toml", SETTINGS + '[problems]\nmath-syntax = "warning"\nimage-alt = "off"\n')
    result = build_site(site)
    assert [(p.code, p.severity.value) for p in result.problems] == [
        ("math-syntax", "warning"),
        ("image-missing", "warning"),
    ]


def test_files_beside_texts_are_published(site: Path) -> None:
    put(site / "posts" / "files" / "a.txt", "beside\n")
    assert content(build_site(site), "posts/files/a.txt") == "beside\n"


def test_texts_link_to_static_files_by_the_address_that_they_are_published_at(site: Path) -> None:
    put(site / "static" / "pictures" / "a.svg", '<svg width="3" height="2"/>')
    put(site / "static" / "cv.pdf", "%PDF")
    put(site / "posts" / "a.md", "![絵](/pictures/a.svg) [履歴書](/cv.pdf) [無い](/none.pdf)\n")
    result = build_site(site)
    assert [(problem.code, problem.column) for problem in result.problems] == [("link-broken", 43)]
    page = content(result, "posts/a/index.html")
    assert 'src="/pictures/a.svg"' in page
    assert 'width="3" height="2"' in page
    assert 'href="/cv.pdf"' in page
    assert [file.path for file in result.files if "a.svg" in file.path] == ["pictures/a.svg"]


@pytest.mark.parametrize("text", ["{", "[1]", '[{"title": "a"}]', '"a"'])
def test_a_card_cache_that_cannot_be_read_is_told(text: str, site: Path) -> None:
    put(site / "content" / "cards.json", text)
    assert codes(build_site(site)) == ["cards-file"]


def test_a_card_shows_what_the_cache_knows(site: Path) -> None:
    put(site / "posts" / "a.md", "{{https://example.com/a}}\n")
    cards = [{"url": "https://example.com/a", "title": "<b>題</b>", "description": "説明"}]
    put(site / "content" / "cards.json", json.dumps(cards))
    result = build_site(site)
    assert codes(result) == []
    assert "&lt;b&gt;題&lt;/b&gt;" in content(result, "posts/a/index.html")


DIAGRAM = "```dot\ndigraph { a -> b }\n```\n"


@pytest.fixture
def drawing(site: Path) -> Path:
    put(site / "sitegen.toml", SETTINGS + '[diagrams]\nrenderers = ["dot"]\n')
    put(site / "posts" / "a.md", f"# 図\n\n{DIAGRAM}")
    return site


def test_a_diagram_is_drawn_where_that_is_allowed(drawing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "can_draw", lambda _: True)
    monkeypatch.setattr(
        diagrams, "draw", lambda _, source: f'<svg id="a"><text fill="black">{len(source)}</text></svg>'
    )
    result = build_site(drawing)
    assert codes(result) == []
    assert '<figure class="diagram"><svg><text fill="currentColor">' in content(result, "posts/a/index.html")


def test_a_diagram_that_cannot_be_drawn_is_code(drawing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "can_draw", lambda _: True)
    monkeypatch.setattr(diagrams, "draw", lambda *_: None)
    result = build_site(drawing)
    assert codes(result) == ["diagram"]
    assert result.problems[0].line == 3
    assert "digraph" in content(result, "posts/a/index.html")


def test_a_diagram_is_code_where_nothing_is_allowed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "draw", lambda *_: pytest.fail("a program was run"))
    put(site / "posts" / "a.md", DIAGRAM)
    assert codes(build_site(site)) == []


def test_progress_is_told_and_kept_workers_stay_open(site: Path) -> None:
    heard: list[int] = []

    class Listener(Progress):
        def total(self, count: int) -> None:
            heard.append(count)

        def advance(self) -> None:
            heard.append(-1)

    with Workers(katex_script(), Limits(), 1) as workers:
        build(site, now=NOW, workers=workers, progress=Listener())
        put(site / "posts" / "a.md", "別。\n")
        assert build(site, now=NOW, workers=workers).rendered == 1
    assert heard == [1, -1]


def test_the_whole_site_may_be_one_collection(site: Path) -> None:
    put(site / "sitegen.toml", SETTINGS.replace('path = "posts"', 'path = "."'))
    put(site / "static" / "css" / "mine.css", "p{}")
    put(site / "templates" / "notes.md", "# 雛形")
    put(site / "build" / ".sitegen.json", "{}")
    put(site / "build" / "old.md", "# 古い")
    result = build_site(site)
    assert codes(result) == []
    assert result.documents == 1
    assert {file.path for file in result.files if file.path.startswith("posts/")} == {
        "posts/index.html",
        "posts/posts/a/index.html",
    }
