"""[theme], [[menu]], [images] and [social]: what they say, and what is wrong with them."""

from __future__ import annotations

import pytest

from sitegen.errors import Problem
from sitegen.settings import file as config_file
from sitegen.settings.appearance import Appearance, MenuItem, Social

HEAD = """
[site]
title = "t"
base_url = "https://example.org"
languages = ["ja", "en"]
"""


def read(text: str) -> tuple[Appearance | None, list[Problem]]:
    settings, problems = config_file.parse(HEAD + text)
    return (settings.appearance if settings else None), list(problems)


def test_settings_that_say_nothing_leave_the_theme_as_it_is() -> None:
    assert read("") == (Appearance(), [])


def test_colours_fonts_measures_menus_images_and_previews_are_read() -> None:
    found, problems = read("""
[theme]
measure = { ja = "36em", en = "60ch" }
[theme.colours]
accent = ["#7A1F2B", "#f2a0bd"]
code-keyword = "#333333"
[theme.fonts]
text = "Charter, 'Noto Serif', serif"
[[menu]]
title = { ja = "私", en = "About" }
url = "/posts/about/"
[images]
widths = [900, 300, 300]
[social]
font = "fonts/a.TTC"
index = 2
""")
    assert problems == []
    assert found is not None
    assert found.theme.colours == {
        "accent": ("#7a1f2b", "#f2a0bd"),
        "code-keyword": ("#333333", "#333333"),
    }
    assert found.theme.fonts == {"text": "Charter, 'Noto Serif', serif"}
    assert found.theme.measure == {"ja": "36em", "en": "60ch"}
    about = {"ja": "/posts/about/", "en": "/posts/about/"}
    assert found.menu == (MenuItem({"ja": "私", "en": "About"}, about),)
    assert found.widths == (300, 900)
    assert found.social == Social("fonts/a.TTC", 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[theme.colours]\naccent = "red"', "accent"),
        ('[theme.colours]\naccent = ["#112233"]', "accent"),
        ('[theme.colours]\naccnt = "#112233"', "accnt"),
        ("[theme.colours]\naccent = 3", "accent"),
        ('[theme.fonts]\ntext = "a; } body { display: none"', "text"),
        ('[theme.fonts]\ntext = ""', "text"),
        ('[theme]\nmeasure = "wide"', "measure"),
        ('[theme]\nmeasure = "40em} *{x:y"', "measure"),
        ('[[menu]]\ntitle = "a"', "url"),
        ('[[menu]]\ntitle = { ja = "a" }\nurl = "/"', "title"),
        ('[[menu]]\ntitle = "a"\nurl = "javascript:alert(1)"', "url"),
        ('[[menu]]\ntitle = "a"\nurl = "//evil.example"', "url"),
        ('[[menu]]\ntitle = "a"\nurl = "about"', "url"),
        ("[menu]\ntitle = 1", "menu"),
        ("[images]\nwidths = [0]", "widths"),
        ('[images]\nwidths = "300"', "widths"),
        ("[images]\nwidths = [true]", "widths"),
        ('[social]\nfont = "a.png"', "font"),
        ('[social]\nfonts = "a.ttf"', "fonts"),
        ("theme = 1", "theme"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_name(text: str, said: str) -> None:
    before = text if text == "theme = 1" else ""
    settings, problems = config_file.parse(before + HEAD + ("" if before else text))
    assert problems
    assert f"`{said}`" in problems[0].message
    assert settings is None or problems[0].code == "settings-key"
