"""What the identity of a paper alone tells of it."""

from __future__ import annotations

from sitegen.identity import Identity, arxiv_month
from sitegen.notes import PaperFacts


def paper_facts(identity: Identity | None, name: str) -> PaperFacts:
    """What an identity alone tells of a paper; `name` stands in where there is none."""
    if identity is None:
        return PaperFacts(key=f"note:{name}", slug="")
    if identity.kind == "arxiv":
        year, month = arxiv_month(identity.name) or (None, None)
        url = f"https://arxiv.org/abs/{identity.name}"
        return PaperFacts(
            identity.key, identity.slug, venue="arXiv", year=year, month=month, arxiv=identity.name, url=url
        )
    if identity.kind == "doi":
        return PaperFacts(
            identity.key, identity.slug, doi=identity.name, url=f"https://doi.org/{identity.name}"
        )
    return PaperFacts(identity.key, identity.slug)
