"""What a reader does with a page: keyboard, notes, peeks, tags, colours, copying, paper."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import checks
from tests.browser.serving import Server

FOCUS = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    html: element.outerHTML.slice(0, 120), isBody: element === document.body,
    isSeen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
    opacity: style.opacity, name: element.ariaLabel,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
  };
}"""
STEPS = 400
BESIDE = """() => [...document.querySelectorAll(".footnotes li")].map((note) => {
  const link = document.querySelector(`.footnote-ref a[href="#${CSS.escape(note.id)}"]`);
  const [mark, box, text] = [link, note, link.closest(".page-body")].map((e) => e.getBoundingClientRect());
  return { mark: mark.top, top: box.top, bottom: box.bottom, isBeside: box.left >= text.right };
})"""
MARK = '<sup class="footnote-ref" style="--at:--fn-{n}"><a href="#fn-{n}">{n}</a></sup>'
NOTES = """
<main class="page"><article class="post"><div class="page-body text" style="min-height: 60rem">
<p>{marks}</p><div class="footnotes"><ol>{notes}</ol></div></div></article></main>
"""


def walk(page: Page) -> list[dict[str, object]]:
    """Press Tab until the focus leaves the page; give what was focused."""
    met: list[dict[str, object]] = []
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found["isBody"] or (met and found["html"] == met[0]["html"]):
            return met
        met.append(found)
    raise AssertionError(met[-5:])


@pytest.mark.parametrize("path", ["/", "/posts/syntax/", "/en/posts/fenchel/", "/tags/"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, blog: Server, path: str
) -> None:
    with checks.opened(browser, blog.url + path, reduced_motion="reduce") as page:
        met = walk(page)
        links = page.locator("a[href]:not([tabindex='-1']):visible, button:visible, summary:visible").count()
    assert 'class="skip"' in str(met[0]["html"])
    assert [found for found in met if not found["isSeen"]] == []
    assert [found for found in met if float(str(found["outline"])) < 3] == []
    assert len(met) >= links - 1


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/posts/fenchel/", "この節へのリンク"),
        ("/en/posts/fenchel/", "Link to this section"),
        ("/2026/11/", "この節へのリンク"),
    ],
)
def test_permalinks_of_headings_are_met_by_the_keyboard_and_seen_there(
    browser: Browser, blog: Server, path: str, name: str
) -> None:
    with checks.opened(browser, blog.url + path, reduced_motion="reduce") as page:
        anchors = page.locator("main :is(h2, h3, h4, h5, h6) > .anchor")
        count = anchors.count()
        met = [found for found in walk(page) if found["name"] == name]
        text = page.locator("main :is(h2, h3):has(> .anchor)").first.evaluate(
            "h => h.firstChild.textContent.trim()"
        )
        heading = page.get_by_role("heading", name=f"{text} {name}", exact=True)
        assert heading.count() == 1
        anchors.first.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.querySelector(':target').matches('h2, h3')")
    assert len(met) == count > 2
    assert {found["opacity"] for found in met} == {"1"}


