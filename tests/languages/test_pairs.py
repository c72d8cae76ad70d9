"""Texts and their translations, from the files of a site to its pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import main
from tests.languages.conftest import ROOT
from tests.languages.sites import attribute, built, language_of, made

ORIGINAL = """\
---
title: 原文
date: 2026-01-02
---

一つ目の段落。

## 節

二つ目の段落。

$$x = 1$$

三つ目の段落。
"""
TRANSLATION = """\
---
title: The translation
date: 2026-01-02
---

The first paragraph.

## Section

The second paragraph.

$$x = 1$$

The third paragraph.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made(tmp_path, posts__a_md=ORIGINAL, posts__a_en_md=TRANSLATION)


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["translations", *map(str, arguments)])
    return done.exit_code, done.output


def test_headings_of_a_pair_share_the_ids_of_the_default_language(site: Path) -> None:
    found = built(site)
    assert found.result.problems == ()
    for url in ("/~me/posts/a/", "/~me/en/posts/a/"):
        page = found.page(url)
        assert attribute(page.css_first("h2"), "id") == "節"
        assert attribute(page.css_first("h2 a"), "href") in ("#節", "#%E7%AF%80")


def test_a_link_to_the_id_in_one_s_own_language_still_leads_there(site: Path) -> None:
    (site / "content/posts/b.en.md").write_text("---\ntitle: b\n---\n\n[there](a.en.md#section)\n", "utf-8")
    found = built(site)
    assert found.result.problems == ()
    link = found.page("/~me/en/posts/b/").css_first(".text a")
    assert attribute(link, "href") == "/~me/en/posts/a/#%E7%AF%80"


def test_front_matter_can_name_the_original(tmp_path: Path) -> None:
    text = TRANSLATION.replace("date:", "lang: en\ntranslation_of: a\ndate:")
    found = built(made(tmp_path, posts__a_md=ORIGINAL, posts__other_md=text))
    links = found.page("/~me/posts/a/").css('link[hreflang="en"]')
    assert [attribute(link, "href") for link in links] == ["https://example.org/~me/en/posts/other/"]


def test_an_original_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    text = TRANSLATION.replace("date:", "lang: en\ntranslation_of: nowhere\ndate:")
    found = built(made(tmp_path, posts__other_md=text))
    assert found.codes() == ["translation-original"]
    assert "en/posts/other/index.html" in found.files


def test_entries_at_one_moment_are_one_entry(tmp_path: Path) -> None:
    japanese = "## 2026-01-02\n\n### 10:00 *朝*\n\n起きた。\n\n### 11:00 *昼*\n\n食べた。\n"
    english = "## 2026-01-02\n\n### 10:00 *Morning*\n\nI got up.\n"
    found = built(made(tmp_path, diary__a_md=japanese, **{"diary__2026-01_en_md": english}))
    month = found.page("/~me/en/2026/01/")
    entries = {attribute(node, "id"): node for node in month.css(".entry")}
    assert list(entries) == ["2026-01-02-1000", "2026-01-02-1100"]
    assert "I got up." in entries["2026-01-02-1000"].text()
    assert not entries["2026-01-02-1000"].css_first(".badge")
    alone = entries["2026-01-02-1100"]
    assert alone.css_first(".badge").text() == "Japanese only"  # type: ignore[union-attr]
    assert attribute(alone.css_first(".entry-title a"), "href") == "/~me/2026/01/#2026-01-02-1100"
    assert "食べた" not in alone.text()


def test_a_text_of_one_language_is_never_missing_in_the_other(tmp_path: Path) -> None:
    found = built(
        made(tmp_path, posts__a_md=ORIGINAL, posts__b_en_md=TRANSLATION.replace("The trans", "Trans"))
    )
    assert attribute(found.page("/~me/en/posts/a/").css_first(".text"), "lang") == "ja"
    assert attribute(found.page("/~me/posts/b/").css_first(".text"), "lang") == "en"
    assert language_of(found.page("/~me/posts/b/")) == "ja"


