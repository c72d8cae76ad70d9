"""What each step between the sources and the pages does: pure functions, remembered by the chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sitegen import url_plan
from sitegen.config import SiteConfig
from sitegen.effects.reading import Theme
from sitegen.engine import media
from sitegen.engine.gathering import Gathering, Needs
from sitegen.engine.steps import Rendered, Renderer, Task
from sitegen.errors import Problem
from sitegen.i18n import Texts
from sitegen.markup.document import Options
from sitegen.memory.ledger import Ledger, TracedLasting, TracedMemory
from sitegen.memory.texts import Outline, Text
from sitegen.model import Card, Document, Entry, OutputFile, RenderedDocument
from sitegen.output import assets, files, menus, themes
from sitegen.output.extras import Extras
from sitegen.output.press import Leaf, Press, press
from sitegen.output.templates import Templates
from sitegen.site import card_file, stale
from sitegen.site.catalog import catalog
from sitegen.site.model import Piece, Site
from sitegen.site.pieces import pieces
from sitegen.site.references import Known, Targets
from sitegen.site.relations import related
from sitegen.site.translations import Place, original, unknown, versions
from sitegen.sources.text import decode
from sitegen.taxonomy import parse as parse_tags
from sitegen.url_plan import UrlTable

if TYPE_CHECKING:
    from pathlib import Path

Found = tuple[Problem, ...]
Told = tuple[tuple[Document, Outline], ...]
Cells = tuple[tuple[Document, Text], ...]
Pieces = dict[str, tuple[Piece, ...]]
Glyphs = tuple[frozenset[str], str]
_WORDS: Final = (
    "contents",
    "footnote_back",
    "permalink_equation",
    "permalink_section",
    "task_done",
    "task_open",
    "callout_note",
    "callout_tip",
    "callout_important",
    "callout_warning",
    "callout_caution",
)


@dataclass(frozen=True, slots=True)
class Outlines:
    """What is known of all documents before their texts are needed."""

    homes: Mapping[str, tuple[str, int]]
    """Task and number in it of each document."""
    texts: Mapping[str, RenderedDocument]
    """Each document, to be read when it is needed."""
    originals: Mapping[str, frozenset[str]]
    """Path of a document → paths of those whose headings' ids it takes."""
    places: Mapping[tuple[str, str], tuple[str, str]]
    """Text or entry → the version that it follows."""


@dataclass(frozen=True, slots=True)
class Look:
    """What pages are dressed in."""

    static: assets.Assets
    """Static files."""
    colours: themes.Tokens
    """Colours of the theme."""
    problems: Found
    """What is wrong with the colours."""


# ----------------------------------------------------------------- settings


def with_tags(config: SiteConfig, data: bytes | None) -> tuple[SiteConfig, Found]:
    """The settings with the register of tags."""
    if data is None:
        return config, ()
    text, unread = decode(config.tags, data)
    taxonomy, wrong = parse_tags(text or "", config.tags, config.languages)
    return replace(config, taxonomy=taxonomy), (*unread, *wrong)


def made_options(config: SiteConfig, texts: Texts) -> dict[str, Options]:
    """The settings that rendering depends on, by language."""
    return {
        language: Options(
            dict(config.macros),
            {key: texts.get(language, key) for key in _WORDS if texts.has(key)},
            config.languages,
        )
        for language in config.languages
    }


def cards(data: bytes | None, path: str) -> tuple[dict[str, Card], Found]:
    """The committed card cache, by address."""
    cards, problems = card_file.parse(data, path) if data is not None else ((), ())
    return {card.url: card for card in cards}, problems


# ---------------------------------------------------------------- documents


def facts(task: Task) -> tuple[Document, ...]:
    """The documents of a task."""
    return task.reading.documents


def addressed(task: Task) -> tuple[Document, ...]:
    """What addresses depend on: all but what a reader sees of a document."""
    return tuple(
        replace(
            document, title=None, description=None, updated=None, draft=False, link=None, rating=None,
            translation_of=None, body_line=1, entries=tuple(placed(entry) for entry in document.entries),
        )
        for document in task.reading.documents
    )  # fmt: skip


def placed(entry: Entry) -> Entry:
    """What addresses depend on of an entry."""
    return replace(entry, title=None, heading_line=0, first_line=0, last_line=0)


def flat(groups: Mapping[str, tuple[Document, ...]]) -> tuple[Document, ...]:
    """All documents in the order of their paths."""
    found = (document for group in groups.values() for document in group)
    return tuple(sorted(found, key=lambda document: document.path))


def planned(groups: Mapping[str, tuple[Document, ...]], config: SiteConfig) -> tuple[UrlTable, Found]:
    """Every address, and those that two sources claim."""
    return url_plan.plan(flat(groups), config)


def unknown_originals(documents: tuple[Document, ...]) -> Found:
    """Translations that name no text of the site."""
    return unknown(documents)


# ---------------------------------------------------------------- rendering


def drawn(gathering: Gathering, config: SiteConfig, *wanted: tuple[Needs, ...]) -> dict[tuple[str, str], str]:
    """The diagrams that may be drawn, by program and source."""
    return gathering.drawings([one for group in wanted for one in group], config.diagrams)


