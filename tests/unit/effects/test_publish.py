"""Publishing: wholly old or wholly new, nothing of others lost, nothing rewritten without need."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.effects import publish as publishing
from sitegen.effects import trees
from sitegen.effects.publish import publish
from sitegen.errors import KINDS, Problem
from sitegen.model import OutputFile
from sitegen.reports import Published


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for folder in ("content", "templates", "static", "notes"):
        (tmp_path / "site" / folder).mkdir(parents=True)
    return tmp_path / "site"


@pytest.fixture
def output(site: Path) -> Path:
    return site / "build"


def files(**contents: str) -> list[OutputFile]:
    """Return files whose names are written with ``__`` for a slash."""
    return [OutputFile(name.replace("__", "/") + ".html", text.encode()) for name, text in contents.items()]


def tree(folder: Path) -> dict[str, str]:
    """Return what stands in a folder, besides the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".sitegen.json"
    }


def identities(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
    }


def refused(result: Published | Problem, code: str = "output-refused") -> str:
    assert isinstance(result, Problem)
    assert result.code == code
    assert code in KINDS
    assert result.hint
    return result.message


# --------------------------------------------------------------------- content


def test_the_first_publication_makes_the_folder(site: Path, tmp_path: Path) -> None:
    output = tmp_path / "public" / "www"
    assert publish(files(index="1", a__b__index="2"), output, site) == Published(2, 0, 0)
    assert tree(output) == {"index.html": "1", "a/b/index.html": "2"}
    assert sorted(path.name for path in output.parent.iterdir()) == ["www"]


def test_an_empty_folder_is_taken(site: Path, output: Path) -> None:
    output.mkdir()
    assert publish(files(index="1"), output, site) == Published(1, 0, 0)
    assert tree(output) == {"index.html": "1"}


def test_changed_new_and_removed_files(site: Path, output: Path) -> None:
    publish(files(index="1", old__page="2", same="3"), output, site)
    result = publish(files(index="new", added__page="4", same="3"), output, site)
    assert result == Published(written=2, removed=1, unchanged=1)
    assert tree(output) == {"index.html": "new", "added/page.html": "4", "same.html": "3"}
    assert not (output / "old").exists()


def test_unchanged_files_keep_their_time_and_inode(site: Path, output: Path) -> None:
    publish(files(index="1", same="3"), output, site)
    before = identities(output)
    publish(files(index="2", same="3"), output, site)
    after = identities(output)
    assert after["same.html"] == before["same.html"]
    assert after["index.html"] != before["index.html"]


def test_nothing_is_touched_where_nothing_changed(site: Path, output: Path) -> None:
    publish(files(index="1", a__b="2"), output, site)
    before = (output.stat().st_ino, identities(output))
    assert publish(files(index="1", a__b="2"), output, site) == Published(0, 0, 2)
    assert (output.stat().st_ino, identities(output)) == before


def test_a_site_without_files_leaves_none(site: Path, output: Path) -> None:
    publish(files(index="1"), output, site)
    assert publish([], output, site) == Published(0, 1, 0)
    assert tree(output) == {}


def test_a_file_that_somebody_deleted_or_shortened_comes_back(site: Path, output: Path) -> None:
    publish(files(index="1", page="22"), output, site)
    (output / "index.html").unlink()
    (output / "page.html").write_text("2")
    assert publish(files(index="1", page="22"), output, site) == Published(2, 0, 0)
    assert tree(output) == {"index.html": "1", "page.html": "22"}


def test_a_page_may_become_a_folder_and_back(site: Path, output: Path) -> None:
    page, folder = [OutputFile("a", b"1")], [OutputFile("a/index.html", b"2")]
    for made in (page, folder, page):
        assert isinstance(publish(made, output, site), Published)
        assert list(tree(output)) == [made[0].path]


def test_the_list_of_files_is_the_same_whatever_their_order(site: Path, output: Path) -> None:
    made = files(b="1", a="2")
    publish(made, output, site)
    first = (output / ".sitegen.json").read_bytes()
    publish(reversed(made), site / "other", site)
    assert (site / "other" / ".sitegen.json").read_bytes() == first


