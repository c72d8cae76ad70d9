"""The templates: what fails names its line, and every page of the theme is well formed."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

from sitegen.config import SiteConfig
from sitegen.i18n import Texts
from sitegen.output import diary_views, list_views, post_views, redirect_views, views
from sitegen.output.templates import TemplateProblem, Templates

TEMPLATES = Path(__file__).parents[3] / "templates"
ASSETS = {
    name: f"/blog/assets/{name}"
    for name in (
        "site.css",
        "code.css",
        "katex.css",
        "js/theme.js",
        "js/page.js",
        "js/peek.js",
        "js/tags.js",
        "icons/icon.svg",
        "icons/icon-180.png",
    )
}
CONFIG = SiteConfig({"ja": "日誌", "en": "Diary"}, "https://example.org/blog", "ja", ("ja", "en"))
ZONE = dt.timezone(dt.timedelta(hours=9))
WHEN = dt.datetime(2026, 1, 6, 12, 16, 54, tzinfo=ZONE)


def theme() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in TEMPLATES.glob("*.html")}


def strings() -> Texts:
    texts, problems = Texts.parse(
        {p.stem: p.read_text("utf-8") for p in (TEMPLATES / "strings").glob("*.toml")}
    )
    assert problems == ()
    return texts


def page(kind: str = "home", language: str = "ja", *, twin: bool = True, rich: bool = False) -> views.Page:
    root = {"ja": "/blog/", "en": "/blog/en/"}
    names = {"ja": "日本語", "en": "English"}
    reachable = {code: url for code, url in root.items() if twin or code == language}
    addresses = {code: f"https://example.org{url}" for code, url in reachable.items()}
    return views.Page(
        kind=kind, url=root[language], canonical=f"https://example.org{root[language]}",
        title=Markup("表題"), title_text="表題", description="", language=language,
        has_math=rich, has_code=rich, fonts=("/blog/assets/fonts/x.woff2",) if rich else (),
        languages=tuple(views.LanguageLink(code, names[code], reachable.get(code)) for code in root),
        feed=f"{root[language]}feed.xml", locale="ja_JP",
        alternates=tuple(views.Alternate(*pair) for pair in addresses.items() if len(addresses) > 1),
    )  # fmt: skip


def site(language: str = "ja") -> views.SiteView:
    home = {"ja": "/blog/", "en": "/blog/en/"}[language]
    return views.SiteView(
        title="日誌", description="記録", author="著者", home=home, feed=f"{home}feed.xml",
        json_feed=f"{home}feed.json", tags=f"{home}tags/", archive=f"{home}archive/",
        base_url="https://example.org/blog", collections=(views.PageLink(f"{home}posts/", Markup("記事")),),
        latest_month=views.PageLink(f"{home}2026/01/", Markup("2026年1月")),
    )  # fmt: skip


TAG = views.TagLink("確率", "/blog/tags/x/", 3, "/blog/tags/x/feed.xml")
ITEM = views.Item(
    url="/blog/posts/a/", title=Markup("記事 <i>a</i>"), title_text="記事 a", date=WHEN, date_only=False,
    kind="post", collection="記事", collection_url="/blog/posts/", tags=(TAG,), summary="<要約>",
    language="en", draft=True,
)  # fmt: skip
DAY = dt.date(2026, 1, 6)
TIMED = diary_views.EntryView(
    anchor="2026-01-06-121654", url="/blog/2026/01/#2026-01-06-121654", day=DAY, time=dt.time(12, 16, 54),
    precision="second", iso="2026-01-06T12:16:54+09:00", title=Markup("題 <em>名</em>"), tags=(TAG,),
    body=Markup("<p>本文</p>"), draft=False, language="ja",
)  # fmt: skip
PLAIN = diary_views.EntryView(
    anchor="2026-01-06", url="/blog/2026/01/#2026-01-06", day=DAY, time=None, precision="day",
    iso="2026-01-06", title=None, tags=(), body=Markup("<p>短い</p>"), draft=True, language="en",
)  # fmt: skip
FULL = diary_views.CalendarDay(DAY, "/blog/2026/01/#day-2026-01-06", 9)
BLANK = diary_views.CalendarDay(DAY, None, 0)
MONTH = diary_views.Calendar(2026, 1, "/blog/2026/01/", ((None, FULL, BLANK, *[None] * 4),), 9)
YEAR_LINK = diary_views.YearLink(2026, "/blog/2026/", 12)
YEAR_MONTH = diary_views.YearMonth(2026, 1, "/blog/2026/01/", (ITEM,), 12)
LINK = views.PageLink("/blog/x/", Markup("隣 <i>x</i>"))
PAGER = views.Pager(2, 3, "/blog/p/1/", "/blog/p/3/")

VIEWS: dict[str, object] = {
    "home": list_views.HomePage((ITEM,), (MONTH,), (YEAR_LINK,), (TAG,), (LINK,)),
    "month": diary_views.MonthPage(
        MONTH, None, Markup("<p>序</p>"), (diary_views.DayView(DAY, "day-2026-01-06", (TIMED, PLAIN)),),
        (), (ITEM,), LINK, LINK, "/blog/2026/",
    ),
    "year": diary_views.YearPage(2026, (MONTH,), (YEAR_MONTH,), LINK, None),
    "post": post_views.PostPage(
        ITEM, WHEN, Markup("<h2 id='a'>節</h2>"), (views.ContentsItem(1, "a", Markup("節")),),
        Markup("主張"), "https://example.org/paper", 4, LINK, LINK, 3,
    ),
    "tag": list_views.TagPage(TAG, (ITEM,), PAGER),
    "tags": list_views.TagsPage((TAG,)),
    "archive": diary_views.ArchivePage((diary_views.ArchiveYear(YEAR_LINK, (YEAR_MONTH,)),) * 1, (ITEM,)),
    "collection": list_views.CollectionPage("記事", (ITEM,), PAGER),
    "404": list_views.NotFoundPage((ITEM,)),
    "redirect": redirect_views.RedirectPage("/blog/new/"),
}  # fmt: skip
EMPTY: dict[str, object] = {
    "home": list_views.HomePage((), (), (), (), ()),
    "month": diary_views.MonthPage(MONTH, None, None, (), (PLAIN,), (), None, None, "/blog/2026/"),
    "year": diary_views.YearPage(2026, (), (), None, None),
    "post": post_views.PostPage(ITEM, None, Markup(""), (), None, None, None, None, None, 0),
    "tag": list_views.TagPage(TAG, (), views.Pager(1, 1, None, None)),
    "tags": list_views.TagsPage(()),
    "archive": diary_views.ArchivePage((), ()),
    "collection": list_views.CollectionPage("記事", (), views.Pager(1, 1, None, None)),
    "404": list_views.NotFoundPage(()),
}


def templates(**own: str) -> Templates:
    sources = {**theme(), **{f"{name}.html": text for name, text in own.items()}}
    return Templates(sources, strings(), ASSETS, CONFIG)


def rendered(kind: str, language: str = "ja", *, twin: bool = True, rich: bool = False) -> str:
    shown = page(kind, language, twin=twin, rich=rich)
    return templates().render(f"{kind}.html", shown, VIEWS[kind], site(language))


def problem_of(name: str = "home", **own: str) -> tuple[str, int, str]:
    with pytest.raises(TemplateProblem) as caught:
        templates(**own).render(f"{name}.html", page(), VIEWS["home"], site())
    problem = caught.value.problem
    assert problem.code == "template"
    return problem.path, problem.line, problem.message


# ------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<p>\n{{ pgae.title }}", 2, "pgae"),
        ("<p>\n\n{{ page.nothing }}", 3, "nothing"),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("\n{% for x in %}", 2, "syntax"),
        ("\n{{ t('no_such_string') }}", 2, "no_such_string"),
        ("\n\n{{ asset('no.css') }}", 3, "no.css"),
        ("\n{% include 'gone.html' %}", 2, "gone.html"),
        ("\n{{ page.title | nofilter }}", 2, "nofilter"),
        ("\n{% include 'home.html' %}", 2, "includes itself"),
    ],
)
def test_whatever_fails_names_the_line_of_the_template(text: str, line: int, said: str) -> None:
    path, found, message = problem_of(home=text)
    assert (path, found) == ("templates/home.html", line)
    assert said in message


def test_a_fault_in_an_included_template_names_that_one() -> None:
    assert problem_of(home="{% include 'part.html' %}", part="\n{{ nothing }}")[:2] == (
        "templates/part.html",
        2,
    )


def test_a_fault_in_a_macro_names_its_file() -> None:
    own = {
        "home": "{% from 'm.html' import f %}\n\n{{ f() }}",
        "m": "{% macro f() %}\n{{ nothing }}{% endmacro %}",
    }
    assert problem_of(**own)[:2] == ("templates/m.html", 2)


def test_a_syntax_fault_in_an_included_template_names_that_one() -> None:
    assert problem_of(home="{% include 'part.html' %}", part="\n{% if %}")[:2] == ("templates/part.html", 2)


def test_a_template_that_does_not_exist_is_named() -> None:
    path, _, message = problem_of(name="absent")
    assert path == "templates/absent.html"
    assert "absent.html" in message


def test_a_message_stays_short() -> None:
    assert len(problem_of(home="{{ none." + "x" * 2000 + " }}")[2]) < 500


def test_one_fault_does_not_spoil_the_next_page() -> None:
    both = templates(bad="{{ nothing }}", good="{{ page.title }}")
    with pytest.raises(TemplateProblem):
        both.render("bad.html", page(), None, site())
    assert both.render("good.html", page(), None, site()) == "表題"


# -------------------------------------------------------------------- tools


@pytest.mark.parametrize(
    ("expression", "language", "expected"),
    [
        ("{{ view | date }}", "ja", "2026年1月6日(火)"),
        ("{{ view | date }}", "en", "6 January 2026"),
        ("{{ view | month }}", "en", "January 2026"),
        ("{{ view.year | year }}", "ja", "2026年"),
        ("{{ view | weekday }}", "ja", "火曜日"),
        ("{{ view | clock }}", "en", "12:16"),
        ("{{ 12345 | number }}", "en", "12,345"),
        ("{{ view | iso }}", "ja", "2026-01-06T12:16:54+09:00"),
        ("{{ view | iso(date_only=true) }}", "ja", "2026-01-06"),
        ("{{ t('home') }}", "en", "Home"),
        ("{{ t_in('ja', 'home') }}", "en", "ホーム"),
        ("{{ asset('site.css') }}", "ja", "/blog/assets/site.css"),
        ("{{ absolute('/blog/en/') }}", "ja", "https://example.org/blog/en/"),
        ("{{ '<b>' }}", "ja", "&lt;b&gt;"),
    ],
)
def test_templates_have_their_tools(expression: str, language: str, expected: str) -> None:
    assert templates(x=expression).render("x.html", page(language=language), WHEN, site(language)) == expected


# -------------------------------------------------------------------- pages

VOID = {"meta", "link", "br", "hr", "img", "input", "circle", "path"}


class Outline(HTMLParser):
    """Checks nesting, and gathers what the tests ask for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def count(self, tag: str) -> int:
        return sum(1 for name, _ in self.tags if name == tag)


