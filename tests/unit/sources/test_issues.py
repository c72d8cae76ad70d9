from __future__ import annotations

import json

import pytest

from sitegen import sources
from sitegen.config import Collection, SiteConfig
from sitegen.errors import Problem
from sitegen.model import Document, Kind, Source
from sitegen.sources.tex_text import readable
from sitegen.sources.titles import read_title

COLLECTION = Collection("issues", "content/issues", Kind.ISSUES, trusted=False)
CONFIG = SiteConfig({"ja": "日誌"}, "https://example.org", languages=("ja", "en"))
URL = "https://github.com/me/notes/issues"
BODY = """# URL
- preprint: https://arxiv.org/abs/2306.11485v2
- acl anthology: https://aclanthology.org/2023.acl-long.788/

# Authors
  - Yafu Li
  - Leyang Cui

# Affiliations
- Somewhere

# Abstract
  - <abstract>We use \\textbf{syntax} in 50\\% of cases of AGENTS$.$md, see https://github.com/a/b.</abstract>

# Translation (by gpt-4o-mini)
- 訳。

 二段落目。
# Summary (by gpt-4o-mini)
- 要約。
"""


def issue(
    number: int = 1, title: str = "[Paper Note] T, Yafu Li+, ACL'23, 2023.06", **more: object
) -> dict[str, object]:
    made: dict[str, object] = {
        "number": number, "title": title, "body": BODY, "labels": [{"name": "A/B Testing"}, "NLP"],
        "created_at": "2023-07-13T18:00:00Z", "html_url": f"{URL}/{number}",
    }  # fmt: skip
    return made | more


def comment(number: int, name: int, body: str, date: str = "2023-07-14T00:00:00Z") -> dict[str, object]:
    return {
        "id": name,
        "issue_url": f"https://api/repos/me/notes/issues/{number}",
        "body": body,
        "created_at": date,
    }


def read(*pages: object) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    texts = [page if isinstance(page, str) else json.dumps(page) for page in pages]
    found = [Source(f"content/issues/{n}.json", "issues", f"{n}.json", text) for n, text in enumerate(texts)]
    return sources.read_all(found, COLLECTION, CONFIG)


def one(**more: object) -> Document:
    (document,), problems = read([issue(**more)])  # type: ignore[arg-type]
    assert problems == ()
    return document


def test_an_issue_is_a_note_with_all_its_facts() -> None:
    document = one()
    assert document.paper
    assert document.title
    assert document.title.text == "T"
    assert document.paper.authors == ("Yafu Li", "Leyang Cui")
    assert (document.paper.venue, document.paper.year, document.paper.month) == ("ACL", 2023, 6)
    assert document.paper.key == "arxiv:2306.11485"
    assert document.paper.issue == f"{URL}/1"
    assert document.paper.code == ("https://github.com/a/b",)
    assert document.tags == ("A/B Testing", "NLP")
    assert document.date
    assert document.date.isoformat() == "2023-07-14T03:00:00+09:00"
    assert document.description
    assert document.description.text == "要約。"
    assert not document.trusted


def test_the_texts_are_unbulleted_readable_and_know_their_language() -> None:
    parts = {part.role: part for part in one().parts}
    assert (
        parts["abstract"].text
        == "We use **syntax** in 50\\% of cases of AGENTS.md, see https://github.com/a/b."
    )
    assert (parts["abstract"].language, parts["translation"].language) == ("en", "ja")
    assert parts["translation"].text == "訳。\n\n二段落目。"
    assert parts["summary"].label == "gpt-4o-mini"


def test_comments_may_stand_on_any_page_and_come_by_date() -> None:
    (document,), problems = read(
        [comment(1, 12, "二", "2023-08-01T00:00:00Z"), comment(1, 11, "一")],
        [issue(body=None)],
        [comment(1, 13, "")],
    )
    assert problems == ()
    assert [part.text for part in document.parts] == ["一", "二"]
    assert document.parts[0].key == "issues-1-comment-11"


def test_pull_requests_are_no_notes() -> None:
    assert read([issue(), issue(2, pull_request={"url": "x"}), issue(3, pull_request=None)])[0][1].key == "3"


@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        "https://example.org/a.pdf",
        "只の文。",
        "- https://github.com/a/b\n- preprint: https://arxiv.org/abs/1234.56789",
    ],
)
def test_any_body_makes_a_note(body: str | None) -> None:
    assert one(body=body).title


