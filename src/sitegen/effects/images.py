"""Local images measured, and made smaller for smaller screens."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from PIL import Image, ImageOps
from PIL import __version__ as pillow_version

from sitegen.effects.memo import remembered
from sitegen.errors import Problem

_FORMATS: Final[Mapping[str, str]] = {
    ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF", ".avif": "AVIF",
}  # fmt: skip
_SIDEWAYS: Final = range(5, 9)
_ORIENTATION: Final = 0x0112
_MOST_PIXELS: Final = 60_000_000
_FEW_COLOURS: Final = 4096
_QUALITY: Final = 80
_SVG_ROOT: Final = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_LENGTH: Final = rb"""\s%s\s*=\s*["']\s*([0-9.]+)(?:px)?\s*["']"""
_BOX: Final = re.compile(rb"""\sviewBox\s*=\s*["']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)""")


@dataclass(frozen=True, slots=True)
class Variant:
    """One image at a smaller size."""

    width: int
    """In pixels."""
    content: bytes
    """WebP."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of an image."""

    width: int
    """In pixels, as it is shown."""
    height: int
    """In pixels."""
    variants: tuple[Variant, ...] = ()
    """Narrower ones, the narrowest first; only those that save bytes."""


def prepare(
    site: Path, files: Mapping[str, bytes], widths: Iterable[int]
) -> tuple[dict[str, Picture], tuple[Problem, ...]]:
    """Measure the images among `files` and make narrower variants, which the next build finds again."""
    drawn = {
        path: size for path, data in files.items() if path.lower().endswith(".svg") and (size := _svg(data))
    }
    raster = {path: data for path, data in files.items() if _format(path)}
    sizes = tuple(sorted(set(widths)))
    keys = {path: _key(path, data, sizes) for path, data in raster.items()}
    made = remembered(
        site,
        "images",
        {keys[path]: partial(_picture, data, _format(path), sizes) for path, data in raster.items()},
    )
    found = {path: msgspec.msgpack.decode(made[key], type=Picture | None) for path, key in keys.items()}
    pictures = {path: Picture(*size) for path, size in drawn.items()}
    pictures |= {path: picture for path, picture in found.items() if picture}
    return pictures, tuple(_damaged(path) for path, picture in found.items() if picture is None)


def _format(path: str) -> str:
    return _FORMATS.get(path[path.rfind(".") :].lower(), "") if "." in path else ""


def _key(path: str, data: bytes, widths: tuple[int, ...]) -> bytes:
    said = f"{pillow_version} {_format(path)} {widths}"
    return hashlib.blake2b(said.encode() + b"\0" + data, digest_size=20).digest()


def _picture(data: bytes, image_format: str, widths: tuple[int, ...]) -> bytes:
    """Give a `Picture`, encoded; that of None where the image is damaged."""
    try:
        picture = _measured(data, image_format, widths)
    except Exception:  # noqa: BLE001 - a damaged image makes Pillow raise whatever its decoder met
        picture = None
    return msgspec.msgpack.encode(picture)


def _measured(data: bytes, image_format: str, widths: tuple[int, ...]) -> Picture:
    with Image.open(io.BytesIO(data), formats=[image_format]) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION) in _SIDEWAYS:
            width, height = height, width
        is_still = getattr(image, "n_frames", 1) == 1
        if not is_still or width * height > _MOST_PIXELS:
            return Picture(width, height)
        image.load()
        return Picture(width, height, _variants(image, len(data), [w for w in widths if w < width]))


def _variants(image: Image.Image, most: int, widths: Iterable[int]) -> tuple[Variant, ...]:
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    is_drawing = image.format in ("PNG", "GIF") and plain.getcolors(_FEW_COLOURS) is not None
    made = (Variant(width, _narrowed(plain, width, lossless=is_drawing)) for width in widths)
    return tuple(variant for variant in made if len(variant.content) < most)


def _narrowed(image: Image.Image, width: int, *, lossless: bool) -> bytes:
    height = max(1, round(image.height * width / image.width))
    result = io.BytesIO()
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    small.save(
        result,
        "WEBP",
        quality=_QUALITY,
        lossless=lossless,
        method=4,
        icc_profile=image.info.get("icc_profile"),
    )
    return result.getvalue()


def _svg(data: bytes) -> tuple[int, int] | None:
    """Read the size of a drawing from its root; None where it has none."""
    root = _SVG_ROOT.search(data)
    if root is None:
        return None
    lengths = [re.search(_LENGTH % name, root[0]) for name in (b"width", b"height")]
    pair = [length[1] for length in lengths if length]
    box = _BOX.search(root[0])
    numbers = pair if len(pair) == len(lengths) else list(box.groups()) if box else []
    try:
        width, height = (round(float(number)) for number in numbers)
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None


def _damaged(path: str) -> Problem:
    message = "This image cannot be read, so its size is not known and no smaller one could be made."
    return Problem("image-damaged", path, 0, 0, message, "Save it anew, in the format that its name says.")
