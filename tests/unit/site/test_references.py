from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.memory.memo import Memory
from sitegen.model import Card, Document, Reference, RenderedDocument
from sitegen.site.checks import Anchors, ids, layout
from sitegen.site.model import Asset, Target
from sitegen.site.references import Known, Targets, broken
from tests.unit.make import CONFIG, diary, document, entry, link, post, rendered, site, text

ME = "content/posts/sub/me.md"
ASSETS = {
    "content/posts/sub/img/a.svg": Asset("/posts/sub/img/a.svg", 30, 20),
    "content/posts/日本.pdf": Asset("/posts/日本.pdf"),
}
CARDS = {
    "https://arxiv.org/abs/1706.03762": Card("https://arxiv.org/abs/1706.03762", "Attention"),
    "https://example.com/": Card("https://example.com/", "Example"),
}
OTHERS = (
    post("content/posts/sub/near.md", "2026-01-01", "Near by"),
    post("content/posts/far.md", "2026-01-01", "遠い"),
    post("content/posts/far.en.md", "2026-01-01", "Far away"),
    post("content/posts/deep/2019/note.md", "2026-01-01", "Deep"),
    post("content/posts/hidden.md", "2026-01-01", "Hidden", draft=True),
    diary("content/diary/2026-01.md", entry("2026-01-06-121654", "entry")),
)


def _known(*references: Reference, path: str = ME) -> Known:
    me = (document(path), rendered(references=references))
    return Known(site([me, *OTHERS]), ASSETS, CARDS, Memory())


def _one(reference: Reference, path: str = ME) -> tuple[Target, list[str]]:
    found = _known(reference, path=path)
    return Targets(found)[path][0], [problem.code for problem in broken(path, found)]


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("near.md", "/posts/sub/near/"),
        ("near.html", "/posts/sub/near/"),
        ("near", "/posts/sub/near/"),
        ("./near.md#x", "/posts/sub/near/#x"),
        ("../far.html?query", "/posts/far/"),
        ("../deep/note.html", "/posts/deep/2019/note/"),
        ("img/a.svg", "/posts/sub/img/a.svg"),
        ("../%E6%97%A5%E6%9C%AC.pdf", "/posts/日本.pdf"),
        ("/posts/far/", "/posts/far/"),
        ("/posts/far", "/posts/far/"),
        ("/posts/far/index.html", "/posts/far/"),
        ("/~me/blog/posts/far/", "/posts/far/"),
        ("/old/far.html", "/posts/far/"),
        ("/2026/01/#2026-01-06-121654", "/2026/01/#2026-01-06-121654"),
        ("/en/", "/en/"),
        ("/en/feed.xml", "/en/feed.xml"),
        ("https://example.org/~me/blog/posts/far/#a", "/posts/far/#a"),
        ("http://example.org/~me/blog/old/far.html", "/posts/far/"),
        ("//example.org/~me/blog", "/"),
        ("#here", "#here"),
    ],
)
def test_a_link_inside_the_site_is_found_however_it_is_written(written: str, href: str) -> None:
    target, problems = _one(link(written))
    assert (target.href, target.foreign, problems) == (href, False, [])


@pytest.mark.parametrize(
    "written",
    [
        "",
        "missing.md",
        "../../../../etc/passwd",
        "/nowhere/",
        "https://example.org/~me/blog/nowhere/",
        "../hidden.md",
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_place(written: str) -> None:
    found = _known(link(written))
    (problem,) = broken(ME, found)
    assert Targets(found)[ME][0] == Target()
    assert (problem.code, problem.path, problem.line, problem.column) == ("link-broken", ME, 3, 5)


def test_a_link_to_a_draft_says_so() -> None:
    (problem,) = broken(ME, _known(link("../hidden.md")))
    assert "draft" in problem.message


@pytest.mark.parametrize(
    "written",
    [
        "https://example.com/x",
        "http://example.org/elsewhere",
        "https://example.org.evil.example/~me/blog/",
        "//cdn.example/x",
    ],
)
def test_other_hosts_are_foreign(written: str) -> None:
    target, problems = _one(link(written))
    assert target.foreign
    assert target.href is not None
    assert target.href.endswith(written.removeprefix("//"))
    assert not problems


@pytest.mark.parametrize("written", ["mailto:me@example.org", "tel:+811234"])
def test_mail_and_telephone_are_no_files(written: str) -> None:
    target, problems = _one(link(written))
    assert (target.href, problems) == (written, [])


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "java&#x0A;script&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "&amp;#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml,<svg onload=alert(1)>",
    ],
)
@pytest.mark.parametrize("kind", ["link", "card", "title"])
def test_an_address_that_could_run_a_script_leads_nowhere(written: str, kind: str) -> None:
    target, problems = _one(link(written, kind))
    assert (target.href, problems) == (None, ["link-unsafe"])


def test_a_picture_may_stand_in_its_address() -> None:
    target, problems = _one(link("data:image/png;base64,AAAA", "image"))
    assert (target.href, target.foreign, problems) == ("data:image/png;base64,AAAA", False, [])
    target, problems = _one(link("data:text/html,x", "image"))
    assert (target.href, problems) == (None, ["link-unsafe"])


