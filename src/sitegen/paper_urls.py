"""The addresses of papers, and what every address of a language begins with."""

from __future__ import annotations

import datetime as dt

from sitegen.config import SiteConfig


def prefix(language: str, config: SiteConfig) -> str:
    """What stands before every address of a language: nothing for the one at the root."""
    return "" if language == config.language else f"/{language}"


def papers(language: str, config: SiteConfig) -> str:
    """The list of all papers."""
    return f"{prefix(language, config)}/papers/"


def paper(slug: str, language: str, config: SiteConfig) -> str:
    """A paper's page; `slug` is that of its identity."""
    return f"{papers(language, config)}{slug}/"


def papers_of_year(number: int, language: str, config: SiteConfig) -> str:
    """The papers published in a year; 0 for those of which it is not known."""
    return f"{papers(language, config)}year/{f'{number:04}' if number else 'unknown'}/"


def venue(slug: str, language: str, config: SiteConfig) -> str:
    """The papers of a venue; `slug` comes from `tag_slugs`."""
    return f"{papers(language, config)}venue/{slug}/"


def daily(language: str, config: SiteConfig) -> str:
    """The list of all digests."""
    return f"{papers(language, config)}daily/"


def digest(day: dt.date, language: str, config: SiteConfig) -> str:
    """The digest of a day."""
    return f"{daily(language, config)}{day.isoformat()}/"


def digests_of_month(year_number: int, number: int, language: str, config: SiteConfig) -> str:
    """The digests of a month."""
    return f"{daily(language, config)}{year_number:04}-{number:02}/"


def papers_file(name: str, language: str, config: SiteConfig) -> str:
    """A file about all papers: ``papers.bib``, ``papers.json``."""
    return f"{papers(language, config)}{name}"
