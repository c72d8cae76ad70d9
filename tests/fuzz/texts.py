"""Strategies: headers, Markdown with mathematics and Japanese, HTML, diary files, settings."""

from __future__ import annotations

from hypothesis import strategies as st

WORD = st.integers(0, 999).map(lambda number: f"w{number}e")
"""A word that is looked for in the output."""

INLINE = st.sampled_from(
    [
        "*{}*",
        "**{}**",
        "`{}`",
        "~~{}~~",
        "[{}](u.md)",
        "![{}](a.png)",
        "[[{}]]",
        "{{{{https://a.example/}}}}{}",
        "<b>{}</b>",
        "<a href=x>{}",
        "{}</i>",
        '<span title="{}">',
        "$x_{{{}}}$",
        "$\\text{{{}}}$",
        "{{漢字|{}}}",
        "^[{}]",
        "^[$x$ {}]",
        "[^{}]",
        "日本語{}。",
        "** {} **",
        "https://a.example/{} ",
        "&amp;{}",
        "\\{}",
        "{}\\",
        "<!-- c -->{}",
        "<{}",
        "$${}$$",
        "\\({}\\)",
        ":smile:{}",
        "$ {}",
        "{} $5",
        "<br>{}",
        "<td>{}",
        "<script>{}</script>",
        "<pre>{}",
        "[{}]",
        "![",
        "]({})",
        "**",
        "*",
        "_",
        "`",
        "``{}",
        "<",
        ">",
        "\"{}'",
        "\u3000{}",
        "{}\t",
        "é{}",
        "か\u3099{}",
        "👩‍👩‍👧{}",
        "\u200d{}",
        "\u202e{}",
    ]
)
BLOCK = st.sampled_from(
    [
        "{}\n\n",
        "# {}\n",
        "### {} {{#id}}\n",
        "- {}\n",
        "  - {}\n",
        "        - {}\n",
        "1. {}\n",
        "a. {}\n",
        "> {}\n",
        "> > {}\n",
        "- [ ] {}\n",
        "```\n{}\n```\n",
        '```python {{title="{}"}}\n',
        "~~~\n{}\n",
        "    {}\n",
        "$$\n{}\n$$\n\n",
        "| {} | b |\n|---|---|\n",
        "| {} | c |\n",
        "<div>\n{}\n</div>\n",
        "<div class=thm>{}\n\n",
        "</div>\n{}\n",
        "<details><summary>{}\n",
        "<table>\n{}\n",
        "<pre>\n{}\n",
        "<!--\n{}\n",
        "{}\n-->\n",
        "<svg>{}</svg>\n",
        "[^1]: {}\n",
        "[{}]: /u\n\n",
        "{}\n: term\n\n",
        "---\n{}\n",
        "{}\n===\n",
        "@[python]({}.py)\n",
        "<div id=toc></div>\n{}\n",
        "> [!NOTE]\n> {}\n",
        "\\[\n{}\n\\]\n",
        "***\n{}\n",
        "\t{}\n",
        "\n\n",
        "{}  \n",
        "{}\\\n",
        "<style>{}</style>\n",
        "<p>{}\n",
        "<ul><li>{}\n",
        "% {}\n",
    ]
)


@st.composite
def inline(draw: st.DrawFn) -> str:
    """A run of text with a few notations in it."""
    return " ".join(
        draw(INLINE).format(draw(WORD)) if draw(st.booleans()) else draw(WORD)
        for _ in range(draw(st.integers(1, 3)))
    )


@st.composite
def markdown(draw: st.DrawFn) -> str:
    """A text of up to a dozen blocks, many of them broken."""
    return "".join(draw(BLOCK).format(draw(inline())) for _ in range(draw(st.integers(1, 8))))


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)

SCALAR = st.one_of(
    ANY_TEXT,
    st.sampled_from(
        [
            "2026-01-06",
            "2024-13-45",
            "null",
            "yes",
            "[a, b]",
            "{a: b}",
            "12:30:45",
            "!!x",
            "*a",
            "&a b",
            "|",
            "'",
            '"\\ud800"',
        ]
    ),
)
KEYS = st.sampled_from(
    [
        "title",
        "date",
        "tags",
        "slug",
        "aliases",
        "draft",
        "lang",
        "description",
        "translation_of",
        "link",
        "colour",
        "updated",
    ]
)


@st.composite
def front_matter(draw: st.DrawFn) -> str:
    """A header of YAML, sound or broken."""
    lines = [f"{draw(KEYS)}: {draw(SCALAR)}" for _ in range(draw(st.integers(0, 5)))]
    return "\n".join(["---", *lines, draw(st.sampled_from(["---", "...", "", "--"])), "", draw(markdown())])


@st.composite
def percent_header(draw: st.DrawFn) -> str:
    """A header of % lines."""
    return "".join(f"% {draw(SCALAR)}\n" for _ in range(draw(st.integers(0, 5)))) + draw(markdown())


HEADINGS = st.sampled_from(
    [
        "## 2026-01-06",
        "## Tue 06 Jan 2026",
        "## 1月6日",
        "### 12:16:54 *{}*",
        "### 18:15",
        "### 25:61",
        "## 2026-02-31",
        "# 月報 2026/01",
        "## {}",
        "### {}",
        "### 9:05 {} #tag #{}",
        "## Fri 06 Jan 2026, 22:33:16",
        "# Sat Aug 29 21:19:48 JST 2015",
        "## 2026-13-01",
    ]
)


@st.composite
def diary(draw: st.DrawFn) -> str:
    """A diary file: headings of days and times, and texts between them."""
    count = draw(st.integers(1, 5))
    return "".join(
        draw(HEADINGS).format(draw(WORD), draw(WORD)) + "\n\n" + draw(markdown()) for _ in range(count)
    )


TOML = st.sampled_from(
    [
        "[site]",
        "title = {}",
        "base_url = {}",
        "languages = {}",
        "language = {}",
        "timezone = {}",
        "output = {}",
        "[[collection]]",
        "name = {}",
        "path = {}",
        "kind = {}",
        "url = {}",
        "header = {}",
        "legacy = {}",
        "trusted = {}",
        "[math.macros]",
        '"\\\\R" = {}',
        "[problems]",
        "math-syntax = {}",
        "[limits]",
        "seconds = {}",
        "memory = {}",
        "[feed]",
        "size = {}",
        "[unknown]",
        "x.y = {}",
        "{}",
        "[",
        "]]",
    ]
)
VALUES = st.one_of(
    ANY_TEXT.map(repr),
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(
        [
            '"ja"',
            '["ja", "en"]',
            '"https://example.org"',
            '"diary"',
            '"post"',
            "true",
            "[]",
            "{}",
            '{ ja = "a" }',
            '"../x"',
            '""',
            "1979-05-27",
        ]
    ),
)


@st.composite
def settings_file(draw: st.DrawFn) -> str:
    """A settings file, sound or broken."""
    return "\n".join(draw(TOML).format(draw(VALUES)) for _ in range(draw(st.integers(0, 12))))
