"""The answers of the arXiv API: an Atom feed with an entry for every paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from sitegen.author.page_card import tidy
from sitegen.author.paper_facts import Facts

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_ID: Final = re.compile(
    r"https?://arxiv\.org/abs/(?P<id>[a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v(?P<version>\d+))?\Z",
    re.IGNORECASE,
)
_LONG: Final = 20_000


def query(base: str, names: Iterable[str]) -> str:
    """The address that asks for papers by their ids."""
    wanted = list(names)
    fields = urlencode({"id_list": ",".join(wanted), "max_results": len(wanted)})
    return f"{base}{'&' if '?' in base else '?'}{fields}"


def parse(body: bytes) -> dict[str, Facts] | None:
    """Read an answer: the papers by id without version; None where it is no answer of the API.

    What is not known is simply not among them. A document type is refused, and with it entities.
    """
    try:
        parser = XMLParser(target=_Builder())  # noqa: S314 - a document type, and with it every entity, is refused
        parser.feed(body)
        root = parser.close()
    except (ParseError, ValueError, LookupError, RecursionError):
        return None
    if not isinstance(root, Element) or root.tag != f"{_ATOM}feed":
        return None
    facts = (_facts(entry) for entry in root.iter(f"{_ATOM}entry"))
    return {paper.arxiv: paper for paper in facts if paper}


class _Builder(TreeBuilder):
    """Refuses a document type."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:  # noqa: ARG002 - the parser's signature
        """End the reading."""
        message = "a document type"
        raise ValueError(message)


def _facts(entry: Element) -> Facts | None:
    match = _ID.match(_text(entry, "id"))
    title = _text(entry, "title")
    if not match or not title:
        return None
    name, version = match["id"].lower(), int(match["version"] or 1)
    doi = _text(entry, "doi", _ARXIV).lower()
    published, updated = _text(entry, "published")[:10], _text(entry, "updated")[:10]
    return Facts(
        title=title,
        authors=tuple(filter(None, (_text(author, "name") for author in entry.iter(f"{_ATOM}author")))),
        link=f"https://arxiv.org/abs/{name}v{version}",
        abstract=_text(entry, "summary"),
        published=published,
        updated=updated if updated != published else "",
        venue=_text(entry, "journal_ref", _ARXIV),
        categories=_categories(entry),
        arxiv=name,
        version=version,
        doi=doi,
        pdf=f"https://arxiv.org/pdf/{name}v{version}",
        comment=_text(entry, "comment", _ARXIV),
    )


def _categories(entry: Element) -> tuple[str, ...]:
    """Codes like cs.CL; classes of other systems, which stand beside them, are left out."""
    first = entry.find(f"{_ARXIV}primary_category")
    nodes = [*([first] if first is not None else []), *entry.iter(f"{_ATOM}category")]
    terms = (node.get("term", "") for node in nodes)
    return tuple(dict.fromkeys(term for term in terms if re.fullmatch(r"[a-z-]+(?:\.[A-Za-z-]+)?", term)))


def _text(node: Element, name: str, space: str = _ATOM) -> str:
    return tidy(node.findtext(f"{space}{name}") or "", _LONG)
