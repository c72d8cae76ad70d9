"""Links and images of a text, with their addresses; everything written by others is escaped."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from markupsafe import escape

from sitegen import urls
from sitegen.config import SiteConfig
from sitegen.model import Reference
from sitegen.site.addresses import host
from sitegen.site.model import Target

_SIZES: Final = "(min-width: 44rem) 41rem, 92vw"
"""How wide an image is shown: the text column at most."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What the slots of one document's HTML are filled with."""

    config: SiteConfig
    """For addresses."""
    formulas: Sequence[str] = ()
    """HTML by number."""
    references: Sequence[Reference] = ()
    """By number."""
    targets: Sequence[Target] = ()
    """Parallel to `references`."""
    feed: bool = False
    """Whether the HTML is for a feed: MathML alone, complete addresses."""
    page: str = "/"
    """Feeds only: site-relative address of the page that the HTML stands on."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What cards say in the language of the page: ``archived``, ``video``, ``post``, ``repository``."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One slot of a reference, with all that decides what stands there."""

    reference: Reference
    """What was written."""
    target: Target
    """Where it leads."""
    given: Fill
    """How addresses are written."""
    in_link: bool
    """Whether it stands inside a link, so that it cannot be one."""
    before: str = ""
    """The attributes of its tag before the slot, with a leading space."""
    after: str = ""
    """The attributes after it."""

    @property
    def attributes(self) -> str:
        """All attributes of its tag."""
        return self.before + self.after


def address(spot: Spot) -> str:
    """Give the address as it stands in an attribute, without the quotes."""
    return escape(_address(spot.target.href or "", spot.given))


def anchor(inner: str, spot: Spot, name: str = "") -> str:
    """Make a link of `inner`, which is HTML, with the class `name`; text alone inside another link."""
    if spot.in_link:
        return inner
    if spot.target.href is None:
        return f'<a class="broken">{inner}</a>'
    kind = f' class="{name}"' if name else ""
    return f'<a{kind} href="{address(spot)}"{_rel(spot)}>{inner}</a>'


def link(spot: Spot) -> str:
    """Give the opening tag of a link."""
    if spot.target.href is None:
        return f"<a{_with_class(spot.attributes, 'broken')}>"
    return f'<a{spot.before} href="{address(spot)}"{_rel(spot)}{spot.after}>'


def image(spot: Spot) -> str:
    """Give an image of this site, or what stands for one that is elsewhere or nowhere."""
    target = spot.target
    if target.href is None:
        return f'<span class="missing">{_said(spot.reference)}</span>'
    if target.foreign:
        inner = f"{_said(spot.reference)} <span>({escape(host(target.href))})</span>"
        return (
            f'<span class="remote-image">{inner}</span>'
            if spot.in_link
            else anchor(inner, spot, "remote-image")
        )
    lazy = "" if " loading=" in spot.attributes else ' loading="lazy"'
    return f'<img{spot.before} src="{address(spot)}"{_versions(spot)}{lazy}{_size(spot)}{spot.after}>'


def media(name: str, spot: Spot) -> str:
    """Give the opening tag of a film or a sound; one on another host is a link, and nothing is loaded."""
    target = spot.target
    if target.href is not None and not target.foreign:
        return f'<{name}{spot.before} src="{address(spot)}"{spot.after}>'
    if name in ("source", "track"):
        return ""
    return f"{anchor(_said(spot.reference), spot, 'remote-image')}<{name} hidden>"


def bare(spot: Spot, attribute: str) -> str:
    """Fill an address into a tag that is neither a link nor an image; nothing is loaded from elsewhere."""
    if spot.target.href is None or (attribute == "src" and spot.target.foreign):
        return ""
    return f' {attribute}="{address(spot)}"'


def _address(href: str, given: Fill) -> str:
    if href[:1] == "#":
        return urls.canonical(given.page.partition("#")[0] + href, given.config) if given.feed else href
    if href[:1] == "/":
        return urls.canonical(href, given.config) if given.feed else urls.href(href, given.config)
    return href


def _rel(spot: Spot) -> str:
    return ' rel="noopener"' if spot.target.foreign and " rel=" not in spot.attributes else ""


def _with_class(attributes: str, name: str) -> str:
    if " class=" not in attributes:
        return f'{attributes} class="{name}"'
    return re.sub(r"""( class=["']?)""", rf"\g<1>{name} ", attributes, count=1)


def _size(spot: Spot) -> str:
    size = spot.target.size
    if size is None or " width=" in spot.attributes or " height=" in spot.attributes:
        return ""
    return f' width="{size[0]}" height="{size[1]}"'


def _versions(spot: Spot) -> str:
    """Give the smaller versions of an image, where a page (no feed) shows it at the width of the text."""
    size, narrower = spot.target.size, spot.target.narrower
    is_sized = any(f" {name}=" in spot.attributes for name in ("srcset", "sizes", "width"))
    if size is None or not narrower or spot.given.feed or is_sized:
        return ""
    versions = [(_address(url, spot.given), width) for width, url in narrower]
    versions.append((_address(spot.target.href or "", spot.given), size[0]))
    srcset = ", ".join(f"{url} {width}w" for url, width in versions)
    return f' srcset="{escape(srcset)}" sizes="{_SIZES}"'


def _said(reference: Reference) -> str:
    return escape(reference.label.strip() or _file_name(reference.target))


def _file_name(written: str) -> str:
    try:
        path = urlsplit(written).path
    except ValueError:
        return written
    return unquote(posixpath.basename(path)) or host(written) or written