def gathered(
    task: Task, gathering: Gathering, drawn: Mapping[tuple[str, str], str], _version: object
) -> Task:
    """A task with what its documents need from elsewhere."""
    found = [gathering.resources(wanted, drawn) for wanted in task.reading.needs]
    problems = tuple(problem for _, some in found for problem in some)
    return replace(task, resources=tuple(resources for resources, _ in found), problems=problems)


def render_all(
    tasks: Mapping[str, Task], options: Mapping[str, Options], config: SiteConfig, renderer: Renderer
) -> dict[str, Rendered]:
    """Render tasks, by name."""
    return renderer.render_all(tasks, options, config)


def told(rendered: Rendered) -> Told:
    """What the rest of the site may know of a task."""
    return tuple((rendering.document, rendering.outline) for rendering in rendered.renderings)


def cells(told: Told, ledger: Ledger) -> Cells:
    """The documents of a task, each to be read when it is needed."""
    return tuple((document, Text(ledger, document.path, outline)) for document, outline in told)


def made_outlines(cells: Mapping[str, Cells], config: SiteConfig) -> Outlines:
    """What is known of all documents before their texts are needed."""
    documents = flat({name: tuple(document for document, _ in group) for name, group in cells.items()})
    places = {
        (path, key): original(known, config.languages) for (path, key), known in versions(documents).items()
    }
    originals: dict[str, set[str]] = {}
    for (path, _), (first, _) in places.items():
        if first != path:
            originals.setdefault(path, set()).add(first)
    return Outlines(
        homes={
            doc.path: (name, index) for name, group in cells.items() for index, (doc, _) in enumerate(group)
        },
        texts={document.path: text for group in cells.values() for document, text in group},
        originals={path: frozenset(found) for path, found in originals.items()},
        places=places,
    )


# --------------------------------------------------------------------- site


def made_pieces(cells: Cells, table: UrlTable, config: SiteConfig) -> Pieces:
    """The pieces of a task, by the paths of its documents."""
    return {doc.path: pieces(doc, text, table, config) for doc, text in cells if doc.path in table.documents}


def made_site(  # noqa: PLR0913, PLR0917 - as `catalog`
    config: SiteConfig,
    documents: tuple[Document, ...],
    outlines: Outlines,
    table: UrlTable,
    groups: Mapping[str, Pieces],
    now: dt.datetime,
    drafts: bool,  # noqa: FBT001 - a remembered step has positional arguments
) -> Site:
    """Everything that is published."""
    made = {path: found for group in groups.values() for path, found in group.items()}
    return catalog(config, documents, outlines.texts, table, now, drafts=drafts, made=made)


def compared(made: Site, record: stale.Record) -> Site:
    """The site with what has changed in the originals of its translations."""
    return replace(made, stale=stale.stale(made.documents, made.rendered, record))


def with_relations(made: Site, known: Known) -> Site:
    """The site with what leads to each paper."""
    return related(made, Targets(known))


# --------------------------------------------------------------------- look


def glyphs(told: Told) -> Glyphs:
    """The faces and letters that the formulas of a task are set in."""
    faces = frozenset(face for _, one in told for face in one.faces)
    return faces, "".join(sorted({letter for _, one in told for letter in one.letters}))


def used(found: Mapping[str, Glyphs]) -> Glyphs:
    """All faces and letters together."""
    faces = frozenset(face for own, _ in found.values() for face in own)
    return faces, "".join(sorted({letter for _, letters in found.values() for letter in letters}))


def made_look(site: Path, theme: Theme, config: SiteConfig, used: Glyphs) -> Look:
    """Static files and colours, with the faces and letters that are used."""
    appearance = config.appearance.theme
    colours = themes.tokens(theme.static.get("css/tokens.css", b"").decode("utf-8", "replace"), appearance)
    own = {**theme.static, "css/settings.css": themes.sheet(appearance).encode()}
    fonts = media.katex(site, theme.katex, *used)
    static = assets.assemble(own, fonts, urlsplit(config.base_url).path)
    return Look(static, colours, (*static.problems, *themes.faint(appearance, colours)))


def broken_menus(config: SiteConfig, *paths: Mapping[str, object]) -> Found:
    """What menus lead to that is not there."""
    return tuple(menus.broken(config, {path for some in paths for path in some}))


def made_files(
    static: assets.Assets, beside: media.Beside, more: tuple[OutputFile, ...]
) -> dict[str, OutputFile]:
    """All files that are not made of texts; what the theme brings comes first."""
    made: dict[str, OutputFile] = {}
    for file in (*static.files, *beside.files, *more):
        made.setdefault(file.path, file)
    return made


def made_leaves(  # noqa: PLR0913, PLR0917 - all that pages are made of
    ledger: Ledger,
    words: TracedLasting[Place],
    made: Site,
    known: Known,
    texts: Texts,
    static: Mapping[str, str],
    extras: Extras,
    templates: Templates,
) -> tuple[Press, dict[str, Leaf]]:
    """How every file that is made of texts is made."""
    core = press(made, Targets(known), texts, static, extras, partial(TracedMemory, ledger), words)
    return core, files.leaves(core, templates)
