"""docs/commands.md has every command of the author with every option, and no other."""

from __future__ import annotations

import re

import click
import pytest

from sitegen.cli import main
from tests.docs.pages import headings, page, section, table_names

PAGE = page("commands.md")
CONTEXT = click.Context(main)
NAMES = sorted(set(main.list_commands(CONTEXT)) - set(main.commands))


def test_every_command_of_the_author_has_a_section() -> None:
    titles = [text for level, text in headings(PAGE) if level == 2]
    assert sorted(titles) == [f"`sitegen {name}`" for name in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_every_option_stands_in_the_table_of_its_command(name: str) -> None:
    command = main.get_command(CONTEXT, name)
    assert command
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    known = {name for option in options for name in (*option.opts, *option.secondary_opts)}
    assert table_names(section(PAGE, f"`sitegen {name}`")) == known


@pytest.mark.parametrize("name", NAMES)
def test_every_argument_is_named(name: str) -> None:
    command = main.get_command(CONTEXT, name)
    assert command
    text = section(PAGE, f"`sitegen {name}`")
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            written = (parameter.metavar or parameter.name or "").strip("[] .").upper()
            assert re.search(rf"`sitegen {name}[^`]*{re.escape(written)}", text)
