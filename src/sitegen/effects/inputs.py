"""All that a build reads from a site's folder; what has not changed is given as the same object."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.config import Collection, SiteConfig
from sitegen.effects import reading
from sitegen.effects.files import SourceFile
from sitegen.effects.memory import TreeMemory
from sitegen.effects.package import theme_folder
from sitegen.effects.reading import Content, RawFile, Theme
from sitegen.effects.stamp import Folder, file_hash, hashed
from sitegen.errors import Problem
from sitegen.memory.memo import Last, Same
from sitegen.memory.rows import Each, Filed, each


class Inputs:
    """The files of one site, and of the theme that it stands on."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._theme = theme_folder()
        self._trees: dict[tuple[Path, str], TreeMemory] = {}
        self._raw: dict[str, Each[str, SourceFile, RawFile | None]] = {}
        self._sources: Filed[str, RawFile | None, str, RawFile] = Filed(_source)
        self._assets: Filed[str, RawFile | None, str, RawFile] = Filed(_asset)
        self._overlaid = {name: Last(_overlaid) for name in ("templates", "static")}
        self._made_theme = Last(reading.theme)
        self._katex = Last(reading.read_katex)
        self._settings: Same[tuple[str | None, tuple[Problem, ...]]] = Same()
        self._optional: dict[str, Same[bytes | None]] = {}

    def refresh(self, paths: Iterable[str]) -> None:
        """Read again what may have changed; `paths` are complete, links in their folders resolved."""
        named = list(paths)
        for tree in self._trees.values():
            tree.refresh(named)

    def settings(self) -> tuple[str | None, tuple[Problem, ...]]:
        """The text of ``sitegen.toml``."""
        return self._settings(reading.read_settings(self._site))

    def optional(self, path: str) -> bytes | None:
        """The bytes of a file that need not be there."""
        return self._optional.setdefault(path, Same())(reading.read_optional(self._site, path))

    def content(self, config: SiteConfig) -> Content:
        """The files of all collections, each in the collection whose folder is nearest."""
        trees = [self._tree(self._site, collection.path) for collection in config.collections]
        raw = [
            self._files(tree, collection, config)
            for tree, collection in zip(trees, config.collections, strict=True)
        ]
        problems = tuple(problem for tree in trees for problem in tree.problems)
        return Content(self._sources(*raw), self._assets(*raw), problems)

    def theme(self, config: SiteConfig) -> tuple[Theme, tuple[Problem, ...]]:
        """Templates, strings and static files: the site's own replace the theme's, file by file."""
        templates, problems = self._layer("templates")
        static, more = self._layer("static")
        return self._made_theme(templates, static, self._katex(), config.languages), (*problems, *more)

    def seen(self) -> tuple[tuple[Folder, ...], bytes, dict[str, bytes]]:
        """What was read last: folders, hashes of the settings and of single files."""
        folders = tuple(tree.seen(is_own=base is self._site) for (base, _), tree in self._trees.items())
        text, _ = self._settings.last or (None, ())
        files = {path: file_hash(same.last) for path, same in self._optional.items()}
        return folders, hashed((text or "").encode()), files

    def _layer(self, folder: str) -> tuple[Mapping[str, SourceFile], tuple[Problem, ...]]:
        own = self._tree(self._theme, folder)
        if os.path.realpath(self._theme) == os.path.realpath(self._site):
            return own.files, own.problems
        theirs = self._tree(self._site, folder, optional=True)
        return self._overlaid[folder](own.files, theirs.files), (*own.problems, *theirs.problems)

    def _tree(self, base: Path, folder: str, *, optional: bool = False) -> TreeMemory:
        if (base, folder) not in self._trees:
            self._trees[base, folder] = TreeMemory(base, folder, optional=optional)
        return self._trees[base, folder]

    def _files(
        self, tree: TreeMemory, collection: Collection, config: SiteConfig
    ) -> Mapping[str, RawFile | None]:
        step = self._raw.setdefault(collection.name, Each(each(reading.collection_file)))
        return step(tree.files, collection, config)


def _source(file: RawFile | None) -> tuple[str, RawFile] | None:
    """What is read as text, by its path."""
    return (file.path, file) if file and file.is_source else None


def _asset(file: RawFile | None) -> tuple[str, RawFile] | None:
    """What is published as it is, by its path."""
    return (file.path, file) if file and not file.is_source else None


def _overlaid(lower: Mapping[str, SourceFile], upper: Mapping[str, SourceFile]) -> dict[str, SourceFile]:
    return {**lower, **upper}
