"""docs/settings.md names every setting with its default, and its examples can be used."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields

import click
import pytest

from sitegen.cli import main
from sitegen.config import HEADER_PRESETS, Collection, Limits, SiteConfig
from sitegen.model import Kind
from sitegen.settings import file as config_file
from sitegen.settings.commands import Deploy, Online
from tests.docs.pages import fences, page, section, table_names

PAGE = page("settings.md")
NAMES = {
    "collections": "collection",
    "feed_size": "feed.size",
    "page_size": "lists.size",
    "hidden_tags": "tags.hidden",
    "pinned_tags": "tags.pinned",
    "diagrams": "renderers",
    "editor": "preview.editor",
}
"""Fields whose setting is written in another way."""

TABLES = {"collection", "limits", "problems", "online", "deploy"}
"""Settings that are tables with a section of their own."""

ELSEWHERE = {"taxonomy"}
"""What is read from a file of its own."""

LEAST = """
[site]
title = "題"
base_url = "https://example.org"
languages = ["ja", "en"]
"""


def _parsed(text: str) -> tuple[SiteConfig | None, object]:
    least = "" if "site" in tomllib.loads(text) else LEAST
    return config_file.parse(least + text)


EXAMPLES = [fence for fence in fences(PAGE) if fence.info[:1] == ("toml",)]


@pytest.mark.parametrize("fence", EXAMPLES, ids=lambda fence: f"line {fence.line}")
def test_every_example_is_read_without_problems(fence: object) -> None:
    settings, problems = _parsed(fence.body)  # type: ignore[attr-defined]
    assert problems == ()
    assert settings


def test_every_setting_of_a_site_stands_in_a_table() -> None:
    names = {NAMES.get(field.name, field.name) for field in fields(SiteConfig)}
    assert names - TABLES - ELSEWHERE <= table_names(PAGE)
    for table in TABLES:
        assert re.search(rf"^## `\[+{table}\]+`$", PAGE, re.MULTILINE)


TYPES = [
    ("`[[collection]]`", Collection),
    ("`[limits]`", Limits),
    ("`[online]`", Online),
    ("`[deploy]`", Deploy),
]


@pytest.mark.parametrize(("title", "kind"), TYPES)
def test_every_setting_of_a_table_stands_in_its_section(title: str, kind: type) -> None:
    known = {field.name for field in fields(kind)}
    documented = table_names(section(PAGE, title))
    assert known <= documented
    assert documented - known <= set(HEADER_PRESETS)


def test_no_setting_is_documented_that_does_not_exist() -> None:
    known = {NAMES.get(field.name, field.name) for field in fields(SiteConfig)}
    documented = table_names(section(PAGE, "`[site]`"))
    assert documented <= known


@pytest.mark.parametrize(("name", "lines"), HEADER_PRESETS.items())
def test_every_header_preset_stands_there_with_its_lines(name: str, lines: tuple[str, ...]) -> None:
    row = re.search(rf"^\| `{name}` \| (.*) \|$", PAGE, re.MULTILINE)
    assert row
    assert row[1] == ", ".join(lines) if lines else row[1].startswith("none")


def test_every_kind_of_source_is_named() -> None:
    assert {f"`{kind}`" for kind in Kind} <= set(re.findall(r"`[a-z]+`", section(PAGE, "`[[collection]]`")))


DEFAULTS = SiteConfig({}, "")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("timezone", DEFAULTS.timezone),
        ("output", DEFAULTS.output),
        ("cards", DEFAULTS.cards),
        ("url", Collection("a", "b", Kind.POST).url),
        ("seconds", f"{Limits().seconds:g}"),
        ("memory", Limits().memory),
        ("feed.size", DEFAULTS.feed_size),
        ("lists.size", DEFAULTS.page_size),
    ],
)
def test_a_default_is_the_real_one(setting: str, value: object) -> None:
    shown = f'"{value}"' if isinstance(value, str) and not value.isdigit() else value
    assert f"| `{setting}` | `{shown}` |" in PAGE


COMMANDS = {
    name: main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))
}
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in (command.params if command else ())
    if isinstance(parameter, click.Option)
    for option in (*parameter.opts, *parameter.secondary_opts)
]


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_of_the_command_line_is_documented(command: str, option: str) -> None:
    title = f"`sitegen {command}`"
    text = page("commands.md")
    own = section(text, title) if f"## {title}\n" in text else section(PAGE, "The command line")
    assert option in table_names(own)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`sitegen {command}" in page("commands.md") + section(PAGE, "The command line")


def test_no_command_is_documented_that_does_not_exist() -> None:
    text = page("commands.md") + PAGE
    assert set(re.findall(r"`sitegen ([a-z]+)", text)) <= set(COMMANDS)
