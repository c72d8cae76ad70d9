"""Diagrams on a page: both themes, no ids, nothing that runs or loads, a name where there is a title."""

from __future__ import annotations

from sitegen.markup.drawings import drawing

DRAWN = """<svg width="62pt" xmlns:xlink="http://www.w3.org/1999/xlink"><!-- a --><g id="node1" class="node">
<title>a</title><a xlink:href="javascript:alert(1)" onclick="x()"><text font-family="Times">原稿</text></a>
<polygon fill="white" stroke="transparent"/><path fill="none" stroke="black"/><script>x()</script>
<image xlink:href="/etc/passwd"/></g></svg>"""


def test_a_drawing_holds_ink_of_the_page_and_nothing_that_runs_or_loads() -> None:
    html = drawing(DRAWN, "")
    for gone in (
        "script",
        "javascript",
        "onclick",
        "passwd",
        "id=",
        "<title",
        "<!--",
        "Times",
        "black",
        "white",
    ):
        assert gone not in html
    assert '<text fill="currentColor">原稿</text>' in html
    assert '<path fill="none" stroke="currentColor"/>' in html


def test_a_title_names_a_drawing_and_stands_below_it() -> None:
    html = drawing(DRAWN, 'a "b" <c>')
    assert '<svg role="img" aria-label="a &#34;b&#34; &lt;c&gt;"' in html
    assert "<figcaption>a &#34;b&#34; &lt;c&gt;</figcaption></figure>" in html
