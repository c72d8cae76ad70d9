"""Ask arXiv, Crossref or a page itself for papers, no faster than the services wish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sitegen.author import arxiv, citation_meta, crossref
from sitegen.author.paper_facts import Facts
from sitegen.effects.http import Client, Failure, pause
from sitegen.identity import Identity
from sitegen.settings.commands import Online

_BATCH = 50
"""Papers in one question to arXiv."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that is wanted."""

    written: str
    """How the author named it."""
    identity: Identity
    """What it is known by."""
    version: str = ""
    """``v3`` where a version of an arXiv paper is named."""


@dataclass(frozen=True, slots=True)
class Services:
    """Where papers are asked for."""

    client: Client
    """Asks."""
    online: Online
    """The settings."""
    sleep: Callable[[float], None] = pause
    """Waits."""

    def papers(self, wanted: Iterable[Asked]) -> list[tuple[Asked, Facts | str]]:
        """Give each paper with its facts, or with the reason why there are none."""
        items = list(wanted)
        preprints = [item for item in items if item.identity.kind == "arxiv"]
        found = self.preprints([item.identity.name + item.version for item in preprints])
        result: list[tuple[Asked, Facts | str]] = []
        waits = bool(preprints)
        for item in items:
            if item.identity.kind == "arxiv":
                facts = found if isinstance(found, str) else found.get(item.identity.name)
                result.append((item, facts or "arXiv has no paper with this id"))
                continue
            if waits:
                self.sleep(self.online.pause)
            waits = True
            result.append((item, self._registered(item) if item.identity.kind == "doi" else self._page(item)))
        return result

    def preprints(self, names: Sequence[str]) -> dict[str, Facts] | str:
        """Ask arXiv for papers by their ids; the reason where it does not answer."""
        found: dict[str, Facts] = {}
        for start in range(0, len(names), _BATCH):
            if start:
                self.sleep(self.online.pause)
            url = arxiv.query(self.online.arxiv, names[start : start + _BATCH])
            answer = self.client.get(url, "application/atom+xml")
            if isinstance(answer, Failure):
                return f"arXiv did not answer: {answer.detail}"
            papers = arxiv.parse(answer.body) if answer.complete else None
            if papers is None:
                return "the answer of arXiv cannot be read"
            found |= papers
        return found

    def _registered(self, item: Asked) -> Facts | str:
        url = crossref.query(self.online.crossref, item.identity.name, self.online.mail)
        answer = self.client.get(url, "application/json")
        if isinstance(answer, Failure):
            return f"Crossref did not answer: {answer.detail}"
        facts = crossref.parse(answer.body) if answer.complete else None
        return facts or "the answer of Crossref cannot be read"

    def _page(self, item: Asked) -> Facts | str:
        answer = self.client.get(item.written)
        if isinstance(answer, Failure):
            return f"the page did not answer: {answer.detail}"
        if "html" not in answer.kind.lower():
            return "this is no page but a file; name the page of the paper"
        return citation_meta.parse(item.written, answer.body, answer.kind) or "the page has no title"
