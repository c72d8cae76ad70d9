"""Whatever a text holds: no crash, no hang, nothing lost, well-formed pages."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from sitegen import sources
from sitegen.config import Collection, SiteConfig
from sitegen.errors import KINDS, Problem
from sitegen.markup.document import Options, render_document
from sitegen.model import Document, Kind, RenderedDocument, Resources, Source
from sitegen.output.assemble import assemble, fill, inline
from sitegen.settings import file as config_file
from sitegen.site.model import Target
from sitegen.sources.text import UNUSABLE, decode
from tests.fuzz import texts
from tests.markup.rendering import echo, render

POSTS = Collection("posts", "content/posts", Kind.POST, header=("title", "date", "tags", "description"))
DIARY = Collection("diary", "content/diary", Kind.DIARY)
CONFIG = SiteConfig(
    {"ja": "x", "en": "x"}, "https://example.org", languages=("ja", "en"), collections=(POSTS, DIARY)
)
WORD = re.compile(r"w\d+e")
UNSEEN = re.compile(
    r"<!--.*?-->|<style.*?</style>|<script.*?</script>|^ *\[[^\^\]\n][^\]\n]*\]:.*$", re.DOTALL | re.MULTILINE
)
"""What a page does not show: comments, what was taken out and told of, definitions of links."""


def shown(rendered: RenderedDocument) -> str:
    """All sections of a document as they stand on a page."""
    given_ = fill(
        rendered, [Target(None if n % 3 else "/a") for n, _ in enumerate(rendered.references)], CONFIG
    )
    return "".join(str(assemble(section.html, given_)) for section in rendered.sections)


def sound(problems: Iterable[Problem]) -> None:
    for problem in problems:
        assert problem.code in KINDS
        assert len(problem.message) < 500
        assert "Traceback" not in problem.message
        assert not UNUSABLE.search(problem.message + problem.hint)


def wellformed(fragment: str) -> None:
    html5lib.HTMLParser(strict=True).parseFragment(fragment)


REST = {"footnote-unused", "limit"}
"""Problems that tell of all text from their line on."""


def missing(source: str, page: str, problems: Sequence[Problem]) -> set[str]:
    """Words of a text that stand neither on its page, nor in a problem, nor on a line that one names."""
    lines = source.split("\n")
    told = [problem.message for problem in problems]
    told += [lines[problem.line - 1] for problem in problems if problem.line]
    told += [" ".join(lines[problem.line - 1 :]) for problem in problems if problem.code in REST]
    seen = html.unescape(page) + " ".join(told)
    return {word for word in WORD.findall(UNSEEN.sub("", source)) if word not in seen}


@given(texts.markdown())
def test_a_text_is_rendered_whole_and_well_formed(body: str) -> None:
    rendered, problems = render(body)
    page = (
        shown(rendered)
        + " ".join(rendered.formulas)
        + " ".join(f"{r.target} {r.label}" for r in rendered.references)
    )
    wellformed(shown(rendered))
    sound(problems)
    assert not missing(body, page, problems)


@given(st.lists(texts.INLINE, min_size=1, max_size=4))
def test_a_title_stays_one_line_of_html(pieces: list[str]) -> None:
    title = " ".join(piece.format("w1e", "w2e") for piece in pieces).replace("\n", " ")
    document = read(f"---\ntitle: {title!r}\n---\n\ntext\n", POSTS, "a.md")
    for found in document:
        rendered, problems = render_document(found, Options(), Resources(), echo)
        sound(problems)
        if rendered.title:
            said = [rendered.title.html, *rendered.formulas, *(r.target for r in rendered.references)]
            assert not missing(f"---\n{title}", " ".join(said), problems)
            line = inline(rendered.title, fill(rendered, [Target() for _ in rendered.references], CONFIG))
            wellformed(f"<h1><a href=x>{line}</a></h1><p><span>{line}</span></p>")


def read(text: str, collection: Collection, relative: str) -> list[Document]:
    clean, problems = decode(relative, text.encode("utf-8", "surrogatepass"))
    sound(problems)
    if clean is None:
        return []
    source = Source(f"{collection.path}/{relative}", collection.name, relative, clean)
    documents, found = sources.read(source, collection, CONFIG)
    sound(found)
    assert documents or found
    return list(documents)


@given(st.one_of(texts.front_matter(), texts.percent_header(), texts.ANY_TEXT))
def test_any_header_is_read_or_told_of(text: str) -> None:
    for document in read(text, POSTS, "2026/a.md"):
        rendered, problems = render_document(document, Options(), Resources(), echo)
        sound(problems)
        wellformed(shown(rendered))
        assert document.slug
        assert document.body.count("\n") == unicodedata.normalize("NFC", document.body).count("\n")


@given(texts.diary())
def test_a_diary_keeps_every_word_in_its_entries(text: str) -> None:
    for document in read(text, DIARY, "2026/01.md"):
        rendered, problems = render_document(document, Options(), Resources(), echo)
        sound(problems)
        anchors = [entry.anchor for entry in document.entries]
        assert len(anchors) == len(set(anchors))
        pages = [shown(rendered), *(section.title.html for section in rendered.sections if section.title)]
        pages += [*rendered.formulas, *(f"{r.target} {r.label}" for r in rendered.references)]
        pages += [tag for entry in document.entries for tag in entry.tags]
        pages += [rendered.title.html if rendered.title else ""]
        wellformed(pages[0])
        assert not missing(text, " ".join(pages), problems)


@given(texts.settings_file())
def test_any_settings_are_read_or_told_of(text: str) -> None:
    settings, problems = config_file.parse(text)
    sound(problems)
    assert settings is not None or problems


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_told_of(data: bytes) -> None:
    text, problems = decode("a.md", data)
    sound(problems)
    assert (text is None) == bool(problems)
