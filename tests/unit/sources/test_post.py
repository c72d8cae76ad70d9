"""Articles and paper notes: language, key, slug, date from the path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.model import Document, Kind, Source
from sitegen.sources.post import read_post

Read = Callable[..., tuple[tuple[Document, ...], tuple[Problem, ...]]]


@pytest.mark.parametrize(
    ("relative", "key", "slug", "language"),
    [
        ("note.md", "note", "note", "ja"),
        ("note.en.md", "note", "note", "en"),
        ("a/note.ja.md", "a/note", "a/note", "ja"),
        ("algebra.monoid.md", "algebra.monoid", "algebra.monoid", "ja"),
        ("a/index.en.markdown", "a/index", "a", "en"),
        ("index.md", "index", "index", "ja"),
        (".en.md", ".en", ".en", "ja"),
    ],
)
def test_the_path_gives_key_slug_and_language(
    read: Read, relative: str, key: str, slug: str, language: str
) -> None:
    (document,), _ = read("# T\n", relative)
    assert (document.key, document.slug, document.language) == (key, slug, language)


def test_the_header_wins_over_the_suffix_and_the_suffix_over_the_collection(config: SiteConfig) -> None:
    collection = Collection("c", "c", Kind.POST, language="en")
    languages = [
        read_post(Source(f"c/{name}", "c", name, text), collection, config)[0][0].language
        for name, text in [("a.md", "x"), ("a.ja.md", "x"), ("a.ja.md", "---\nlang: en\n---\n")]
    ]
    assert languages == ["en", "ja", "en"]


@pytest.mark.parametrize(
    ("relative", "date"),
    [
        ("2026-01-06-name.md", "2026-01-06"),
        ("2026/01/06/name.md", "2026-01-06"),
        ("2012/8552.md", None),
        ("2012/10.md", None),
        ("wrld_0251dc82-2e45-4847-bb18.md", None),
        ("12026-01-06.md", None),
    ],
)
def test_a_day_in_the_path_dates_a_text_without_date(read: Read, relative: str, date: str | None) -> None:
    (document,), problems = read("# T\n", relative)
    assert (document.date and document.date.date().isoformat()) == date
    assert problems == ()


def test_the_header_dates_a_text_before_its_path(read: Read) -> None:
    (document,), problems = read("% T\n% 2025-05-05\n", "2026-01-06-name.md")
    assert document.date is not None
    assert document.date.date().isoformat() == "2025-05-05"
    assert problems == ()


def test_papers_are_papers(read: Read) -> None:
    (document,), _ = read("% T\n% https://example.org/p\n% a\n", "p.md", Kind.PAPER, "note")
    assert document.kind is Kind.PAPER


def test_an_empty_source_makes_no_document(read: Read) -> None:
    documents, (problem,) = read("\n")
    assert documents == ()
    assert problem.code == "source-empty"
