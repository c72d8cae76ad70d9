"""What becomes of an HTML tag in a text: kept, put into another form, or taken out.

Nothing on a page may load something from another host or run a script from elsewhere;
what would is shown as a link. Addresses of images and links become references, to be
resolved when the whole site is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Final, Literal

from markupsafe import escape

from sitegen.markup.html_tags import TAG, VOID

_ATTRIBUTE: Final = re.compile(
    r"([A-Za-z_:@][\w:.@-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?"
)
_LOADS: Final = frozenset({
    "script", "iframe", "object", "embed", "link", "meta", "base", "frame", "applet", "form", "style",
    "svg", "math", "html", "head", "body", "title", "frameset", "noframes", "noscript", "noembed",
    "plaintext", "xmp", "listing", "template", "select", "optgroup", "option", "textarea", "nobr",
    "image", "isindex", "param", "portal", "fencedframe",
})  # fmt: skip
"""Elements that load, run, or break the page around them."""
_SOURCE: Final = {"iframe": "src", "embed": "src", "object": "data", "frame": "src"}
_MEDIA: Final = frozenset({"img", "video", "audio", "source", "track"})
_ADDRESSES: Final = {
    "href": frozenset({"a", "area"}),
    "src": _MEDIA | {"iframe", "embed", "frame"},
    "data": frozenset({"object"}),
}
"""Attribute with an address → the elements in which it becomes a reference."""
_NEVER: Final = frozenset({
    "srcset", "poster", "background", "srcdoc", "ping", "formaction", "action", "manifest", "lowsrc",
    "dynsrc", "imagesrcset", "longdesc", "codebase", "classid", "archive", "profile", "usemap", "is",
    "nonce", "autofocus", "contenteditable", "slot",
})  # fmt: skip
_STYLE_LOADS: Final = re.compile(
    r"url\s*\(|image(?:-set)?\s*\(|src\s*\(|expression|@import|\\", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, taken apart."""

    name: str
    """In lower case."""
    closing: bool
    """Whether it is an end tag."""
    void: bool
    """Whether it has no end tag."""
    attributes: tuple[tuple[str, str | None], ...]
    """In order, names in lower case; None for an attribute without a value."""

    def get(self, name: str) -> str | None:
        """The value of an attribute."""
        return next((unescape(value or "") for key, value in self.attributes if key == name), None)

    def without(self, *names: str) -> Tag:
        """The tag without some attributes."""
        kept = tuple(item for item in self.attributes if item[0] not in names)
        return Tag(self.name, self.closing, self.void, kept)

    def html(self, extra: str = "") -> str:
        """The tag as HTML; `extra` goes before its attributes."""
        if self.closing:
            return f"</{self.name}>"
        parts = (
            key if value is None else f'{key}="{escape(unescape(value))}"' for key, value in self.attributes
        )
        return f"<{' '.join((self.name + extra, *parts))}>"


def read_tag(text: str) -> Tag | None:
    """Take a complete tag apart; None where the text is none."""
    match = TAG.match(text)
    if not match:
        return None
    name = match[2].lower()
    found = [(m[1].lower(), _value(m)) for m in _ATTRIBUTE.finditer(match[3])]
    once = dict(reversed(found))
    kept = tuple(
        (key, once.pop(key)) for key, _ in found if key in once and not _loads_or_runs(name, key, once[key])
    )
    return Tag(name, bool(match[1]), name in VOID or bool(match[4] and name in VOID), kept)


def _loads_or_runs(element: str, name: str, value: str | None) -> bool:
    """Whether an attribute runs a script, or could load something that is no reference of ours."""
    if name == "style":
        return _STYLE_LOADS.search(unescape(value or "")) is not None
    if name in _ADDRESSES:
        return element not in _ADDRESSES[name]
    return name.startswith("on") or name in _NEVER


def _value(match: re.Match[str]) -> str | None:
    return next((group for group in match.groups()[1:] if group is not None), None)


Fate = Literal["keep", "link", "image", "drop", "card", "file"]


def fate(tag: Tag) -> tuple[Fate, str]:
    """What to do with a tag, and the address that it is about."""
    if (
        tag.name == "div"
        and not tag.closing
        and (video := tag.get("src-id"))
        and "youtube" in (tag.get("class") or "")
    ):
        return "card", f"https://www.youtube.com/watch?v={video}"
    if tag.name in _LOADS:
        address = "" if tag.closing else tag.get(_SOURCE.get(tag.name, "")) or ""
        return ("card" if _is_foreign(address) else "file", _absolute(address)) if address else ("drop", "")
    if tag.closing:
        return "keep", ""
    if tag.name in _MEDIA and tag.get("src"):
        return "image", tag.get("src") or ""
    if tag.name in {"a", "area"} and tag.get("href"):
        return "link", tag.get("href") or ""
    return "keep", ""


def _is_foreign(address: str) -> bool:
    return re.match(r"(?:https?:)?//", address.strip(), re.IGNORECASE) is not None


def _absolute(address: str) -> str:
    return f"https:{address.strip()}" if address.strip().startswith("//") else address.strip()
