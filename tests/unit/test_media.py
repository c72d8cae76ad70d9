"""A whole small site: images, fonts, previews and settings as a reader's browser gets them."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from sitegen.build import BuildResult, build

NOW = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
SETTINGS = """
[site]
title = "余白"
author = "甲"
base_url = "https://example.org/~me/blog"
language = "ja"
languages = ["ja"]

[[collection]]
name = "posts"
path = "content/posts"
kind = "post"

[[menu]]
title = "私"
url = "/posts/a/"

[theme.colours]
ground = ["#fffff0", "#101010"]

[images]
widths = [300]
"""
TEXT = """---
title: 図
date: 2026-01-01
---

![光](photo.jpg "題 <b>")

![絵](drawing.svg)

$$ \\oint x \\tag{1.2} $$

- [x] 済
"""
POST = "posts/a/index.html"


def jpeg() -> bytes:
    result = io.BytesIO()
    Image.effect_noise((600, 400), 80).convert("RGB").save(result, "JPEG")
    return result.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    posts = folder / "content/posts"
    posts.mkdir(parents=True)
    (folder / "sitegen.toml").write_text(SETTINGS, "utf-8")
    (posts / "a.md").write_text(TEXT, "utf-8")
    (posts / "photo.jpg").write_bytes(jpeg())
    (posts / "drawing.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"/>', "utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def made(site: Path) -> BuildResult:
    return build(site, now=NOW, jobs=1)


@pytest.fixture(scope="module")
def files(made: BuildResult) -> dict[str, bytes]:
    assert made.problems == ()
    return {file.path: file.content for file in made.files}


def attributes(html: str, start: str) -> Iterator[dict[str, str]]:
    for tag in re.findall(rf"<{start}[^>]*>", html):
        yield dict(re.findall(r'([\w-]+)="([^"]*)"', tag))


def test_local_images_have_their_size_and_narrower_versions(files: dict[str, bytes]) -> None:
    photo, drawing = attributes(files[POST].decode(), "img")
    assert (photo["width"], photo["height"], photo["loading"]) == ("600", "400", "lazy")
    small, full = photo["srcset"].split(", ")
    assert re.fullmatch(r"/~me/blog/assets/images/photo-300\.[0-9a-f]{12}\.webp 300w", small)
    assert full == "/~me/blog/posts/photo.jpg 600w"
    assert small.split()[0].removeprefix("/~me/blog/") in files
    assert (drawing["width"], drawing["height"]) == ("30", "20")
    assert "srcset" not in drawing
    assert b"srcset" not in files["feed.xml"]


def test_an_image_with_a_title_is_a_figure_with_a_caption(files: dict[str, bytes]) -> None:
    html = files[POST].decode()
    assert re.search(r"<figure><img[^>]*><figcaption>題 &lt;b&gt;</figcaption></figure>", html)
    assert html.count("<figure>") == 1


def test_only_faces_in_use_are_cut_and_preloaded(files: dict[str, bytes]) -> None:
    preloads = [tag["href"] for tag in attributes(files[POST].decode(), "link") if tag["rel"] == "preload"]
    sizes = {path.split("_")[1].split(".")[0]: len(data) for path, data in files.items() if ".woff2" in path}
    assert any("Size2-Regular" in address for address in preloads)
    assert all(address.removeprefix("/~me/blog/") in files for address in preloads)
    assert sizes["Main-Regular"] < 12_000 < sizes["Fraktur-Regular"] + 1000


def test_equations_tasks_menu_and_colours_reach_the_page(files: dict[str, bytes]) -> None:
    html = files[POST].decode()
    assert 'aria-label="式 (1.2) への固定リンク"' in html
    assert re.search(r'<div class="equation" id="[^"%]*1', html)
    assert 'disabled checked aria-label="済み"' in html
    assert '<li><a href="/~me/blog/posts/a/" aria-current="page">私</a></li>' in html
    assert "archive/" not in html.split("</header>")[0].split("<body>")[1]
    assert 'content="#fffff0" media="(prefers-color-scheme: light)"' in html


def test_an_article_says_in_linked_data_what_it_is(files: dict[str, bytes]) -> None:
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', files[POST].decode())
    assert text
    data = json.loads(text[1])
    assert (data["@type"], data["headline"], data["inLanguage"]) == ("BlogPosting", "図", "ja")
    assert data["url"] == "https://example.org/~me/blog/posts/a/"
    assert data["author"]["name"] == "甲"


def test_a_second_build_is_the_same_and_makes_nothing_again(site: Path, made: BuildResult) -> None:
    again = build(site, now=NOW, jobs=1)
    assert again.files == made.files
    assert again.rendered == 0


def test_a_menu_and_colours_that_fail_readers_are_warned_of(site: Path, tmp_path: Path) -> None:
    text = SETTINGS.replace('"/posts/a/"', '"/posts/zz/"').replace("#fffff0", "#777777")
    (tmp_path / "sitegen.toml").write_text(text, "utf-8")
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/posts/b.md").write_text(TEXT, "utf-8")
    (tmp_path / "content/posts/photo.jpg").write_bytes(b"no image")
    codes = {problem.code for problem in build(tmp_path, now=NOW, jobs=1).problems}
    assert codes == {"menu-broken", "theme-contrast", "image-damaged", "image-missing"}
