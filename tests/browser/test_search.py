"""What a reader does on the search page."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen.output.search_terms import fold, shard, terms
from tests.browser import checks
from tests.browser.serving import Server

STRANGE = (
    "ＲｅｃＳｙｓ と 推薦システム", "ｶﾞｳｽ過程とガウス過程", "Poincaré’s naïve Łódź Æsop",
    "か\u3099く ㈱ ① ﬁne", "ΣΑΣ Straße İstanbul", "x86_64 の GPT-4o、𠮷野家・々",
    r"\mathbb{E}[x] = \int x\,dP", "한국어 텍스트 và tiếng Việt",
)  # fmt: skip
TOGETHER = """async ([address, texts, count]) => {
  const { fold, asked, shard } = await import(address);
  return texts.map((text) => [fold(text), asked(text).flatMap(({ terms, japanese }) =>
    terms.map((term) => [term, shard(term, japanese, count)]))]);
}"""


def script(page: Page) -> str:
    return str(page.locator("script[src*='/search.']").get_attribute("src"))


def search(page: Page, words: str) -> None:
    page.locator("#q").fill(words)


def test_script_and_index_fold_and_cut_alike(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/search/") as page:
        found = page.evaluate(TOGETHER, [blog.url + script(page), list(STRANGE), 16])
    for text, (folded, pairs) in zip(STRANGE, found, strict=True):
        assert folded == fold(text)
        assert {term for term, _ in pairs} <= terms(folded)
        assert [number for _, number in pairs] == [shard(term, 16) for term, _ in pairs]
        assert pairs


def test_japanese_without_spaces_is_found_and_marked(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/search/") as page:
        search(page, "共役関数")
        expect(page.locator(".search-found .item").first).to_be_visible()
        first = page.locator(".search-found .item").first
        marks = page.locator(".search-found mark").all_inner_texts()
        count = page.locator(".search-found .item").count()
        assert "/posts/fenchel/" in str(first.locator("a").get_attribute("href"))
        expect(page.locator("[role=status]")).to_have_text(f"{count}件")
        assert page.url.endswith("?q=" + quote("共役関数"))
    assert set(marks) == {"共役関数"}


def test_spellings_and_word_beginnings_meet(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/en/search/") as page:
        found = []
        for words in ("fenchel conjugate", "ＦＥＮＣＨＥＬ　Conj"):
            search(page, words)
            page.keyboard.press("Enter")
            expect(page.locator(".search-found mark").first).to_be_visible()
            page.wait_for_load_state("networkidle")
            found.append(
                page.locator(".search-found .item-title").evaluate_all("all => all.map(a => a.pathname)")
            )
    assert "/en/posts/fenchel/" in found[0]
    assert set(found[0]) <= set(found[1])


def test_a_text_of_the_other_language_carries_its_badge(browser: Browser, blog: Server) -> None:
    rows = json.loads(blog.files["en/search/texts-0.json"])
    title = next(row[1] for row in rows if row[3] == "ja")
    with checks.opened(browser, f"{blog.url}/en/search/?q={quote(title)}") as page:
        item = page.locator(".search-found .item", has=page.locator(".badge")).first
        expect(item.locator(".badge")).to_have_text("Japanese only")
        assert item.locator(".item-summary").get_attribute("lang") == "ja"


def test_formulas_are_found_and_never_cut(browser: Browser, blog: Server) -> None:
    text = "\n".join(row[8] for row in json.loads(blog.files["search/texts-1.json"]))
    formula = max(re.findall("\ue000([^\ue001]*)\ue001", text), key=len)
    with checks.opened(browser, f"{blog.url}/search/?q={quote(formula)}") as page:
        expect(page.locator(".search-found mark").first).to_be_visible()
        found = page.locator(".search-found").inner_text()
    assert " ".join(formula.split()) in found
    assert not re.search("[\ue000\ue001]", found)


@pytest.mark.parametrize(
    ("words", "said"),
    [("存在しない言葉の列", "見つかりませんでした。"), ("の", "2文字以上を入力してください。")],
)
def test_nothing_found_is_said(browser: Browser, blog: Server, words: str, said: str) -> None:
    with checks.opened(browser, blog.url + "/search/") as page:
        search(page, words)
        expect(page.locator("[role=status]")).to_have_text(said)
        assert page.locator(".search-found .item").count() == 0


def test_more_results_come_when_asked_for(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/search/?q=" + quote("する")) as page:
        expect(page.locator(".search-found .item")).to_have_count(20)
        page.locator(".search-more").click()
        expect(page.locator(".search-found .item").nth(20)).to_be_visible()
        assert page.evaluate("() => document.activeElement.className") == "item-title"


@pytest.mark.parametrize("path", ["/search/?q=" + quote("確率"), "/en/search/?q=probability"])
def test_results_are_accessible_and_fit_a_small_phone(
    browser: Browser, blog: Server, axe: str, path: str
) -> None:
    with checks.opened(browser, blog.url + path) as page:
        expect(page.locator(".search-found mark").first).to_be_visible()
        light = checks.violations(page, axe)
        page.emulate_media(color_scheme="dark")
        dark = checks.violations(page, axe)
        page.set_viewport_size({"width": 320, "height": 640})
        wider = checks.overflow(page)
    assert (light, dark, wider) == ([], [], 0)


def test_the_key_leads_to_the_search_until_it_is_turned_off(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/posts/fenchel/") as page:
        page.keyboard.press("/")
        page.wait_for_url("**/search/#q")
        expect(page.locator("#q")).to_be_focused()
        page.locator(".search-slash").uncheck()
        page.goto(blog.url + "/posts/fenchel/")
        page.keyboard.press("/")
        page.wait_for_timeout(200)
        assert page.url.endswith("/posts/fenchel/")


def test_without_scripts_the_page_says_so_and_leads_on(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/search/", java_script_enabled=False) as page:
        assert page.locator("form.search").is_hidden()
        assert page.locator("noscript p").is_visible()
        assert page.locator(".search-browse a").count() > 10


def test_nothing_is_asked_for_until_the_reader_types(browser: Browser, blog: Server) -> None:
    asked = checks.requests(browser, blog.url + "/search/")
    assert [address for address in asked if address.endswith(".json")] == []
