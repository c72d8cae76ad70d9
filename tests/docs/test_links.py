"""Links between pages of the documentation lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from sitegen.cli import main
from tests.docs.pages import PAGES, ROOT, fences, heading_id, headings

LINK = re.compile(r"\]\((?!https?://)([^)\s]+)\)")


def _outside_fences(text: str) -> str:
    for fence in fences(text):
        text = text.replace(fence.body, "")
    return re.sub(r"`[^`\n]*`", "", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading_that_exist(path: Path) -> None:
    for target in LINK.findall(_outside_fences(path.read_text(encoding="utf-8"))):
        name, _, fragment = target.partition("#")
        page = (path.parent / name).resolve() if name else path
        assert page.exists(), f"{target} leads nowhere"
        if fragment:
            ids = {heading_id(text) for _, text in headings(page.read_text(encoding="utf-8"))}
            assert fragment in ids, f"{target} names no heading"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for name in set(re.findall(r"`sitegen\.((?:[a-z_]+\.)*[a-z_]+)`", text)) - {"toml"}:
        place = ROOT / "src" / "sitegen" / name.replace(".", "/")
        homes = (place.with_suffix(".py"), place, place.parent.with_suffix(".py"))
        assert any(home.exists() for home in homes), f"there is no module sitegen.{name}"


def test_every_make_target_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named
    assert named <= targets


def test_every_command_that_the_readme_names_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^sitegen ([a-z]+)", readme, re.MULTILINE))
    assert {"init", "build"} <= named <= set(main.list_commands(click.Context(main)))


def test_every_decision_is_linked_from_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    decisions = {path.name for path in (ROOT / "docs" / "decisions").glob("*.md")}
    assert {name for name in decisions if f"decisions/{name}" not in text} == set()
