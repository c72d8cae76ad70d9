"""The commands that the documentation quotes: in blocks of shell lines, and in the text."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

import click

from sitegen.cli import main
from tests.docs.pages import fences

_WORD = re.compile(r"`sitegen ([a-z][^`\n]*)`")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One call of `sitegen`."""

    words: tuple[str, ...]
    """What stands behind the name of the program."""

    @property
    def name(self) -> str:
        """The command."""
        return self.words[0]

    @property
    def options(self) -> list[str]:
        """The options that are given."""
        return [word.partition("=")[0] for word in self.words[1:] if word.startswith("-")]


def shell_lines(text: str) -> Iterator[list[str]]:
    """The words of every line in a block of shell commands, without what others do with the output."""
    for fence in fences(text):
        if fence.info[:1] == ("sh",):
            for line in fence.body.splitlines():
                for part in re.split(r"&&|[|>]", line):
                    if words := shlex.split(part, comments=True):
                        yield words


def quoted(text: str) -> Iterator[Quoted]:
    """Every call of `sitegen` in a page."""
    for words in shell_lines(text):
        if words[0] == "sitegen":
            yield Quoted(tuple(words[1:]))
    for match in _WORD.finditer(re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)):
        yield Quoted(tuple(match[1].split()))


def known_options(name: str) -> set[str]:
    """The options of a command; those of the program itself where `name` is one of them."""
    command = main.get_command(click.Context(main), name)
    assert command, f"there is no command {name}"
    options = [option for option in command.params if isinstance(option, click.Option)]
    return {"-h", "--help"} | {n for option in options for n in (*option.opts, *option.secondary_opts)}
