"""Parts of a site, read without building it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.config import SiteConfig
from sitegen.effects import reading
from sitegen.effects.inputs import Inputs
from sitegen.engine.stages import cards, with_tags
from sitegen.engine.steps import full_reading, units
from sitegen.errors import Problem
from sitegen.model import Card, Document
from sitegen.settings import file as settings

if TYPE_CHECKING:
    from pathlib import Path


def load_settings(site: Path) -> tuple[SiteConfig | None, tuple[Problem, ...]]:
    """The settings of a site."""
    text, problems = reading.read_settings(site)
    if text is None:
        return None, problems
    found, problems = settings.parse(text, reading.SETTINGS)
    if found is None:
        return None, problems
    config, more = with_tags(found, reading.read_optional(site, found.tags))
    return config, (*problems, *more)


def read_documents(
    site: Path, config: SiteConfig, collection: str = ""
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents of a site, or of one collection, with their texts, in the order of their paths."""
    sources = Inputs(site).content(config).sources
    own = {path: file for path, file in sources.items() if collection in ("", file.collection)}
    read = [full_reading(group, config) for group in units(own, config).values()]
    documents = sorted((doc for found, _ in read for doc in found), key=lambda document: document.path)
    return tuple(documents), tuple(problem for _, found in read for problem in found)


def read_cards(site: Path, config: SiteConfig) -> tuple[dict[str, Card], tuple[Problem, ...]]:
    """The committed card cache, by address."""
    return cards(reading.read_optional(site, config.cards), config.cards)
