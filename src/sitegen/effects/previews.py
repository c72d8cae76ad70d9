"""Preview images: what other sites show of a note, set in the font that the settings name."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from PIL import __version__ as pillow_version

from sitegen.effects.memo import remembered
from sitegen.errors import Problem
from sitegen.settings.appearance import Social

_SIZE: Final = (1200, 630)
_MARGIN: Final = 80
_WIDTH: Final = _SIZE[0] - 2 * _MARGIN
_TITLE_SIZES: Final = (72, 64, 56, 48, 40)
_MOST_LINES: Final = 5
_SMALL: Final = 32
_LEADING: Final = 1.4
_LONGEST_WORD: Final = 18
_COLOURS: Final = 64
_LAYOUT: Final = 2
"""Counts the changes of the layout; images of another one are drawn anew."""
_KATAKANA: Final = range(0x30A1, 0x3100)
_NEVER_FIRST: Final = "、。，．,.!?！？）)]」』】〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々:;：；・%…"
_NEVER_LAST: Final = "（([「『【〈《“‘"


@dataclass(frozen=True, slots=True)
class Face:
    """What one preview image says."""

    title: str
    """The note's title, plain."""
    site: str
    """The site's name."""
    date: str
    """When, in words; may be empty."""
    colours: tuple[str, str, str, str]
    """Ground, text, muted, accent."""


@dataclass(frozen=True, slots=True)
class _Font:
    """A font that was read."""

    data: bytes
    index: int
    repertoire: frozenset[int]

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Give the font in a size, without what differs between builds of Pillow."""
        return ImageFont.truetype(
            io.BytesIO(self.data), size, self.index, layout_engine=ImageFont.Layout.BASIC
        )


def draw(
    site: Path, social: Social, faces: Mapping[str, Face]
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Draw a PNG for every face, by the path of its document; what is drawn is kept for the next build.

    A note whose letters the font lacks gets no image, and a problem tells which they are.
    """
    if not social.font:
        return {}, ()
    font = _read(site, social)
    if isinstance(font, Problem):
        return {}, (font,)
    lacking = {path: found for path, face in faces.items() if (found := _lacking(font, face))}
    keys = {path: _key(font, face) for path, face in faces.items() if path not in lacking}
    made = remembered(
        site, "previews", {key: partial(_drawn, font, faces[path]) for path, key in keys.items()}
    )
    problems = tuple(_letters_problem(path, found) for path, found in lacking.items())
    return {path: made[key] for path, key in keys.items()}, problems


def _read(site: Path, social: Social) -> _Font | Problem:
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - few sites have preview images

    try:
        data = (site / social.font).read_bytes()
        with TTFont(io.BytesIO(data), fontNumber=social.index, lazy=True) as font:
            found = _Font(data, social.index, frozenset(font.getBestCmap() or {}))
        found.at(_SMALL)
    except (OSError, TTLibError, ValueError, KeyError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        message = f"The font {social.font} cannot be used: {reason[:200]}."
        return Problem(
            "social-font", "sitegen.toml", 0, 0, message, "Correct font under [social], or take it out."
        )
    return found


def _lacking(font: _Font, face: Face) -> str:
    letters = sorted(set(face.title + face.site + face.date))
    return "".join(
        letter for letter in letters if not letter.isspace() and ord(letter) not in font.repertoire
    )


def _letters_problem(path: str, letters: str) -> Problem:
    message = f"The font for preview images has no glyph for {' '.join(letters[:20])}, so there is no image."
    return Problem("social-letters", path, 0, 0, message, "Name a font that has them under [social].")


def _key(font: _Font, face: Face) -> bytes:
    said = repr((_LAYOUT, pillow_version, font.index, face.title, face.site, face.date, face.colours))
    return hashlib.blake2b(
        said.encode() + b"\0" + hashlib.blake2b(font.data).digest(), digest_size=20
    ).digest()


# ------------------------------------------------------------------ drawing


def _drawn(font: _Font, face: Face) -> bytes:
    ground, text, muted, accent = face.colours
    image = Image.new("RGB", _SIZE, ground)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 20, _SIZE[1]), fill=accent)
    size, lines = _fitted(font, face.title)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, _MARGIN + number * size * _LEADING), line, fill=text, font=font.at(size))
    small = font.at(_SMALL)
    baseline = _SIZE[1] - _MARGIN
    pen.text((_MARGIN, baseline), face.site, fill=accent, font=small, anchor="ls")
    pen.text((_SIZE[0] - _MARGIN, baseline), face.date, fill=muted, font=small, anchor="rs")
    return _png(image)


def _png(image: Image.Image) -> bytes:
    result = io.BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(result, "PNG", optimize=True)
    return result.getvalue()


def _fitted(font: _Font, title: str) -> tuple[int, Sequence[str]]:
    """Choose the largest size in which the title fits; what is too long in all is cut."""
    space = _SIZE[1] - 3 * _MARGIN
    for size in _TITLE_SIZES:
        lines = _lines(font.at(size), title, _WIDTH)
        if len(lines) <= min(_MOST_LINES, space / (size * _LEADING)):
            return size, _balanced(font.at(size), title, len(lines))
    size = _TITLE_SIZES[-1]
    lines = _lines(font.at(size), title, _WIDTH)[:_MOST_LINES]
    return size, (*lines[:-1], lines[-1][:-1] + "…")


def _balanced(font: ImageFont.FreeTypeFont, title: str, count: int) -> list[str]:
    """Part a title into lines of much the same width, as few as it needs."""
    widths = range(_WIDTH // count, _WIDTH + 1, _MARGIN // 4)
    found = (lines for width in widths if len(lines := _lines(font, title, width)) <= count)
    return next(found, None) or _lines(font, title, _WIDTH)


def _lines(font: ImageFont.FreeTypeFont, title: str, width: int) -> list[str]:
    lines = [""]
    for part in _unbreakable(title):
        if lines[-1] and font.getlength((lines[-1] + part).rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line for line in lines if line] or [""]


def _unbreakable(title: str) -> list[str]:
    """Part a title where a line may end: after words, and between most Japanese letters but katakana."""
    parts: list[str] = []
    for letter in " ".join(title.split()):
        if parts and len(parts[-1]) < _LONGEST_WORD and _sticks(parts[-1][-1], letter):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def _sticks(before: str, letter: str) -> bool:
    if letter == " " or letter in _NEVER_FIRST or before in _NEVER_LAST:
        return True
    if ord(before) in _KATAKANA and ord(letter) in _KATAKANA:
        return True
    return before != " " and _is_western(before) and _is_western(letter)


def _is_western(letter: str) -> bool:
    return ord(letter) < 0x2E80  # noqa: PLR2004 - where the scripts of East Asia begin
