"""Preview images of the demo blog, set in a real Japanese font."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from sitegen.effects import previews
from sitegen.settings.appearance import Social
from tests.browser.conftest import ARTIFACTS
from tests.browser.serving import Server

COLOURS = ("#fcfcfa", "#1d2126", "#56606b", "#9a3412")
PATTERN = "Noto Sans CJK JP:bold"


@pytest.fixture(scope="module")
def social() -> Social:
    """Return the font that Debian's fonts-noto-cjk brings."""
    command = ["fc-match", "-f", "%{family}|%{file}|%{index}", PATTERN]
    family, file, index = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split(
        "|"
    )
    if "CJK" not in family:
        pytest.fail("There is no Noto Sans CJK. Install it (Debian: apt-get install fonts-noto-cjk).")
    return Social(file, int(index))


def titles(blog: Server) -> dict[str, str]:
    """Return the title of every article of the blog, by its path."""
    pages = {
        path: data.decode().partition("<title>")[2].partition(" · ")[0]
        for path, data in blog.files.items()
        if path.startswith(("posts/", "en/posts/")) and path.count("/") == path.startswith("en/") + 2
    }
    assert len(pages) > 10
    return pages


def test_every_article_of_the_blog_has_an_image_with_all_its_letters(
    blog: Server, social: Social, tmp_path: Path
) -> None:
    faces = {
        path: previews.Face(title, "余白の日誌", "2026年10月31日(土)", COLOURS)
        for path, title in titles(blog).items()
    }
    drawn, problems = previews.draw(tmp_path, social, faces)
    assert problems == ()
    assert drawn.keys() == faces.keys()
    target = ARTIFACTS / "screenshots" / "preview-image.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(drawn["posts/fenchel/index.html"])
    assert max(map(len, drawn.values())) < 60_000


def test_letters_are_drawn_as_letters(social: Social, tmp_path: Path) -> None:
    faces = {letter: previews.Face(letter, "余", "", COLOURS) for letter in "凸双対数骨直"}
    drawn, problems = previews.draw(tmp_path, social, faces)
    shapes = {
        Image.open(io.BytesIO(png)).convert("L").crop((80, 80, 160, 200)).tobytes() for png in drawn.values()
    }
    assert problems == ()
    assert len(shapes) == len(faces)


def test_lines_are_much_of_a_width_and_keep_katakana_whole(social: Social, tmp_path: Path) -> None:
    font = previews._read(tmp_path, social)
    assert isinstance(font, previews._Font)
    assert previews._fitted(font, "図を描かずに見るフェンシェル双対")[1] == [
        "図を描かずに見る",
        "フェンシェル双対",
    ]
