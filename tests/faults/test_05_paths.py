"""FAULTS, points 19 to 24: names and places of files."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from sitegen.effects.publish import publish
from sitegen.errors import Problem
from sitegen.reports import Published
from tests.building import run_cli
from tests.faults.site import Outcome, SmallSite


@pytest.mark.parametrize(
    "slug",
    ["../../x", "/etc/x", "a\\..\\b", "%2e%2e/x", "..", ".", "a/../../b", "%2e%2e%2f%2e%2e", "a//b", "~/x"],
)
def test_point_19_a_slug_never_leaves_the_output(site: SmallSite, slug: str) -> None:
    site.post(f"---\ntitle: t\nslug: '{slug}'\n---\n\nText.\n")
    done = site.build()
    assert _stays_inside(done)
    assert done.failed or any(path.startswith("posts/") and "x" in path for path in done.pages)


@pytest.mark.parametrize("slug", ["../../x", "/etc/x", "a\\..\\b", "%2e%2e/x", "..", '"a\\0b"'])
def test_point_19_a_slug_that_tries_is_an_error(site: SmallSite, slug: str) -> None:
    site.post(f"---\ntitle: t\nslug: {slug}\n---\n\nText.\n")
    done = site.build()
    assert done.failed
    assert {problem.path for problem in done.problems} == {"content/posts/a.md"}


@pytest.mark.parametrize(
    "alias", ["/../../x", "/..%2f..%2fx", "\\\\host\\x", "/%2e%2e/x/", "https://a.example/", "/"]
)
def test_point_19_an_alias_never_leaves_the_output(site: SmallSite, alias: str) -> None:
    site.post(f"---\ntitle: t\naliases: ['{alias}']\n---\n\nText.\n")
    assert _stays_inside(site.build())


def _stays_inside(done: Outcome) -> bool:
    parts = [part for file in done.result.files for part in unquote(file.path).split("/")]
    return not {"", ".", ".."} & set(parts) and not any("\\" in part or "\0" in part for part in parts)


def test_point_20_links_out_of_the_site_are_errors_and_loops_end(site: SmallSite, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("# secret\n\nhidden words\n")
    (site.folder / "content/posts/out.md").symlink_to(secret)
    (site.folder / "content/posts/loop").symlink_to(site.folder / "content/posts")
    (site.folder / "content/posts/self.md").symlink_to("self.md")
    (site.folder / "static").mkdir()
    (site.folder / "static/out.txt").symlink_to(secret)
    site.post("# a\n\n@[text](../../../secret.md)\n\n@[text](out.md)\n")
    done = site.build()
    assert done.failed
    assert len(done.of("symlink-outside")) >= 2
    assert done.of("include-outside")
    assert not any(b"hidden words" in file.content for file in done.result.files)


@pytest.mark.parametrize(
    "place", ["/", "~", ".", "content", "content/posts", "templates", "static", "..", "theirs"]
)
def test_point_21_a_dangerous_output_is_refused(site: SmallSite, place: str) -> None:
    site.post("# a\n")
    (site.folder / "theirs").mkdir()
    (site.folder / "theirs/kept.txt").write_text("kept")
    target = Path(place).expanduser() if place in {"/", "~"} else site.folder / place
    refused = publish(site.build().result.files, target, site.folder, ["content/posts"])
    assert isinstance(refused, Problem)
    assert refused.code == "output-refused"
    assert (site.folder / "theirs/kept.txt").read_text() == "kept"
    assert (site.folder / "content/posts/a.md").exists()


def test_point_21_the_command_refuses_too(site: SmallSite) -> None:
    site.post("# a\n")
    done = run_cli("build", site.folder, "-o", site.folder)
    assert done.returncode == 1
    assert "output-refused" in done.stderr
    assert "Traceback" not in done.stderr


def test_point_21_files_of_others_in_the_output_are_kept(site: SmallSite) -> None:
    site.post("# a\n")
    output = site.folder / "build"
    assert isinstance(publish(site.build().result.files, output, site.folder), Published)
    (output / "CNAME").write_text("example.org")
    (site.folder / "content/posts/a.md").unlink()
    site.post("# b\n", "b.md")
    assert isinstance(publish(site.build().result.files, output, site.folder), Published)
    assert (output / "CNAME").read_text() == "example.org"
    assert not (output / "posts/a/index.html").exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [("Note.md", "note.md"), ("か\u3099.md", "が.md"), ("STRASSE.md", "straße.md"), ("x.md", "x.markdown")],
)
def test_point_22_two_sources_of_one_address_are_named(site: SmallSite, first: str, second: str) -> None:
    site.post("# one\n", first)
    site.post("# two\n", second)
    done = site.build()
    assert done.failed
    problem = (done.of("url-collision") or done.of("source-unreadable"))[0]
    named = unicodedata.normalize("NFC", f"{problem.path} {problem.message}")
    assert unicodedata.normalize("NFC", first) in named
    assert unicodedata.normalize("NFC", second) in named


def test_point_23_long_names_are_shortened_the_same_way_every_time(site: SmallSite) -> None:
    for end in "うえ":
        site.post(f"---\ntitle: t\nslug: {'あ' * 90}{end}\n---\n\nText.\n", f"{ord(end)}.md")
    site.post("---\ntitle: u\ntags: [" + "い" * 200 + "]\n---\n\nText.\n", "u.md")
    first, second = site.build(), site.build()
    assert not first.failed
    assert first.result.files == second.result.files
    assert all(len(part.encode()) <= 255 for file in first.result.files for part in file.path.split("/"))
    assert len([path for path in first.pages if path.startswith("posts/あ")]) == 2


STRANGE = [
    "CON",
    "aux",
    "nul.txt",
    "dot.",
    "space ",
    "a#b",
    "a?b",
    "50%",
    "a:b",
    "a b",
    "é",
    "日本語",
    "a&b",
    "a'b",
    'a"b',
    "a<b",
    "100%25",
    "~",
    "a+b",
]


@pytest.mark.parametrize("name", STRANGE)
def test_point_24_every_link_to_a_strange_name_resolves(site: SmallSite, name: str) -> None:
    quoted = name.replace("'", "''")
    site.post(f"---\ntitle: t\nslug: '{quoted}'\ntags: ['{quoted}']\n---\n\nText.\n")
    done = site.build()
    if done.failed:
        assert done.problems[0].hint
        return
    for path, text in done.pages.items():
        if path.endswith(".html"):
            for href in re.findall(r'(?:href|src)="(/[^"]*)"', text):
                _answered(href.replace("&amp;", "&").replace("&#39;", "'").replace("&#34;", '"'), done)
    assert not any(
        re.search(r"(^|/)(con|aux|nul)(\.[^/]*)?(/|$)", path, re.IGNORECASE) for path in done.pages
    )
    assert not any(part != part.rstrip(". ") for path in done.pages for part in path.split("/"))


def _answered(href: str, done: Outcome) -> None:
    path = unquote(href.partition("#")[0].partition("?")[0]).lstrip("/")
    path = f"{path}index.html" if not path or path.endswith("/") else path
    assert path in {file.path for file in done.result.files}, href


@pytest.mark.parametrize("link", ["が.md", "か\u3099.md", "%E3%81%8C.md", "[[が]]"])
def test_point_24_a_decomposed_file_is_reached_by_a_composed_link(site: SmallSite, link: str) -> None:
    site.post("# ガ\n\ntext\n", "か\u3099.md")
    written = link if link.startswith("[[") else f"[x]({link})"
    site.post(f"# a\n\n{written}\n")
    done = site.build()
    assert not done.problems
    assert 'href="/posts/%E3%81%8C/"' in done.article()
