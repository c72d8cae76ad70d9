"""What makes two notes notes on one paper: its arXiv id without version, else its DOI, else its address."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from sitegen.slugs import safe_path

_ARXIV: Final = re.compile(
    r"(?:^arxiv:|(?:arxiv\.org|alphaxiv\.org|ar5iv\.labs\.arxiv\.org|ar5iv\.org)/(?:abs|pdf|html|overview)/"
    r"|huggingface\.co/papers/|doi\.org/10\.48550/arxiv\.)"
    r"(?P<id>[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?(?=$|[/?#])",
    re.IGNORECASE,
)
_BARE_ARXIV: Final = re.compile(
    r"(?P<id>[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE
)
_DOI: Final = re.compile(
    r"(?:^doi:\s*|doi\.org/|dl\.acm\.org/doi/(?:[a-z]+/)?|link\.springer\.com/(?:article|chapter)/)?"
    r"(?P<id>10\.\d{4,9}/[^\s\"<>?#]+)",
    re.IGNORECASE,
)
_ISSUE: Final = re.compile(
    r"(?:https?:)?//github\.com/(?P<repository>[\w.-]+/[\w.-]+)/issues/(?P<number>\d+)/?(?:[?#].*)?",
    re.IGNORECASE,
)
_FIRST_MONTH_OF_ARXIV: Final = 1991
_CENTURY: Final = 100


@dataclass(frozen=True, slots=True)
class Identity:
    """What a paper is known by."""

    kind: str
    """``arxiv``, ``doi`` or ``url``."""
    name: str
    """The arXiv id without version, the DOI in lower case, or the address without scheme."""

    @property
    def key(self) -> str:
        """The same for all ways to write it."""
        return f"{self.kind}:{self.name}"

    @property
    def slug(self) -> str:
        """Its part of an address."""
        if self.kind != "url":
            return safe_path(self.name)
        path, mark, _ = self.name.partition("?")
        digest = hashlib.sha256(self.name.encode()).hexdigest()[:8]
        return safe_path(f"{path}-{digest}" if mark or re.search(r"[^\w./-]", path) else path)


def identify(text: str) -> Identity | None:
    """The identity of the paper that an address, an arXiv id or a DOI names; None where it names none."""
    written = text.strip()
    arxiv = _ARXIV.search(written) or _BARE_ARXIV.fullmatch(written)
    if arxiv:
        return Identity("arxiv", arxiv["id"].lower())
    doi = _DOI.match(re.sub(r"^https?://(?:dx\.|www\.)?", "", unquote(written), flags=re.IGNORECASE))
    if doi:
        return Identity("doi", doi["id"].rstrip(".,;)/").removesuffix(".pdf").lower())
    return _address(written)


def _address(written: str) -> Identity | None:
    try:
        parts = urlsplit(written)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return Identity("url", f"{host}{parts.path.rstrip('/')}{query}")


def issue_key(address: str) -> str | None:
    """What all ways to write the address of a GitHub issue share; None for any other address."""
    found = _ISSUE.fullmatch(address.strip())
    return f"{found['repository'].lower()}#{int(found['number'])}" if found else None


def arxiv_month(name: str) -> tuple[int, int] | None:
    """The year and month in which an arXiv id was given."""
    digits = name.rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    century = 1900 if "/" in name and year >= _FIRST_MONTH_OF_ARXIV % _CENTURY else 2000
    return (century + year, month) if 1 <= month <= 12 else None  # noqa: PLR2004 - months of a year
