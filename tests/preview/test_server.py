"""The preview as a web application, asked without a network."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from sitegen.build import build
from sitegen.preview.server import Preview
from sitegen.preview.studio import Studio
from tests.preview.sites import FILES, write
from tests.preview.typeset import HereWorkers

NOW = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
T = TypeVar("T")
POST = "content/posts/a.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = Path(os.path.realpath(tmp_path)) / "site"
    write(folder, FILES)
    return folder


@pytest.fixture
def studio(site: Path) -> Iterator[Studio]:
    made = Studio(site, clock=lambda: NOW, timer=lambda: 0.0, workers=HereWorkers())
    yield made
    made.close()


def run(asked: Coroutine[object, object, T]) -> T:
    """Await in a thread of its own: a browser that is open holds this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


def client(preview: Preview, bound: str = "127.0.0.1") -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=preview.application(bound)), base_url="http://localhost:8000"
    )


def ask(site: Path, studio: Studio, method: str, url: str, **more: object) -> httpx.Response:
    async def asked() -> httpx.Response:
        async with client(Preview(site, studio)) as browser:
            return await browser.request(method, url, **more)  # type: ignore[arg-type]

    return run(asked())


def get(site: Path, studio: Studio, url: str, **headers: str) -> httpx.Response:
    return ask(site, studio, "GET", url, headers=headers)


def test_pages_are_those_of_a_build_but_for_one_script(site: Path, studio: Studio) -> None:
    built = build(site, now=NOW, drafts=True, workers=HereWorkers())
    for file in built.files:
        if file.path.endswith(".html"):
            served = get(site, studio, "/" + file.path).content
            start = served.index(b'<script src="/@sitegen')
            end = served.index(b"</script>", start) + len(b"</script>")
            assert served[:start] + served[end:] == file.content


def test_the_published_folder_is_not_touched(site: Path, studio: Studio) -> None:
    get(site, studio, "/")
    studio.save()
    assert sorted(path.name for path in site.iterdir()) == [".sitegen", "content", "sitegen.toml", "static"]


def test_types_and_statuses_are_those_of_a_web_server(site: Path, studio: Studio) -> None:
    assert get(site, studio, "/feed.xml").headers["content-type"] == "application/xml"
    missing = get(site, studio, "/en/nothing/")
    assert (missing.status_code, 'lang="en"' in missing.text) == (404, True)
    moved = get(site, studio, "/posts/a")
    assert (moved.status_code, moved.headers["location"]) == (308, "/posts/a/")
    assert get(site, studio, "/a//b").status_code == 400


def test_an_editor_is_opened_by_the_settings_alone(site: Path, studio: Studio) -> None:
    def open_at(path: object, line: object = 2) -> int:
        return ask(site, studio, "POST", "/@sitegen/edit", json={"path": path, "line": line}).status_code

    assert open_at(POST) == 409
    note = site.parent / "note"
    write(site, {"sitegen.toml": FILES["sitegen.toml"] + f'[preview]\neditor = "cp {{path}} {note}"\n'})
    studio.update([str(site / "sitegen.toml")])
    assert [open_at("../outside"), open_at("/etc/passwd"), open_at("content"), open_at(5, "x")] == [
        409,
        409,
        409,
        400,
    ]
    assert open_at(POST) == 204


async def events(preview: Preview, url: str) -> AsyncIterator[dict[str, object]]:
    """Listen to the reload channel as a browser does."""
    sent: asyncio.Queue[bytes] = asyncio.Queue()
    path, _, query = url.partition("?")
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "asgi": {"version": "3.0"},
        "query_string": query.encode(), "headers": [(b"host", b"localhost:8000")], "http_version": "1.1",
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    async def send(message: dict[str, object]) -> None:
        await sent.put(message.get("body", b""))  # type: ignore[arg-type]

    task: asyncio.Task[None] = asyncio.create_task(preview.application("127.0.0.1")(scope, receive, send))  # type: ignore[arg-type]
    try:
        while True:
            text = (await asyncio.wait_for(sent.get(), 5)).decode()
            if text.startswith("data: "):
                yield json.loads(text.removeprefix("data: "))
    finally:
        task.cancel()


def test_only_pages_that_changed_are_told_so(site: Path, studio: Studio) -> None:
    async def told() -> tuple[dict[str, object], dict[str, object], dict[str, object]]:
        preview = Preview(site, studio)
        own = events(preview, "/@sitegen/events?page=posts/a/index.html&language=ja")
        other = events(preview, "/@sitegen/events?page=posts/b/index.html&language=en")
        first = await anext(own)
        await anext(other)
        text = FILES[POST].replace("二文。", "三文。")
        write(site, {POST: text})
        await preview.update(frozenset([str(site / POST)]))
        return first, await anext(own), await anext(other)

    first, changed, untouched = run(told())
    assert first["words"]["close"] == "閉じる"  # type: ignore[index]
    assert changed["digest"] != first["digest"]
    assert changed["edit"] == {"path": POST, "line": 11, "page": "posts/a/index.html", "href": "/posts/a/"}
    assert "digest" not in untouched


def test_problems_are_told_with_their_place_and_go_away(site: Path, studio: Studio) -> None:
    async def told() -> tuple[dict[str, object], dict[str, object]]:
        preview = Preview(site, studio)
        own = events(preview, "/@sitegen/events?page=posts/a/index.html&language=en")
        await anext(own)
        write(site, {POST: FILES[POST].replace("tags: [x, Y]", "tags: [x")})
        await preview.update(frozenset([str(site / POST)]))
        wrong = await anext(own)
        write(site, {POST: FILES[POST]})
        await preview.update(frozenset([str(site / POST)]))
        return wrong, await anext(own)

    wrong, right = run(told())
    assert "digest" not in wrong
    problem = wrong["problems"][0]  # type: ignore[index]
    assert (problem["path"], problem["code"], problem["severity"]) == (POST, "front-matter", "error")
    assert wrong["count"] == "1 problem"
    assert problem["excerpt"]
    assert right["problems"] == []


def test_the_place_of_every_block_is_known(site: Path, studio: Studio) -> None:
    (place,) = get(site, studio, "/@sitegen/places?page=posts/a/index.html").json()
    assert place == {"path": POST, "anchor": "", "blocks": [[7, 1], [9, 1], [11, 1], [11, 1]]}
    entries = get(site, studio, "/@sitegen/places?page=2026/01/index.html").json()
    assert [(entry["anchor"], entry["blocks"]) for entry in entries] == [
        ("2026-01-06-1200", [[5, 1]]),
        ("2026-01-06-1800", [[9, 1]]),
    ]


def test_drafts_and_the_future_are_shown_and_marked(site: Path, studio: Studio) -> None:
    text = "---\ntitle: N\ndate: 2027-01-01\n{}---\n\n文。\n"
    write(site, {"content/posts/f.md": text.format(""), "content/posts/d.md": text.format("draft: true\n")})
    studio.update([str(site / "content/posts")])
    assert "公開前" in get(site, studio, "/posts/f/").text
    assert "下書き" in get(site, studio, "/posts/d/").text
