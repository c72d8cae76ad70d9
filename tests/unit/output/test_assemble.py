from __future__ import annotations

from dataclasses import replace

import html5lib
import pytest

from sitegen.model import SLOT_CLOSE, SLOT_OPEN, Card, Reference
from sitegen.output.assemble import assemble, inline
from sitegen.output.spots import Fill
from sitegen.site.model import Target
from tests.unit.make import CONFIG, FORMULA, link, text

EVIL = '"><script>alert(1)</script>'


def slot(name: str) -> str:
    return f"{SLOT_OPEN}{name}{SLOT_CLOSE}"


def _fill(reference: Reference, target: Target, **more: object) -> Fill:
    return replace(Fill(CONFIG, (FORMULA,), (reference,), (target,)), **more)  # type: ignore[arg-type]


def test_a_formula_is_put_in() -> None:
    assert assemble(f"<p>a{slot('m0')}b</p>", Fill(CONFIG, (FORMULA,))) == f"<p>a{FORMULA}b</p>"


def test_a_feed_gets_mathml_alone_with_its_namespace() -> None:
    bare = FORMULA.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    for html in (FORMULA, bare):
        given = Fill(CONFIG, (html,), feed=True)
        expected = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
        assert assemble(slot("m0"), given) == expected


def test_a_slot_without_a_value_leaves_nothing() -> None:
    html = "".join(slot(f"{letter}7") for letter in "macst")
    assert assemble(f"<p>{html}</p>", Fill(CONFIG)) == "<p></p>"


def test_a_link_inside_carries_the_path_of_the_site() -> None:
    given = _fill(link("x"), Target("/posts/日本/#節"))
    assert assemble(f"<a{slot('a0')}>x</a>", given).startswith('<a href="/~me/blog/posts/%E6%97%A5')
    complete = assemble(f"<a{slot('a0')}>x</a>", replace(given, feed=True))
    assert complete.startswith('<a href="https://example.org/~me/blog/posts/%E6%97%A5')


def test_a_fragment_is_complete_in_feeds_alone() -> None:
    given = _fill(link("#x"), Target("#x"), page="/2026/01/#entry")
    assert assemble(f"<a{slot('a0')}>x</a>", given) == '<a href="#x">x</a>'
    complete = assemble(f"<a{slot('a0')}>x</a>", replace(given, feed=True))
    assert complete == '<a href="https://example.org/~me/blog/2026/01/#x">x</a>'


def test_a_broken_link_keeps_its_text_and_its_class() -> None:
    given = _fill(link("x"), Target())
    assert assemble(f"<a{slot('a0')}>x</a>", given) == '<a class="broken">x</a>'
    assert assemble(f'<a class="b"{slot("a0")}>x</a>', given) == '<a class="broken b">x</a>'


def test_an_image_has_address_size_and_loads_late() -> None:
    given = _fill(link("a.svg", "image"), Target("/posts/a.svg", size=(30, 20)))
    expected = '<img src="/~me/blog/posts/a.svg" loading="lazy" width="30" height="20" alt="x">'
    assert assemble(f'<img{slot("s0")} alt="x">', given) == expected
    own = assemble(f'<img{slot("s0")} alt="x" width="5">', given)
    assert own.count("width=") == 1
    assert "height=" not in own


def test_an_image_elsewhere_is_a_link_with_its_text_or_file_name() -> None:
    target = Target("https://www.example.com/dir/a%20b.png?x", foreign=True)
    named = _fill(link("https://www.example.com/dir/a%20b.png?x", "image", label="図1"), target)
    expected = (
        '<a class="remote-image" href="https://www.example.com/dir/a%20b.png?x" rel="noopener">'
        "図1 <span>(example.com)</span></a>"
    )
    assert assemble(f'<img class="w"{slot("s0")} alt="図1">', named) == expected
    unnamed = _fill(link("https://www.example.com/dir/a%20b.png?x", "image"), target)
    assert ">a b.png <span>" in assemble(f'<img{slot("s0")} alt="">', unnamed)


def test_an_image_elsewhere_inside_a_link_makes_no_second_link() -> None:
    given = Fill(
        CONFIG,
        (),
        (link("https://b.example/"), link("https://a.example/i.png", "image")),
        (Target("https://b.example/", foreign=True), Target("https://a.example/i.png", foreign=True)),
    )
    html = assemble(f'<a{slot("a0")}><img{slot("s1")} alt=""></a><img{slot("s1")} alt="">', given)
    assert html.count("<a ") == 2
    assert html.index('<span class="remote-image">') < html.index("</a>")