def test_a_link_to_a_text_that_is_not_translated_stays_in_the_reader_s_language(tmp_path: Path) -> None:
    english = "---\ntitle: b\n---\n\n[[a]] and [there](a.md#節)\n"
    found = built(made(tmp_path, posts__a_md=ORIGINAL, posts__b_en_md=english))
    links = found.page("/~me/en/posts/b/").css(".text a")
    assert [attribute(link, "href") for link in links] == ["/~me/en/posts/a/", "/~me/en/posts/a/#%E7%AF%80"]
    assert found.result.problems == ()


def test_an_outline_that_differs_is_reported_with_both_places(site: Path) -> None:
    path = site / "content/posts/a.md"
    path.write_text(ORIGINAL + "\n## 余り\n\n四つ目。\n", "utf-8")
    problems = [problem for problem in built(site).result.problems if problem.code == "pair-headings"]
    assert [problem.path for problem in problems] == ["content/posts/a.en.md"]
    assert "content/posts/a.md:16 has “余り”" in problems[0].message


# ----------------------------------------------------------- side by side


def test_the_third_view_pairs_paragraphs_and_shows_equal_formulas_once(site: Path) -> None:
    page = built(site).page("/~me/posts/a/both/")
    rows = [
        tuple(side.text(strip=True).removesuffix("#") for side in pair.css(".side")) or ("same",)
        for pair in page.css(".pair")
    ]
    assert rows == [
        ("一つ目の段落。", "The first paragraph."),
        ("節", "Section"),
        ("二つ目の段落。", "The second paragraph."),
        ("same",),
        ("三つ目の段落。", "The third paragraph."),
    ]
    assert len(page.css(".katex")) == 1
    assert [attribute(node, "value") for node in page.css("fieldset input")] == ["left", "right", "both"]


def test_each_language_has_the_view_in_its_own_words(site: Path) -> None:
    found = built(site)
    assert language_of(found.page("/~me/en/posts/a/both/")) == "en"
    first = found.page("/~me/en/posts/a/both/").css_first(".side")
    assert attribute(first, "lang") == "en"


def test_a_block_without_a_counterpart_is_reported_with_both_places(site: Path) -> None:
    path = site / "content/posts/a.md"
    path.write_text(ORIGINAL.replace("$$x = 1$$\n", "$$x = 1$$\n\n```\ncode\n```\n"), "utf-8")
    (problem,) = built(site).result.problems
    assert (problem.code, problem.path, problem.line) == ("pair-block", "content/posts/a.en.md", 12)
    assert problem.message.startswith("content/posts/a.md:14 has “code”")


def test_blocks_with_the_same_id_belong_together(tmp_path: Path) -> None:
    japanese = "---\ntitle: 題\n---\n\n一。\n\n二。\n\n{#x}\n三。\n"
    english = "---\ntitle: T\n---\n\n{#x}\nThree.\n"
    page = built(made(tmp_path, posts__a_md=japanese, posts__a_en_md=english)).page("/~me/posts/a/both/")
    last = page.css(".pair")[-1]
    assert [side.text(strip=True) for side in last.css(".side")] == ["三。", "Three."]


# ------------------------------------------------------------------ stale


def test_exactly_the_paragraph_that_changed_is_stale(site: Path) -> None:
    assert run(site, "--mark", site / "content/posts/a.en.md")[0] == 0
    assert run(site)[0] == 0
    assert built(site).result.problems == ()
    path = site / "content/posts/a.md"
    path.write_text(ORIGINAL.replace("二つ目の段落。", "二つ目の段落を直した。"), "utf-8")
    (problem,) = built(site).result.problems
    assert problem.code == "translation-stale"
    assert problem.message.startswith("content/posts/a.md:10 (“二つ目の段落を直した。”) has changed since ")
    status, output = run(site)
    assert status == 1
    assert "content/posts/a.md:10  changed  二つ目の段落を直した。" in output
    assert output.count("content/posts/a.md:") == 1
    assert "1 stale" in output


