"""A small site in two languages, compared file by file with what it should become."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.build import BuildResult
from tests.building import build_site, copied
from tests.sites.golden import compare, golden

HERE = Path(__file__).parent
SITE = HERE / "bilingual"
EXPECTED = HERE / "bilingual.expected"
LOADING = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\ssrc=\"(?:https?:)?//|@import|url\((?:https?:)?//"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(SITE, tmp_path_factory.mktemp("bilingual") / "site")


@pytest.fixture(scope="module")
def built(folder: Path) -> BuildResult:
    return build_site(folder)


def _files(result: BuildResult) -> dict[str, bytes]:
    return {file.path: file.content for file in result.files}


def test_it_becomes_what_it_should(built: BuildResult, *, update_golden: bool) -> None:
    assert built.problems == ()
    compare(golden(_files(built)), EXPECTED, update=update_golden)


def test_drafts_and_the_future_appear_on_request_alone(folder: Path, built: BuildResult) -> None:
    more = _files(build_site(folder, drafts=True)).keys() - _files(built).keys()
    assert {"posts/draft/index.html", "posts/future/index.html", "2026/12/index.html"} <= more
    assert all("draft" not in path and "future" not in path for path in _files(built))


def test_every_address_in_a_page_honours_the_path_of_the_site(built: BuildResult) -> None:
    for path, content in _files(built).items():
        if path.endswith(".html"):
            for address in re.findall(r"(?:href|src)=\"(/[^\"]*)\"", content.decode()):
                assert address.startswith("/~me/blog/"), f"{address} in {path}"


def test_nothing_is_loaded_from_another_host(built: BuildResult) -> None:
    for path, content in _files(built).items():
        if path.endswith((".html", ".css")):
            assert not LOADING.search(content.decode()), path


def test_old_addresses_lead_to_the_new_one(built: BuildResult) -> None:
    files = _files(built)
    for old in ("heron.html", "old/heron.html"):
        assert b"https://example.org/~me/blog/posts/heron/" in files[old]
