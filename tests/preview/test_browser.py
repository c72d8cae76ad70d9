"""The preview in Chromium: what the author sees after a save."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.preview.serving import POST, Served
from tests.preview.sites import FILES, write

pytestmark = pytest.mark.browser

TEXT = "---\ntitle: Long\ndate: 2026-01-05\n---\n\n" + "\n\n".join(
    [f"段落 {number}。" for number in range(60)]
    + [
        "<details><summary>開く</summary>\n\n中身。\n\n</details>",
        "[リンク](a.md) の前の段落。",
        "ここを書く。",
    ]
    + [f"後の段落 {number}。" for number in range(60)]
)
WATCH = """() => {
  window.changed = [];
  new MutationObserver((records) => { for (const r of records)
    window.changed.push(r.type === "attributes" ? r.attributeName : r.type, r.target.nodeName);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}"""
OVERLAY = "document.querySelector('sitegen-preview').shadowRoot.querySelector('.box')"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = tmp_path_factory.mktemp("preview") / "site"
    write(site, FILES | {POST: TEXT})
    made = Served(site)
    yield made
    if made.process.poll() is None:
        made.end()


@pytest.fixture
def page(served: Served, browser: Browser) -> Iterator[Page]:
    served.save(TEXT)
    made = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.goto(f"{served.address}/posts/long/")
    made.wait_for_function("document.querySelector('sitegen-preview')")
    made.wait_for_timeout(300)
    yield made
    made.close()
    assert errors == []


def shows(page: Page, text: str) -> None:
    page.wait_for_function("(text) => document.body.textContent.includes(text)", arg=text)


def test_a_save_changes_one_paragraph_and_nothing_else(served: Served, page: Page) -> None:
    page.evaluate("""() => {
      document.querySelector("details").open = true;
      document.querySelector("details").scrollIntoView({ block: "center", behavior: "instant" });
      document.querySelector(".text a[href='/posts/a/']").focus({ preventScroll: true });
    }""")
    page.wait_for_timeout(600)
    page.evaluate(WATCH)
    state = "[scrollY, document.querySelector('details').open, document.activeElement.textContent]"
    before = page.evaluate(state)
    served.save(TEXT.replace("ここを書く。", "ここを書いた。"))
    shows(page, "ここを書いた。")
    page.wait_for_timeout(200)
    assert page.evaluate(state) == before
    assert before[0] > 0
    assert page.evaluate("window.changed") == ["characterData", "#text"]


def test_the_place_that_was_edited_comes_into_view(served: Served, page: Page) -> None:
    assert page.evaluate("scrollY") == 0
    served.save(TEXT.replace("後の段落 50。", "後の段落 50 を直した。"))
    page.wait_for_function("scrollY > 500")
    box = page.get_by_text("後の段落 50 を直した。").bounding_box()
    assert box
    assert 0 <= box["y"] <= 800


def test_a_page_that_is_not_affected_does_not_move(served: Served, page: Page) -> None:
    page.goto(f"{served.address}/posts/a/")
    page.wait_for_timeout(400)
    page.evaluate(WATCH)
    served.save(TEXT + "\n\nもう一つ。\n")
    page.wait_for_timeout(700)
    assert page.evaluate("window.changed") == []


def test_following_goes_to_the_note_that_was_saved(served: Served, page: Page) -> None:
    page.goto(f"{served.address}/posts/a/")
    page.locator("sitegen-preview .tools input").check()
    served.save(TEXT.replace("段落 3。", "段落 3 です。"))
    page.wait_for_url("**/posts/long/")
    page.locator("sitegen-preview .tools input").uncheck()


def test_what_is_wrong_is_shown_and_goes_away(served: Served, page: Page) -> None:
    served.save(TEXT.replace("title: Long", "title: [Long"))
    page.wait_for_function(f"!{OVERLAY}.hidden")
    said = str(page.evaluate(f"{OVERLAY}.textContent"))
    assert "content/posts/long.md:3" in said
    assert "1件の問題" in said
    assert "title: [Long" in said
    shows(page, "段落 59。")
    served.save(TEXT)
    page.wait_for_function(f"{OVERLAY}.hidden")


def test_a_template_that_fails_is_shown_over_the_last_good_page(served: Served, page: Page) -> None:
    served.save("{{ nothing.here }}", "templates/post.html")
    page.wait_for_function(f"!{OVERLAY}.hidden")
    assert "templates/post.html:1" in str(page.evaluate(f"{OVERLAY}.textContent"))
    shows(page, "段落 59。")
    (served.site / "templates/post.html").unlink()
    page.wait_for_function(f"{OVERLAY}.hidden")


def test_a_style_sheet_is_swapped_in_place(served: Served, page: Page) -> None:
    page.evaluate(WATCH)
    served.save("p { color: rgb(1, 2, 3) }", "static/css/own.css")
    page.wait_for_function("getComputedStyle(document.querySelector('.text p')).color === 'rgb(1, 2, 3)'")
    assert page.evaluate("window.changed") == []


def test_the_page_finds_its_server_again(served: Served, page: Page) -> None:
    assert served.end() < 0.5
    page.wait_for_function(
        "!document.querySelector('sitegen-preview').shadowRoot.querySelector('.note').hidden"
    )
    served.save(TEXT.replace("段落 0。", "段落 0 は新しい。"))
    served.start()
    shows(page, "段落 0 は新しい。")


def test_an_open_search_finds_what_was_just_written(served: Served, page: Page) -> None:
    page.goto(f"{served.address}/search/?q=段落")
    page.wait_for_function("document.querySelector('.search-found mark')")
    page.wait_for_function("document.querySelector('sitegen-preview')")
    page.locator("#q").fill("新しい言葉")
    page.wait_for_function("document.querySelector('[role=status]').textContent === '見つかりませんでした。'")
    page.wait_for_timeout(300)
    tagged = TEXT.replace("title: Long", "title: Long\ntags: [新]")
    served.save(tagged.replace("ここを書く。", "新しい言葉を書く。"))
    page.wait_for_function("document.querySelector('.search-found mark')?.textContent === '新しい言葉'")
    assert page.locator("#q").input_value() == "新しい言葉"
