"""Static files: bundles, hashed names, rewritten references, and the contrast of all colours."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from pygments.token import STANDARD_TYPES, Token

from sitegen.output.assets import LAYERS, Assets, assemble
from sitegen.output.fonts import katex_faces
from sitegen.output.styles import CODE_COLOURS, HIGHLIGHT, code_css

STATIC = Path(__file__).parents[3] / "static"
KATEX_FACE = (
    "@font-face{font-display:block;font-family:KaTeX_Main;src:url(fonts/KaTeX_Main-Regular.woff2) "
    'format("woff2"),url(fonts/KaTeX_Main-Regular.woff) format("woff"),'
    'url(fonts/KaTeX_Main-Regular.ttf) format("truetype")}'
)


def theme() -> dict[str, bytes]:
    files = (path for path in STATIC.rglob("*") if path.is_file())
    return {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in files}


def content(assets: Assets, name: str) -> str:
    files = {f"/{file.path}": file.content for file in assets.files}
    return files[assets.urls[name]].decode()


# ------------------------------------------------------------------- naming


def test_a_name_changes_with_its_content_and_only_then() -> None:
    first, same, other = (assemble({"js/a.js": data}, {}, "").urls["js/a.js"] for data in (b"1", b"1", b"2"))
    assert first == same != other
    assert re.fullmatch(r"/assets/js/a\.[0-9a-f]{12}\.js", first)


def test_addresses_carry_the_path_of_the_base_url() -> None:
    assets = assemble({"js/a.js": b"", "CNAME": b"example.org"}, {}, "/~me/blog")
    assert all(url.startswith("/~me/blog/") for url in assets.urls.values())
    assert all(not file.path.startswith("~") for file in assets.files)


def test_files_that_others_know_by_name_keep_it() -> None:
    assets = assemble({"CNAME": b"example.org", "images/a b.png": b"x"}, {}, "")
    assert assets.urls["CNAME"] == "/CNAME"
    assert assets.urls["images/a b.png"] == "/images/a%20b.png"
    assert {"CNAME", "images/a b.png"} <= {file.path for file in assets.files}


# ------------------------------------------------------------------- sheets


def test_layers_come_in_order_and_sheets_of_the_site_after_them() -> None:
    sheets = {name: f".x{n}{{}}".encode() for n, name in enumerate(LAYERS)}
    css = content(assemble({"css/a.css": b".mine{}", **sheets}, {}, ""), "site.css")
    assert css == ".x0{}.x1{}.x2{}.x3{}.x4{}.x5{}.mine{}"


def test_a_reference_leads_to_the_hashed_file() -> None:
    sheet = b"a{background:url(../icons/a.svg)} b{background:url('https://example.org/b.svg')}"
    assets = assemble({"css/a.css": sheet, "icons/a.svg": b"<svg/>"}, {}, "")
    css = content(assets, "site.css")
    assert assets.problems == ()
    assert re.search(r'url\("/assets/icons/a\.[0-9a-f]{12}\.svg"\)', css)
    assert "url('https://example.org/b.svg')" in css


def test_a_reference_to_nothing_is_reported_at_its_line() -> None:
    sheet = b"/* url(old.svg)\n*/\na{\n  background: url(gone.svg) }"
    (problem,) = assemble({"css/a.css": sheet}, {}, "").problems
    assert (problem.code, problem.path, problem.line) == ("link-broken", "static/css/a.css", 4)
    assert "static/css/gone.svg" in problem.hint


def test_comments_go_but_not_from_strings() -> None:
    css = content(
        assemble({"css/a.css": b'/* gone */ a::before { content: "/* kept */" }'}, {}, ""), "site.css"
    )
    assert css == 'a::before{content:"/* kept */"}'


def test_katex_keeps_woff2_fonts_alone_and_never_shifts_text() -> None:
    katex = {"katex.css": KATEX_FACE.encode(), "fonts/KaTeX_Main-Regular.woff2": b"font"}
    assets = assemble({}, katex, "")
    css = content(assets, "katex.css")
    assert "font-display:optional" in css
    assert assets.urls["fonts/KaTeX_Main-Regular.woff2"] in css
    assert css.count("url(") == 1
    assert "truetype" not in css


def test_the_theme_is_whole_and_light() -> None:
    assets = assemble(theme(), {}, "")
    assert assets.problems == ()
    assert {"site.css", "code.css", "js/theme.js", "js/page.js", "icons/icon.svg"} <= assets.urls.keys()
    weight = {name: len(gzip.compress(content(assets, name).encode())) for name in ("site.css", "code.css")}
    assert weight["site.css"] <= 6 * 1024
    assert weight["code.css"] <= 1024


# -------------------------------------------------------------------- fonts


@pytest.mark.parametrize(
    ("html", "faces"),
    [
        ('<span class="katex"></span>', {"Main-Regular"}),
        ('<span class="mord mathnormal">a</span>', {"Math-Italic"}),
        ('<span class="delimsizing size3">(</span>', {"Size3-Regular"}),
        ('<span class="sizing reset-size6 size3">a</span>', set()),
        ('<span class="mop op-symbol large-op">∑</span>', {"Size2-Regular"}),
        ('<span class="mord mathbb">E</span>', {"AMS-Regular"}),
        ('<i class="mathcal">L</i><i class="mathit">x</i>', {"Caligraphic-Regular", "Main-Italic"}),
        ("<p>text</p>", set()),
    ],
)  # fmt: skip
def test_a_page_preloads_the_faces_that_its_formulas_use(html: str, faces: set[str]) -> None:
    assert set(katex_faces(html)) == {f"fonts/KaTeX_{face}.woff2" for face in faces}


# ----------------------------------------------------------------- contrast


def channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def tokens(theme_index: int) -> dict[str, str]:
    css = (STATIC / "css/tokens.css").read_text("utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)
    return {pair[0]: pair[1 + theme_index] for pair in pairs}


THEMES = pytest.mark.parametrize("theme_index", [0, 1], ids=["light", "dark"])


def test_contrast_is_measured_as_wcag_defines_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@THEMES
@pytest.mark.parametrize("surface", ["ground", "surface"])
@pytest.mark.parametrize("text", ["text", "muted", "link", "visited", "accent"])
def test_every_text_colour_is_readable_on_every_surface(theme_index: int, surface: str, text: str) -> None:
    colours = tokens(theme_index)
    assert contrast(colours[text], colours[surface]) >= 4.5


@THEMES
@pytest.mark.parametrize("surface", ["ground", "surface"])
def test_control_lines_are_visible(theme_index: int, surface: str) -> None:
    colours = tokens(theme_index)
    assert contrast(colours["control"], colours[surface]) >= 3


@THEMES
def test_days_are_readable_on_every_shade(theme_index: int) -> None:
    colours = tokens(theme_index)
    for shade in ("shade-1", "shade-2", "shade-3"):
        assert contrast(colours["text"], colours[shade]) >= 4.5
    assert contrast(colours["on-shade-4"], colours["shade-4"]) >= 4.5


@THEMES
@pytest.mark.parametrize("role", CODE_COLOURS)
def test_code_is_readable_on_its_surface_and_on_a_highlighted_line(theme_index: int, role: str) -> None:
    colour = (CODE_COLOURS[role].light, CODE_COLOURS[role].dark)[theme_index]
    assert contrast(colour, tokens(theme_index)["surface"]) >= 4.5
    assert contrast(colour, (HIGHLIGHT.light, HIGHLIGHT.dark)[theme_index]) >= 4.5


# --------------------------------------------------------------------- code


@pytest.mark.parametrize(
    ("token", "role"),
    [
        (Token.Comment.Single, "comment"),
        (Token.Keyword.Declaration, "keyword"),
        (Token.Keyword.Type, "class"),
        (Token.Literal.String.Escape, "string"),
        (Token.Literal.Number.Integer.Long, "number"),
        (Token.Name.Function.Magic, "function"),
        (Token.Operator.Word, "operator"),
    ],
)
def test_a_token_takes_the_colour_of_its_nearest_ancestor(token: object, role: str) -> None:
    names = {str(kind): name for kind, name in STANDARD_TYPES.items()}
    (rule,) = re.findall(rf".highlight :is\(([^)]*)\){{color:var\(--code-{role}\)}}", code_css())
    assert f".{names[str(token)]}" in rule.split(",")


def test_plain_names_keep_the_colour_of_the_text() -> None:
    coloured = re.findall(r"\.(\w+)[,)]", code_css())
    assert "n" not in coloured
    assert "nv" not in coloured
