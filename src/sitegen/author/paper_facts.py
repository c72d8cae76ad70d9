"""What services know of a paper, whichever of them was asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """One paper."""

    title: str
    """Plain text; formulas as the service writes them."""
    authors: tuple[str, ...]
    """In order, given name first."""
    link: str
    """The address of its page, for arXiv with the version that the facts are of."""
    abstract: str = ""
    """One paragraph."""
    published: str = ""
    """``2017-06-12``, ``2017-06`` or ``2017``."""
    updated: str = ""
    """Date of this version, where it is not the first."""
    venue: str = ""
    """Where it was published."""
    categories: tuple[str, ...] = ()
    """Subject codes, the main one first."""
    arxiv: str = ""
    """The arXiv id without version."""
    version: int = 0
    """The arXiv version; 0 for no arXiv paper."""
    doi: str = ""
    """The DOI of the published paper."""
    pdf: str = ""
    """The address of the PDF."""
    comment: str = ""
    """What the authors remark (pages, conference)."""
