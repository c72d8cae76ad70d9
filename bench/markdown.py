"""Markdown as every generator reads it: blocks, code, formulas. Knows nothing of any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_FORMULA = re.compile(
    r"(?<!\\)\$\$(?P<display>.+?)(?<!\\)\$\$|(?<![\\$])\$(?!\s)(?P<inline>[^$\n]+?)(?<![\s\\])\$(?![\d$])",
    re.DOTALL,
)
_SUBSCRIPT = re.compile(r"_(\d)(?!\d)|_\{(\d+)\}")
_NAME = re.compile(r"[A-Za-z](?![A-Za-z]|\s*[_^'])")
_NO_NAME = re.compile(
    r"\\[A-Za-z]+|\\(?:begin|end|text\w*|math\w+|operatorname|mbox|tag|label)\*?\s*\{[^}]*\}"
    r"|[_^]\s*[A-Za-z]|[_^]\s*\{[^}]*\}"
)
_NOT_NEUTRAL = re.compile(
    r"\\(?:[egx]?def|(?:re)?newcommand|let|require|DeclareMathOperator)\b|<[A-Za-z/!]|\{\{|\[\[|\[\^|\{%"
    r"|^@\[|(?:^|[^\\_^}\w])\{[#.:\w][^{}\\$]*\}|\{[^{}\n$]*[^\x00-\x7f][^{}\n$]*\|",
    re.MULTILINE,
)
_PLAIN_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*[\w+-]*[ \t]*\n")


def blocks(body: str) -> Iterator[str]:
    """The blocks of a text, apart by blank lines; a fence or an open display formula stays whole."""
    lines: list[str] = []
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if not fence and not line.strip() and "\n".join(lines).count("$$") % 2 == 0:
            yield from _joined(lines)
            lines = []
            continue
        lines.append(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
    yield from _joined([*lines, fence] if fence else lines)


def _joined(lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join(lines)


def is_code(block: str) -> bool:
    """Whether a block holds code alone."""
    return bool(_FENCE.match(block)) or all(line.startswith(("    ", "\t")) for line in block.split("\n"))


def is_neutral(block: str) -> bool:
    """Whether every generator means the same by a block: no HTML, no definitions, nobody's own notation."""
    if _FENCE.match(block):
        return _PLAIN_FENCE.match(block) is not None and "{{" not in block and "{%" not in block
    if _NOT_NEUTRAL.search(block) or "```" in block or "~~~" in block:
        return False
    return not _FORMULA.sub("", _CODE_SPAN.sub("", block)).count("$")


def formulas(body: str) -> Iterator[tuple[str, bool]]:
    """The formulas of a text: the TeX, and whether it stands on lines of its own."""
    for block in blocks(body):
        if not is_code(block):
            for match in _FORMULA.finditer(_CODE_SPAN.sub(" ", block)):
                yield match["display"] or match["inline"], match["display"] is not None


def code_blocks(body: str) -> int:
    """How many fences a text holds."""
    return sum(bool(_FENCE.match(block)) for block in blocks(body))


def numbered(block: str, number: int) -> str:
    """The block with a number written into each formula, so that another block's are different ones."""
    if is_code(block):
        return block
    spans = [match.span() for match in _CODE_SPAN.finditer(block)]

    def renewed(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in spans):
            return match[0]
        if match["display"] is not None:
            return f"$${_numbered_tex(match['display'], number)}$$"
        return f"${_numbered_tex(match['inline'], number)}$"

    return _FORMULA.sub(renewed, block)


def _numbered_tex(tex: str, number: int) -> str:
    """The TeX with `number` as the subscript of its first letter that can bear one."""
    changed = _SUBSCRIPT.sub(f"_{{{number}}}", tex, count=1)
    if changed != tex:
        return changed
    taken = [match.span() for match in _NO_NAME.finditer(tex)]
    for match in _NAME.finditer(tex):
        at = match.start()
        if not any(start <= at < end for start, end in taken) and not tex[at - 1 : at].isalpha():
            return f"{tex[: at + 1]}_{{{number}}}{tex[at + 1 :]}"
    return tex
