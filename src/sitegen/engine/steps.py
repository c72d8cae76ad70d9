"""The first steps of a build, over all sources: read them, then render what they say.

Each step looks up first what it gave before for the very same input, in this process
or in an earlier one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from sitegen import sources
from sitegen.config import SiteConfig
from sitegen.effects.reading import RawFile
from sitegen.effects.store import Store, digest, encoded
from sitegen.effects.workers import Job, Outcome, Workers, decode
from sitegen.engine.gathering import Needs, needs
from sitegen.errors import Problem
from sitegen.markup.document import Options
from sitegen.memory.texts import Outline
from sitegen.model import Document, Kind, Resources, Source
from sitegen.sources.dates import in_zone
from sitegen.sources.text import decode as decode_text


class Progress:
    """Hears how far a build has come; the default says nothing."""

    def total(self, count: int) -> None:
        """`count` documents have to be rendered."""

    def advance(self) -> None:
        """One more is done."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source file says, but for the text."""

    documents: tuple[Document, ...]
    """Its documents; their bodies are left out."""
    digests: tuple[bytes, ...]
    """A hash of each document with its body."""
    needs: tuple[Needs, ...]
    """What each of them asks for from elsewhere; empty where none asks for anything."""
    problems: tuple[Problem, ...]
    """What is wrong with it."""
    key: bytes
    """Where this is kept."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is read as one: a source file, or all issues of a collection; and what it says."""

    files: tuple[RawFile, ...]
    """The files, by path."""
    reading: Reading
    """What they say."""
    resources: tuple[Resources, ...] = ()
    """What each document needs from elsewhere; empty where none needs anything."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with those."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What became of one document."""

    path: str
    """Its path."""
    document: Document
    """The document, without its body."""
    outline: Outline
    """What the rest of the site may know of it."""
    key: bytes
    """Where its text is kept."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of one source file."""

    renderings: tuple[Rendering, ...]
    """Of its documents that could be rendered, in order."""
    problems: tuple[Problem, ...]
    """What was found on the way."""
    is_complete: bool = True
    """Whether none of its documents is missing."""


# ------------------------------------------------------------------ reading


def units(files: Mapping[str, RawFile], config: SiteConfig) -> dict[str, tuple[RawFile, ...]]:
    """What is read together, by name: a file by its path, the issues of a collection by its name."""
    together = {item.name for item in config.collections if item.kind is Kind.ISSUES}
    found: dict[str, tuple[RawFile, ...]] = {
        path: (file,) for path, file in files.items() if file.collection not in together
    }
    for name in sorted(together):
        found[f"{name}:"] = tuple(files[path] for path in sorted(files) if files[path].collection == name)
    return {name: group for name, group in found.items() if group}


