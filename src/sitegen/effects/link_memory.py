"""What other hosts answered when `check --external` asked, kept for some days in the site's folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from sitegen.effects.gathering import Manners, gather
from sitegen.effects.http import Client, Failure
from sitegen.effects.lock import FOLDER

DAYS: Final = 7
"""How long an answer is believed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is remembered of one address."""

    asked: dt.datetime
    """When it was asked, aware."""
    reason: str = ""
    """Why it cannot be reached; "" where it can."""


def reasons(
    site: Path, addresses: Iterable[str], client: Client, now: dt.datetime, manners: Manners | None = None
) -> dict[str, str]:
    """Why each address cannot be reached ("" where it can); only what is not remembered is asked."""
    wanted = tuple(addresses)
    path = site / FOLDER / "links.json"
    known = {url: answer for url, answer in _read(path).items() if _is_fresh(answer, now)}
    missing = [url for url in wanted if url not in known]
    for url, found in gather(client, missing, manners or Manners(between=1.0)):
        known[url] = Answer(now, found.detail or found.why.value if isinstance(found, Failure) else "")
    _write(path, known)
    return {url: known[url].reason for url in wanted}


def _is_fresh(answer: Answer, now: dt.datetime) -> bool:
    return dt.timedelta() <= now - answer.asked < dt.timedelta(days=DAYS)


def _read(path: Path) -> dict[str, Answer]:
    """What is remembered; nothing where the file is missing or damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Answer])
    except (OSError, msgspec.MsgspecError):
        return {}


def _write(path: Path, answers: Mapping[str, Answer]) -> None:
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(msgspec.json.encode(answers, order="deterministic"))
