"""FAULTS, point 29, its law: after any edits, what the preview serves equals a clean build, byte for byte."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from sitegen.build import BuildResult, build
from sitegen.errors import failed
from sitegen.preview.studio import Studio
from tests.preview.sites import FILES, PAPER, PLAIN, SETTINGS, write
from tests.preview.typeset import HereWorkers

NOW = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)

TITLES = st.sampled_from(["A $y$", "A", "新", "", '"x" <b>', "B"])
DATES = st.sampled_from(["2026-01-03", "2026-01-04 10:00", "2025-12-31", "2027-05-05", "2026-01-05", ""])
TAGS = st.sampled_from(["[]", "[x]", "[X, z]", "[z, 'é']", "[x, x]"])
BODIES = st.lists(
    st.sampled_from([
        "一文。", "$x$ と $$y$$", "## 節", "[[A]] [[B]] [[なし]]", "{#own}\n## 題",
        "[論](https://arxiv.org/abs/1706.03762) を引く。",
        "[a](a.md#節)",
        "[b](/posts/b/)", "![](p.svg)",
        "@[python](code.py)", "```python\nx = 1\n```", "$\\def\\m{1}$\n\n$\\m$",
        "<details><summary>s</summary>\n\nx\n\n</details>", "{{https://example.com/}}",
        "脚注[^1]\n\n[^1]: 注",
    ]),
    max_size=4,
).map("\n\n".join)  # fmt: skip


@st.composite
def post_texts(draw: st.DrawFn) -> str:
    lines = [f"title: {draw(TITLES)}", f"date: {draw(DATES)}", f"tags: {draw(TAGS)}"]
    lines += draw(
        st.sampled_from([[], ["draft: true"], ["slug: moved"], ["aliases: [/old/]"], [], [], ["tags: ["]])
    )
    return "---\n" + "\n".join(lines) + "\n---\n\n" + draw(BODIES) + "\n"


DIARIES = st.lists(
    st.tuples(st.sampled_from(["2026-01-06", "2026-01-07", "2025-12-30", "2028-01-01"]), BODIES), max_size=3
).map(lambda days: "".join(f"## {day}\n\n### 12:00 *題* #x\n\n{body}\n\n" for day, body in days))
NAMES = st.sampled_from(["a.md", "a.en.md", "b.md", "b.en.md", "c.md", "sub/d.md", "節.md"])


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw what to do: write a text to a file, delete it, or rename it."""
    post = draw(NAMES.map("content/posts/{}".format))
    diary = draw(st.sampled_from(["content/diary/2026-01.md", "content/diary/2025.md"]))
    other = draw(
        st.sampled_from([
            ("content/posts/code.py", "print(2)\n"),
            ("content/tags.toml", '[x]\nnames = { ja = "えっくす", en = "ex" }\naliases = ["z"]\n'),
            ("content/tags.toml", "[x"),
            ("content/papers/1706.03762.md", PAPER.replace("読んだ", "また読んだ")),
            ("content/papers/1706.03762.en.md", PAPER.replace("読んだ。", "Read $y$.")),
            ("content/posts/p.svg", "<svg/>"),
            ("templates/tags.html", "{{ page.title }}{{ view.tags | length }}"),
            ("templates/tags.html", "{{ nothing.at.all }}"),
            ("templates/tags.html", "{% if %}"),
            ("templates/post.html", "{% extends 'x.html' %}"),
            ("templates/x.html", "{{ view.body }}"),
            ("templates/strings/ja.toml", "tags = 'T'"),
            ("static/css/own.css", "p { color: blue }"),
            ("static/CNAME", "example.org"),
            ("sitegen.toml", SETTINGS.replace('"題"', '"別"')),
            ("sitegen.toml", SETTINGS + '[math.macros]\n"\\\\R" = "x"\n'),
            ("sitegen.toml", SETTINGS + "[lists]\nsize = 1\n"),
            ("sitegen.toml", SETTINGS.replace("example.org", "example.org/~me")),
            ("sitegen.toml", "[site]\n"),
            ("sitegen.toml", SETTINGS.replace('"content/posts"', '"content"')),
            ("content/cards.json", '[{"url": "https://example.com/", "title": "E"}]'),
            ("content/cards.json", "["),
        ])
    )  # fmt: skip
    write_post, write_diary = ("write", post, draw(post_texts())), ("write", diary, draw(DIARIES))
    remove = ("remove", draw(st.sampled_from([post, diary, other[0], "content/posts", "templates"])), "")
    rename = ("rename", post, draw(NAMES.map("content/posts/{}".format)))
    return draw(st.sampled_from([write_post, write_post, write_diary, ("write", *other), remove, rename]))


def apply(site: Path, edit: tuple[str, str, str]) -> list[str]:
    """Do it, and name the paths that a watcher would name."""
    kind, name, text = edit
    path = site / name
    if kind == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return [str(path), str(path.parent)]
    if not path.exists() or name == "sitegen.toml":
        return [str(path)]
    if kind == "remove":
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return [str(path)]
    target = site / text
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)
    return [str(path), str(target)]


def clean(site: Path) -> BuildResult:
    """Build without any memory."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns(".sitegen"))
        return build(copy, now=NOW, drafts=True, workers=HereWorkers())


@pytest.fixture(scope="module", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Compile each text of a template once for all builds of this module: most of their time went into it."""
    with pytest.MonkeyPatch.context() as patched:
        compiled: dict[tuple[object, ...], object] = {}
        compile_ = Environment.compile

        def once(self: Environment, *arguments: object) -> object:
            if arguments not in compiled:
                compiled[arguments] = compile_(self, *arguments)  # type: ignore[call-overload]
            return compiled[arguments]

        patched.setattr(Environment, "compile", once)
        yield


@settings(max_examples=40, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.lists(edits(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_point_29_after_any_sequence_of_edits_the_preview_equals_a_clean_build(
    rounds: list[list[tuple[str, str, str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(os.path.realpath(folder))
        write(site, FILES | PLAIN)
        studio = Studio(site, clock=lambda: NOW, timer=lambda: 0.0, workers=HereWorkers())
        try:
            for changes in rounds:
                studio.update([path for edit in changes for path in apply(site, edit)])
                compare(studio, clean(site))
        finally:
            studio.close()


def compare(studio: Studio, built: BuildResult) -> None:
    """Compare all files where the build would publish; else the preview goes on with what was good."""
    assert studio.state is not None
    is_failed = failed(built.problems)
    event(f"published: {not is_failed}")
    if is_failed:
        assert studio.file("index.html")
        return
    assert sorted((*studio.state.leaves, *studio.state.files)) == sorted(
        {file.path for file in built.files} | set(studio.state.files)
    )
    assert [file.path for file in built.files if studio.file(file.path) != file.content] == []