def test_the_page_of_a_stale_translation_says_so(site: Path) -> None:
    run(site, "--mark", "content/posts/a.en.md")
    path = site / "content/posts/a.md"
    path.write_text(
        ORIGINAL.replace("date:", "updated: 2026-02-03\ndate:").replace("一つ目の", "最初の"), "utf-8"
    )
    notice = built(site).page("/~me/en/posts/a/").css_first(".notice")
    assert notice is not None
    assert "1 passage has changed there since" in notice.text()
    assert "last changed on 3 February 2026" in notice.text()
    assert attribute(notice.css_first("a"), "href") == "/~me/posts/a/"


def test_broken_lines_are_no_change(site: Path) -> None:
    run(site, "--mark", site)
    path = site / "content/posts/a.md"
    path.write_text(ORIGINAL.replace("二つ目の段落", "二つ目の\n段落"), "utf-8")
    assert run(site)[0] == 0


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("三つ目の段落。\n", "", "removed"),
        ("$$x = 1$$", "$$x = 2$$", "changed"),
        ("## 節", "間。\n\n## 節", "added"),
    ],
)
def test_what_happened_to_a_block_is_said(site: Path, before: str, after: str, kind: str) -> None:
    run(site, "--mark", site)
    path = site / "content/posts/a.md"
    path.write_text(ORIGINAL.replace(before, after), "utf-8")
    output = json.loads(run(site, "--format", "json")[1])
    assert [change["kind"] for pair in output for change in pair["changes"]] == [kind]


def test_marking_what_is_no_translation_is_wrong_usage(site: Path) -> None:
    assert run(site, "--mark", "content/posts/a.md")[0] == 2
    assert not (site / "content/translations.json").exists()


def test_a_new_entry_of_a_diary_makes_no_translation_stale(tmp_path: Path) -> None:
    japanese = "## 2026-01-02\n\n### 10:00 *朝*\n\n起きた。\n"
    english = "## 2026-01-02\n\n### 10:00 *Morning*\n\nI got up.\n"
    site = made(tmp_path, **{"diary__2026-01_md": japanese, "diary__2026-01_en_md": english})
    run(site, "--mark", site)
    path = site / "content/diary/2026-01.md"
    path.write_text(japanese + "\n### 11:00 *昼*\n\n食べた。\n", "utf-8")
    assert run(site)[0] == 0
    path.write_text(japanese.replace("起きた", "寝た"), "utf-8")
    assert run(site)[0] == 1


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"a": 1}', '{"a": {"original": "b", "date": "never", "blocks": {}}}']
)
def test_a_damaged_record_is_one_problem(site: Path, text: str) -> None:
    (site / "content/translations.json").write_text(text, "utf-8")
    assert built(site).codes() == ["translations-file"]
    assert run(site, "--mark", site)[0] == 1
    assert (site / "content/translations.json").read_text("utf-8") == text


def test_a_record_of_what_is_gone_is_passed_over(site: Path) -> None:
    gone = {
        "content/posts/gone.en.md": {
            "original": "content/posts/gone.md",
            "date": "2026-01-01",
            "blocks": {"": "x"},
        }
    }
    (site / "content/translations.json").write_text(json.dumps(gone), "utf-8")
    assert built(site).result.problems == ()


# --------------------------------------------------------- a third language


