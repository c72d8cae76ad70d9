"""The real sources, built once as one site."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.build import (
    BuildResult,
    Progress,
    load_settings,
    make_jobs,
    read_documents,
    render,
)
from sitegen.config import SiteConfig
from sitegen.effects import reading
from sitegen.effects.workers import Workers
from sitegen.i18n import Texts
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
    assert load_settings(folder)[0] == config
    documents, _ = read_documents(reading.read_content(folder, config).sources, config)
    texts, _ = Texts.parse(reading.read_theme(folder, config.languages).strings)
    jobs, _ = make_jobs(folder, documents, config, texts)
    workers = Workers(reading.katex_script(), config.limits, 1)
    rendered, _, fresh = render(folder, jobs, workers, Progress(), keep=False)
    assert fresh == 0
    return {document.path: document for document in documents}, rendered
