"""FAULTS, points 16 to 18: what sources cannot smuggle into a page."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from tests.faults.site import SETTINGS, SmallSite, strict

ATTACK = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
PLAIN = ATTACK.replace("'", "")


class _Loads(HTMLParser):
    """Everything on a page that runs or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("type") != "application/ld+json":
            self.scripts.append(given.get("src") or "inline")
        self.handlers += [name for name in given if name.startswith("on")]
        self.addresses += [
            given[name] or ""
            for name in ("href", "src", "action", "data", "poster", "srcset")
            if name in given
        ]


def held(html: str) -> None:
    """Fail where a page runs or loads what the theme did not put there, or is not well-formed."""
    found = _Loads()
    found.feed(html)
    strict(html)
    assert all(script.startswith("/") and script.endswith(".js") for script in found.scripts), found.scripts
    assert not found.handlers
    bad = ("javascript:", "vbscript:", "data:text/html")
    assert not [address for address in found.addresses if "".join(address.lower().split()).startswith(bad)]


@pytest.fixture
def attacked(site: SmallSite) -> SmallSite:
    quoted = json.dumps(ATTACK)
    fields = f"author = {quoted}\ndescription = {quoted}\nbase_url"
    site.write(
        "sitegen.toml", SETTINGS.replace('ja = "研究日誌"', f"ja = {quoted}").replace("base_url", fields)
    )
    header = f"---\ntitle: {quoted}\ntags: [{quoted}]\ndescription: {quoted}\n---\n\n"
    code = f"```{PLAIN}\ncode\n```\n\n$\\nosuch{{{PLAIN}}}$\n"
    site.post(f"{header}![{PLAIN}](x.png)\n\n{{{{https://a.example/}}}}\n\n# {ATTACK}\n\n{code}")
    note = f"% {ATTACK}\n% https://a.example/{PLAIN}\n% {ATTACK}\n% {PLAIN}\n\nText.\n"
    site.write("content/papers/p.md", note)
    entry = f"## 2026-02-03\n\n### 10:00 *{ATTACK}* #{PLAIN}\n\nText {ATTACK}\n"
    site.write("content/diary/2026-02.md", entry)
    card = {"url": "https://a.example/", "title": ATTACK, "description": ATTACK, "site": ATTACK}
    site.write("content/cards.json", json.dumps([card]))
    return site


def test_point_16_an_attack_in_any_field_stays_text(attacked: SmallSite) -> None:
    done = attacked.build()
    pages = {path: text for path, text in done.pages.items() if path.endswith(".html")}
    assert len(pages) > 10
    for text in pages.values():
        held(text)
    for path, text in done.pages.items():
        if path.endswith(".xml"):
            ET.fromstring(text)
        if path.endswith(".json"):
            json.loads(text)


def test_point_16_the_html_of_feeds_runs_nothing(attacked: SmallSite) -> None:
    done = attacked.build()
    root = ET.fromstring(done.page("feed.xml"))
    contents = [element.text or "" for element in root.iter("{http://www.w3.org/2005/Atom}content")]
    assert contents
    for content in contents:
        found = _Loads()
        found.feed(content)
        assert not found.scripts
        assert not found.handlers


ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)".lstrip("\x01"),
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "%6Aavascript:alert(1)",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_point_17_an_address_that_runs_leads_nowhere(site: SmallSite, address: str) -> None:
    quoted = json.dumps(address.replace("\t", " "))
    links = f'[a](<{address}>) ![b](<{address}>) <a href="{address}">c</a> <img src="{address}" alt=d>'
    forms = f"[[{address}]] {{{{{address}}}}}\n\n[e]: <{address}>\n\n[e]\n\n<{address}>\n\n"
    frames = f'<iframe src="{address}"></iframe>\n\n<object data="{address}"></object>\n\n'
    area = f'<area href="{address}">\n'
    site.post(f"---\ntitle: t\nlink: {quoted}\n---\n\n{links} {forms}{frames}{area}")
    site.write("content/papers/p.md", f"% title\n% {address}\n\nText.\n")
    for path, text in site.build().pages.items():
        if path.endswith(".html"):
            held(text)


