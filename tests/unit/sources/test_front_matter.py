"""YAML front matter: what it may say, and how it fails."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from sitegen.errors import Problem
from sitegen.model import Document, Fragment

Read = Callable[..., tuple[tuple[Document, ...], tuple[Problem, ...]]]


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in problems]


def test_every_key_reaches_the_document(read: Read, fixture_text: Callable[[str], str]) -> None:
    (document,), problems = read(fixture_text("front-matter.md"))
    assert problems == ()
    assert document.title == Fragment("A title: with a colon", 2, 9)
    assert document.description == Fragment("One line.", 3, 14)
    assert document.date is not None
    assert document.date.isoformat() == "2026-01-06T21:30:00+09:00"
    assert not document.date_only
    assert document.updated is not None
    assert document.updated.isoformat() == "2026-02-01T00:00:00+09:00"
    assert document.tags == ("no", "2024", "12:30:45", "日本")
    assert (document.slug, document.aliases) == ("folder/name", ("/old.html", "/older/"))
    assert (document.draft, document.language) == (True, "en")
    assert (document.link, document.rating) == ("https://example.org/a", 4)
    assert document.translation_of == "original"
    assert document.body.split("\n")[15:] == ["", "Text.", ""]
    assert set(document.body.split("\n")[:15]) == {""}
    assert document.body_line == 16


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30:45", "12:30:45"),
        ("2024", "2024"),
        ("1e3", "1e3"),
        ("'null'", "null"),
    ],
)
def test_a_plain_value_stays_what_was_written(read: Read, written: str, title: str) -> None:
    (document,), problems = read(f"---\ntitle: {written}\n---\n")
    assert problems == ()
    assert document.title is not None
    assert document.title.text == title


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_null_is_an_absent_value(read: Read, written: str) -> None:
    (document,), problems = read(f"---\ntitle: {written}\ntags: {written}\n---\n\n# From the text\n")
    assert problems == ()
    assert document.title == Fragment("From the text", 6, 3)
    assert document.tags == ()


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("a b", ("a", "b")),
        ("a b, c", ("a b", "c")),
        ("[a, a, '', 'x y']", ("a", "x y")),
        ("表現論、層", ("表現論", "層")),
    ],
)
def test_tags_are_a_list_or_a_string(read: Read, written: str, tags: tuple[str, ...]) -> None:
    (document,), _ = read(f"---\ntags: {written}\n---\n")
    assert document.tags == tags


def test_an_unknown_key_is_named_with_the_nearest_known(read: Read) -> None:
    _, (problem,) = read("---\ntitle: a\ntag: x\n---\n")
    assert (problem.code, problem.line, problem.column) == ("front-matter-key", 3, 1)
    assert problem.hint == "Did you mean `tags`?"


@pytest.mark.parametrize(
    ("yaml", "code", "line"),
    [
        ("title: [a", "front-matter", 3),
        ("title: a: b", "front-matter", 2),
        ("title: a\n\ttags: b", "front-matter", 3),
        ("just text", "front-matter", 2),
        ("- a", "front-matter", 2),
        ("title: a\ntitle: b", "front-matter", 3),
        ("title: !!python/object/apply:os.system [ls]", "front-matter", 2),
        ("title: !!str a", "front-matter", 2),
        ("title: *nothing", "front-matter", 2),
        ("title: a\n--- \ntags: b", None, 0),
        ("title: a\ndate: 2024-13-45", "front-matter-value", 3),
        ("date: [2024]", "front-matter-value", 2),
        ('title: "\\ud800"', "front-matter", 2),
        ('title: "\\0"', "front-matter-value", 2),
        ('title: "\\uFDD0"', "front-matter-value", 2),
        ("draft: maybe", "front-matter-value", 2),
        ("lang: fr", "front-matter-value", 2),
        ("rating: 6", "front-matter-value", 2),
        ("link: javascript:alert(1)", "front-matter-value", 2),
        ("tags: {a: b}", "front-matter-value", 2),
        ("title: [a, b]", "front-matter-value", 2),
        ("date: 2024-02-30", "date-invalid", 2),
        ("slug: ../../x", "url-invalid", 2),
        ("slug: /x", "url-invalid", 2),
        ("slug: a\\b", "url-invalid", 2),
        ("slug: a/%2e%2e/b", "url-invalid", 2),
        ('slug: "a\\0b"', "front-matter-value", 2),
        ("slug: ./x", "url-invalid", 2),
        ("slug: ''", "url-invalid", 2),
        ("aliases: [/a/../../b]", "url-invalid", 2),
        ("aliases: //example.com/x", "url-invalid", 2),
        ("aliases: https://example.com/x", "url-invalid", 2),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(
    read: Read, yaml: str, code: str | None, line: int
) -> None:
    documents, problems = read(f"---\n{yaml}\n---\n\nText.\n")
    assert [(p.code, p.line) for p in problems] == ([(code, line)] if code else [])
    assert len(documents) == 1
    assert all(len(str(problem)) < 500 for problem in problems)


def test_an_unusable_slug_is_replaced_by_the_key(read: Read) -> None:
    (document,), _ = read("---\nslug: ../../x\n---\nabc\n", "a/b.md")
    assert document.slug == "a/b"


def test_header_lines_without_an_end_are_an_error(read: Read) -> None:
    _, problems = read("---\ntitle: a\n\nText.\n")
    assert codes(problems) == [("front-matter", 1, 1)]


def test_a_rule_at_the_start_is_text(read: Read) -> None:
    (document,), problems = read("---\n\nText.\n")
    assert problems == ()
    assert document.body == "---\n\nText.\n"


def bomb() -> str:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(["a0: &a0 [x, x, x, x, x, x, x, x, x]", *levels])


@pytest.mark.parametrize("yaml", [bomb(), "title: " + "[" * 2000, "a: &a [*a]", "a: " + "{a: " * 2000])
def test_bombs_and_deep_nesting_are_refused_at_once(read: Read, yaml: str) -> None:
    start = time.perf_counter()
    _, problems = read(f"---\n{yaml}\n---\nabc\n")
    assert time.perf_counter() - start < 1
    assert [problem.code for problem in problems] == ["front-matter"]


def test_a_small_alias_is_understood(read: Read) -> None:
    (document,), problems = read("---\ntitle: &t abc\ndescription: *t\n---\n")
    assert problems == ()
    assert document.description is not None
    assert document.description.text == "abc"
