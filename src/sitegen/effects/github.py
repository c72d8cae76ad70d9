"""Issues and comments of a repository, downloaded page by page.

Pages are kept in a folder of their own while the download lasts, each with its ETag, so
that a second run goes on where the first one stopped and asks only for what has changed.
The folder of the site changes when everything is there, and never before.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from sitegen import __version__
from sitegen.effects.github_session import FetchError, Session, same_origin
from sitegen.effects.http import ENCODINGS
from sitegen.errors import Problem

API: Final = "https://api.github.com"
"""Where GitHub answers."""

_KINDS: Final = {"issues": "issues", "comments": "issues/comments"}
_QUERY: Final = "per_page=100&sort=created&direction=asc"
_MOST_PAGES: Final = 2_000
_PAGE: Final = re.compile(r"(?:issues|comments)-\d{5}\.json")
_REMEMBERED: Final = 3
"""Of a page its address, its ETag and the address of the next."""
_FIELDS: Final = (
    "number",
    "title",
    "state",
    "created_at",
    "updated_at",
    "html_url",
    "issue_url",
    "id",
    "body",
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a download gave."""

    pages: int
    """How many pages there are."""
    fresh: int
    """How many of them were downloaded; the others had not changed."""


def fetch(  # noqa: PLR0913 - what a download depends on, each named
    repository: str,
    folder: Path,
    kept: Path,
    *,
    api: str = API,
    token: str = "",
    wait: Callable[[float], None] = time.sleep,
) -> Fetched | Problem:
    """Download the issues and comments of `repository` into `folder`; `kept` holds what was downloaded.

    Nothing in `folder` changes unless everything has been downloaded.
    """
    headers = {"Accept": "application/vnd.github+json", "User-Agent": f"sitegen/{__version__}"}
    headers |= {"Accept-Encoding": ENCODINGS}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    try:
        kept.mkdir(parents=True, exist_ok=True)
        with httpx.Client(headers=headers, timeout=30.0, follow_redirects=False) as client:
            found = list(_pages(Session(client, api.rstrip("/"), kept, wait), repository))
        _publish({name: text for name, text, _ in found}, folder)
    except FetchError as error:
        return _problem(repository, str(error))
    except OSError as error:
        return _problem(repository, f"{error.strerror or error}")
    return Fetched(len(found), sum(fresh for *_, fresh in found))


def _problem(repository: str, why: str) -> Problem:
    message = f"the issues of {repository} cannot be fetched: {why}."
    return Problem("fetch", "", 0, 0, message[:499], "Nothing was changed; run the command again to go on.")


def _pages(session: Session, repository: str) -> Iterator[tuple[str, str, bool]]:
    """Name, text and freshness of every page."""
    etags = _read_etags(session.kept)
    for kind, path in _KINDS.items():
        url = f"{session.api}/repos/{repository}/{path}?{_QUERY}&page=1"
        url += "&state=all" if kind == "issues" else ""
        for number in range(1, _MOST_PAGES + 1):
            name = f"{kind}-{number:05}.json"
            text, following, fresh = _page(session, url, name, etags)
            yield name, text, fresh
            if not following:
                break
            url = following


def _page(session: Session, url: str, name: str, etags: dict[str, list[str]]) -> tuple[str, str, bool]:
    """The text of one page, the address of the next, and whether it was downloaded."""
    place = session.kept / name
    known = etags.get(name, ["", "", ""])
    usable = known[0] == url and place.is_file()
    answer = session.get(url, known[1] if usable else "")
    if answer.status_code == httpx.codes.NOT_MODIFIED and usable:
        return place.read_text(encoding="utf-8"), known[2], False
    if answer.status_code != httpx.codes.OK:
        message = f"the server answered {answer.status_code}"
        raise FetchError(message)
    text, following = _slim(answer), _next(answer, url)
    _write(place, text)
    etags[name] = [url, answer.headers.get("ETag", ""), following]
    _write(session.kept / "etags.json", json.dumps(etags, indent=1))
    return text, following, True


def _read_etags(kept: Path) -> dict[str, list[str]]:
    try:
        found = json.loads((kept / "etags.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    items = found.items() if isinstance(found, dict) else ()
    return {
        str(name): [str(part) for part in row]
        for name, row in items
        if isinstance(row, list) and len(row) == _REMEMBERED
    }


def _next(answer: httpx.Response, url: str) -> str:
    following = str(answer.links.get("next", {}).get("url", ""))
    if following and not same_origin(following, url):
        message = "the list goes on at another host"
        raise FetchError(message)
    return following


def _slim(answer: httpx.Response) -> str:
    """The page with what a site needs of it."""
    try:
        items = answer.json()
    except ValueError as error:
        message = "the answer is no JSON"
        raise FetchError(message) from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        message = "the answer is no list of issues"
        raise FetchError(message)
    kept = [_needed(item) for item in items if not item.get("pull_request")]
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _needed(item: Mapping[str, object]) -> dict[str, object]:
    labels = item.get("labels")
    names = (
        [label.get("name") if isinstance(label, dict) else label for label in labels]
        if isinstance(labels, list)
        else None
    )
    found = {name: item[name] for name in _FIELDS if name in item}
    return found if names is None else found | {"labels": [{"name": name} for name in names]}


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_bytes(text.encode("utf-8", "replace"))
    os.replace(temporary, path)


def _publish(pages: Mapping[str, str], folder: Path) -> None:
    """Put all pages into the folder of the site: written beside it first, then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / ".fetch.new"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir()
        for name, text in pages.items():
            (beside / name).write_bytes(text.encode("utf-8", "replace"))
        for name, text in pages.items():
            if not _is_same(folder / name, text):
                os.replace(beside / name, folder / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for old in folder.iterdir():
        if _PAGE.fullmatch(old.name) and old.name not in pages:
            old.unlink()


def _is_same(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode("utf-8", "replace")
    except OSError:
        return False
