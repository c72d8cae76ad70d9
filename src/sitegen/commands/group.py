"""The group of all commands: quick to show help, in the reader's language, and never a traceback."""

from __future__ import annotations

import importlib
import inspect
import io
import os
import sys
from collections.abc import Mapping
from typing import Final

import click
from click.shell_completion import CompletionItem

from sitegen.commands.wording import said, say

_LATER: Final[Mapping[str, tuple[str, str]]] = {
    "add": ("sitegen.commands.add:add", "Make notes of papers from arXiv ids, DOIs or addresses."),
    "cards": ("sitegen.commands.cards:cards", "Fetch what link cards show, into the card cache."),
    "completion": ("sitegen.commands.completion:completion", "Print the completion script of a shell."),
    "deploy": ("sitegen.commands.deploy:deploy", "Build and publish the site with git or rsync."),
    "fetch": ("sitegen.commands.fetch:fetch", "Download notes that are kept as issues."),
    "init": ("sitegen.commands.init:init", "Make a small site that builds at once."),
    "new": ("sitegen.commands.new:new", "Begin an article, a paper note or a month's diary."),
    "stats": ("sitegen.commands.stats:stats", "Count what was written, month by month."),
    "translations": (
        "sitegen.commands.translations:translations",
        "Tell which translations are behind their originals.",
    ),
    "today": ("sitegen.commands.today:today", "Begin tonight's diary entry."),
}
"""Commands that are loaded when they are used: where each is, and what it does."""


class Command(click.Command):
    """A command whose help is in the reader's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{said('Usage:')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write what it does."""
        _write_help(self.help or "", formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _write_options(self, ctx, formatter)


class Group(Command, click.Group):
    """Commands that are here, and those that are loaded when they are asked for."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command."""
        return sorted({*super().list_commands(ctx), *_LATER})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in _LATER:
            return super().get_command(ctx, cmd_name)
        module, _, name = _LATER[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command without loading any."""
        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        own = [CompletionItem(name, help=self._short(ctx, name)) for name in names]
        return own or super(click.Group, self).shell_complete(ctx, incomplete)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what nobody foresaw is told in one line."""
        _print_anything()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("SITEGEN_TRACEBACK"):
                raise
            why = f"{type(error).__name__}: {error}"[:500]
            say("sitegen failed: {why}. SITEGEN_TRACEBACK=1 shows where.", to_stderr=True, why=why)
            ctx.exit(1)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, self._short(ctx, name)) for name in self.list_commands(ctx)])

    def _short(self, ctx: click.Context, name: str) -> str:
        if name in _LATER:
            return said(_LATER[name][1])
        command = self.get_command(ctx, name)
        return said(inspect.cleandoc(command.help or "").split("\n\n")[0]) if command else ""


def _print_anything() -> None:
    """Let no character fail that the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _write_help(text: str, formatter: click.HelpFormatter) -> None:
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(paragraph))


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    records = [
        param.get_help_record(ctx) for param in command.get_params(ctx) if isinstance(param, click.Option)
    ]
    rows = [(name, _translated(text)) for name, text in filter(None, records)]
    if rows:
        with formatter.section(said("Options")):
            formatter.write_dl(rows)


def _translated(text: str) -> str:
    """An option's help; what click adds in brackets stays as it is."""
    plain, bracket, added = text.partition("  [")
    return said(plain) + bracket + added
