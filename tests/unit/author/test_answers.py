"""What services and pages answer, well and badly."""

from __future__ import annotations

import json

import pytest

from sitegen.author import arxiv, bibtex, citation_meta, crossref, page_card
from sitegen.author.encoding import text_of
from sitegen.author.paper_facts import Facts

ENTRY = """<entry><id>http://arxiv.org/abs/{id}</id><updated>2023-08-02T00:41:18Z</updated>
<published>2017-06-12T17:57:34Z</published><title>Attention Is
 All You Need</title><summary> A  summary. </summary>
<author><name>Ashish Vaswani</name></author><author><name>Noam Shazeer</name></author>
<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/ABC</arxiv:doi>
<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL"/>
<category term="cs.LG"/><category term="cs.CL"/><category term="68T50 (Primary)"/></entry>"""
FEED = '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'


def feed(*ids: str) -> bytes:
    return FEED.format("".join(ENTRY.format(id=name) for name in ids)).encode()


def test_an_arxiv_entry_is_read() -> None:
    found = arxiv.parse(feed("1706.03762v7"))
    assert found is not None
    facts = found["1706.03762"]
    assert facts.title == "Attention Is All You Need"
    assert facts.authors == ("Ashish Vaswani", "Noam Shazeer")
    assert (facts.version, facts.published, facts.updated) == (7, "2017-06-12", "2023-08-02")
    assert facts.categories == ("cs.CL", "cs.LG")
    assert facts.doi == "10.1000/abc"
    assert facts.link == "https://arxiv.org/abs/1706.03762v7"


