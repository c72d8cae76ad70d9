"""The numbers that the documentation names are those of the code."""

from __future__ import annotations

import re

import pytest

from sitegen.effects import deploying, link_memory, papers, workers
from sitegen.effects.gathering import Manners
from sitegen.effects.http import Bounds
from sitegen.output import search_index
from sitegen.settings.commands import Online
from tests.docs.pages import page

WORDS = {3: "three", 8: "eight", 50: "fifty"}
STATEMENTS = [
    ("commands.md", f"{WORDS[Manners().hosts]} hosts are asked at a time"),
    ("commands.md", f"{Bounds().seconds:g} seconds and {Bounds().size // 1_000_000} MB"),
    ("commands.md", f"{WORDS[papers._BATCH]} papers at a time"),
    ("commands.md", f"between questions there are {WORDS[int(Online().pause)]} seconds"),
    ("commands.md", f"the last {WORDS[deploying._KEPT]} are kept"),
    ("architecture.md", f"batches of about {workers._BATCH_CHARACTERS:,} characters"),
    ("publishing.md", {7: "remembered for a week"}[link_memory.DAYS]),
    ("publishing.ja.md", {7: "一週間覚えて"}[link_memory.DAYS]),
    ("settings.md", f"one file for {search_index._PER_SHARD} texts, at most {search_index._MOST_SHARDS}"),
    ("settings.md", f"{search_index.TEXTS} texts each"),
]


@pytest.mark.parametrize(("name", "statement"), STATEMENTS)
def test_a_number_is_the_real_one(name: str, statement: str) -> None:
    assert statement in re.sub(r"\s+", " ", page(name)).replace("Eight", "eight")