def test_a_bare_address_is_the_identity_and_a_program_is_only_where_nothing_else_is() -> None:
    assert one(body="https://github.com/a/b").paper.key == "url:github.com/a/b"  # type: ignore[union-attr]
    both = one(body="github: https://github.com/a/b\npdf: https://x.example/p.pdf").paper
    assert both
    assert (both.key, both.code) == ("url:x.example/p.pdf", ("https://github.com/a/b",))


@pytest.mark.parametrize(
    ("page", "line"),
    [("{", 1), ("[1, 2]", 0), ('[{"number": "1", "title": "x"}]', 0), ("[" * 100_000, 0), ('"text"', 0)],
)
def test_a_page_that_is_none_is_a_problem(page: str, line: int) -> None:
    _, problems = read(page, [issue()])
    assert [(problem.code, problem.path) for problem in problems] == [
        ("issues-file", "content/issues/0.json")
    ]
    assert problems[0].line >= line


def test_fields_of_the_wrong_type_are_as_good_as_absent() -> None:
    document = one(title=["x"], body={"a": 1}, labels="NLP", created_at=5, html_url="javascript:alert(1)")
    assert (document.title, document.date, document.tags) == (None, None, ())
    assert document.paper
    assert document.paper.issue == ""


def test_no_string_brings_a_character_that_no_text_may_hold() -> None:
    document = one(title="a\ud800\ufdd0b\u0000", body="x\r\ny\u0007\ufdd1m0", labels=["\ufdd0", "ok\n\nk"])
    assert document.title
    assert document.title.text == "ab"
    assert document.parts[0].text == "x\nym0"
    assert document.tags == ("ok k",)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("[Paper Note] T, First Last+, arXiv'25, 2025.10", ("T", "First Last", "arXiv", 2025, 10)),
        ("[Paper Note]  HMM alignment, Vogel+, COLING'96", ("HMM alignment", "Vogel", "COLING", 1996, None)),
        ("[Paper Note] D, Jing+, SIGIR\u201999", ("D", "Jing", "SIGIR", 1999, None)),
        ("A, B, and C, Lin+, N_A, arXiv23", ("A, B, and C", "Lin", "arXiv", 2023, None)),
        ("[Paper Note] S, Tay+, ACM Surveys'22, 2022.12", ("S", "Tay", "ACM Surveys", 2022, 12)),
        ("Corpora. Daniel Marcu. SIGIR\u201999", ("Corpora", "Daniel Marcu", "SIGIR", 1999, None)),
        ("資料, 社名\u201823", ("資料, 社名\u201823", "", "", None, None)),
        ("Modded-NanoGPT, KellerJordan, 2024.05", ("Modded-NanoGPT", "KellerJordan", "", None, 5)),
        ("survey and practical guide, 2023", ("survey and practical guide", "", "", None, None)),
        ("plain", ("plain", "", "", None, None)),
        ("", ("", "", "", None, None)),
    ],
)  # fmt: skip
def test_titles_in_all_their_variants(title: str, said: tuple[object, ...]) -> None:
    found = read_title(title)
    assert (found.text, found.author, found.venue, found.year, found.month) == said


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\textit{a} \emph{b}", "*a* *b*"),
        (r"$\textbf{a}$", r"$\textbf{a}$"),
        (r"`\textbf{a}`", r"`\textbf{a}`"),
        ("AGENTS$.$md", "AGENTS.md"),
        (r"a \cite{x} b", "a  b"),
        (r"Erd\H{o}s, G\"{o}del", r"Erd\H{o}s, Gödel"),
        ("$5 and $6", "$5 and $6"),
        ("```\n\\textbf{a}\n```", "```\n\\textbf{a}\n```"),
        (r"\textbf{}", r"\textbf{}"),
    ],
)
def test_tex_outside_mathematics_becomes_readable(tex: str, text: str) -> None:
    assert readable(tex) == text


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2026-13-45", "x"])
def test_a_date_at_the_end_of_time_is_no_date(date: str) -> None:
    assert one(created_at=date).date is None


def test_comments_without_an_id_replace_no_other() -> None:
    bare = {"issue_url": "https://api/issues/1", "created_at": "2026-01-06T00:00:00Z"}
    links = {"id": None, "html_url": "https://e.example/1#issuecomment-7"}
    (document,), _ = read(
        [issue(), comment(1, 0, "first"), bare | {"body": "second"}, bare | {"body": "third"}],
        [bare | links | {"body": "fourth"}, comment(1, 7, "fifth")],
    )
    said = {part.text for part in document.parts if part.role == "comment"}
    assert said == {"first", "second", "third", "fifth"}
