"""The pipeline, from the files of a site to the files to publish, readable from top to bottom."""

from __future__ import annotations

import datetime as dt
import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec

from sitegen import __version__, config, sources, urls
from sitegen.config import Collection, SiteConfig
from sitegen.effects import diagrams, reading
from sitegen.effects.cache import Cache
from sitegen.effects.package import fingerprint
from sitegen.effects.workers import Job, Outcome, Workers, decode
from sitegen.errors import Problem, judged
from sitegen.i18n import Texts
from sitegen.markup.document import Options
from sitegen.markup.links import include_targets
from sitegen.model import Card, Document, OutputFile, RenderedDocument, Resources, Source
from sitegen.output import assets, files, styles
from sitegen.output.templates import Templates
from sitegen.scan import place
from sitegen.site import card_file, stale
from sitegen.site.alignment import unpaired
from sitegen.site.catalog import catalog
from sitegen.site.checks import anchors
from sitegen.site.model import Asset, Site, Target
from sitegen.site.references import resolve
from sitegen.site.shared_ids import share
from sitegen.site.tag_checks import unregistered
from sitegen.sources.text import decode as decode_text
from sitegen.taxonomy import parse as parse_tags

if TYPE_CHECKING:
    from pathlib import Path

_DIAGRAM: Final = re.compile(
    r"^[ \t>]*(`{3,}|~{3,})[ \t]*@?(dot|neato)\b[^\n]*\n(.*?)^[ \t>]*\1", re.DOTALL | re.MULTILINE
)


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
    beside = asset_table(content.assets, settings)
    cards, card_problems = read_cards(site, settings)
    resolved = resolve(made, beside, cards)
    static = assets.assemble(
        theme.static | {"css/code.css": styles.code_css().encode()},
        theme.katex,
        urlsplit(settings.base_url).path,
    )
    templates = Templates(theme.templates, texts, static.urls, settings)
    pages, page_problems = files.render(made, resolved.targets, texts, templates, static.urls)

    problems = (
        *problems, *content.problems, *theme.problems, *string_problems, *source_problems, *url_problems,
        *resource_problems, *render_problems, *heading_problems, *record_problems, *card_problems,
        *resolved.problems, *static.problems, *anchors(made, resolved.targets), *unregistered(made),
        *unpaired(made), *stale.problems(made.stale), *page_problems,
    )  # fmt: skip
    return BuildResult(
        files=merged(pages, static.files, asset_files(content.assets, beside)),
        problems=judged(problems, settings.problems),
        documents=len(documents),
        rendered=count,
        config=settings,
        site=made,
        targets=resolved.targets,
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
    collections = {collection.name: collection for collection in settings.collections}
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in sorted(raw, key=lambda f: f.path):
        text, found = decode_text(file.path, file.content)
        problems += found
        if text is not None:
            source = Source(file.path, file.collection, file.relative, text)
            read, more = sources.read(source, collections[file.collection], settings)
            documents += read
            problems += more
    return documents, problems


# ---------------------------------------------------------------- rendering


def make_jobs(
    site: Path, documents: Sequence[Document], settings: SiteConfig, texts: Texts
) -> tuple[list[Job], list[Problem]]:
    """What has to be rendered, each with all that its rendering depends on."""
    options = {language: _options(language, settings, texts) for language in settings.languages}
    drawable = tuple(name for name in settings.diagrams if diagrams.can_draw(name))
    jobs: list[Job] = []
    problems: list[Problem] = []
    for document in documents:
        includes, outside = _includes(site, document)
        drawn, more = _drawn(document, drawable)
        problems += [*outside.values(), *more]
        jobs.append(Job(document, options[document.language], Resources(includes, drawn, tuple(outside))))
    return jobs, problems


_WORDS: Final = (
    "contents",
    "footnote_back",
    "callout_note",
    "callout_tip",
    "callout_important",
    "callout_warning",
    "callout_caution",
)


def _options(language: str, settings: SiteConfig, texts: Texts) -> Options:
    words = {key: texts.get(language, key) for key in _WORDS if texts.has(key)}
    return Options(dict(settings.macros), words, settings.languages)


def _includes(site: Path, document: Document) -> tuple[dict[str, str], dict[str, Problem]]:
    """The text of each file that a document includes, and what is wrong with those outside of the site."""
    found: dict[str, str] = {}
    outside: dict[str, Problem] = {}
    for target in include_targets(document.body):
        text = reading.read_include(site, posixpath.dirname(document.path), target)
        if isinstance(text, Problem):
            line, column = place(document.body, document.body.find(f"]({target})") + 2)
            message = f"the file {target[:200]} is outside the site's folder, so it was not read."
            hint = "Copy it into the site."
            outside[target] = Problem("include-outside", document.path, line, column, message, hint)
        elif text is not None:
            found[target] = text
    return found, outside


def _drawn(document: Document, drawable: tuple[str, ...]) -> tuple[dict[str, str], list[Problem]]:
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for match in _DIAGRAM.finditer(document.body) if drawable else ():
        if match[2] not in drawable:
            continue
        svg = diagrams.draw(match[2], match[3])
        if svg is None:
            line = document.body.count("\n", 0, match.start()) + 1
            message = f"{match[2]} could not draw this diagram."
            problems.append(
                Problem("diagram", document.path, line, 1, message, "Mend its source; it is shown as code.")
            )
        else:
            found[match[3]] = svg
    return found, problems


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


def asset_table(raw: Sequence[reading.RawFile], settings: SiteConfig) -> dict[str, Asset]:
    """Where each file beside the sources is published, by its path."""
    names: Mapping[str, Collection] = {collection.name: collection for collection in settings.collections}
    return {file.path: Asset(f"/{names[file.collection].name}/{file.relative}") for file in raw}


def asset_files(raw: Sequence[reading.RawFile], table: Mapping[str, Asset]) -> list[OutputFile]:
    """The files beside the sources, as they are published."""
    return [OutputFile(urls.output_path(table[file.path].url), file.content) for file in raw]


def merged(*groups: Iterable[OutputFile]) -> tuple[OutputFile, ...]:
    """All files sorted by path; an earlier group wins."""
    found: dict[str, OutputFile] = {}
    for group in groups:
        for file in group:
            found.setdefault(file.path, file)
    return tuple(found[path] for path in sorted(found))