def test_old_arxiv_ids_and_unknown_papers_are_told_apart() -> None:
    error = "<entry><id>http://arxiv.org/api/errors#bad</id><title>Error</title></entry>"
    found = arxiv.parse(FEED.format(ENTRY.format(id="hep-th/9901001v2") + error).encode())
    assert found is not None
    assert list(found) == ["hep-th/9901001"]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>&b;</id></entry></feed>"""


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"<feed/>", b"\xff\xfe", BOMB, b"<a>" * 100_000, b"not XML"]
)
def test_what_is_no_answer_of_arxiv_is_none(body: bytes) -> None:
    assert arxiv.parse(body) is None


def test_a_question_to_arxiv_names_all_ids() -> None:
    url = arxiv.query("https://a.example/q", ["1706.03762", "hep-th/9901001"])
    assert url == "https://a.example/q?id_list=1706.03762%2Chep-th%2F9901001&max_results=2"


def work(**message: object) -> bytes:
    return json.dumps({"status": "ok", "message": {"DOI": "10.1/X", "title": ["T"]} | message}).encode()


def test_a_crossref_work_is_read() -> None:
    facts = crossref.parse(
        work(
            subtitle=["a <i>sub</i>title"],
            author=[
                {"given": "Takuya", "family": "Akiba"},
                {"name": "A Team"},
                {"family": "Solo"},
                "odd",
                {},
            ],
            abstract="<jats:title>Abstract</jats:title><jats:p>We study R&amp;D &lt;here&gt;.</jats:p>",
            published={"date-parts": [[2019, 7]]},
            relation={"has-preprint": [{"id": "10.48550/arXiv.1907.10902"}]},
            **{"container-title": ["Proc. KDD"]},
        )
    )
    assert facts == Facts(
        title="T: a subtitle",
        authors=("Takuya Akiba", "A Team", "Solo"),
        link="https://doi.org/10.1/x",
        abstract="We study R&D <here>.",
        published="2019-07",
        venue="Proc. KDD",
        arxiv="1907.10902",
        doi="10.1/x",
    )


@pytest.mark.parametrize(
    "message",
    [
        {"author": "x", "abstract": 7, "published": {"date-parts": [[None]]}, "relation": [], "event": 3},
        {"author": [None, {"given": 5}], "published": [], "container-title": {}, "subtitle": 1},
        {"published": {"date-parts": [[12_345_678]]}, "relation": {"has-preprint": [1, {"id": None}]}},
    ],
)
def test_a_crossref_work_of_odd_types_is_read_as_far_as_it_goes(message: dict[str, object]) -> None:
    facts = crossref.parse(work(**message))
    assert facts
    assert (facts.title, facts.published, facts.arxiv) == ("T", "", "")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"message": []}', b'{"message": {"DOI": "x"}}', b"\xff", b"[" * 5000],
)
def test_what_is_no_answer_of_crossref_is_none(body: bytes) -> None:
    assert crossref.parse(body) is None


def test_the_citation_values_of_a_page_are_read() -> None:
    body = (
        b'<meta name="citation_title" content="A &amp; B">'
        b'<meta name="citation_author" content="Sato, Hanako">'
        b'<meta name="citation_author" content="Ken Ito">'
        b'<meta name="citation_publication_date" content="2024/3/9">'
        b'<meta name="citation_conference_title" content="ICML">'
        b'<meta name="citation_doi" content="doi:10.1/Y">'
        b'<meta name="citation_pdf_url" content="javascript:alert(1)">'
    )
    facts = citation_meta.parse("https://e.example/p", body, "text/html")
    assert facts
    assert (facts.title, facts.authors) == ("A & B", ("Hanako Sato", "Ken Ito"))
    assert (facts.published, facts.venue, facts.doi, facts.pdf) == ("2024-03-09", "ICML", "10.1/y", "")


# -------------------------------------------------------------------- cards


def card(html: str, kind: str = "text/html; charset=utf-8") -> tuple[str, str, str] | None:
    found = page_card.card("https://www.e.example/p", html.encode(), kind)
    return (found.title, found.description, found.site) if found else None


def test_open_graph_comes_before_the_title_of_the_page() -> None:
    html = (
        '<title>T | Site</title><meta property="og:title" content="  OG\n title ">'
        '<meta name="description" content="D"><meta property="og:site_name" content="Site">'
    )
    assert card(html) == ("OG title", "D", "Site")


def test_a_page_with_a_title_alone_is_named_after_its_host() -> None:
    assert card("<title>A &lt;b&gt; &amp; c</title>") == ("A <b> & c", "", "e.example")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>x",
        "<title> \u200b </title>",
        "<title></title>",
        "<title>Just a moment...</title>",
        "<svg><title>x",
    ],
)
def test_a_page_without_a_title_has_no_card(html: str) -> None:
    assert card(html) is None or html.startswith("<svg>")


def test_what_is_no_page_has_no_card() -> None:
    assert card("%PDF-1.4", "application/pdf") is None
    assert card("\0\1\2", "") is None


def test_long_texts_are_shortened_at_a_word_and_hidden_characters_taken_out() -> None:
    found = card(f"<title>{'word ' * 200}</title>")
    assert found
    assert found[0].endswith("word…")
    assert len(found[0]) <= 301
    assert card("<title>a\u202eb\ufdd0c\x00d</title>") == ("a b c�d", "", "e.example")


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://twitter.com/someone/status/123", "@someone"),
        ("https://x.com/someone/status/123?s=20", "@someone"),
        ("https://github.com/KaTeX/KaTeX", "KaTeX/KaTeX"),
        ("https://github.com/KaTeX/KaTeX/issues/1", None),
        ("https://example.org/a/b", None),
    ],
)
def test_posts_and_repositories_tell_their_title_by_their_address(url: str, title: str | None) -> None:
    found = page_card.from_address(url)
    assert (found.title if found else None) == title


JAPANESE = "<title>数式の組版について、ひとこと</title>"


@pytest.mark.parametrize("name", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("how", ["header", "meta", "nothing"])
def test_japanese_pages_are_read_in_every_encoding(name: str, how: str) -> None:
    spoken = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP"}.get(name, name)
    html = f"<meta charset='{spoken}'>{JAPANESE}" if how == "meta" else JAPANESE
    kind = f"text/html; charset={spoken}" if how == "header" else "text/html"
    assert JAPANESE in text_of(html.encode(name), kind)


def test_a_wrong_declaration_is_seen_through() -> None:
    assert text_of(JAPANESE.encode("euc_jp"), "text/html; charset=utf-8") == JAPANESE
    assert text_of(JAPANESE.encode(), "text/html; charset=iso-2022-jp") == JAPANESE


@pytest.mark.parametrize("name", ["rot13", "base64", "idna", "no-such", "unicode_escape", "utf-7"])
def test_a_declaration_that_is_no_encoding_of_pages_is_passed_over(name: str) -> None:
    assert text_of(b"<title>plain</title>", f"text/html; charset={name}") == "<title>plain</title>"


# ------------------------------------------------------------------- BibTeX


def test_a_bibtex_entry_names_everything_that_is_known() -> None:
    facts = Facts(
        "The $O(n^2)$ of 50% & {x}", ("Ada Løve", "B C"), "https://a", published="2020-01", arxiv="2001.1"
    )
    assert bibtex.entry(facts) == (
        "@misc{lve2020o,\n  title = {{The $O(n^2)$ of 50\\% \\& x}},\n  author = {Ada Løve and B C},\n"
        "  year = {2020},\n  eprint = {2001.1},\n  archivePrefix = {arXiv},\n  url = {https://a},\n}"
    )


@pytest.mark.parametrize("title", ["}} @evil{", "$}$ {", "\\", "$x_{1}$ #", "~^_", "$\\frac{a}{b}$"])
def test_no_title_ends_its_field(title: str) -> None:
    text = bibtex.entry(Facts(title, (), "https://a"))
    depth = 0
    for number, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth > 0 or number < text.index("{") or number == len(text) - 1
    assert depth == 0
