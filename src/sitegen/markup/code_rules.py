"""Code and diagrams to HTML: fences, indented code, included files."""

from __future__ import annotations

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from sitegen.markup.context import Context
from sitegen.markup.drawings import drawing
from sitegen.markup.highlight import code_block, is_known, parse_info
from sitegen.markup.writing import escaped


def fence(token: Token, context: Context) -> str:
    """A fence: a drawing where it was drawn, else highlighted code."""
    info = parse_info(unescapeAll(context.masked.restore(token.info)))
    code = context.masked.restore(token.content)
    if svg := context.resources.diagrams.get(code):
        return drawing(svg, info.title)
    context.has_code = True
    if info.unknown:
        context.problem(
            "code-options", token, f"the option {info.unknown[0]!r} of a code block is not known.",
            'Options are title="…", lines=3-5, numbers, start=10 and example.', about=info.unknown[0],
        )  # fmt: skip
    if not is_known(info.language):
        context.problem(
            "code-language", token, f"no highlighter knows the language {info.language!r}.",
            "Use a name that Pygments knows, or none.", about=info.language,
        )  # fmt: skip
    return code_block(code, info)


def indented(token: Token, context: Context) -> str:
    """Indented code, which has no language."""
    context.has_code = True
    return code_block(context.masked.restore(token.content), parse_info(""))


def include(token: Token, context: Context) -> str:
    """An included file as code; its name where it does not exist."""
    target = context.masked.restore(token.content)
    text = context.resources.includes.get(target)
    if text is None:
        if token.content not in context.resources.outside:
            context.problem(
                "include-missing", token, f"the file {target} does not exist.",
                "Put it beside the text, or take the include out.", about=target,
            )  # fmt: skip
        return f'<p class="missing"><code>{escaped(target)}</code></p>\n'
    info = parse_info(token.info)
    context.has_code = True
    title = f'{info.language} {{title="{target}"}}'.replace('\\"', "")
    return code_block(text, parse_info(title))
