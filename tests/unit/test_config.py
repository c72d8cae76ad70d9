"""The settings file: what it gives, and all that can be wrong with it."""

from __future__ import annotations

import pytest

from sitegen.config import HEADER_PRESETS, Collection, Limits, SiteConfig
from sitegen.errors import Severity
from sitegen.model import Kind
from sitegen.settings.file import parse

SITE = '[site]\ntitle = "T"\nbase_url = "https://example.org"\n'
COLLECTION = '[[collection]]\nname = "notes"\npath = "content/notes"\nkind = "post"\n'

FULL = r"""
[site]
title = { ja = "日誌", en = "Diary" }
base_url = "https://example.org/~me/"
language = "en"
languages = ["ja", "en"]
timezone = "Europe/Berlin"
description = "One sentence"
author = { en = "A" }
output = "out/"
cards = "cards.json"

[[collection]]
name = "diary"
path = "./content/diary/"
kind = "diary"
title = "Diary"
header = "diary"
legacy = ["/old/{path}.html"]
language = "ja"

[[collection]]
name = "daily"
path = "content/daily"
kind = "digest"
header = ["title", "url"]
url = "/{collection}/{year}-{month}-{day}/{slug}.html"

[math.macros]
"\\R" = "\\mathbb{R}"

[problems]
math-syntax = "warning"

[limits]
seconds = 5
memory = 512

[diagrams]
renderers = ["dot"]

[feed]
size = 0

[lists]
size = 50
"""


def test_every_setting_reaches_its_field() -> None:
    assert parse(FULL) == (
        SiteConfig(
            title={"ja": "日誌", "en": "Diary"},
            base_url="https://example.org/~me",
            language="en",
            languages=("en", "ja"),
            timezone="Europe/Berlin",
            description={"en": "One sentence", "ja": "One sentence"},
            author={"en": "A"},
            collections=(
                Collection(
                    "diary",
                    "content/diary",
                    Kind.DIARY,
                    title={"en": "Diary", "ja": "Diary"},
                    legacy=("/old/{path}.html",),
                    language="ja",
                ),
                Collection(
                    "daily",
                    "content/daily",
                    Kind.DIGEST,
                    header=("title", "url"),
                    url="/{collection}/{year}-{month}-{day}/{slug}.html",
                    trusted=False,
                ),
            ),
            macros={r"\R": r"\mathbb{R}"},
            problems={"math-syntax": Severity.WARNING},
            limits=Limits(5.0, 512),
            diagrams=("dot",),
            output="out",
            cards="cards.json",
            feed_size=0,
            page_size=50,
        ),
        (),
    )


def test_two_settings_are_enough() -> None:
    config, problems = parse(SITE)
    assert problems == ()
    assert config == SiteConfig({"ja": "T"}, "https://example.org")


