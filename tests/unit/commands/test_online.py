"""`add` and `cards` against a server of the test."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from sitegen.engine.opening import load_settings
from tests.building import build_site
from tests.unit.author.test_answers import feed, work
from tests.unit.commands.conftest import Run
from tests.unit.local_server import Answer, Server

EVIL = "<script>alert(1)</script> {{https://e.example/}} [[x]] ![a](b) `c` $x<y$ $"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


def cards(site: Path) -> dict[str, dict[str, Any]]:
    return {
        card["url"]: card for card in json.loads((site / "content/cards.json").read_text(encoding="utf-8"))
    }


def snapshot(site: Path) -> dict[str, bytes]:
    files = (path for path in (site / "content").rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def write(site: Path, text: str) -> None:
    (site / "content/posts/links.md").write_text(
        f"---\ntitle: リンク\ndate: 2026-01-01\n---\n\n{text}\n", encoding="utf-8"
    )


# ----------------------------------------------------------------------- add


def test_papers_from_arxiv_crossref_and_a_page_get_notes(site: Path, online: Server, run: Run) -> None:
    online.routes["/api"] = Answer(feed("2001.00001v3"), kind="application/atom+xml")
    online.routes["/works/10.1145%2F3292500"] = Answer(work(DOI="10.1145/3292500"), kind="application/json")
    online.routes["/page"] = Answer(b'<meta name="citation_title" content="A Page of Ours">')
    done = run("add", "https://arxiv.org/pdf/2001.00001v3.pdf", "10.1145/3292500", online.url + "/page")
    assert done.exit_code == 0, done.stderr
    note = (site / "content/papers/2001.00001.md").read_text(encoding="utf-8")
    for line in (
        "link: https://arxiv.org/abs/2001.00001v3",
        "authors: [Ashish Vaswani, Noam Shazeer]",
        "published: 2017-06",
        "tags: [cs.CL, cs.LG]",
        "> A summary.",
        "  primaryClass = {cs.CL},",
    ):
        assert line in note.split("\n")
    assert (site / "content/papers/10.1145/3292500.md").exists()
    assert (site / "content/papers/a-page-of-ours.md").exists()
    assert cards(site)["https://arxiv.org/abs/2001.00001"]["title"] == "Attention Is All You Need"
    assert online.asked[0] == "/api?id_list=2001.00001v3&max_results=1"


def test_a_paper_gets_no_second_note_under_any_of_its_names(site: Path, online: Server, run: Run) -> None:
    online.routes["/api"] = Answer(feed("2001.00001v3"))
    relation = {"has-preprint": [{"id": "arXiv:2001.00001"}]}
    online.routes["/works/10.1000%2Fabc"] = Answer(work(DOI="10.1000/abc", relation=relation))
    assert run("add", "2001.00001").exit_code == 0
    before = snapshot(site)
    names = (
        "2001.00001v9",
        "arXiv:2001.00001",
        "10.48550/arXiv.2001.00001",
        "http://arxiv.org/abs/2001.00001",
    )
    for name in (*names, "https://doi.org/10.1000/abc"):
        done = run("add", name)
        assert done.exit_code == 0, done.stderr
        assert "there is a note already" in done.stdout
    assert snapshot(site) == before


def test_what_a_service_tells_is_text_and_never_markup(site: Path, online: Server, run: Run) -> None:
    online.routes["/works/10.1000%2Fevil"] = Answer(
        work(DOI="10.1000/evil", title=[EVIL], abstract=EVIL.replace("<", "&lt;"), author=[{"name": EVIL}])
    )
    assert run("add", "10.1000/evil").exit_code == 0
    result = build_site(site, now=dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
    page = next(
        f.content.decode() for f in result.files if f.path.startswith("papers/10.1000/") and "evil" in f.path
    )
    assert "<script>alert" not in page
    assert 'e.example/"' not in page
    assert 'src="b"' not in page
    assert not [p for p in result.problems if p.code in ("note-missing", "card-missing", "html-unbalanced")]


def test_what_names_no_paper_is_told_beside_those_that_do(site: Path, online: Server, run: Run) -> None:
    online.routes["/api"] = Answer(feed("2001.00001v1"))
    done = run("add", "nonsense", "2001.00001")
    assert (done.exit_code, "paper-unknown" in done.stderr) == (1, True)
    assert (site / "content/papers/2001.00001.md").exists()


def test_refresh_tells_new_versions_and_publications(site: Path, online: Server, run: Run) -> None:
    online.routes["/api"] = Answer(feed("2001.00001v1"))
    run("add", "2001.00001")
    before = snapshot(site)
    online.routes["/api"] = Answer(feed("2001.00001v4", "1706.03762v7"))
    done = run("add", "--refresh")
    assert done.exit_code == 0
    assert "2001.00001.md: version 4 of 2023-08-02; the note is on v1." in done.stdout
    assert "1706.03762.md: published as https://doi.org/10.1000/abc" in done.stdout
    assert snapshot(site) == before


# --------------------------------------------------------------------- cards


def test_missing_cards_are_fetched_and_kept_sorted_one_a_line(site: Path, online: Server, run: Run) -> None:
    online.routes |= {
        "/b": Answer("<title>数式の頁</title>".encode("cp932"), kind="text/html; charset=Shift_JIS"),
        "/a": Answer("<title>日本語</title>".encode("euc_jp"), kind="text/html"),
        "/none": Answer(b"<p>nothing"),
    }
    url = online.url
    write(
        site,
        f"{{{{{url}/b}}}}\n\n[[{url}/a]] と {{{{{url}/none}}}} と [[{url}/gone]]\n\n{{{{http://10.0.0.1/}}}}",
    )
    done = run("cards")
    assert done.exit_code == 0, done.output
    assert "Cards: 2 fetched, 3 not, 3 known." in done.stdout
    assert done.stderr.count("card-unknown") == 3
    assert "is not a public address" in done.stderr
    assert cards(site)[url + "/b"]["title"] == "数式の頁"
    text = (site / "content/cards.json").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.startswith("{")]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_a_page_that_is_gone_keeps_its_card_with_a_link_to_the_archive(
    site: Path, online: Server, run: Run
) -> None:
    url = f"{online.url}/a"
    write(site, f"{{{{{url}}}}}")
    online.routes["/a"] = Answer(b"<title>Here</title>")
    run("cards")
    del online.routes["/a"]
    done = run("cards", "--check")
    assert "card-dead" in done.stderr
    assert cards(site)[url] == {"url": url, "title": "Here", "site": "127.0.0.1", "dead": True}
    page = next(f.content.decode() for f in build_site(site).files if f.path == "posts/links/index.html")
    assert f'href="https://web.archive.org/web/{url}"' in page
    assert "ウェブアーカイブの控え" in page
    online.routes["/a"] = Answer(b"<title>Back</title>")
    run("cards", "--check")
    assert "dead" not in cards(site)[url]


def test_a_damaged_cache_is_left_for_the_author_to_mend(site: Path, run: Run) -> None:
    path = site / "content/cards.json"
    path.write_text("[{]", encoding="utf-8")
    done = run("cards")
    assert (done.exit_code, "cards-file" in done.stderr) == (1, True)
    assert path.read_text(encoding="utf-8") == "[{]"


def test_the_settings_of_the_site_decide_what_is_asked(site: Path, online: Server) -> None:
    config, problems = load_settings(site)
    assert problems == ()
    assert config
    assert (config.online.arxiv, config.online.loopback) == (online.url + "/api", True)
