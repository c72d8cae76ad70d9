"""Images and fonts of a site, prepared before its pages are made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from posixpath import basename, splitext
from typing import TYPE_CHECKING, Final

from sitegen import i18n, urls
from sitegen.config import SiteConfig
from sitegen.effects import fonts, images, previews
from sitegen.effects.reading import RawFile
from sitegen.errors import Problem
from sitegen.model import OutputFile
from sitegen.output.assets import kept
from sitegen.output.extras import Extras
from sitegen.output.press import title_text
from sitegen.output.sheets import in_language
from sitegen.output.themes import Tokens
from sitegen.site.model import Asset, Piece, Site

if TYPE_CHECKING:
    from pathlib import Path

_PREVIEW_COLOURS: Final = ("ground", "text", "muted", "accent")
_FALLBACK: Final = ("#ffffff", "#000000")


@dataclass(frozen=True, slots=True)
class Beside:
    """The files that texts can link to."""

    table: dict[str, Asset]
    """Where each is published, by its path."""
    files: tuple[OutputFile, ...]
    """As they are published, with the smaller versions of images."""
    problems: tuple[Problem, ...]
    """Images that cannot be read."""


def beside(site: Path, raw: Sequence[RawFile], static: Mapping[str, bytes], settings: SiteConfig) -> Beside:
    """Place the files beside the sources and those that ``static/`` publishes under their own names.

    The images among them are measured, and smaller versions are made.
    """
    placed = {f"static/{name}": (f"/{name}", data) for name, data in kept(static).items()}
    placed |= {file.path: (f"/{file.collection}/{file.relative}", file.content) for file in raw}
    pictures, problems = images.prepare(
        site, {path: content for path, (_, content) in placed.items()}, settings.appearance.widths
    )
    table: dict[str, Asset] = {}
    files: list[OutputFile] = []
    for path, (url, content) in placed.items():
        files.append(OutputFile(urls.output_path(url), content))
        picture = pictures.get(path)
        smaller = _smaller(path, picture) if picture else []
        files += smaller
        table[path] = _measured(Asset(url), picture, smaller) if picture else Asset(url)
    return Beside(table, tuple(files), problems)


def _smaller(path: str, picture: images.Picture) -> list[OutputFile]:
    stem = splitext(basename(path))[0]
    return [
        OutputFile(_hashed(f"images/{stem}-{version.width}", "webp", version.content), version.content)
        for version in picture.variants
    ]


def _measured(asset: Asset, picture: images.Picture, smaller: Sequence[OutputFile]) -> Asset:
    pairs = zip(picture.variants, smaller, strict=True)
    narrower = tuple((version.width, f"/{file.path}") for version, file in pairs)
    return replace(asset, width=picture.width, height=picture.height, narrower=narrower)


def _hashed(name: str, extension: str, content: bytes) -> str:
    return f"assets/{name}.{hashlib.sha256(content).hexdigest()[:12]}.{extension}"


# -------------------------------------------------------------------- fonts


def katex(site: Path, files: Mapping[str, bytes], faces: Iterable[str], letters: str) -> dict[str, bytes]:
    """Give KaTeX's files with each of the faces that the site uses cut down to the letters that it uses."""
    used = set(faces) & files.keys()
    return {**files, **fonts.cut_down(site, {name: files[name] for name in sorted(used)}, letters)}


# ----------------------------------------------------------- preview images


def extras(
    site: Path, made: Site, colours: Tokens
) -> tuple[Extras, tuple[OutputFile, ...], tuple[Problem, ...]]:
    """Give what pages show beside their texts, with the files of preview images."""
    ground = colours.get("ground", _FALLBACK)
    social = made.config.appearance.social
    if not social.font:
        return Extras(ground), (), ()
    light = {name: colours.get(name, _FALLBACK)[0] for name in _PREVIEW_COLOURS}
    notes = [piece for edition in made.editions.values() for piece in edition.pieces if piece.entry is None]
    faces = {piece.document.path: _face(piece, made.config, light) for piece in notes}
    drawn, problems = previews.draw(site, social, faces)
    files = {path: OutputFile(_hashed("previews/note", "png", png), png) for path, png in drawn.items()}
    addresses = {path: f"/{file.path}" for path, file in files.items()}
    return Extras(ground, addresses), tuple(files.values()), problems


def _face(piece: Piece, config: SiteConfig, colours: Mapping[str, str]) -> previews.Face:
    language = piece.document.language
    return previews.Face(
        title=title_text(piece),
        site=in_language(config.title, language, config.language),
        date=i18n.format_date(piece.date.date(), language) if piece.date else "",
        colours=(colours["ground"], colours["text"], colours["muted"], colours["accent"]),
    )
