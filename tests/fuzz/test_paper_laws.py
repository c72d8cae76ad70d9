"""Whatever others write about papers: no crash, nothing lost unsaid, nothing dangerous, well-formed pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sitegen import sources
from sitegen.config import Collection
from sitegen.errors import Problem
from sitegen.markup.document import Options, render_document
from sitegen.model import Document, Kind, Resources, Source
from sitegen.sources.text import decode
from tests.fuzz import papers
from tests.fuzz.test_laws import CONFIG, REST, missing, shown, sound, wellformed
from tests.markup.rendering import echo

DIGESTS = Collection("digests", "content/digests", Kind.DIGEST, trusted=False)
ISSUES = Collection("issues", "content/issues", Kind.ISSUES, trusted=False)
DANGER = re.compile(
    r"<(?:script|style|iframe|object|embed|form)\b|<[^>]*\s(?:on\w+|style(?!=\"--at:))=|href=.javascript:",
    re.IGNORECASE,
)
"""What never stands on a page of others' texts; the style is that of a footnote, sitegen's own."""


def pages(documents: Iterable[Document], problems: list[Problem]) -> str:
    """All that the pages of some documents show, held to the laws."""
    found = []
    for document in documents:
        rendered, more = render_document(document, Options(), Resources(), echo)
        page = shown(rendered)
        wellformed(page)
        sound(more)
        assert not DANGER.search(page)
        problems += more
        found += [page, *rendered.formulas, *(f"{r.target} {r.label}" for r in rendered.references)]
        found += [title.html for title in (rendered.title, rendered.description) if title]
        found += [*document.tags, document.link or "", *(part.label for part in document.parts)]
        found += [*(document.paper.authors if document.paper else ())]
    return " ".join(found)


LEFT_OUT = re.compile(
    r"<(script|style|svg)\b.*?</\1>|^<think>.*?</think>"
    r"|^(?:'''|\"\"\"|</?answer>)[ \t]*$|^Sure,[^\n]*$|^##[ \t]+\**\d[^\n]*$"
    r"|^ *(?:[-*+] |\d+[.)] )?[`~]{3,}[^\n]*$|</?\w[^<>]*>"
    r"|^[-*+] \[[^\^\]\n]+\]:[^\n]*$",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
"""What a model wrote about its answer, numbered headings, fences, tags with their attributes, definitions."""


@given(papers.digest())
def test_a_digest_is_shown_whole_and_harmless(text: str) -> None:
    clean, _ = decode("a.md", text.encode())
    assert clean is not None
    source = Source("content/digests/2026-01-06.md", "digests", "2026-01-06.md", clean)
    documents, found = sources.read(source, DIGESTS, CONFIG)
    assert len({document.path for document in documents}) == len(documents)
    sound(found)
    if not documents:
        assert [problem.code for problem in found] == ["digest-empty" if clean.strip() else "source-empty"]
        return
    problems = list(found)
    page = pages(documents, problems)
    lines = clean.split("\n")
    for problem in found:
        following = [document.body_line for document in documents if document.body_line > problem.line]
        page += " ".join(lines[problem.line - 1 : min(following, default=len(lines))])
    assert not missing(LEFT_OUT.sub(lambda match: "\n" * match[0].count("\n"), clean), page, problems)


def standing(texts: list[str]) -> list[str]:
    """Of two issues with one number the text of the later, and of comments where they have an issue."""
    issues: dict[object, str] = {}
    comments: dict[tuple[object, object], str] = {}
    for text in texts:
        try:
            items = json.loads(text)
        except ValueError:
            continue
        for item in items:
            said = " ".join(item[name] for name in ("title", "body") if isinstance(item.get(name), str))
            address = item.get("issue_url")
            found = re.search(r"/(\d)$", address) if isinstance(address, str) else None
            if found:
                own = item["id"] if type(item.get("id")) is int else len(comments) + 100
                own = 5 if own >= 100 and item.get("html_url") == papers.NUMBERED else own
                comments[int(found[1]), own] = said
            elif "issue_url" not in item and type(item.get("number")) is int and item["number"] > 0:
                issues[item["number"]] = said
    return [*issues.values(), *(said for (number, _), said in comments.items() if number in issues)]


@given(st.lists(papers.page_of_issues(), min_size=1, max_size=2))
def test_issues_are_shown_whole_and_harmless(texts: list[str]) -> None:
    found = []
    for number, text in enumerate(texts):
        clean, problems = decode("a.json", text.encode("utf-8", "surrogatepass"))
        sound(problems)
        if clean is not None:
            found.append(Source(f"content/issues/{number}.json", "issues", f"{number}.json", clean))
    documents, told = sources.read_all(found, ISSUES, CONFIG)
    sound(told)
    assert len({document.key for document in documents}) == len(documents)
    more: list[Problem] = []
    page = pages(documents, more)
    if not told and not {problem.code for problem in more} & REST:
        for said in standing([source.text for source in found]):
            assert not missing(LEFT_OUT.sub("", said), page, [replace(problem, line=0) for problem in more])
