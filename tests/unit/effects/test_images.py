"""Local images are measured and made narrower; what is no image is told of."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from sitegen.effects import images


def noise(width: int, height: int, image_format: str = "JPEG", **options: object) -> bytes:
    picture = Image.effect_noise((width, height), 90).convert("RGB")
    result = io.BytesIO()
    picture.save(result, image_format, **options)
    return result.getvalue()


def test_a_photograph_gets_narrower_versions_that_save_bytes(tmp_path: Path) -> None:
    data = noise(1000, 500)
    found, problems = images.prepare(tmp_path, {"a/photo.JPG": data}, (800, 400, 2000))
    picture = found["a/photo.JPG"]
    assert problems == ()
    assert (picture.width, picture.height) == (1000, 500)
    assert [version.width for version in picture.variants] == [400, 800]
    for version in picture.variants:
        with Image.open(io.BytesIO(version.content)) as small:
            assert (small.format, small.size) == ("WEBP", (version.width, version.width // 2))
        assert len(version.content) < len(data)


def test_a_photograph_that_lies_on_its_side_is_measured_and_made_narrower_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = noise(600, 300, exif=exif.tobytes())
    found, _ = images.prepare(tmp_path, {"a.jpg": data}, (150,))
    assert (found["a.jpg"].width, found["a.jpg"].height) == (300, 600)
    with Image.open(io.BytesIO(found["a.jpg"].variants[0].content)) as small:
        assert small.size == (150, 300)


def test_transparency_and_few_colours_survive(tmp_path: Path) -> None:
    drawing = Image.new("RGBA", (900, 900), (0, 0, 0, 0))
    drawing.paste((154, 52, 18, 255), (100, 100, 800, 800))
    result = io.BytesIO()
    drawing.save(result, "PNG", compress_level=0)
    found, _ = images.prepare(tmp_path, {"a.png": result.getvalue()}, (300,))
    with Image.open(io.BytesIO(found["a.png"].variants[0].content)) as small:
        assert small.getpixel((2, 2)) == (0, 0, 0, 0)
        assert small.getpixel((150, 150)) == (154, 52, 18, 255)


def test_what_moves_is_measured_and_left_as_it_is(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (600, 100), colour) for colour in ("red", "blue")]
    result = io.BytesIO()
    frames[0].save(result, "GIF", save_all=True, append_images=frames[1:])
    found, _ = images.prepare(tmp_path, {"a.gif": result.getvalue()}, (300,))
    assert found == {"a.gif": images.Picture(600, 100)}


@pytest.mark.parametrize("data", [b"", b"no image", noise(400, 300)[:200], noise(50, 50, "PNG")])
def test_a_damaged_image_is_told_of_and_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    found, problems = images.prepare(tmp_path, {"x.jpg": data, "y.txt": data}, (300,))
    assert found == {}
    assert [(problem.code, problem.path) for problem in problems] == [("image-damaged", "x.jpg")]


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('<svg width="120" height="80px">', (120, 80)),
        ('<svg viewBox="0 0 300.4 150">', (300, 150)),
        ('<svg width="100%" height="100%" viewBox="-1,-1,20,10">', (20, 10)),
        ('<svg xmlns="http://www.w3.org/2000/svg">', None),
        ('<svg width="0" height="0">', None),
        ('<svg width="1.2.3" height="5">', None),
    ],
)
def test_a_drawing_is_measured_by_its_root(tmp_path: Path, root: str, size: tuple[int, int] | None) -> None:
    found, _ = images.prepare(tmp_path, {"a.svg": f"<?xml version='1.0'?>\n{root}</svg>".encode()}, (10,))
    assert found == ({"a.svg": images.Picture(*size)} if size else {})


def test_what_was_made_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"a.jpg": noise(600, 300)}
    first = images.prepare(tmp_path, files, (300,))
    monkeypatch.setattr(images, "_measured", None)
    assert images.prepare(tmp_path, files, (300,)) == first
    assert images.prepare(tmp_path, files, (200,))[1] != ()