def test_a_third_language_takes_one_strings_file_and_one_line(site: Path) -> None:
    english = (ROOT / "templates/strings/en.toml").read_text("utf-8")
    (site / "templates/strings").mkdir(parents=True)
    (site / "templates/strings/fr.toml").write_text(
        english.replace('archive = "Archive"', 'archive = "Archives"'), "utf-8"
    )
    settings = site / "sitegen.toml"
    settings.write_text(settings.read_text("utf-8").replace('"en"]', '"en", "fr"]'), "utf-8")
    (site / "content/posts/a.fr.md").write_text(
        "---\ntitle: Texte\ndate: 2026-01-02\n---\n\nUn.\n\n## Partie\n", "utf-8"
    )
    found = built(site)
    assert set(found.codes()) <= {"pair-block"}
    page = found.page("/~me/fr/posts/a/")
    assert language_of(page) == "fr"
    assert attribute(page.css_first("h2"), "id") == "節"
    assert attribute(page.css_first('meta[property="og:locale"]'), "content") == "fr_FR"
    assert "2 janvier 2026" in page.css_first(".meta").text()  # type: ignore[union-attr]
    assert {attribute(link, "hreflang") for link in page.css("head link[hreflang]")} == {
        "ja",
        "en",
        "fr",
        "x-default",
    }
    for path in (
        "fr/index.html",
        "fr/2026/01/index.html",
        "fr/archive/index.html",
        "fr/feed.xml",
        "fr/404.html",
    ):
        assert path in found.files


def test_a_language_without_strings_is_told_what_it_lacks(site: Path) -> None:
    settings = site / "sitegen.toml"
    settings.write_text(settings.read_text("utf-8").replace('"en"]', '"en", "fr"]'), "utf-8")
    problems = built(site).result.problems
    assert {(problem.code, problem.path) for problem in problems} == {
        ("string-missing", "templates/strings/fr.toml")
    }


# ------------------------------------------------------------------- tags

REGISTER = """\
[machine-learning]
name = { ja = "機械学習", en = "Machine learning" }

[recommendation]
name = { ja = "推薦", en = "Recommendation" }
aliases = ["RecSys"]
parent = "machine-learning"
description = { ja = "次の一冊。", en = "The next book." }
"""


def tagged(name: str, title: str) -> str:
    return f"---\ntitle: {title}\ntags: [{name}]\n---\n\n本文。\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    names = {"a": "推薦", "b": "RecSys", "c": "Recommendation"}
    texts = {f"posts__{key}_md": tagged(name, key) for key, name in names.items()}
    site = made(tmp_path, **texts)
    (site / "content/tags.toml").write_text(REGISTER, "utf-8")
    return site


def test_all_names_of_a_tag_are_one_tag(register: Path) -> None:
    found = built(register)
    assert found.result.problems == ()
    for url, title in (
        ("/~me/tags/recommendation/", "推薦"),
        ("/~me/en/tags/recommendation/", "Recommendation"),
    ):
        page = found.page(url)
        assert page.css_first("h1").text() == title  # type: ignore[union-attr]
        assert len(page.css(".item")) == 3


def test_a_merged_spelling_leaves_a_redirect(register: Path) -> None:
    files = built(register).files
    for path in ("tags/recsys/index.html", "tags/推薦/index.html", "en/tags/recsys/index.html"):
        assert b"/tags/recommendation/" in files[path]


def test_a_parent_shows_the_notes_of_its_children(register: Path) -> None:
    page = built(register).page("/~me/tags/machine-learning/")
    assert len(page.css(".item")) == 3
    assert [node.text(strip=True) for node in page.css("section .tag")] == ["推薦3"]


