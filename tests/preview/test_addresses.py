from __future__ import annotations

import pytest

from sitegen.preview.addresses import Answer, answer, content_type, not_found

FILES = {"index.html", "posts/a/index.html", "feed.xml", "posts/日 本/index.html", "en/index.html"}


@pytest.mark.parametrize("target", ["/.env", "/nothing", "/posts", "/feed.xml/", "/posts/a/index.htm"])
def test_what_is_not_there_is_not_found(target: str) -> None:
    assert answer(target.encode(), "", FILES) == Answer(404)


@pytest.mark.parametrize(
    ("target", "base", "path"),
    [
        ("/", "", "index.html"),
        ("/posts/a/", "", "posts/a/index.html"),
        ("/posts/a/index.html", "", "posts/a/index.html"),
        ("/feed.xml", "", "feed.xml"),
        ("/posts/%E6%97%A5%20%E6%9C%AC/", "", "posts/日 本/index.html"),
        ("/~me/blog/", "/~me/blog", "index.html"),
        ("/%7Eme/blog/feed.xml", "/~me/blog", "feed.xml"),
    ],
)
def test_every_address_of_the_published_site_is_answered(target: str, base: str, path: str) -> None:
    assert answer(target.encode(), base, FILES) == Answer(200, path)


@pytest.mark.parametrize(
    ("target", "base", "location"),
    [
        ("/posts/a", "", "/posts/a/"),
        ("/posts/%E6%97%A5%20%E6%9C%AC", "", "/posts/%E6%97%A5%20%E6%9C%AC/"),
        ("/", "/~me/blog", "/~me/blog/"),
        ("/~me/blog", "/~me/blog", "/~me/blog/"),
    ],
)
def test_a_folder_is_found_without_its_slash(target: str, base: str, location: str) -> None:
    assert answer(target.encode(), base, FILES) == Answer(308, location=location)


def test_types_do_not_depend_on_the_machine() -> None:
    found = [content_type(path) for path in ("a.html", "f.xml", "f.json", "x.woff2", "p.PNG", "CNAME")]
    assert found == [
        "text/html; charset=utf-8", "application/xml", "application/json", "font/woff2", "image/png",
        "application/octet-stream",
    ]  # fmt: skip


def test_the_page_for_what_is_missing_is_in_the_language_of_the_address() -> None:
    assert [not_found(path, ("ja", "en")) for path in ("/x", "/en/x", "/english", "/ja/")] == [
        "404.html", "en/404.html", "404.html", "404.html",
    ]  # fmt: skip