def test_a_linked_output_folder_stays_a_link(site: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (site / "build").symlink_to(tmp_path / "www")
    publish(files(index="1"), site / "build", site)
    assert (site / "build").is_symlink()
    assert tree(tmp_path / "www") == {"index.html": "1"}


# ---------------------------------------------------------------------- others


def test_what_others_put_there_is_kept(site: Path, output: Path) -> None:
    publish(files(index="1", a__page="2"), output, site)
    (output / "CNAME").write_text("example.org")
    (output / "a" / "mine.txt").write_text("mine")
    (output / ".git" / "refs" / "tags").mkdir(parents=True)
    (output / "link").symlink_to("CNAME")
    os.mkfifo(output / "pipe")
    before = identities(output)
    assert publish(files(index="2"), output, site) == Published(1, 1, 0)
    assert tree(output) == {
        "index.html": "2",
        "CNAME": "example.org",
        "a/mine.txt": "mine",
        "link": "example.org",
    }
    assert (output / ".git" / "refs" / "tags").is_dir()
    assert (output / "link").is_symlink()
    assert (output / "pipe").is_fifo()
    assert identities(output)["CNAME"] == before["CNAME"]


def test_permissions_of_the_output_and_of_folders_in_it_are_kept(site: Path, output: Path) -> None:
    publish(files(index="1"), output, site)
    (output / "private").mkdir()
    (output / "private" / "key").write_text("k")
    (output / "private").chmod(0o500)
    output.chmod(0o711)
    publish(files(index="2"), output, site)
    assert output.stat().st_mode & 0o777 == 0o711
    assert (output / "private").stat().st_mode & 0o777 == 0o500
    assert tree(output) == {"index.html": "2", "private/key": "k"}


def test_a_file_of_others_is_never_overwritten(site: Path, output: Path) -> None:
    publish(files(index="1"), output, site)
    (output / "page.html").write_text("mine")
    message = refused(publish(files(index="2", page="theirs"), output, site))
    assert "page.html" in message
    assert tree(output) == {"index.html": "1", "page.html": "mine"}


def test_a_file_of_others_with_the_same_content_becomes_ours(site: Path, output: Path) -> None:
    publish(files(index="1"), output, site)
    (output / "page.html").write_text("2")
    assert publish(files(index="1", page="2"), output, site) == Published(0, 0, 2)
    assert publish(files(index="1"), output, site) == Published(0, 1, 1)
    assert tree(output) == {"index.html": "1"}


def test_a_folder_of_others_in_the_place_of_a_page_fails_cleanly(site: Path, output: Path) -> None:
    publish(files(index="1"), output, site)
    (output / "page.html").mkdir()
    (output / "page.html" / "mine").write_text("m")
    refused(publish(files(index="2", page="3"), output, site), "output-failed")
    assert tree(output) == {"index.html": "1", "page.html/mine": "m"}
    assert not (site / ".build.new").exists()


def test_a_file_of_others_in_the_place_of_a_folder_fails_cleanly(site: Path, output: Path) -> None:
    publish(files(index="1"), output, site)
    (output / "a").write_text("m")
    refused(publish(files(index="2", a__page="3"), output, site), "output-failed")
    assert tree(output) == {"index.html": "1", "a": "m"}


# -------------------------------------------------------------------- refusals


@pytest.mark.parametrize("place", [".", "..", "../..", "content", "content/build", "templates", "static/x"])
def test_the_site_its_parents_and_its_sources_are_refused(site: Path, place: str) -> None:
    refused(publish(files(index="1"), site / place, site))
    assert tree(site.parent) == {}


def test_folders_of_collections_are_refused(site: Path) -> None:
    assert "notes/" in refused(publish(files(index="1"), site / "notes", site, ["notes"]))
    assert isinstance(publish(files(index="1"), site / "build", site, ["."]), Published)


@pytest.mark.parametrize("place", ["home", "."])
def test_the_home_folder_and_its_parents_are_refused(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    home = tmp_path / "users" / "home"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    assert "home" in refused(publish(files(index="1"), tmp_path / "users" / place, site))


def test_the_root_is_refused(site: Path) -> None:
    assert "root" in refused(publish(files(index="1"), Path("/"), site))


def test_a_link_to_the_site_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site)
    refused(publish(files(index="1"), tmp_path / "link", site))


def test_a_folder_that_sitegen_did_not_make_is_refused(site: Path, output: Path) -> None:
    output.mkdir()
    (output / "thesis.tex").write_text("dear")
    assert "did not write" in refused(publish(files(index="1"), output, site))
    assert tree(output) == {"thesis.tex": "dear"}


def test_a_file_in_the_place_of_the_folder_is_refused(site: Path, output: Path) -> None:
    output.write_text("dear")
    assert "not a folder" in refused(publish(files(index="1"), output, site))


@pytest.mark.parametrize("content", ["", "[]", '{"files": {"index.html": 1}}', '{"files": {}, "format": 9}'])
def test_a_damaged_list_of_files_is_refused(site: Path, output: Path, content: str) -> None:
    publish(files(index="1"), output, site)
    (output / ".sitegen.json").write_text(content)
    assert "damaged" in refused(publish(files(index="2"), output, site))
    assert tree(output) == {"index.html": "1"}


@pytest.mark.parametrize(
    "path",
    ["../x", "/x", "a/../../x", "a//b", "", ".", "a/", "a\\b", "a\0b", "\ud800", ".sitegen.json", "a\nb"],
)
def test_a_path_that_is_not_plainly_inside_is_refused(site: Path, output: Path, path: str) -> None:
    refused(publish([OutputFile(path, b"x")], output, site))
    assert not output.exists()


def test_something_of_others_beside_the_output_is_not_cleared_away(site: Path, output: Path) -> None:
    (site / ".build.new").mkdir()
    (site / ".build.new" / "mine").write_text("m")
    assert ".build.new" in refused(publish(files(index="1"), output, site))
    assert tree(site) == {".build.new/mine": "m"}


def test_a_tree_that_was_cut_short_is_cleared_away(site: Path, output: Path) -> None:
    (site / ".build.new" / "a").mkdir(parents=True)
    (site / ".build.new" / ".sitegen.json").write_text("")
    (site / ".build.new" / "a" / "index.html").write_text("half")
    assert publish(files(index="1"), output, site) == Published(1, 0, 0)
    assert tree(output) == {"index.html": "1"}
    assert not (site / ".build.new").exists()


# -------------------------------------------------------------------- failures


def test_a_full_disk_leaves_the_old_output(site: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(files(index="1"), output, site)
    write = trees.write

    def full(path: str, content: bytes) -> None:
        if path.endswith(".html"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        write(path, content)

    monkeypatch.setattr(trees, "write", full)
    message = refused(publish(files(index="2", page="3"), output, site), "output-failed")
    assert "No space left" in message
    assert tree(output) == {"index.html": "1"}
    assert not (site / ".build.new").exists()


def test_a_folder_that_cannot_be_made_is_a_problem(site: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    refused(publish(files(index="1"), tmp_path / "file" / "build", site), "output-failed")


def test_without_hard_links_files_are_copied(
    site: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    publish(files(index="1", same="3"), output, site)
    before = identities(output)
    monkeypatch.setattr(os, "link", unsupported)
    publish(files(index="2", same="3"), output, site)
    assert tree(output) == {"index.html": "2", "same.html": "3"}
    assert identities(output)["same.html"][1] == before["same.html"][1]


def test_without_exchange_the_output_is_replaced_in_two_steps(
    site: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "exchange", lambda *_: False)
    publish(files(index="1", gone="2"), output, site)
    assert publish(files(index="2"), output, site) == Published(1, 1, 0)
    assert tree(output) == {"index.html": "2"}
    assert [path.name for path in site.glob(".build*")] == []


def test_output_lost_between_the_two_steps_is_brought_back(site: Path, output: Path) -> None:
    publish(files(index="1", same="3"), output, site)
    (output / "mine").write_text("m")
    output.rename(site / ".build.old")
    assert publish(files(index="2", same="3"), output, site) == Published(1, 0, 1)
    assert tree(output) == {"index.html": "2", "mine": "m", "same.html": "3"}
    assert not (site / ".build.old").exists()


def test_failing_in_the_second_of_two_steps_brings_the_old_output_back(
    site: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(files(index="1"), output, site)
    monkeypatch.setattr(publishing, "exchange", lambda *_: False)
    rename = Path.rename

    def broken(self: Path, target: Path) -> Path:
        if self.name == ".build.new":
            raise OSError(errno.EIO, "Input/output error", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", broken)
    refused(publish(files(index="2"), output, site), "output-failed")
    assert tree(output) == {"index.html": "1"}


# ----------------------------------------------------------------------- kills

PUBLISHER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from sitegen.effects.publish import publish
    from sitegen.model import OutputFile

    site, first = Path(sys.argv[1]), int(sys.argv[2])
    print("ready", flush=True)
    for state in range(first, first + 100_000):
        made = [OutputFile(f"{n % 7}/{n}.html", b"%d" % (state if n % 2 else 0)) for n in range(100)]
        made.append(OutputFile(f"only-{state}.html", b"%d" % state))
        publish(made, site / "build", site)
""")


def test_kill_9_at_any_moment_leaves_a_whole_output(site: Path, output: Path) -> None:
    moments = random.Random(9)
    state, turn = 1, 0
    while turn < 8 or (state == turn + 1 and turn < 60):
        turn += 1
        run = subprocess.Popen([sys.executable, "-c", PUBLISHER, site, str(state)], stdout=subprocess.PIPE)
        assert run.stdout is not None
        with run.stdout:
            run.stdout.readline()
            time.sleep(moments.uniform(0, 0.1 + 0.02 * turn))
            run.send_signal(signal.SIGKILL)
            run.wait()
        if output.exists():
            found = tree(output)
            state = int(found["0/7.html"])
            assert found == expected(state)
        state += 1
    assert state > turn + 1, "at least one publication was done before it was killed"
    made = files(index="end")
    assert isinstance(publish(made, output, site), Published)
    assert tree(output) == {"index.html": "end"}
    assert [path.name for path in site.glob(".build*")] == []


def expected(state: int) -> dict[str, str]:
    pages = {f"{n % 7}/{n}.html": str(state if n % 2 else 0) for n in range(100)}
    return {**pages, f"only-{state}.html": str(state)}


def test_an_interrupted_removal_of_the_old_tree_is_finished(
    site: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(files(index="1", a__b="2"), output, site)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "broken")))
        assert publish(files(index="2"), output, site) == Published(1, 1, 0)
        assert (site / ".build.new").exists()
    publish(files(index="2"), output, site)
    assert not (site / ".build.new").exists()
    assert tree(output) == {"index.html": "2"}


# ------------------------------------------------------------------ the whole law

NAMES = st.sampled_from(["a", "b", "a/c", "b/c", "b/d", "e/f/g", ".dot"])
SITES = st.dictionaries(NAMES, st.sampled_from(["1", "22"])).filter(
    lambda made: not any(name.startswith(other + "/") for name in made for other in made)
)


@given(st.lists(st.tuples(SITES, st.sampled_from(["", "mine", "b/mine", "x/y/mine"])), max_size=5))
def test_after_any_history_there_is_the_site_and_what_others_put_there(
    history: list[tuple[dict[str, str], str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output, others = Path(folder, "site", "build"), dict[str, str]()
        for made, put in history:
            result = publish(
                [OutputFile(name, text.encode()) for name, text in made.items()], output, output.parent
            )
            if "b" in made and "b/mine" in others:
                refused(result, "output-failed")
                return
            assert tree(output) == made | others
            if put and not (put.startswith("b/") and "b" in made):
                others[put] = "m"
                (output / put).parent.mkdir(parents=True, exist_ok=True)
                (output / put).write_text("m")
        assert [path.name for path in output.parent.glob(".build*")] == []