def test_point_18_templates_in_a_text_are_text(site: SmallSite) -> None:
    site.post("# {{ 7*7 }}\n\n{{7*7}} {{ site.config }} {% raw %} {# gone? #} #{7+7}\n")
    article = site.build().article()
    for text in ("{{7*7}}", "{{ 7*7 }}", "{{ site.config }}", "{% raw %}", "{# gone? #}"):
        assert text in article


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<svg><use href="https://a.example/x.svg#a"/></svg>',
    '<math><mi href="javascript:alert(1)">x</mi></math>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<iframe src=https://a.example/></iframe>",
    "<object data=https://a.example/></object><embed src=https://a.example/>",
    "<link rel=stylesheet href=https://a.example/><meta http-equiv=refresh content=0>",
    "<base href=https://a.example/>",
    "<style>@import 'https://a.example/'</style>",
    '<div style="background:url(https://a.example/)">x</div>',
    '<div style="background:u\\72l(https://a.example/)">x</div>',
    "<video poster=https://a.example/ src=https://a.example/></video>",
    '<img srcset="https://a.example/ 2x" src=https://a.example/ alt=x>',
    "<input type=image src=https://a.example/ formaction=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<pre><img src=https://a.example/ onerror=alert(1)><a href=javascript:alert(1)>x</a></pre>",
    "<textarea></textarea><script>alert(1)</script>",
    "<body onload=alert(1) background=https://a.example/>",
    "<a href=https://a.example/ ping=https://b.example/>x</a>",
    "<table background=https://a.example/><tr><td>x</table>",
    "<plaintext>",
    "<xmp>",
    '<noscript><p title="</noscript><script>alert(1)</script>">',
    "<template>x",
]


@pytest.mark.parametrize(
    "form", ["{0}\n", "text {0} text\n", "- {0}\n", "# {0}\n", "| {0} |\n|---|\n| {0} |\n"]
)
def test_point_18_no_html_of_a_text_runs_or_loads(site: SmallSite, form: str) -> None:
    for number, html in enumerate(HOSTILE):
        site.post(f"# t\n\n{form.format(html)}", f"{number}.md")
        site.write(f"content/papers/{number}.md", f"% {html}\n% https://a.example/\n% {html}\n\n{html}\n")
    done = site.build()
    assert len([path for path in done.pages if path.startswith("posts/")]) >= len(HOSTILE)
    for path, text in done.pages.items():
        if path.endswith(".html"):
            held(text)
            assert not _foreign_loads(text)


class _Fetches(HTMLParser):
    """Addresses on other hosts that a browser would fetch without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        names = {"src", "srcset", "poster", "data", "background"} & given.keys()
        if tag == "link" and given.get("rel") not in {"canonical", "alternate"}:
            names |= {"href"} & given.keys()
        self.found += [given[name] for name in names if "//" in given[name]]
        self.found += [given["style"]] if "url" in given.get("style", "") else []


def _foreign_loads(html: str) -> list[str]:
    fetches = _Fetches()
    fetches.feed(html)
    return fetches.found


def test_links_to_other_hosts_say_so(site: SmallSite) -> None:
    site.post("# a\n\n[x](https://a.example/) <a href=//b.example/ rel=opener target=_blank>y</a>\n")
    article = site.build().article()
    assert article.count('rel="noopener"') == 2
    assert "target=" not in article


FROM_OTHERS = """
[[collection]]
name = "daily"
path = "daily"
kind = "digest"

[[collection]]
name = "issues"
path = "issues"
kind = "issues"
"""


def test_point_18_what_others_wrote_is_sanitised(site: SmallSite) -> None:
    html = "\n\n".join(HOSTILE)
    site.write("sitegen.toml", SETTINGS + FROM_OTHERS)
    head = f"# {ATTACK}\n\n[View Paper](https://arxiv.org/abs/2503.00001)\n\n"
    paper = f"{head}## 1. {ATTACK}\n\n{html}\n\n## 8. 要約\n\n要約。"
    site.write("daily/2026-02-01.md", f"{paper}\n\n---\n\n{paper.replace('00001', '00002')}\n")
    issue = {
        "number": 7, "title": f"[Paper Note] {ATTACK}, Ann+, ACL'25, 2025.03", "body": f"# URL\n- https://arxiv.org/abs/2503.00003\n\n{html}",
        "labels": [{"name": PLAIN}], "created_at": "2026-02-01T00:00:00Z", "html_url": "https://github.com/me/notes/issues/7",
    }  # fmt: skip
    comment = {
        "id": 1, "issue_url": "https://api.example/r/issues/7", "body": f"{html}\n\n<style>x</style> 感想。",
        "created_at": "2026-02-02T00:00:00Z", "user": {"login": PLAIN}, "html_url": "https://github.com/me/notes/issues/7#1",
    }  # fmt: skip
    site.write("issues/1.json", json.dumps([issue, comment]))
    done = site.build()
    pages = {path: text for path, text in done.pages.items() if path.endswith(".html")}
    assert "感想。" in "".join(pages.values())
    assert "要約。" in "".join(pages.values())
    for text in pages.values():
        held(text)
        assert not _foreign_loads(text)
        assert "<style" not in text
        assert "<form action" not in text
