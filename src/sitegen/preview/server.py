"""The preview as a web application: the site's own addresses, and a few of its own below ``@sitegen``."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import unquote, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from sitegen.effects.package import vendor_folder
from sitegen.preview import messages
from sitegen.preview.addresses import OWN, answer, content_type, not_found
from sitegen.preview.editor import open_editor
from sitegen.preview.guard import is_own_host, is_own_origin
from sitegen.preview.hub import Client, Hub, fingerprint
from sitegen.preview.places import places
from sitegen.preview.studio import Change, Studio

T = TypeVar("T")
_BODY_END: Final = re.compile(rb"</body\s*>(?!.*</body\s*>)", re.IGNORECASE | re.DOTALL)
_PULSE: Final = 15.0
_FRESH: Final = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
_LONGEST_REQUEST: Final = 10_000


class Preview:
    """Answers requests from the studio, which one thread of its own works in."""

    def __init__(self, site: Path, studio: Studio) -> None:
        self._site = site
        self._studio = studio
        self._hub = Hub()
        self._thread = ThreadPoolExecutor(1, "studio")
        self._scripts = _scripts()

    def application(self, bound: str) -> ASGIApp:
        """The web application for a server bound to the address `bound`."""
        routes = [
            Route("/{path:path}", self._post, methods=["POST"]),
            Route("/{path:path}", self._get, methods=["GET"]),
        ]
        return _Guarded(Starlette(routes=routes), bound)

    async def update(self, paths: frozenset[str]) -> Change:
        """Build again, and tell every open page what concerns it."""
        change = await self._run(self._studio.update, paths)
        await self._tell(change)
        return change

    async def save(self) -> None:
        """Keep on disk what was computed."""
        await self._run(self._studio.save)

    # ------------------------------------------------------------- requests

    async def _get(self, request: Request) -> Response:
        own = self._own(request)
        if own is not None:
            return await self._service(own, request)
        return await self._page(request)

    async def _post(self, request: Request) -> Response:
        body = await request.body()
        if self._own(request) != "edit" or len(body) > _LONGEST_REQUEST:
            return Response(status_code=404)
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return Response(status_code=415)
        try:
            wanted = json.loads(body)
            path, line = str(wanted["path"]), int(wanted["line"])
        except (ValueError, KeyError, TypeError):
            return Response(status_code=400)
        state = self._studio.state
        is_open = state is not None and open_editor(self._site, state, path, max(1, line))
        return Response(status_code=204 if is_open else 409)

    def _own(self, request: Request) -> str | None:
        """The name of the preview's own address; None where the site is asked."""
        path = unquote(request.scope["raw_path"].decode("latin-1"))
        return path.removeprefix(f"/{OWN}/") if path.startswith(f"/{OWN}/") else None

    async def _service(self, name: str, request: Request) -> Response:
        page = request.query_params.get("page", "")
        if name == "events":
            client = self._hub.join(page, request.query_params.get("language", ""))
            return StreamingResponse(self._events(client), media_type="text/event-stream", headers=_FRESH)
        if name == "places":
            return JSONResponse(await self._run(self._places, page), headers=_FRESH)
        script = self._scripts.get(name)
        if script is None:
            return Response(status_code=404)
        return Response(script, media_type="text/javascript", headers=_FRESH)

    async def _page(self, request: Request) -> Response:
        status, path, content, location = await self._run(self._answer, request.scope["raw_path"])
        if location:
            return Response(status_code=308, headers={"location": location})
        if content is None:
            return Response("400" if status == 400 else "404", status, media_type="text/plain")  # noqa: PLR2004
        kind = content_type(path)
        body = self._with_script(content, path) if kind.startswith("text/html") else content
        return Response(body, status, headers={**_FRESH, "content-type": kind})

    def _answer(self, raw: bytes) -> tuple[int, str, bytes | None, str]:
        """Status, output path, bytes and new place; in the studio's thread."""
        studio, state = self._studio, self._studio.state
        if state is None:
            return 503, "index.html", _EMPTY, ""
        base = unquote(urlsplit(state.config.base_url).path.rstrip("/"))
        found = answer(raw, base, studio)
        if found.status in (308, 400):
            return found.status, "", None, found.location
        if found.status == 200 and (content := studio.file(found.path)) is not None:  # noqa: PLR2004
            return 200, found.path, content, ""
        missing = not_found(unquote(raw.decode("latin-1")).removeprefix(base), state.config.languages)
        if found.status == 200:  # noqa: PLR2004
            return 500, found.path, _EMPTY, ""
        return 404, missing, studio.file(missing), ""

    def _with_script(self, content: bytes, path: str) -> bytes:
        """A page with the preview's script, which stands last in its body."""
        tag = (
            f'<script src="/{OWN}/preview.js" data-home="/{OWN}" data-page="{_attribute(path)}" '
            f'data-digest="{fingerprint(content)}"></script>'
        ).encode()
        end = _BODY_END.search(content)
        return content[: end.start()] + tag + content[end.start() :] if end else content + tag

    def _places(self, page: str) -> list[messages.Message]:
        state = self._studio.state
        return messages.places(places(page, state)) if state else []

    async def _run(self, function: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *arguments)

    # ------------------------------------------------------------- messages

    async def _events(self, client: Client) -> AsyncIterator[str]:
        """Tell a page how things stand, then whatever happens; ends when the page is closed."""
        try:
            yield "retry: 700\n\n"
            first = await self._run(self._news, client, None)
            yield _event({"words": messages.words(self._studio.state, client.language), **first})
            while True:
                try:
                    message = await asyncio.wait_for(client.waiting.get(), _PULSE)
                except TimeoutError:
                    yield ": still here\n\n"
                else:
                    yield _event(message)
        finally:
            self._hub.leave(client)

    async def _tell(self, change: Change) -> None:
        for client in self._hub:
            news = await self._run(self._news, client, change)
            if news:
                client.waiting.put_nowait(news)

    def _news(self, client: Client, change: Change | None) -> messages.Message:
        """What is new for one open page; in the studio's thread."""
        studio = self._studio
        content = studio.file(client.page)
        news: messages.Message = {}
        digest = fingerprint(content)
        if content is not None and digest != client.told:
            client.told = news["digest"] = digest
        found = studio.problems()
        if hash(found) != client.problems:
            client.problems = hash(found)
            news |= messages.problems(found, studio.state, client.language, studio.lines)
        if change is not None:
            news |= {"edit": messages.edit(change.edit)} if change.edit else {}
            news |= {"files": [f"/{path}" for path in change.files]} if change.files else {}
        return news


class _Guarded:
    """Refuses what does not come from the preview's own address."""

    def __init__(self, application: ASGIApp, bound: str) -> None:
        self._application = application
        self._bound = bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_welcome(scope):
            await Response("403", 403, media_type="text/plain")(scope, receive, send)
            return
        await self._application(scope, receive, send)

    def _is_welcome(self, scope: Scope) -> bool:
        names = [name for name, _ in scope["headers"]]
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if names.count(b"host") != 1 or not is_own_host(headers["host"], self._bound):
            return False
        is_page = scope["method"] in ("GET", "HEAD") and not scope["path"].startswith(f"/{OWN}/")
        return is_page or is_own_origin(headers)


_EMPTY: Final = (
    b'<!doctype html>\n<html>\n<head><meta charset="utf-8"><title>sitegen</title></head>\n'
    b"<body></body>\n</html>\n"
)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _event(message: messages.Message) -> str:
    return f"data: {json.dumps(message, ensure_ascii=False)}\n\n"


def _scripts() -> dict[str, bytes]:
    client = Path(__file__).with_name("client.js").read_bytes()
    morph = (vendor_folder() / "idiomorph" / "idiomorph.min.js").read_bytes()
    return {"preview.js": morph + b"\n" + client}