@pytest.mark.parametrize("preset", HEADER_PRESETS)
def test_a_header_may_be_named_by_its_preset(preset: str) -> None:
    config, problems = parse(f'{SITE}{COLLECTION}header = "{preset}"\n')
    assert problems == ()
    assert config is not None
    assert config.collections[0].header == HEADER_PRESETS[preset]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[site\n", 1, "not TOML"),
        ("[site]\ntitle = \n", 2, "not TOML"),
        ("x = [1,\n", 2, "not TOML"),
        (f"x = {'[' * 5000}", 0, "nested too deep"),
    ],
)
def test_what_is_no_toml_is_said_with_its_line(text: str, line: int, says: str) -> None:
    config, (problem,) = parse(text)
    assert config is None
    assert (problem.code, problem.line) == ("settings", line)
    assert says in problem.message


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 0, "`title` is missing for ja"),
        (SITE + 'timezone = "Asia/Tokio"', 4, "not a known time zone"),
        (SITE + 'timezone = "../../etc"', 4, "not a known time zone"),
        (SITE + "timezone = 9", 4, "a string, not a whole number"),
        (SITE + 'languages = ["en"]\nlanguage = "ja"', 5, "not in `languages`"),
        (SITE + 'language = "j/a"', 4, "no language code"),
        (SITE + 'output = "../x"', 4, "not a path inside"),
        (SITE + 'output = "."', 4, "the site's own folder"),
        (SITE + 'cards = "/etc/passwd"', 4, "not a path inside"),
        (SITE + 'description = ["a"]', 4, "`description` is to be a table, not a list"),
        (SITE.replace("https://example.org", "ftp://example.org"), 3, "http or https"),
        (SITE.replace("https://example.org", "https://"), 3, "http or https"),
        (SITE.replace("https://example.org", "https://example.org/?a=1"), 3, "query"),
        (SITE.replace("https://example.org", "https://example.org/a/../b"), 3, "`..`"),
        (SITE.replace("https://example.org", "https://[example"), 3, "not an address"),
        (SITE + COLLECTION.replace('"notes"', '"No tes"'), 5, "lowercase letters"),
        (SITE + COLLECTION.replace('"notes"', '"tags"'), 5, "own addresses"),
        (SITE + COLLECTION.replace('"notes"', '"2026"'), 5, "own addresses"),
        (SITE + COLLECTION.replace("content/notes", "../notes"), 6, "not a path inside"),
        (SITE + COLLECTION.replace("content/notes", "C:/notes"), 6, "not a path inside"),
        (SITE + COLLECTION.replace("content/notes", r"a\\b"), 6, "not a path inside"),
        (SITE + COLLECTION.replace('"post"', '"pots"'), 7, "cannot be `pots`"),
        (SITE + '[[collection]]\nname = "a"\nkind = "post"', 4, "`path` is missing"),
        (SITE + COLLECTION + 'url = "/{slugs}/"', 8, "holds `{slugs}`"),
        (SITE + COLLECTION + 'url = "/{slug!r}/"', 8, "holds `{slug!r}`"),
        (SITE + COLLECTION + 'url = "/{slug}{/"', 8, "holds `{`"),
        (SITE + COLLECTION + 'url = "/{year}/"', 8, "needs {slug}"),
        (SITE + COLLECTION + 'url = "/{slug}"', 8, "slash or .html"),
        (SITE + COLLECTION + 'url = "{slug}/"', 8, "begin with one slash"),
        (SITE + COLLECTION + 'url = "/../{slug}/"', 8, "no address"),
        (SITE + COLLECTION + 'legacy = ["/old.html"]', 8, "needs {path}"),
        (SITE + COLLECTION + 'legacy = ["/{slug}/{path}"]', 8, "holds `{slug}`"),
        (SITE + COLLECTION + 'legacy = "/{path}"', 8, "list of strings"),
        (SITE + COLLECTION + 'header = ["titel"]', 8, "cannot hold `titel`"),
        (SITE + COLLECTION + 'header = ["title", "title"]', 8, "twice"),
        (SITE + COLLECTION + 'trusted = "no"', 8, "true or false, not a string"),
        (SITE + COLLECTION + 'language = "fr"', 8, "cannot be `fr`"),
        (SITE + '[collection]\nname = "a"', 4, "written as tables"),
        (SITE + '[problems]\nmath-syntax = "warn"', 5, "cannot be `warn`"),
        (SITE + "[limits]\nseconds = 0", 5, "more than 0"),
        (SITE + "[limits]\nseconds = nan", 5, "more than 0"),
        (SITE + "[limits]\nmemory = 1.5", 5, "a whole number, not a number"),
        (SITE + "[limits]\nmemory = true", 5, "a whole number, not true or false"),
        (SITE + "[math.macros]\nR = 'x'", 5, "no macro"),
        (SITE + '[math.macros]\n"\\\\R" = 1', 5, "a string"),
        (SITE + '[diagrams]\nrenderers = ["gnuplot"]', 5, "cannot hold `gnuplot`"),
        (SITE + "[feed]\nsize = -1", 5, "0 or more"),
        (SITE + "[lists]\nsize = 0", 5, "1 or more"),
        ("site = 1", 1, "a table, not a whole number"),
    ],
)
def test_an_unusable_value_is_said_with_its_line_and_gives_no_settings(
    text: str, line: int, says: str
) -> None:
    config, problems = parse(text)
    assert config is None
    problem = problems[0]
    assert (problem.code, problem.line) == ("settings-value", line)
    assert says in problem.message


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        (SITE + "[lsts]", 4, "Did you mean `lists`?"),
        (SITE + "titel = 'x'", 4, "Did you mean `title`?"),
        (SITE + COLLECTION + "slug = 'x'", 8, "Known are: "),
        (SITE + "[problems]\nmath-sintax = 'off'", 5, "Did you mean `math-syntax`?"),
        (SITE + "author = { eng = 'x' }", 4, "Known are: ja."),
    ],
)
def test_an_unknown_setting_is_said_and_the_others_are_usable(text: str, line: int, hint: str) -> None:
    config, (problem,) = parse(text)
    assert config is not None
    assert (problem.code, problem.line) == ("settings-key", line)
    assert problem.hint.startswith(hint)


def test_all_problems_come_at_once() -> None:
    text = SITE + "titel = 'x'\ntimezone = 'x'\n[limits]\nseconds = -1\n[feed]\nsize = 'x'\n"
    assert sorted(problem.line for problem in parse(text)[1]) == [4, 5, 7, 9]


def test_two_collections_may_not_share_a_name_or_a_folder() -> None:
    _, problems = parse(SITE + COLLECTION + COLLECTION)
    assert sorted((problem.code, problem.line) for problem in problems) == [
        ("settings-value", 5),
        ("settings-value", 6),
        ("settings-value", 9),
        ("settings-value", 10),
    ]


def test_only_the_collections_of_others_are_untrusted() -> None:
    kinds = {}
    for kind in Kind:
        config, _ = parse(SITE + COLLECTION.replace('"post"', f'"{kind}"'))
        kinds[kind] = config.collections[0].trusted if config else None
    assert [kind for kind, trusted in kinds.items() if not trusted] == [Kind.DIGEST, Kind.ISSUES]