def full_reading(
    files: tuple[RawFile, ...], config: SiteConfig
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents of files of one collection with their bodies, and what is wrong with them."""
    texts: list[Source] = []
    problems: list[Problem] = []
    for file in files:
        text, found = decode_text(file.path, file.content)
        problems += found
        if text is not None:
            texts.append(Source(file.path, file.collection, file.relative, text))
    collection = next(item for item in config.collections if item.name == files[0].collection)
    documents, more = sources.read_all(texts, collection, config)
    return documents, (*problems, *more)


def read_all(groups: Mapping[str, tuple[RawFile, ...]], config: SiteConfig, store: Store) -> dict[str, Task]:
    """Read source files, by the name of what is read together."""
    settings = digest(b"read", encoded(config))
    keys = {name: _reading_key(settings, files) for name, files in groups.items()}
    known = store.decoded(keys.values(), Reading)
    for name, key in keys.items():
        if key not in known:
            documents, problems = full_reading(groups[name], config)
            store.put(key, encoded(_reading(documents, problems, key)))
            store.lend(key, documents)
    known |= store.decoded((key for key in keys.values() if key not in known), Reading)
    zone = ZoneInfo(config.timezone)
    return {name: Task(files, _localized(known[keys[name]], zone)) for name, files in groups.items()}


def _reading_key(settings: bytes, files: tuple[RawFile, ...]) -> bytes:
    return digest(settings, *(part for file in files for part in (file.path.encode(), file.content)))


def _localized(reading: Reading, zone: dt.tzinfo) -> Reading:
    """A reading with its times in the site's zone; as bytes they have none."""
    return replace(reading, documents=tuple(in_zone(document, zone) for document in reading.documents))


def _reading(documents: tuple[Document, ...], problems: tuple[Problem, ...], key: bytes) -> Reading:
    wanted = tuple(needs(document) for document in documents)
    return Reading(
        tuple(_bare(document) for document in documents),
        tuple(digest(encoded(document)) for document in documents),
        wanted if any(wanted) else (),
        problems,
        key,
    )


def _bare(document: Document) -> Document:
    """A document without its text."""
    return replace(document, body="", parts=tuple(replace(part, text="") for part in document.parts))


# ---------------------------------------------------------------- rendering


@dataclass(frozen=True, slots=True)
class _Piece:
    """One document to render."""

    source: str
    """Path of its file."""
    index: int
    """Its number in the file."""
    key: bytes
    """Hash of all that its rendering depends on."""


class Renderer:
    """Renders the documents of source files, with workers that stay open."""

    def __init__(self, store: Store, workers: Workers, progress: Progress) -> None:
        self._store = store
        self._workers = workers
        self._progress = progress
        self.count = 0
        """How many documents were rendered; the others were known."""

    def render_all(
        self, tasks: Mapping[str, Task], options: Mapping[str, Options], config: SiteConfig
    ) -> dict[str, Rendered]:
        """Render source files, by path."""
        wanted = list(_pieces(tasks, options))
        known = self._store.decoded((_outcome(piece.key) for piece in wanted), Outcome)
        found: dict[bytes, Outcome | Problem] = {
            piece.key: known[key] for piece in wanted if (key := _outcome(piece.key)) in known
        }
        missing = [piece for piece in wanted if piece.key not in found]
        found |= self._fresh(missing, tasks, options, config)
        own: dict[str, list[_Piece]] = {path: [] for path in tasks}
        for piece in wanted:
            own[piece.source].append(piece)
        return {path: _rendered(task, own[path], found) for path, task in tasks.items()}

    def again(self, task: Task, path: str, options: Mapping[str, Options], config: SiteConfig) -> None:
        """Render one document whose text was lost."""
        wanted = [
            piece
            for piece in _pieces({"": task}, options)
            if task.reading.documents[piece.index].path == path
        ]
        self._fresh(wanted, {"": task}, options, config)

    def _fresh(
        self,
        missing: list[_Piece],
        tasks: Mapping[str, Task],
        options: Mapping[str, Options],
        config: SiteConfig,
    ) -> dict[bytes, Outcome | Problem]:
        self._progress.total(len(missing))
        self.count += len(missing)
        jobs = list(_jobs(missing, tasks, options, partial(self._documents, config)))
        self._store.take_back()
        found: dict[bytes, Outcome | Problem] = {}
        for index, result in self._workers.render(jobs):
            self._progress.advance()
            key = missing[index].key
            if isinstance(result, Problem):
                found[key] = result
            else:
                self._store.put(_outcome(key), result[0])
                self._store.put(text_key(key), result[1])
                found[key] = decode(result[0])
        return found

    def _documents(self, config: SiteConfig, task: Task) -> tuple[Document, ...]:
        """The documents of a task with their texts; those that were just read need not be read again."""
        return self._store.borrowed(task.reading.key, tuple) or full_reading(task.files, config)[0]


def text_key(key: bytes) -> bytes:
    """Where the text of a rendering is kept."""
    return key + b"t"


def all_keys(tasks: Mapping[str, Task], rendered: Mapping[str, Rendered]) -> Iterator[bytes]:
    """Every key under which something is kept of a site."""
    yield from (task.reading.key for task in tasks.values())
    for item in rendered.values():
        for rendering in item.renderings:
            yield from (_outcome(rendering.key), text_key(rendering.key))


def _outcome(key: bytes) -> bytes:
    return key + b"o"


def _pieces(tasks: Mapping[str, Task], options: Mapping[str, Options]) -> Iterator[_Piece]:
    hashes = {language: encoded(option) for language, option in options.items()}
    for path, task in tasks.items():
        for index, (document, own) in enumerate(
            zip(task.reading.documents, task.reading.digests, strict=True)
        ):
            resources = encoded(task.resources[index]) if task.resources else b""
            yield _Piece(path, index, digest(own, hashes[document.language], resources))


def _jobs(
    missing: list[_Piece],
    tasks: Mapping[str, Task],
    options: Mapping[str, Options],
    read: Callable[[Task], tuple[Document, ...]],
) -> Iterator[Job]:
    full: dict[str, tuple[Document, ...]] = {}
    for piece in missing:
        task = tasks[piece.source]
        if piece.source not in full:
            full[piece.source] = read(task)
        document = full[piece.source][piece.index]
        resources = task.resources[piece.index] if task.resources else Resources()
        yield Job(document, options[document.language], resources)


def _rendered(task: Task, pieces: list[_Piece], found: Mapping[bytes, Outcome | Problem]) -> Rendered:
    renderings: list[Rendering] = []
    problems: list[Problem] = list(task.problems)
    for piece in pieces:
        outcome = found.get(piece.key)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        elif outcome is not None:
            document = task.reading.documents[piece.index]
            renderings.append(Rendering(document.path, document, outcome.outline, piece.key))
            problems += outcome.problems
    return Rendered(tuple(renderings), tuple(problems), len(renderings) == len(pieces))
