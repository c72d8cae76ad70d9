"""The settings' style sheet, contrast, menus, linked data, manifests, memories and the tag index."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from sitegen.i18n import Texts
from sitegen.output import machine, menus, themes
from sitegen.output.extras import Extras
from sitegen.output.memories import memories
from sitegen.output.press import Press, press
from sitegen.output.sheets import site_view
from sitegen.output.tag_index import tag_index
from sitegen.output.views import Page
from sitegen.settings.appearance import Appearance, MenuItem, Theme
from sitegen.site.references import resolve
from tests.unit.make import CONFIG, NOW, at, diary, document, entry, post, rendered, site

SHEET = (Path(__file__).parents[3] / "static/css/tokens.css").read_text("utf-8")


def pressed(*pairs: object, config: object = CONFIG) -> Press:
    found = site(pairs, config)  # type: ignore[arg-type]
    return press(found, resolve(found, {}, {}), Texts({}), {}, Extras(("#111111", "#222222")))


# ------------------------------------------------------------------- themes


def test_settings_become_variables_that_win_over_the_theme() -> None:
    theme = Theme(
        {"accent": ("#111111", "#eeeeee")},
        {"text": "Charter", "code": "Iosevka", "headings": "Futura"},
        {"ja": "36em"},
    )
    css = themes.sheet(theme)
    assert ":root:root{--accent:light-dark(#111111,#eeeeee);--mono:Iosevka}" in css
    assert ":root:lang(ja){--measure:36em}" in css
    assert "[lang][lang]{font-family:Charter}" in css
    assert "font-family:Futura" in css
    assert themes.sheet(Theme()) == ""


def test_the_default_theme_needs_no_warning() -> None:
    colours = themes.tokens(SHEET, Theme())
    own = Theme(dict(colours))
    assert list(themes.faint(own, themes.tokens(SHEET, own))) == []
    assert {"ground", "text", "code-keyword"} <= colours.keys()


def test_colours_that_stand_out_too_little_are_told_of() -> None:
    own = Theme({"muted": ("#aaaaaa", "#9aa5b1")})
    problems = list(themes.faint(own, themes.tokens(SHEET, own)))
    assert {problem.code for problem in problems} == {"theme-contrast"}
    assert all("light" in problem.message and "#aaaaaa" in problem.message for problem in problems)
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert themes.contrast(one, other) == pytest.approx(ratio, abs=0.01)


# -------------------------------------------------------------------- menus

ABOUT = MenuItem({"ja": "<私>", "en": "About"}, {"ja": "/posts/私/#top", "en": "https://example.org/about"})
WITH_MENU = replace(CONFIG, appearance=Appearance(menu=(ABOUT,)))


def test_a_menu_has_addresses_ready_for_a_page() -> None:
    (link,) = menus.menu("ja", WITH_MENU)
    assert link.url == "/~me/blog/posts/%E7%A7%81/#top"
    assert link.title == "&lt;私&gt;"
    assert menus.menu("en", WITH_MENU)[0].url == "https://example.org/about"
    assert menus.menu("ja", CONFIG) == ()


def test_a_menu_that_leads_nowhere_is_told_of() -> None:
    assert [problem.code for problem in menus.broken(WITH_MENU, {"index.html"})] == ["menu-broken"]
    assert list(menus.broken(WITH_MENU, {"posts/私/index.html"})) == []


# ------------------------------------------------------------ machine faces


def page(kind: str) -> Page:
    return Page(
        kind=kind, url="/", canonical="https://example.org/", title=Markup("x"), title_text="</script><b>",
        description="&", language="ja", has_math=False, has_code=False, languages=(), feed="/feed.xml",
    )  # fmt: skip


def test_linked_data_cannot_end_its_script_and_says_what_it_is() -> None:
    made = pressed(post("content/posts/a.md", "2026-01-01"))
    view = site_view(made, made.site.editions["ja"])
    for kind, expected in (("home", "Blog"), ("tag", "CollectionPage")):
        text = machine.linked_data(page(kind), None, view)
        assert "<" not in text
        assert json.loads(text)["@type"] == expected
    assert json.loads(machine.linked_data(page("tag"), None, view))["name"] == "</script><b>"
    assert machine.linked_data(page("404"), None, view) == ""


def test_every_language_has_its_manifest() -> None:
    made = pressed(post("content/posts/a.md", "2026-01-01"))
    views = {code: site_view(made, edition) for code, edition in made.site.editions.items()}
    files = {file.path: json.loads(file.content) for file in machine.manifests(made, views)}
    assert set(files) == {"manifest.webmanifest", "en/manifest.webmanifest"}
    assert files["en/manifest.webmanifest"]["start_url"] == "/~me/blog/en/"
    assert files["manifest.webmanifest"]["theme_color"] == "#111111"
    assert files["manifest.webmanifest"]["name"] == "研究日誌"


# ------------------------------------------------------------------ memories


def test_on_this_day_holds_that_day_of_earlier_years_alone() -> None:
    days = (f"{year}-{NOW:%m-%d}" for year in (2020, 2024, NOW.year))
    made = pressed(
        diary("content/diary/a.md", *(entry(day) for day in days), entry("2024-02-02")),
        diary("content/diary/m.md", entry("2023-02-01", precision="month")),
    )
    found = memories(made, made.site.editions["ja"])
    assert found is not None
    assert found.day == NOW.date()
    assert [item.date.year for item in found.items if item.date] == [2024, 2020]
    assert memories(made, made.site.editions["en"]) is None


# ----------------------------------------------------------------- tag index


def test_the_tag_index_holds_what_carries_tags() -> None:
    made = pressed(
        (document("content/posts/a.md", date=at("2026-01-02"), tags=("x", "数学")), rendered(title="甲")),
        (document("content/posts/b.md", tags=("x",)), rendered(title="乙")),
        (document("content/posts/c.md"), rendered(title="丙")),
    )
    file = tag_index(made, made.site.editions["ja"])
    found = json.loads(file.content)
    rows = {
        title: (url, date, written, {found["tags"][n] for n in tags})
        for url, title, date, written, _, tags in found["items"]
    }
    assert file.path == "tags.json"
    assert rows == {
        "甲": ("/~me/blog/posts/a/", "2026-01-02", "2026年1月2日(金)", {"x", "数学"}),
        "乙": ("/~me/blog/posts/b/", "", "", {"x"}),
    }