PAGES = [*VIEWS.items(), *EMPTY.items()]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("kind", "view"), PAGES)
def test_every_page_is_well_formed(kind: str, view: object, language: str) -> None:
    html = templates().render(f"{kind}.html", page(kind, language), view, site(language))
    outline = Outline(html)
    assert outline.tags[0] == ("html", {"lang": language})
    assert (outline.count("h1"), outline.count("main"), outline.count("title")) == (1, 1, 1)
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("kind", VIEWS)
def test_no_page_holds_inline_scripts_or_styles(kind: str) -> None:
    outline = Outline(rendered(kind, rich=True))
    scripts = [attrs for tag, attrs in outline.tags if tag == "script"]
    assert all("src" in attrs and attrs["type"] == "module" for attrs in scripts)
    assert not [tag for tag, attrs in outline.tags if tag == "style" or "style" in attrs]
    assert not [name for _, attrs in outline.tags for name in attrs if name.startswith("on")]


@pytest.mark.parametrize("kind", VIEWS)
def test_headings_leave_out_no_level(kind: str) -> None:
    levels = [int(tag[1]) for tag, _ in Outline(rendered(kind)).tags if re.fullmatch("h[1-6]", tag)]
    assert all(later <= earlier + 1 for earlier, later in zip([0, *levels], levels, strict=False))


