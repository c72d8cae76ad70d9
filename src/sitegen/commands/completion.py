"""``sitegen completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from sitegen.commands.group import Command


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a SHELL.

    For bash: sitegen completion bash > ~/.local/share/bash-completion/completions/sitegen

    For zsh, in ~/.zshrc: eval "$(sitegen completion zsh)"

    For fish: sitegen completion fish > ~/.config/fish/completions/sitegen.fish
    """
    made = get_completion_class(shell)
    if made is not None:
        root = context.find_root().command
        click.echo(made(root, {}, "sitegen", "_SITEGEN_COMPLETE").source())
