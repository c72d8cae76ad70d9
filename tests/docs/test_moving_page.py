"""Moving in from another generator works as the page says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sitegen.settings import file as config_file
from sitegen.sources.frontmatter import KEYS
from tests.building import build_site
from tests.docs.pages import DOCS, fences, page, section

BLOGS = Path(__file__).parent / "moving"
TOOLS = ("hugo", "jekyll", "pelican")
LEFT = {
    "hugo": {"left out weight, math", "{{% notice %}}", "{{% /notice %}}"},
    "jekyll": {"left out layout", "{% include note.html %}"},
    "pelican": {"left out Authors"},
}
"""What the sample blogs hold that has no counterpart."""
ADDRESSES = {
    "hugo": {"posts/kalman", "posts/particles", "old/kalman", "filters/particle"},
    "jekyll": {"2024/05/05/bayes.html", "2024/05/04/prior.html", "old/bayes"},
    "pelican": {"kalman-filter.html", "particle.html"},
}
"""Where their texts stood before."""


def _converted(tool: str, place: Path) -> list[str]:
    shutil.copytree(BLOGS / tool, place)
    command = [sys.executable, str(DOCS / "convert.py"), tool, str(place / "content" / "posts")]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    return result.stdout.splitlines()


@pytest.mark.parametrize("tool", TOOLS)
def test_a_converted_blog_is_built_and_keeps_its_addresses(tool: str, tmp_path: Path) -> None:
    told = _converted(tool, tmp_path / "blog")
    assert {line.partition(": ")[2] for line in told} == LEFT[tool]
    result = build_site(tmp_path / "blog", drafts=True)
    assert {problem.code for problem in result.problems} <= {"card-missing"}
    made = {file.path.removesuffix("/index.html") for file in result.files}
    assert made >= ADDRESSES[tool]
    assert result.site
    for document in result.site.documents.values():
        assert document.title
        assert document.date


@pytest.mark.parametrize("tool", TOOLS)
def test_the_settings_of_the_sample_are_those_of_the_page(tool: str) -> None:
    sample = tomllib.loads((BLOGS / tool / "sitegen.toml").read_text(encoding="utf-8"))
    for name in ("moving.md", "moving.ja.md"):
        (shown,) = (f for f in fences(section(page(name), tool.capitalize())) if f.info == ("toml",))
        assert tomllib.loads(shown.body)["collection"] == sample["collection"]


@pytest.mark.parametrize("name", ["moving.md", "moving.ja.md", "start.md", "start.ja.md", "publishing.md"])
def test_every_example_of_settings_can_be_used(name: str) -> None:
    for fence in fences(page(name)):
        if fence.info == ("toml",):
            least = (
                "" if "[site]" in fence.body else '[site]\ntitle = "題"\nbase_url = "https://example.org"\n'
            )
            settings, problems = config_file.parse(least + fence.body)
            assert settings
            assert problems == ()


@pytest.mark.parametrize(("name", "title"), [("moving.md", "Headers"), ("moving.ja.md", "ヘッダー")])
def test_the_mapping_of_headers_names_keys_that_exist(name: str, title: str) -> None:
    rows = re.findall(r"^\|.*\| ([^|]*) \|$", section(page(name), title), re.MULTILINE)
    keys = {key for row in rows for key in re.findall(r"`(\w+)(?:: true)?`", row)}
    assert len(keys) >= 8
    assert keys <= set(KEYS)
