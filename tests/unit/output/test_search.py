"""Folding and cutting of what is searched, the index of a small site, and what of it is made again."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import accumulate
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sitegen.i18n import Texts
from sitegen.memory.memo import Lasting
from sitegen.notes import PaperFacts
from sitegen.output import search_index
from sitegen.output.press import Press, press
from sitegen.output.search_index import CLOSE, OPEN, search_leaves, shards
from sitegen.output.search_page import descriptions, search_page
from sitegen.output.search_terms import fold, shard, terms
from sitegen.site.references import resolve
from tests.unit import make


@pytest.mark.parametrize(
    "spellings",
    [
        ("ＲｅｃＳｙｓ", "recsys", "RECSYS"), ("カルマン", "ｶﾙﾏﾝ", "かるまん"),
        ("ガウス", "ｶﾞｳｽ", "か\u3099うす"), ("Poincaré", "poincare"),
        ("ΣΟΦΟΣ", "σοφος", "σοφοσ"), ("㈱", "(株)"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_fold_alike(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_japanese_is_cut_into_pairs_and_characters_and_the_rest_into_words() -> None:
    assert terms(fold("推薦システムとGPT-4o。")) == {
        "推薦", "薦し", "しす", "すて", "てむ", "むと", "推", "薦", "gpt", "4o",
    }  # fmt: skip
    assert terms(fold("…、。")) == set()


def test_long_words_are_cut_short_and_words_with_one_beginning_stand_together() -> None:
    assert terms("a" * 100) == {"a" * 24}
    assert len({shard(word, 256) for word in ("rec", "recsys", "recommend")}) == 1
    assert len({shard(pair, 256) for pair in ("推薦", "推定", "推論", "推測", "推移")}) > 1


@pytest.mark.parametrize(
    ("count", "parts"), [(0, 1), (1, 1), (40, 1), (41, 2), (81, 4), (1220, 32), (10_000, 256), (10**6, 256)]
)
def test_the_index_has_as_many_parts_as_its_size_asks_for(count: int, parts: int) -> None:
    assert shards(count) == parts


BODY = "共役関数は f* である。"
FORMULA = (6, 8)


def made(*, search: bool = True, body: str = BODY, memory: Lasting[Any] | None = None) -> Press:
    config = replace(make.CONFIG, search=search)
    text = make.rendered(make.section(text=body, formulas=(FORMULA,)), title="凸解析", description="案内")
    noted = replace(make.entry("2026-01-06-121654", "散歩"), tags=("道",))
    pairs = [
        (make.document("content/posts/a.md", date=make.at("2026-01-10"), tags=("数学",)), text),
        make.post("content/posts/b.en.md", "2026-01-02", "Walks"),
        make.diary("content/diary/2026-01.md", noted),
    ]
    found = make.site(pairs, config)
    return press(found, resolve(found, {}, {}), Texts({}), {}, lasting=memory)


def files(core: Press, language: str) -> dict[str, Any]:
    start = "/search/" if language == "ja" else f"/{language}/search/"
    leaves = ((url, leaf) for url, leaf in search_leaves(core) if url.startswith(start))
    return {url.removeprefix(start): json.loads(leaf()) for url, leaf in leaves}


def numbers(index: dict[str, list[int]], term: str) -> list[int]:
    return list(accumulate(index[term]))


def test_texts_are_numbered_from_old_to_new_with_what_a_list_shows() -> None:
    found = files(made(), "ja")
    assert found["texts-0.json"] == [
        ["/~me/blog/posts/b/", "Walks", "en", "en", "2026-01-02", "2026年1月2日(金)", "記事", [], "本文。"],
        ["/~me/blog/2026/01/#2026-01-06-121654", "散歩", "", "", "2026-01-06", "2026年1月6日(火)", "日記",
         ["道"], "entry 2026-01-06-121654"],
        ["/~me/blog/posts/a/", "凸解析", "", "", "2026-01-10", "2026年1月10日(土)", "記事", ["数学"],
         f"案内\n共役関数は {OPEN}f*{CLOSE} である。"],
    ]  # fmt: skip


def test_the_index_leads_from_terms_to_numbers_and_knows_titles_and_tags() -> None:
    (index,) = (part for name, part in files(made(), "ja").items() if name.startswith("terms"))
    assert numbers(index, "共役") == [2 * 2]
    assert numbers(index, "凸解") == numbers(index, "数学") == [2 * 2 + 1]
    assert numbers(index, "walks") == [1]
    assert numbers(index, "本文") == [0]
    assert numbers(index, "2026") == [2]
    assert "f" in index
    assert list(index) == sorted(index)


def test_all_notes_on_a_paper_are_one_text_with_its_authors() -> None:
    facts = PaperFacts("arxiv:1", "1", authors=("Ada Lovelace",), venue="ICML")
    pairs = [
        make.post(f"content/papers/{name}.md", f"2026-01-0{n}", "Engines", paper=facts)
        for n, name in enumerate("pq", 1)
    ]
    found = make.site(pairs)
    core = press(found, resolve(found, {}, {}), Texts({}), {})
    (row,) = files(core, "ja")["texts-0.json"]
    assert row[8].split("\n") == ["本文。", "本文。", "Ada Lovelace, ICML"]
    assert numbers(files(core, "ja")["terms-0.json"], "lovelace") == [0]


def test_a_text_that_is_the_same_is_not_read_again_for_another_press(monkeypatch: pytest.MonkeyPatch) -> None:
    memory: Lasting[Any] = Lasting()
    core = made(memory=memory)
    before = files(core, "ja")
    runs: list[str] = []

    def noted_fold(text: str) -> str:
        runs.append(text)
        return fold(text)

    monkeypatch.setattr(search_index, "fold", noted_fold)
    again = press(core.site, core.targets, Texts({}), {}, lasting=memory)
    assert files(again, "ja") == before
    assert not any("共役関数" in text for text in runs)


def test_without_the_setting_there_is_no_search() -> None:
    core = made(search=False)
    edition = core.site.editions["ja"]
    assert [*search_leaves(core), *search_page(core, edition), *descriptions(core)] == []


def test_browsers_are_told_how_to_search() -> None:
    found = {url: leaf() for url, leaf in descriptions(made())}
    root = ET.fromstring(found["/en/search/opensearch.xml"])
    (address,) = (child for child in root if child.tag.endswith("Url"))
    assert address.get("template") == "https://example.org/~me/blog/en/search/?q={searchTerms}"
    assert root.findtext("{*}ShortName") == "Research Diary"
