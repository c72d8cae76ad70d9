"""What `sitegen check` finds besides what a build reports."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sitegen.commands.checking import checked
from sitegen.effects.workers import Workers
from sitegen.errors import Problem
from tests.faults.conftest import site, workers
from tests.faults.site import NOW, SmallSite
from tests.unit.local_server import Answer, Server, serving

__all__ = ["site", "workers"]


def found(small: SmallSite, code: str, *, external: bool = False, now: dt.datetime = NOW) -> list[Problem]:
    result = small.build().result
    return [p for p in checked(small.folder, result, now, external=external) if p.code == code]


def test_an_id_in_two_entries_of_one_month_is_told_of(site: SmallSite) -> None:
    site.write("content/diary/a.md", "## 2026-02-01\n\n<div id=same>x</div>\n")
    site.write("content/diary/b.md", "## 2026-02-02\n\n\n<p id=same>y</p>\n")
    (problem,) = found(site, "id-duplicate")
    assert (problem.path, problem.line) == ("content/diary/b.md", 4)
    assert "content/diary/a.md" in problem.message


def test_an_id_twice_in_one_text_is_told_of(site: SmallSite) -> None:
    site.post("# a\n\n<div id=same>x</div>\n\n<p id='same'>y</p>\n\n## One\n\n## One\n")
    (problem,) = found(site, "id-duplicate")
    assert (problem.path, problem.line) == ("content/posts/a.md", 5)


def test_the_same_id_on_two_pages_is_none(site: SmallSite) -> None:
    for name in ("a", "b"):
        site.post(f"# {name}\n\n<div id=same>x</div>\n", f"{name}.md")
    assert not found(site, "id-duplicate")


def test_a_file_that_nothing_needs_is_told_of(site: SmallSite) -> None:
    site.post("# a\n\n[x](used.txt) [y](files/linked.pdf)\n\n@[text](included.txt)\n")
    for name in ("used.txt", "files/linked.pdf", "included.txt", "alone.txt"):
        site.write(f"content/posts/{name}", b"x")
    assert [problem.path for problem in found(site, "file-unused")] == ["content/posts/alone.txt"]


def test_an_old_address_of_a_draft_is_told_of(site: SmallSite) -> None:
    site.post("---\ntitle: a\ndraft: true\naliases: [/old/]\n---\n\nText.\n")
    site.post("---\ntitle: b\naliases: [/older/]\n---\n\nText.\n", "b.md")
    (problem,) = found(site, "alias-nowhere")
    assert problem.path == "content/posts/a.md"
    assert "/old/" in problem.message


def test_nothing_of_this_stands_in_the_way_of_a_build(site: SmallSite) -> None:
    site.post("# a\n\n<div id=same>x</div>\n\n<p id='same'>y</p>\n")
    site.write("content/posts/alone.txt", b"x")
    assert not site.build().problems


@pytest.fixture
def linked(site: SmallSite) -> SmallSite:
    path = site.folder / "sitegen.toml"
    path.write_text(path.read_text() + "\n[online]\nloopback = true\n")
    return site


def test_pages_elsewhere_are_asked_once_and_remembered(linked: SmallSite) -> None:
    with serving() as server:
        _routes(server)
        linked.post(f"# a\n\n[x]({server.url}/here) [y]({server.url}/gone#z)\n\n[again]({server.url}/gone)\n")
        first = found(linked, "link-gone", external=True)
        again = found(linked, "link-gone", external=True, now=NOW + dt.timedelta(days=3))
        assert sorted(server.asked) == ["/gone", "/here"]
        found(linked, "link-gone", external=True, now=NOW + dt.timedelta(days=30))
        assert len(server.asked) == 4
    assert [(problem.line, "/gone" in problem.message) for problem in first] == [(3, True), (5, True)]
    assert again == first


def _routes(server: Server) -> None:
    server.routes = {"/here": Answer(b"<title>x</title>"), "/gone": Answer(status=404)}


def test_without_being_asked_to_no_host_is_asked(linked: SmallSite) -> None:
    with serving() as server:
        linked.post(f"# a\n\n[x]({server.url}/gone)\n")
        assert not found(linked, "link-gone")
        assert server.asked == []


def test_a_damaged_memory_is_asked_anew(linked: SmallSite, workers: Workers, tmp_path: Path) -> None:
    with serving() as server:
        _routes(server)
        linked.post(f"# a\n\n[x]({server.url}/gone)\n")
        linked.write(".sitegen/links.json", b"{broken")
        assert len(found(linked, "link-gone", external=True)) == 1
