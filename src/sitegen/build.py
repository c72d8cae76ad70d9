"""The pipeline, from the files of a site to the files to publish, readable from top to bottom."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec

from sitegen import __version__, config, gathering, media, sources, urls
from sitegen.config import SiteConfig
from sitegen.effects import reading
from sitegen.effects.cache import Cache
from sitegen.effects.package import fingerprint
from sitegen.effects.workers import Job, Outcome, Workers, decode
from sitegen.errors import Problem, judged
from sitegen.i18n import Texts
from sitegen.located import located
from sitegen.markup.document import Options
from sitegen.model import Card, Document, OutputFile, RenderedDocument, Resources, Source
from sitegen.output import assets, files, menus, themes
from sitegen.output.templates import Templates
from sitegen.site import card_file, stale
from sitegen.site.alignment import unpaired
from sitegen.site.catalog import catalog
from sitegen.site.checks import anchors
from sitegen.site.model import Asset, Site, Target
from sitegen.site.references import resolve
from sitegen.site.relations import related
from sitegen.site.shared_ids import share
from sitegen.site.tag_checks import unregistered
from sitegen.site.translations import unknown
from sitegen.sources.text import decode as decode_text
from sitegen.taxonomy import parse as parse_tags

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build gives: the files to publish, and everything that is wrong."""

    files: tuple[OutputFile, ...]
    """Sorted by path; empty where the settings cannot be read."""
    problems: tuple[Problem, ...]
    """Judged and sorted."""
    documents: int
    """How many documents were read."""
    rendered: int
    """How many of them had to be rendered anew."""
    config: SiteConfig | None
    """The settings; None where they cannot be read."""
    site: Site | None = None
    """Everything that is published, with its relations; None where the settings cannot be read."""
    targets: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)
    """Where the references of each document lead, by path."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """The files beside the sources, by path."""


class Progress:
    """Hears how far a build has come; the default says nothing."""

    def total(self, count: int) -> None:
        """`count` documents have to be rendered."""

    def advance(self) -> None:
        """One more is done."""


def build(  # noqa: PLR0913 - the inputs of a build, each named
    site: Path,
    *,
    now: dt.datetime,
    drafts: bool = False,
    workers: Workers | None = None,
    jobs: int = 0,
    progress: Progress | None = None,
) -> BuildResult:
    """Build a site: nothing is written but its cache.

    `now` decides what lies in the future; `workers` are kept open where they are given,
    else `jobs` of them (0: one for each core) live as long as the build.
    """
    settings, problems = load_settings(site)
    if settings is None:
        return BuildResult((), judged(problems, {}), 0, 0, None)
    content = reading.read_content(site, settings)
    theme = reading.read_theme(site, settings.languages)
    texts, string_problems = Texts.parse(theme.strings)

    documents, source_problems = read_documents(content.sources, settings)
    table, url_problems = urls.plan(documents, settings)
    render_jobs, resource_problems = make_jobs(site, documents, settings, texts)
    rendered, render_problems, count = render(
        site, render_jobs, workers or Workers(reading.katex_script(), settings.limits, jobs),
        progress or Progress(), keep=workers is not None,
    )  # fmt: skip

    rendered, heading_problems = share(documents, rendered, settings.languages)
    record, record_problems = stale.read(
        reading.read_optional(site, settings.translations), settings.translations
    )

    made = catalog(settings, documents, rendered, table, now, drafts=drafts)
    made = replace(made, stale=stale.stale(made.documents, made.rendered, record))
    beside = media.beside(site, content.assets, settings)
    cards, card_problems = read_cards(site, settings)
    resolved = resolve(made, beside.table, cards)
    made = related(made, resolved.targets)
    look = settings.appearance.theme
    colours = themes.tokens(theme.static.get("css/tokens.css", b"").decode("utf-8", "replace"), look)
    static = assets.assemble(
        theme.static | {"css/settings.css": themes.sheet(look).encode()},
        media.katex(site, theme.katex, made.rendered.values()),
        urlsplit(settings.base_url).path,
    )
    templates = Templates(theme.templates, texts, static.urls, settings)
    extras, preview_files, preview_problems = media.extras(site, made, colours)
    pages, page_problems = files.render(made, resolved.targets, texts, templates, static.urls, extras)
    made_files = merged(pages, static.files, beside.files, preview_files)

    problems = (
        *problems, *content.problems, *theme.problems, *string_problems, *source_problems, *url_problems,
        *resource_problems, *render_problems, *heading_problems, *record_problems, *card_problems,
        *resolved.problems, *static.problems, *anchors(made, resolved.targets), *unregistered(made),
        *unpaired(made), *unknown(documents), *stale.problems(made.stale), *page_problems,
        *beside.problems, *preview_problems, *themes.faint(look, colours),
        *menus.broken(settings, {file.path for file in made_files}),
    )  # fmt: skip
    return BuildResult(
        files=made_files,
        problems=judged(located(problems, documents), settings.problems),
        documents=len(documents),
        rendered=count,
        config=settings,
        site=made,
        targets=resolved.targets,
        assets=beside.table,
    )


def load_settings(site: Path) -> tuple[SiteConfig | None, tuple[Problem, ...]]:
    """The settings of a site."""
    text, problems = reading.read_settings(site)
    if text is None:
        return None, problems
    settings, problems = config.parse(text, reading.SETTINGS)
    register = reading.read_optional(site, settings.tags) if settings else None
    if settings is None or register is None:
        return settings, problems
    text, found = decode_text(settings.tags, register)
    taxonomy, more = parse_tags(text or "", settings.tags, settings.languages)
    return replace(settings, taxonomy=taxonomy), (*problems, *found, *more)


def read_documents(
    raw: Sequence[reading.RawFile], settings: SiteConfig
) -> tuple[list[Document], list[Problem]]:
    """The documents of all sources, in the order of their paths."""
    texts: dict[str, list[Source]] = {collection.name: [] for collection in settings.collections}
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in sorted(raw, key=lambda f: f.path):
        text, found = decode_text(file.path, file.content)
        problems += found
        if text is not None:
            texts[file.collection].append(Source(file.path, file.collection, file.relative, text))
    for collection in settings.collections:
        read, more = sources.read_all(texts[collection.name], collection, settings)
        documents += read
        problems += more
    return sorted(documents, key=lambda document: document.path), problems


# ---------------------------------------------------------------- rendering


def make_jobs(
    site: Path, documents: Sequence[Document], settings: SiteConfig, texts: Texts
) -> tuple[list[Job], list[Problem]]:
    """What has to be rendered, each with all that its rendering depends on."""
    options = {language: _options(language, settings, texts) for language in settings.languages}
    drawings, problems = gathering.drawings(site, documents, settings.diagrams)
    jobs: list[Job] = []
    for document in documents:
        outside: dict[str, Problem] = {}
        gathered = Resources()
        if document.trusted:
            includes, outside = gathering.includes(site, document)
            gathered = Resources(includes, drawings.get(document.path, {}), tuple(outside))
        problems += outside.values()
        jobs.append(Job(document, options[document.language], gathered))
    return jobs, problems


_WORDS: Final = (
    "contents",
    "footnote_back",
    "permalink_equation",
    "task_done",
    "task_open",
    "callout_note",
    "callout_tip",
    "callout_important",
    "callout_warning",
    "callout_caution",
)


def _options(language: str, settings: SiteConfig, texts: Texts) -> Options:
    words = {key: texts.get(language, key) for key in _WORDS if texts.has(key)}
    return Options(dict(settings.macros), words, settings.languages)


def render(
    site: Path, jobs: Sequence[Job], workers: Workers, progress: Progress, *, keep: bool
) -> tuple[dict[str, RenderedDocument], list[Problem], int]:
    """Render all jobs; what is in the cache costs nothing. Gives also how many were not."""
    problems: list[Problem] = []
    keys = [_key(job) for job in jobs]
    with Cache.of(site, f"{__version__} {fingerprint()}") as cache:
        outcomes = dict(_cached(cache, keys))
        missing = [index for index in range(len(jobs)) if index not in outcomes]
        progress.total(len(missing))
        fresh: dict[bytes, bytes] = {}
        try:
            for index, result in workers.render([jobs[i] for i in missing]):
                progress.advance()
                if isinstance(result, Problem):
                    problems.append(result)
                else:
                    fresh[keys[missing[index]]] = result
                    outcomes[missing[index]] = decode(result)
        finally:
            if not keep:
                workers.close()
        cache.put(fresh)
        cache.prune(keys)
        problems += [cache.problem] if cache.problem else []
    for index in sorted(outcomes):
        problems += outcomes[index].problems
    return {jobs[i].document.path: outcomes[i].rendered for i in sorted(outcomes)}, problems, len(missing)


def _key(job: Job) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(job), digest_size=20).digest()


def _cached(cache: Cache, keys: Sequence[bytes]) -> Iterable[tuple[int, Outcome]]:
    found = cache.get(keys)
    for index, key in enumerate(keys):
        if key in found:
            try:
                yield index, decode(found[key])
            except msgspec.MsgspecError:
                continue


# ------------------------------------------------------- cards, assets, all


def read_cards(site: Path, settings: SiteConfig) -> tuple[dict[str, Card], list[Problem]]:
    """The committed card cache, by address."""
    data = reading.read_optional(site, settings.cards)
    if data is None:
        return {}, []
    cards, problems = card_file.parse(data, settings.cards)
    return {card.url: card for card in cards}, list(problems)


def merged(*groups: Iterable[OutputFile]) -> tuple[OutputFile, ...]:
    """All files sorted by path; an earlier group wins."""
    found: dict[str, OutputFile] = {}
    for group in groups:
        for file in group:
            found.setdefault(file.path, file)
    return tuple(found[path] for path in sorted(found))