def test_a_missing_image_shows_its_text() -> None:
    given = _fill(link("a.png", "image", label="図"), Target())
    assert assemble(f'<img{slot("s0")} alt="図">', given) == '<span class="missing">図</span>'


def test_a_card_is_text_alone() -> None:
    card = Card("https://e.example/", "T", "D", "S")
    given = _fill(link("https://e.example/", "card"), Target("https://e.example/", foreign=True, card=card))
    assert assemble(slot("c0"), given) == (
        '<aside class="card"><a class="card-title" href="https://e.example/" rel="noopener">T</a>'
        '<p class="card-description">D</p><span class="card-site">S</span></aside>'
    )


def test_an_unknown_card_is_a_plain_link() -> None:
    given = _fill(link("https://e.example/", "card"), Target("https://e.example/", foreign=True))
    link_ = '<a href="https://e.example/" rel="noopener">https://e.example/</a>'
    assert assemble(slot("c0"), given) == f'<div class="card-plain">{link_}</div>'
    assert assemble(slot("t0"), given) == link_


def test_a_note_shows_the_title_with_its_formula_or_the_words_of_the_author() -> None:
    target = Target("/posts/a/", title=text(f"L{slot('m0')}"), formulas=(FORMULA,))
    assert (
        assemble(slot("t0"), _fill(link("a", "note"), target))
        == f'<a href="/~me/blog/posts/a/">L{FORMULA}</a>'
    )
    named = assemble(slot("t0"), _fill(link("a", "note", label="here"), target))
    assert named == '<a href="/~me/blog/posts/a/">here</a>'


def test_a_missing_note_stays_readable() -> None:
    assert assemble(slot("t0"), _fill(link("A<b>", "note"), Target())) == '<a class="broken">A&lt;b&gt;</a>'


def test_a_title_inside_a_link_holds_no_link() -> None:
    given = _fill(link("x"), Target("/x/"))
    html = f"a <a{slot('a0')}>b</a> <a class=\"anchor\" href='#c'>c</a> {slot('t0')}{slot('m0')}"
    assert inline(text(html), given) == f"a b c {FORMULA}"


@pytest.mark.parametrize("name", ["a0", "s0", "c0", "t0"])
@pytest.mark.parametrize("kind", ["link", "image", "card", "title", "note"])
@pytest.mark.parametrize("foreign", [True, False])
def test_nothing_written_by_others_becomes_a_tag(name: str, kind: str, foreign: bool) -> None:  # noqa: FBT001
    card = Card(EVIL, EVIL, EVIL, EVIL)
    target = Target(f"https://e.example/{EVIL}" if foreign else f"/x/{EVIL}", foreign=foreign, card=card)
    given = _fill(link(EVIL, kind, label=EVIL), target)
    tag = {"a0": f"<a{slot(name)}>x</a>", "s0": f"<img{slot(name)} alt='x'>"}.get(name, slot(name))
    for where in (target, Target()):
        html = assemble(tag + slot(name), replace(given, targets=(where,)))
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        assert not tree.findall(".//script")
        assert "<script" not in html


def test_many_tags_that_never_end_take_no_time() -> None:
    html = "<a \"'" * 40_000 + slot("m0")
    assert assemble(html, Fill(CONFIG, ("x",))).endswith("x")


@pytest.mark.parametrize("name", ["video", "audio"])
def test_a_film_or_a_sound_elsewhere_is_a_link(name: str) -> None:
    target = Target("https://e.example/dir/a.mp4", foreign=True)
    given = _fill(link("https://e.example/dir/a.mp4", "image"), target)
    html = assemble(f"<{name}{slot('s0')} controls></{name}>", given)
    expected = '<a class="remote-image" href="https://e.example/dir/a.mp4" rel="noopener">a.mp4</a>'
    assert html == f"{expected}<{name} hidden></{name}>"
    assert not assemble(f"<source{slot('s0')}>", given)
    local = _fill(link("a.mp4", "image"), Target("/posts/a.mp4"))
    assert (
        assemble(f"<source{slot('s0')} type='x'>", local) == "<source src=\"/~me/blog/posts/a.mp4\" type='x'>"
    )


def test_a_link_inside_a_link_ends_the_outer_one() -> None:
    given = _fill(link("x"), Target("/x/"))
    html = assemble(f"<a{slot('a0')}>1<a{slot('a0')}>2</a></a><a id='b'>3</a>", given)
    own = '<a href="/~me/blog/x/">'
    assert html == f"{own}1</a>{own}2</a><a id='b'>3</a>"