def test_a_local_image_has_its_size() -> None:
    target, problems = _one(link("img/a.svg", "image"))
    assert (target.href, target.size, problems) == ("/posts/sub/img/a.svg", (30, 20), [])


def test_an_image_that_is_missing_or_elsewhere_is_told() -> None:
    assert _one(link("img/b.svg", "image")) == (Target(), ["image-missing"])
    assert _one(link("near.md", "image")) == (Target(), ["image-missing"])
    target, problems = _one(link("https://example.com/a.png", "image"))
    assert target.foreign
    assert problems == ["image-remote"]


@pytest.mark.parametrize("name", ["near", "NEAR", "sub/near", "near by", "sub/near.md"])
def test_a_note_is_found_by_file_key_or_title(name: str) -> None:
    target, problems = _one(link(name, "note"))
    assert (target.href, target.title, problems) == ("/posts/sub/near/", text("Near by"), [])


def test_a_note_is_looked_for_in_the_same_language_first() -> None:
    assert _one(link("far", "note"))[0].href == "/posts/far/"
    assert _one(link("far", "note"), path="content/posts/sub/me.en.md")[0].href == "/en/posts/far/"
    assert (
        _one(link("near#part", "note"), path="content/posts/sub/me.en.md")[0].href
        == "/en/posts/sub/near/#part"
    )


def test_a_note_that_nobody_wrote_is_told() -> None:
    assert _one(link("no such note", "note")) == (Target(), ["note-missing"])


def test_a_relative_link_prefers_the_translation_unless_that_is_the_text_itself() -> None:
    english = "content/posts/sub/near.en.md"
    assert _one(link("../far.md"), path=english)[0].href == "/en/posts/far/"
    assert _one(link("near.md"), path=english)[0].href == "/posts/sub/near/"


@pytest.mark.parametrize(
    "written",
    [
        "https://arxiv.org/abs/1706.03762",
        "https://arxiv.org/abs/1706.03762v5",
        "http://arxiv.org/pdf/1706.03762",
        "https://www.arxiv.org/pdf/1706.03762v2.pdf",
    ],
)
@pytest.mark.parametrize("kind", ["card", "title"])
def test_a_card_is_found_in_any_version_and_format(written: str, kind: str) -> None:
    target, problems = _one(link(written, kind))
    assert target.card == CARDS["https://arxiv.org/abs/1706.03762"]
    assert (target.href, problems) == (written, [])


def test_a_card_that_is_not_in_the_cache_is_a_plain_link_and_told() -> None:
    target, problems = _one(link("https://arxiv.org/abs/1706.99999", "card"))
    assert (target.foreign, target.card, problems) == (True, None, ["card-missing"])


def test_a_card_of_this_site_shows_its_own_title() -> None:
    target, problems = _one(link("/posts/far/", "card"))
    assert (target.title, target.description, problems) == (text("遠い"), "本文。", [])


def _with_html(pair: tuple[Document, RenderedDocument], html: str) -> tuple[Document, RenderedDocument]:
    made = pair[1]
    return pair[0], replace(made, sections=(replace(made.sections[0], html=html),))


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("#own", []),
        ("#none", ["anchor-broken"]),
        ("#top", []),
        ("target.md#%E5%AE%9A%E7%90%86", []),
        ("target.md#gone", ["anchor-broken"]),
        ("/2026/01/#2026-01-06-121654", []),
        ("/2026/01/#day-2026-01-06", []),
        ("/2026/01/#2026-01-07", ["anchor-broken"]),
        ("https://example.com/#anything", []),
        ("/tags/#anything", []),
    ],
)
def test_a_fragment_must_exist_on_its_page(written: str, codes: list[str]) -> None:
    me = _with_html(
        (document("content/posts/me.md"), rendered(references=[link(written)])), '<p id="own">x</p>'
    )
    other = _with_html(post("content/posts/target.md"), "<h2 class='a' id='定理'>x</h2>")
    found = site([me, other, *OTHERS])
    checked = Anchors(layout(found), Targets(Known(found, {}, {}, Memory())))
    assert [p.code for p in checked.problems("content/posts/me.md")] == codes


def test_ids_are_read_from_tags_only() -> None:
    html = '<p id=a><a name="b&amp;c" id=\'d\'></a> id="no" <i title="x > y" data-id="no" id="e">'
    assert ids(html) == {"a", "b&c", "d", "e"}


def test_a_header_link_that_could_run_a_script_is_told() -> None:
    doc, made = post("content/posts/a.md", link="javascript:alert(1)")
    known = Known(site([(doc, made)]), {}, {}, Memory())
    assert [problem.code for problem in broken(doc.path, known)] == ["link-unsafe"]


def test_a_link_relative_to_the_old_address_is_found() -> None:
    me = (document(ME, aliases=("/taglibro/2019/me.html",)), rendered(references=[link("../2020/far.html")]))
    far = post("content/posts/far.md", aliases=("/taglibro/2020/far.html",))
    found = Known(site([me, far], CONFIG), {}, {}, Memory())
    assert Targets(found)[ME][0].href == "/posts/far/"