def test_what_needs_scripts_is_not_seen_without_them(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/tags/", java_script_enabled=False) as page:
        assert page.locator(".filter-bar, .filter-said, .theme-toggle").filter(visible=True).count() == 0
        assert page.locator(".tag").first.is_visible()
    with checks.opened(browser, blog.url + "/tags/") as page:
        expect(page.locator(".filter-on")).to_be_visible()


def test_the_skip_link_leads_past_the_header(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/posts/fenchel/") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_a_note_stands_beside_its_mark_on_a_wide_window_and_below_the_text_on_others(
    browser: Browser, blog: Server
) -> None:
    with checks.opened(browser, blog.url + "/posts/syntax/") as page:
        (wide,) = page.evaluate(BESIDE)
        page.set_viewport_size({"width": 1000, "height": 900})
        (narrow,) = page.evaluate(BESIDE)
    assert wide["isBeside"]
    assert abs(wide["top"] - wide["mark"]) < 20
    assert not narrow["isBeside"]
    assert narrow["top"] > narrow["mark"] + 100


def test_notes_close_to_each_other_do_not_overlap(browser: Browser, blog: Server) -> None:
    marks = "".join(
        f'<sup class="footnote-ref" style="--at:--fn-{n}"><a href="#fn-{n}">{n}</a></sup>'
        for n in range(1, 5)
    )
    notes = "".join(f'<li id="fn-{n}" style="--at:--fn-{n}"><p>{"注。" * 60}</p></li>' for n in range(1, 5))
    with checks.opened(browser, blog.url + "/posts/syntax/") as page:
        html = NOTES.format(marks=marks, notes=notes)
        page.evaluate("(html) => { document.querySelector('main').outerHTML = html }", html)
        found = page.evaluate(BESIDE)
    assert all(note["isBeside"] for note in found)
    assert all(after["top"] >= before["bottom"] for before, after in pairwise(found))


def test_a_link_inside_the_site_shows_where_it_leads_on_hover_and_on_focus(
    browser: Browser, blog: Server
) -> None:
    with checks.opened(browser, blog.url + "/posts/syntax/", 1000) as page:
        link = page.locator("main .text a[href='/posts/kalman/']").first
        link.scroll_into_view_if_needed()
        link.hover()
        expect(page.locator(".peek h1")).to_be_visible()
        assert page.locator(".peek :is(a, [id])").count() == 0
        page.keyboard.press("Escape")
        expect(page.locator(".peek")).to_have_count(0)
        page.mouse.move(0, 0)
        page.evaluate("() => document.querySelector('main .footnote-ref a').focus()")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(page.locator(".peek")).to_be_visible()
        assert page.evaluate("() => document.activeElement.getAttribute('aria-describedby')") == "peek"


def test_several_tags_narrow_down_and_the_address_remembers_them(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/tags/") as page:
        page.locator(".filter-on").click()
        page.locator(".tag[data-name='確率']").click()
        expect(page.locator(".filter-found .item").first).to_be_visible()
        one = page.locator(".filter-found .item").count()
        page.locator(".tag[data-name='機械学習']").click()
        expect(page.locator(".filter-found .item")).not_to_have_count(one)
        both = page.locator(".filter-found .item").count()
        page.locator(".filter-bar select").select_option("oldest")
        dates = page.locator(".filter-found time").evaluate_all("all => all.map(t => t.dateTime)")
        address = page.url
        page.go_back()
        page.go_back()
        expect(page.locator(".filter-found .item")).to_have_count(one)
        page.goto(address)
        expect(page.locator(".filter-found .item")).to_have_count(both)
    assert 0 < both < one
    assert dates == sorted(dates)
    assert "sort=oldest" in address


def test_a_tag_is_a_plain_link_until_the_reader_combines(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/tags/") as page:
        page.locator(".tag[data-name='確率']").click()
        page.wait_for_url("**/tags/probability/")


def test_the_choice_of_light_or_dark_is_remembered(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/", color_scheme="light") as page:
        before = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        page.locator(".theme-toggle").click()
        page.goto(blog.url + "/tags/")
        after = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        pressed = page.locator(".theme-toggle").get_attribute("aria-pressed")
    assert before != after
    assert pressed == "true"


def test_copied_mathematics_is_tex(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/posts/fenchel/") as page:
        text = page.evaluate(
            """() => {
              const range = document.createRange();
              range.selectNode(document.querySelector("main .text .katex"));
              getSelection().removeAllRanges();
              getSelection().addRange(range);
              const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true });
              document.body.dispatchEvent(event);
              return event.clipboardData.getData("text/plain");
            }"""
        )
    assert text.strip() == "$y = f(x)$"


def test_what_scrolls_sideways_has_focus_and_a_name_and_what_fits_has_not(
    browser: Browser, blog: Server
) -> None:
    with checks.opened(browser, blog.url + "/posts/syntax/", 320, 640) as page:
        boxes = page.locator(".code pre, .math-display, .table").evaluate_all(
            "all => all.map(b => [b.scrollWidth > b.clientWidth, b.tabIndex === 0, b.ariaLabel ?? ''])"
        )
    assert any(scrolls for scrolls, _, _ in boxes)
    assert all((scrolls, bool(name)) == (focusable, focusable) for scrolls, focusable, name in boxes)


def test_a_numbered_equation_has_a_permalink(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/posts/syntax/") as page:
        link = page.locator(".equation > .anchor").first
        name = link.get_attribute("aria-label") or ""
        link.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.querySelector(':target').matches('.equation')")
    assert "(1)" in name


def test_paper_shows_no_chrome_whole_code_and_addresses(browser: Browser, blog: Server) -> None:
    with checks.opened(browser, blog.url + "/posts/syntax/", 700) as page:
        page.emulate_media(media="print")
        assert (
            page.locator(".site-nav, .site-tools, .anchor, .copy, .page-side").filter(visible=True).count()
            == 0
        )
        cut = "all => all.filter(p => p.scrollWidth > p.clientWidth).length"
        assert page.locator(".code pre").evaluate_all(cut) == 0
        folded = page.locator(".text details:not([open]) > :not(summary)")
        assert folded.count() > 0
        assert folded.filter(visible=False).count() == 0
        after = "a => getComputedStyle(a, '::after').content"
        assert "https://katex.org/" in page.locator(".text p a[href^='https']").first.evaluate(after)
        pdf = page.pdf(format="A4", print_background=False)
    assert pdf.startswith(b"%PDF-")


LINE_STARTS = """(width) => {
  const main = document.querySelector("main");
  main.style.maxWidth = `${width}px`;
  const found = [];
  for (const formula of main.querySelectorAll(":is(p, li) > .math-tied:not(.math-long)")) {
    const range = document.createRange();
    const after = formula.nextSibling;
    if (after?.nodeType !== Node.TEXT_NODE) continue;
    range.setStart(after, 0);
    range.setEnd(after, 1);
    const [next, bases] = [range.getBoundingClientRect(), formula.querySelectorAll(".katex-base")];
    const last = [...bases].at(-1)?.getBoundingClientRect();
    if (last && next.top > last.bottom) found.push(after.data.slice(0, 9));
  }
  return found;
}"""


@pytest.mark.parametrize("path", ["/posts/fenchel/", "/en/posts/fenchel/", "/papers/1706.03762/"])
def test_no_line_begins_with_the_punctuation_after_a_formula(
    browser: Browser, blog: Server, path: str
) -> None:
    with checks.opened(browser, blog.url + path, 700) as page:
        assert page.locator(":is(p, li) > .math-tied").count() > 2
        assert [found for width in range(280, 640, 6) for found in page.evaluate(LINE_STARTS, width)] == []
        page.add_style_tag(content=".math-tied .katex-base { display: inline-block !important }")
        assert [found for width in range(280, 640, 6) for found in page.evaluate(LINE_STARTS, width)] != []
