"""Preview images hold a title in the site's font, or a problem tells why there is none."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from sitegen.effects import previews
from sitegen.settings.appearance import Social

COLOURS = ("#fcfcfa", "#1d2126", "#56606b", "#9a3412")
FACE = previews.Face("本の題", "本", "本", COLOURS)


@pytest.fixture(scope="module")
def font() -> bytes:
    """Make a font of squares for a few letters."""
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in " 本の題。「abc…")]
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (650, 700), (650, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({int(name[1:], 16): name for name in names[1:]})
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (700, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    result = io.BytesIO()
    builder.save(result)
    return result.getvalue()


@pytest.fixture
def site(tmp_path: Path, font: bytes) -> Path:
    (tmp_path / "squares.ttf").write_bytes(font)
    return tmp_path


SOCIAL = Social("squares.ttf")


def test_without_a_font_nothing_is_drawn(tmp_path: Path) -> None:
    assert previews.draw(tmp_path, Social(), {"a.md": FACE}) == ({}, ())


def test_a_note_gets_an_image_of_the_size_that_others_expect(site: Path) -> None:
    drawn, problems = previews.draw(site, SOCIAL, {"a.md": FACE})
    assert problems == ()
    with Image.open(io.BytesIO(drawn["a.md"])) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        pixels = image.convert("RGB")
        assert pixels.getpixel((1100, 300)) == (0xFC, 0xFC, 0xFA)
        assert pixels.getpixel((5, 5)) == (0x9A, 0x34, 0x12)
        assert pixels.getpixel((110, 120)) == (0x1D, 0x21, 0x26)


def test_letters_that_the_font_lacks_are_told_and_leave_no_boxes(site: Path) -> None:
    drawn, problems = previews.draw(site, SOCIAL, {"a.md": replace(FACE, title="本ぬ題"), "b.md": FACE})
    assert list(drawn) == ["b.md"]
    assert [(problem.code, problem.path) for problem in problems] == [("social-letters", "a.md")]
    assert "ぬ" in problems[0].message


@pytest.mark.parametrize("name", ["none.ttf", "broken.ttf"])
def test_a_font_that_cannot_be_used_is_told_once(site: Path, name: str) -> None:
    (site / "broken.ttf").write_bytes(b"no font")
    drawn, problems = previews.draw(site, Social(name), {"a.md": FACE, "b.md": FACE})
    assert drawn == {}
    assert [problem.code for problem in problems] == ["social-font"]
    assert name in problems[0].message


def test_what_was_drawn_is_not_drawn_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = previews.draw(site, SOCIAL, {"a.md": FACE})
    monkeypatch.setattr(previews, "_drawn", lambda *_: pytest.fail("drawn again"))
    assert previews.draw(site, SOCIAL, {"a.md": FACE}) == first


@pytest.mark.parametrize("title", ["", "本" * 400, "a" * 400, "abc " * 200, "本。" * 100])
def test_no_title_leaves_the_image(site: Path, title: str) -> None:
    drawn, _ = previews.draw(site, SOCIAL, {"a.md": replace(FACE, title=title)})
    with Image.open(io.BytesIO(drawn["a.md"])) as image:
        edge = image.convert("RGB").crop((1130, 0, 1200, 500))
        assert edge.getextrema() == ((0xFC, 0xFC), (0xFC, 0xFC), (0xFA, 0xFA))


def test_a_line_begins_with_no_full_stop_and_ends_with_no_opening_bracket() -> None:
    parts = previews._unbreakable("本の題。「本」abc abc本")
    assert "".join(parts) == "本の題。「本」abc abc本"
    assert parts == ["本", "の", "題。", "「本」", "abc ", "abc", "本"]
