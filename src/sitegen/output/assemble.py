"""Filling the slots that rendering left: formulas, addresses, images.

Everything that comes from a source is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from sitegen.config import SiteConfig
from sitegen.model import SLOT_CLOSE, SLOT_OPEN, Heading, RenderedDocument, RenderedText
from sitegen.output import cards, spots
from sitegen.output.spots import Fill, Spot
from sitegen.site.model import Target

_ATTRIBUTES: Final = rf"(?:[^<>\"'{SLOT_OPEN}]|\"[^\"<]*\"|'[^'<]*')*"
_TAG: Final = (
    rf"<(?P<tag>a|img|video|audio|source|track)\b(?P<before>{_ATTRIBUTES})"
    rf"{SLOT_OPEN}[as](?P<number>\d+){SLOT_CLOSE}(?P<after>{_ATTRIBUTES})>"
)
_PIECE: Final = re.compile(
    rf"{_TAG}|{SLOT_OPEN}(?P<letter>[macst])(?P<slot>\d+){SLOT_CLOSE}|(?P<open><a\b)|(?P<close></a\s*>)"
)
_MATHML: Final = re.compile(r"<math[\s>].*?</math>", re.DOTALL)
_LINK: Final = re.compile(
    rf"</?a\b{_ATTRIBUTES}(?:{SLOT_OPEN}a\d+{SLOT_CLOSE}{_ATTRIBUTES})?>|<img\b[^>]*>|"
    rf"{SLOT_OPEN}[asct]\d+{SLOT_CLOSE}"
)
_NAMESPACE: Final = ' xmlns="http://www.w3.org/1998/Math/MathML"'


def fill(
    rendered: RenderedDocument,
    targets: Sequence[Target],
    config: SiteConfig,
    words: Mapping[str, str] = MappingProxyType({}),
) -> Fill:
    """Give what the slots of a document's HTML are filled with on a page; `words` are for its cards."""
    return Fill(config, rendered.formulas, rendered.references, targets, words=words)


def assemble(text: str, given: Fill) -> Markup:
    """Fill the slots of `text`; a slot without a value leaves nothing behind.

    A link inside a link ends the outer one, as it does in a browser.
    """
    done: list[str] = []
    position, in_link = 0, False
    formulas = given.formulas
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match.lastgroup == "slot" and text[start + 1] == "m":
            number = int(match["slot"])
            html = formulas[number] if number < len(formulas) else ""
            done += (text[position:start], formula(html) if given.feed else html)
        else:
            done += (text[position:start], _filled(match, given, in_link=in_link))
            in_link = _opens(match) or (in_link and not match["close"])
        position = end
    return Markup("".join((*done, text[position:])))  # noqa: S704  (escaped piece by piece)


def inline(text: RenderedText | Heading, given: Fill) -> Markup:
    """Fill the slots of a line of text that may stand inside a link, so that it must not hold another."""
    return assemble(_LINK.sub("", text.html), given)


def formula(html: str) -> str:
    """Give a formula as feeds show it: as MathML alone."""
    found = _MATHML.search(html)
    if found is None:
        return html
    mathml = found.group()
    has_namespace = "xmlns=" in mathml[: mathml.index(">")]
    return mathml if has_namespace else f"<math{_NAMESPACE}{mathml.removeprefix('<math')}"


def _opens(match: re.Match[str]) -> bool:
    return bool(match["open"]) or match["tag"] == "a"


def _filled(match: re.Match[str], given: Fill, *, in_link: bool) -> str:
    if match["close"]:
        return match["close"] if in_link else ""
    ended = "</a>" if in_link and _opens(match) else ""
    return ended + (match["open"] or _slot(match, given, in_link=in_link))


def _slot(match: re.Match[str], given: Fill, *, in_link: bool) -> str:
    number = int(match["slot"] or match["number"])
    if number >= min(len(given.references), len(given.targets)):
        return ""
    attributes = (match["before"] or "", match["after"] or "")
    spot = Spot(given.references[number], given.targets[number], given, in_link, *attributes)
    return _put(match["tag"] or f"{match['letter']} slot", spot)


def _put(what: str, spot: Spot) -> str:
    match what:
        case "a":
            return spots.link(spot)
        case "img":
            return spots.image(spot)
        case "video" | "audio" | "source" | "track":
            return spots.media(what, spot)
        case "c slot":
            return cards.block(spot, cards.title(spot, inline))
        case "t slot":
            return spots.anchor(cards.title(spot, inline), spot)
        case _:
            return spots.bare(spot, "src" if what == "s slot" else "href")
