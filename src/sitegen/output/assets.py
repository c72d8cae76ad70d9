"""Static files on their way to the reader: bundled, cross-linked, named by their content.

What stands in `HASHED` folders carries a hash of its content in its published name and can
be cached for ever. Everything else (``CNAME``, ``robots.txt``, images) keeps its own
name, since others know it by that name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath, splitext
from typing import Final
from urllib.parse import quote

from sitegen.errors import Problem
from sitegen.model import OutputFile
from sitegen.output.styles import code_css

HASHED: Final = ("css/", "js/", "fonts/", "icons/")
"""Folders of ``static/`` whose files are published under ``assets/`` with a hash in their names."""

LAYERS: Final = tuple(
    f"css/{name}.css" for name in ("tokens", "type", "layout", "parts", "print", "settings")
)
"""The theme's style sheets in the order of their cascade; any other ``css/*.css`` follows, by name."""

_KATEX_SHEET: Final = "katex.css"
_URL: Final = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_OWN_HOST: Final = re.compile(r"(?!(?:[a-z][a-z0-9+.-]*:|/|#))", re.IGNORECASE)
_COMMENT: Final = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)
_SPACES: Final = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\s*;?\s*(\})\s*|\s*([{;,])\s*|:\s+""")
_FONT_SOURCES: Final = re.compile(r"src:([^;}]+)")
_FONT_DISPLAY: Final = re.compile(r"font-display:\s*\w+")


@dataclass(frozen=True, slots=True)
class Assets:
    """All static files, ready to publish."""

    files: tuple[OutputFile, ...]
    """Sorted by path."""
    urls: Mapping[str, str]
    """Address by name: ``site.css``, ``code.css``, ``katex.css``, ``js/theme.js``, ``fonts/…``, ``CNAME``."""
    problems: tuple[Problem, ...]
    """References of style sheets that lead nowhere."""


def kept(static: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of ``static/`` that are published under their own names."""
    return {name: data for name, data in static.items() if not name.startswith(HASHED)}


def assemble(static: Mapping[str, bytes], katex: Mapping[str, bytes], base_path: str) -> Assets:
    """Make all static files.

    `static` holds the theme's files with the site's own in their place, by their path inside
    ``static/``; `katex` KaTeX's ``katex.css`` and ``fonts/*.woff2``; `base_path` is the path
    of ``base_url`` without a trailing slash ("" at the root of a host).
    """
    hashed = {name: data for name, data in static.items() if name.startswith(HASHED)}
    fonts = {name: data for name, data in katex.items() if name.endswith(".woff2")}
    plain = {name: data for name, data in {**hashed, **fonts}.items() if not _is_sheet(name)}
    named = [_named(name, data, base_path) for name, data in sorted(plain.items())]
    named += [_kept(name, data, base_path) for name, data in sorted(kept(static).items())]
    urls = {name: url for name, url, _ in named}
    problems = [problem for name in _sheets(hashed) for problem in _dangling(name, hashed[name], urls)]
    sheets = {**_bundles(hashed, urls), **_katex_sheet(katex, urls)}
    named += [_named(name, text.encode(), base_path) for name, text in sheets.items()]
    files = sorted((file for _, _, file in named), key=lambda file: file.path)
    return Assets(tuple(files), {name: url for name, url, _ in named}, tuple(problems))


# -------------------------------------------------------------------- names


def _named(name: str, data: bytes, base_path: str) -> tuple[str, str, OutputFile]:
    stem, extension = splitext(name)
    path = f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:12]}{extension}"
    return name, f"{base_path}/{quote(path)}", OutputFile(path, data)


def _kept(name: str, data: bytes, base_path: str) -> tuple[str, str, OutputFile]:
    return name, f"{base_path}/{quote(name)}", OutputFile(name, data)


# ------------------------------------------------------------- style sheets


def _is_sheet(name: str) -> bool:
    return name.startswith("css/") and name.endswith(".css")


def _sheets(files: Iterable[str]) -> list[str]:
    """List the site's style sheets in the order of their cascade."""
    sheets = sorted(filter(_is_sheet, files))
    return [name for name in LAYERS if name in sheets] + [name for name in sheets if name not in LAYERS]


def _bundles(files: Mapping[str, bytes], urls: Mapping[str, str]) -> dict[str, str]:
    sheets = (_linked(name, _text(files[name]), urls) for name in _sheets(files))
    return {"site.css": _compact("\n".join(sheets)), "code.css": _compact(code_css())}


def _katex_sheet(katex: Mapping[str, bytes], urls: Mapping[str, str]) -> dict[str, str]:
    """Give KaTeX's sheet with woff2 fonts alone, which never make text jump when they arrive late."""
    if _KATEX_SHEET not in katex:
        return {}
    text = _FONT_SOURCES.sub(_woff2_alone, _text(katex[_KATEX_SHEET]))
    text = _FONT_DISPLAY.sub("font-display:optional", text)
    return {_KATEX_SHEET: _linked(_KATEX_SHEET, text, urls)}


def _woff2_alone(sources: re.Match[str]) -> str:
    kept = [source for source in sources[1].split(",") if ".woff2" in source]
    return f"src:{','.join(kept)}" if kept else sources[0]


def _linked(name: str, text: str, urls: Mapping[str, str]) -> str:
    """Give the sheet with each relative ``url(…)`` leading to the published file."""

    def published(reference: re.Match[str]) -> str:
        target = _target(name, reference[2])
        return f'url("{urls[target]}")' if target in urls else reference[0]

    return _URL.sub(published, text)


def _target(sheet: str, reference: str) -> str:
    address = reference.partition("#")[0].partition("?")[0]
    return normpath(join(dirname(sheet), address))


def _dangling(sheet: str, data: bytes, urls: Mapping[str, str]) -> Iterator[Problem]:
    text = _COMMENT.sub(lambda found: found[1] or re.sub(r"[^\n]", " ", found[0]), _text(data))
    for reference in _URL.finditer(text):
        if _OWN_HOST.match(reference[2]) and _target(sheet, reference[2]) not in urls:
            line = text.count("\n", 0, reference.start()) + 1
            message = f"The style sheet refers to {reference[2]!r}, which is no file of static/."
            hint = f"Add static/{_target(sheet, reference[2])}, or correct the reference."
            yield Problem("link-broken", f"static/{sheet}", line, 0, message, hint)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")


def _compact(css: str) -> str:
    """Leave out comments, and the spaces that mean nothing; strings stay as they are."""
    bare = _COMMENT.sub(lambda found: found[1] or "", css)
    lines = (_SPACES.sub(_kept_part, line.strip()) for line in bare.split("\n"))
    return "".join(line if line[-1] in "{};," else f"{line}\n" for line in lines if line)


def _kept_part(found: re.Match[str]) -> str:
    return found[1] or found[2] or found[3] or ":"