def test_plain_text_is_escaped_and_markup_is_not() -> None:
    html = rendered("home")
    assert "&lt;要約&gt;" in html
    assert "記事 <i>a</i>" in html


def test_sheets_for_code_and_mathematics_are_loaded_only_where_needed() -> None:
    bare = rendered("post")
    full = rendered("post", rich=True)
    assert "katex.css" not in bare
    assert "code.css" not in bare
    assert "preload" not in bare
    assert "katex.css" in full
    assert "code.css" in full
    assert (
        '<link rel="preload" as="font" type="font/woff2" href="/blog/assets/fonts/x.woff2" crossorigin>'
        in full
    )


def test_the_language_switch_leads_to_the_twin() -> None:
    html = rendered("post", "ja")
    assert '<a href="/blog/en/" hreflang="en" lang="en" rel="alternate">English</a>' in html
    assert '<link rel="alternate" hreflang="en" href="https://example.org/blog/en/">' in html


@pytest.mark.parametrize(("language", "said"), [("ja", "日本語のみ"), ("en", "English only")])
def test_without_a_twin_the_switch_says_so_and_leads_nowhere(language: str, said: str) -> None:
    html = rendered("post", language, twin=False)
    assert said in html
    assert "hreflang" not in html


def test_an_entry_shows_its_time_then_its_title_and_a_permalink() -> None:
    html = rendered("month")
    assert re.search(
        r'<h3><time datetime="2026-01-06T12:16:54\+09:00">12:16:54</time> <span[^>]*>題 <em>名', html
    )
    assert 'href="/blog/2026/01/#2026-01-06-121654" aria-label="「題 名」への固定リンク"' in html
    assert '<article class="entry entry-elsewhere" id="2026-01-06">' in html


def test_a_calendar_names_its_days_in_full_and_shades_them() -> None:
    html = rendered("month")
    assert (
        '<td class="n4"><a href="/blog/2026/01/#day-2026-01-06" aria-label="2026年1月6日(火)、9件">6</a></td>'
        in html
    )
    assert "<td>6</td>" in html


def test_the_current_page_is_marked_in_the_menu() -> None:
    assert rendered("home").count('aria-current="page"') == 1


def test_a_redirect_leads_on_without_a_script() -> None:
    html = rendered("redirect")
    assert '<meta http-equiv="refresh" content="0; url=/blog/new/">' in html
    assert '<link rel="canonical" href="https://example.org/blog/new/">' in html
    assert "<script" not in html


def test_a_missing_page_is_not_indexed() -> None:
    html = rendered("404")
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html


def test_every_interface_string_that_the_theme_uses_exists() -> None:
    used = set(re.findall(r"""\bt\(["'](\w+)["']""", "".join(theme().values())))
    used |= set(re.findall(r"""t_in\([^,]+, ["'](\w+)["']""", "".join(theme().values())))
    assert used <= set(strings().strings["ja"])