def test_an_unregistered_tag_works_and_the_nearest_is_suggested(register: Path) -> None:
    for key, name in {"d": "Recomendation", "e": "梨"}.items():
        (register / f"content/posts/{key}.md").write_text(tagged(name, key), "utf-8")
    found = built(register)
    assert "tags/recomendation/index.html" in found.files
    assert "tags/梨/index.html" in found.files
    (problem,) = found.result.problems
    assert problem.code == "tag-unregistered"
    assert "`Recommendation`" in problem.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('[推薦]\nname = "x"', "not TOML"),
        ('["推薦"]\nname = "x"', "is no id"),
        ('[a]\nparent = "machine-lerning"', "not registered"),
        ('[a]\nparent = "b"\n[b]\nparent = "a"', "circle"),
        ('[a]\naliases = ["推薦"]', "is a name of [a] too"),
        ('[a]\naliases = "x"', "list of strings"),
        ('[a]\ncolour = "red"', "not known"),
        ("a = 1", "a table"),
        ("[a", "not TOML"),
    ],
)
def test_a_register_that_is_wrong_is_told_where(register: Path, line: str, said: str) -> None:
    (register / "content/tags.toml").write_text(f"{line}\n{REGISTER}", "utf-8")
    problems = built(register).result.problems
    assert {problem.code for problem in problems} == {"tags-file"}
    assert said in " ".join(problem.message for problem in problems)


# ------------------------------------------------------------- mixed text


def test_words_blocks_and_quotations_carry_their_language(tmp_path: Path) -> None:
    block, quotation = "{lang=en}\nThese are four plain words.", "> What we cannot speak about."
    text = f"---\ntitle: 題\n---\n\n[微信]{{lang=zh-Hans}}です。\n\n{block}\n\n{quotation}\n"
    page = built(made(tmp_path, posts__a_md=text)).page("/~me/posts/a/")
    found = [(node.tag, attribute(node, "lang")) for node in page.css(".text [lang]")]
    assert found == [("span", "zh-Hans"), ("p", "en"), ("blockquote", "en")]


@pytest.mark.parametrize("line", ["{}", "{x}", "{{x}}", "{漢字|かんじ}", "{% note %}", "{a b c}", "{.}"])
def test_a_line_in_braces_that_holds_no_attribute_stays_text(tmp_path: Path, line: str) -> None:
    page = built(made(tmp_path, posts__a_md=f"---\ntitle: 題\n---\n\n{line}\n本文。\n")).page("/~me/posts/a/")
    text = page.css_first(".text").text(strip=True)  # type: ignore[union-attr]
    assert text.startswith("{") or line == "{漢字|かんじ}" or "x" in text


def test_attributes_of_a_formula_or_code_stand_on_an_element_around_it(tmp_path: Path) -> None:
    text = "---\ntitle: 題\n---\n\n{#energy}\n$$E = mc^2$$\n\n{#code onclick=x}\n```\nx\n```\n"
    page = built(made(tmp_path, posts__a_md=text)).page("/~me/posts/a/")
    assert page.css_first("#energy .katex")
    assert page.css_first("#code pre")
    assert not page.css_first("[onclick]")


def test_a_paragraph_with_a_formula_in_it_has_its_id_once(tmp_path: Path) -> None:
    text = "---\ntitle: T\nlang: en\n---\n\n{#x lang=ja}\n式は\n$$x$$\nである。\n"
    page = built(made(tmp_path, posts__a_md=text)).page("/~me/en/posts/a/")
    assert len(page.css("#x")) == 1
    assert [attribute(node, "lang") for node in page.css(".text p")] == ["ja", "ja"]


def test_a_title_in_the_other_language_carries_it(tmp_path: Path) -> None:
    text = "---\ntitle: A Method for Stochastic Optimization\ndate: 2026-01-02\n---\n\n本文。\n"
    found = built(made(tmp_path, posts__a_md=text))
    assert attribute(found.page("/~me/posts/a/").css_first("h1"), "lang") == "en"
    assert attribute(found.page("/~me/").css_first(".item-title"), "lang") == "en"


def test_check_points_at_chinese_characters_and_at_paragraphs_without_japanese(tmp_path: Path) -> None:
    text = "---\ntitle: 題\n---\n\n彼は这里にいた。\n\nThis paragraph is plain English.\n"
    problems = built(made(tmp_path, posts__a_md=text)).result.problems
    assert [(problem.code, problem.line) for problem in problems] == [
        ("language-simplified", 5),
        ("language-latin", 7),
    ]
    assert problems[0].column == 3
    assert "这" in problems[0].message
