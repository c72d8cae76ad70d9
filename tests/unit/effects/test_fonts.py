"""Faces hold the glyphs that a site uses, and are cut again only when these change."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from sitegen.effects import fonts
from sitegen.effects.package import vendor_folder
from sitegen.output.fonts import letters

NAMES = ("KaTeX_Main-Regular", "KaTeX_Size2-Regular")


@pytest.fixture(scope="module")
def faces() -> dict[str, bytes]:
    return {name: (vendor_folder() / "katex" / "fonts" / f"{name}.woff2").read_bytes() for name in NAMES}


def repertoire(face: bytes) -> set[str]:
    return set(map(chr, TTFont(io.BytesIO(face)).getBestCmap()))


def test_a_face_keeps_the_letters_asked_for_and_no_other(tmp_path: Path, faces: dict[str, bytes]) -> None:
    cut = fonts.cut_down(tmp_path, faces, "ab∑")
    assert repertoire(cut["KaTeX_Main-Regular"]) == {"a", "b"} | (
        {"∑"} & repertoire(faces["KaTeX_Main-Regular"])
    )
    assert repertoire(cut["KaTeX_Size2-Regular"]) == {"∑"}
    assert len(cut["KaTeX_Main-Regular"]) < len(faces["KaTeX_Main-Regular"]) / 5
    assert cut["KaTeX_Main-Regular"][:4] == b"wOF2"


def test_the_same_letters_give_the_same_bytes_without_cutting_again(
    tmp_path: Path, faces: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fonts.cut_down(tmp_path, faces, "ab∑")
    again = fonts.cut_down(tmp_path / "other", {k: v for k, v in faces.items() if "Size2" in k}, "∑")
    assert again["KaTeX_Size2-Regular"] == first["KaTeX_Size2-Regular"]
    monkeypatch.setattr(fonts, "_cut", lambda *_: pytest.fail("cut again"))
    assert fonts.cut_down(tmp_path, faces, "ab∑あ") == first


def test_letters_are_those_that_are_seen_with_all_of_ascii() -> None:
    formula = (
        '<span class="katex"><span class="katex-mathml"><math><mi>ζ</mi></math></span>'
        '<span class="katex-html" aria-hidden="true"><span title="η">θ&lt;&#x27;</span></span></span>'
    )
    found = letters([formula])
    assert "θ" in found
    assert not {"ζ", "η"} & set(found)
    assert set("Az09<'~ ") <= set(found)
    assert letters([]) == "".join(map(chr, range(32, 127)))
