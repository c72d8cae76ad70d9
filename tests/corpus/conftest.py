"""The real sources, built once as one site."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.build import BuildResult
from sitegen.config import SiteConfig
from sitegen.engine.engine import Engine, State
from sitegen.engine.steps import full_reading
from sitegen.model import Document, RenderedDocument
from tests.building import build_site
from tests.corpus.texts import PageText, page_text

COLLECTIONS = {
    "taglibro": ("diary", "diary"),
    "aiura": ("post", "article"),
    "memo": ("post", "memo"),
    "paper-old": ("paper", "note"),
    "paper": ("paper", "paper"),
    "anime": ("post", "heading"),
    "vrc": ("post", "review"),
    "procon": ("post", "heading"),
}
SETTINGS = """
[site]
title = "日誌"
base_url = "https://example.org"
[feed]
size = 0
[problems]
math-syntax = "warning"
"""


@dataclass(frozen=True, slots=True)
class RealSite:
    """The built site."""

    folder: Path
    """Where it stands."""
    result: BuildResult
    """What building gave."""
    documents: dict[str, Document]
    """By path."""
    rendered: dict[str, RenderedDocument]
    """By path."""

    def page(self, path: str) -> str:
        return next(file.content.decode() for file in self.result.files if file.path == path)

    def text(self, path: str) -> PageText:
        return page_text(self.page(path))


@pytest.fixture(scope="session")
def seed(corpus: Path) -> str:
    """Return the published text of three months, whose source is among the sources."""
    return next((corpus / "seeds").glob("000-*-rendered.md")).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def manifest(corpus: Path) -> str:
    """Return what is known of every file."""
    return (corpus / "MANIFEST.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def real(corpus: Path, seed: str, tmp_path_factory: pytest.TempPathFactory) -> RealSite:
    folder = tmp_path_factory.mktemp("corpus") / "site"
    shutil.copytree(corpus / "cympfh", folder)
    tables = [
        f'[[collection]]\nname = "{name}"\npath = "{name}"\nkind = "{kind}"\nheader = "{header}"\n'
        for name, (kind, header) in COLLECTIONS.items()
    ]
    (folder / "sitegen.toml").write_text(SETTINGS + "".join(tables), encoding="utf-8")
    _write_cards(folder, seed)
    result = build_site(folder, jobs=2)
    assert result.config
    documents, rendered = _rendered(folder, result.config)
    return RealSite(folder, result, documents, rendered)


def _write_cards(folder: Path, seed: str) -> None:
    """Give the cache the one title that the published text shows inside a sentence."""
    title = re.search(r"\S+ · PyPI", seed)
    assert title
    cards = [{"url": "https://pypi.org/project/python-osc/", "title": title[0]}]
    (folder / "content").mkdir()
    (folder / "content" / "cards.json").write_text(json.dumps(cards), encoding="utf-8")


def _rendered(folder: Path, config: SiteConfig) -> tuple[dict[str, Document], dict[str, RenderedDocument]]:
    """Take the rendered documents out of the cache that the build has filled."""
    engine = Engine(folder, drafts=True)
    try:
        state = engine.update(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        assert isinstance(state, State)
        assert state.config == config
        assert engine.rendered == 0
        full = [document for task in state.tasks.values() for document in full_reading(task.files, config)[0]]
        return {doc.path: doc for doc in full}, {doc.path: state.bodies.body(doc.path) for doc in full}
    finally:
        engine.close()
