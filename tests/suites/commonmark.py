"""CommonMark's own examples, and how to set them side by side with sitegen's HTML."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.markup import renderer
from sitegen.markup.context import Context
from sitegen.model import SLOT_CLOSE, SLOT_OPEN, Reference, Resources
from sitegen.scan import Masked, Scan

_BROUGHT = Path(__file__).parents[2] / "node_modules" / "commonmark-spec"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_SLOT = re.compile(f"{SLOT_OPEN}([as])(\\d+){SLOT_CLOSE}")
_CODE = re.compile(
    r'<div class="code"(?: data-lang="([^"]*)")?><pre><code class="highlight">(.*?)</code></pre></div>',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Example:
    """One example of the specification."""

    number: int
    markdown: str
    html: str


def find_specification() -> str:
    """The text of the specification, where `make test` has brought it; else the test is skipped."""
    folder = Path(os.environ.get("SITEGEN_COMMONMARK", _BROUGHT))
    try:
        return (folder / "spec.txt").read_text(encoding="utf-8")
    except OSError:
        pytest.skip("left out: there is no commonmark-spec; `make test` brings it")


def examples(specification: str) -> list[Example]:
    """All examples, numbered from 1."""
    found = _EXAMPLE.findall(specification.replace("→", "\t"))
    return [Example(number, *pair) for number, pair in enumerate(found, 1)]


def written(md: MarkdownIt, text: str) -> str:
    """A text rendered by sitegen's renderer, in the form of the specification's examples."""
    masked = Masked(text, Scan((), (), ()), text, ())
    context = Context("a.md", masked, {}, Resources(), {})
    tokens = md.parse(text, {"masked": masked, "list_styles": {}})
    for token in tokens:
        if token.type == "heading_close":
            token.meta = {"id": ""}
    return as_specified(renderer.render(tokens, context), context.references)


def verbatim(token: Token, _context: Context) -> str:
    """HTML as it was written."""
    return token.content


def as_specified(html: str, references: Sequence[Reference]) -> str:
    """Rendered HTML without what sitegen adds: ids, anchors, highlighting; its slots filled."""

    def fill(slot: re.Match[str]) -> str:
        attribute = "href" if slot[1] == "a" else "src"
        return f' {attribute}="{_escaped(references[int(slot[2])].target)}"'

    html = re.sub(r' <a class="anchor"[^>]*>#</a>', "", html)
    html = re.sub(r'<(h[1-6]) id="[^"]*"', r"<\1", html)
    return normal(_SLOT.sub(fill, _CODE.sub(_plain_code, html)))


def _plain_code(block: re.Match[str]) -> str:
    language = f' class="language-{block[1]}"' if block[1] else ""
    code = re.sub(r"</?span[^>]*>", "", block[2])
    return f"<pre><code{language}>{code}</code></pre>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def normal(html: str) -> str:
    """What HTML means, whatever its layout: white space between blocks, the form of void elements."""
    html = re.sub(r"<(br|hr|img)([^<>]*?)\s*/>", r"<\1\2>", html)
    html = html.replace("&quot;", '"').replace("&#34;", '"').replace("&#39;", "'")
    html = re.sub(
        r"\s*(</?(?:p|ul|ol|li|blockquote|h[1-6]|hr|pre|table|thead|tbody|tr|th|td|div)\b[^>]*>)\s*",
        r"\1",
        html,
    )
    return re.sub(r"(<pre>(?:.*?)</pre>)|\s+", lambda m: m[1] or " ", html, flags=re.DOTALL).strip()
