"""Reading source folders."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from sitegen.effects.files import Tree, read_tree


@pytest.fixture
def site(tmp_path: Path) -> Path:
    put(tmp_path / "site" / "content" / "b.md", "b")
    return tmp_path / "site"


def put(path: Path, text: str = "x") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def paths(tree: Tree) -> list[str]:
    return [file.path for file in tree.files]


def codes(tree: Tree) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in tree.problems]


def test_files_come_sorted_with_their_bytes(site: Path) -> None:
    put(site / "content/a/z.md", "z")
    put(site / "content/a.md", "a")
    tree = read_tree(site, "content")
    assert [(file.path, file.content) for file in tree.files] == [
        ("a.md", b"a"),
        ("a/z.md", b"z"),
        ("b.md", b"b"),
    ]
    assert tree.problems == ()


@pytest.mark.parametrize(
    "name", [".hidden.md", ".git/config.md", "a.md~", ".#a.md", "#a.md#", ".a.md.swp", "a.swp", "4913"]
)
def test_hidden_files_and_those_of_editors_are_left_out(site: Path, name: str) -> None:
    put(site / "content" / name)
    assert paths(read_tree(site, "content")) == ["b.md"]


def test_a_missing_folder_is_a_problem(site: Path) -> None:
    tree = read_tree(site, "papers")
    assert codes(tree) == [("folder-missing", "sitegen.toml")]
    assert "papers" in tree.problems[0].message


@pytest.mark.parametrize("folder", ["..", "../other", "/"])
def test_a_folder_outside_the_site_is_not_read(site: Path, folder: str) -> None:
    put(site.parent / "other" / "secret.md")
    tree = read_tree(site, folder)
    assert tree.files == ()
    assert codes(tree) == [("symlink-outside", folder)]


@pytest.mark.parametrize("target", ["secret", "secret/key.md", "missing"])
def test_a_link_out_of_the_site_is_refused(site: Path, target: str) -> None:
    put(site.parent / "secret" / "key.md")
    (site / "content" / "link").symlink_to(site.parent / target)
    tree = read_tree(site, "content")
    assert paths(tree) == ["b.md"]
    assert codes(tree) == [("symlink-outside", "content/link")]


def test_a_folder_beside_the_site_with_its_name_as_beginning_is_outside(site: Path) -> None:
    put(site.parent / "site-secret" / "key.md")
    (site / "content" / "link").symlink_to(site.parent / "site-secret")
    assert codes(read_tree(site, "content")) == [("symlink-outside", "content/link")]


def test_links_inside_the_site_are_followed(site: Path) -> None:
    put(site / "images" / "a.png")
    for language in ("en", "ja"):
        (site / "content" / language).symlink_to("../images")
    (site / "content" / "c.md").symlink_to("b.md")
    assert paths(read_tree(site, "content")) == ["b.md", "c.md", "en/a.png", "ja/a.png"]


def test_loops_of_links_end(site: Path) -> None:
    (site / "content" / "self").symlink_to(".")
    put(site / "content" / "x" / "x.md")
    put(site / "content" / "y" / "y.md")
    (site / "content" / "x" / "to-y").symlink_to("../y")
    (site / "content" / "y" / "to-x").symlink_to("../x")
    (site / "content" / "y" / "up").symlink_to("../..")
    assert paths(read_tree(site, "content")) == ["b.md", "x/to-y/y.md", "x/x.md", "y/to-x/x.md", "y/y.md"]


def test_many_folders_that_link_to_each_other_are_read_in_bounded_time(site: Path) -> None:
    names = [f"f{number}" for number in range(8)]
    for name in names:
        put(site / "content" / name / "a.md")
        for other in names:
            (site / "content" / name / f"to-{other}").symlink_to(f"../{other}")
    tree = read_tree(site, "content")
    assert "f0/to-f1/to-f2/to-f3/a.md" in paths(tree)
    assert "source-unreadable" in {problem.code for problem in tree.problems}


@pytest.mark.parametrize("target", ["link", "nothing"])
def test_a_link_to_nothing_is_a_problem(site: Path, target: str) -> None:
    (site / "content" / "link").symlink_to(target)
    tree = read_tree(site, "content")
    assert codes(tree) == [("source-unreadable", "content/link")]
    assert paths(tree) == ["b.md"]


def test_paths_are_composed(site: Path) -> None:
    name = "がぎ.md"
    put(site / "content" / unicodedata.normalize("NFD", name))
    assert paths(read_tree(site, "content")) == ["b.md", name]


def test_names_with_ideographic_spaces_and_joined_emoji_are_text(site: Path) -> None:
    put(site / "content" / "日\u3000記👩\u200d💻.md")
    assert codes(read_tree(site, "content")) == []


def test_a_name_that_is_not_text_is_a_problem(site: Path) -> None:
    Path(os.fsdecode(os.fsencode(site / "content") + b"/\xff.md")).write_bytes(b"x")
    put(site / "content" / "line\nend.md")
    tree = read_tree(site, "content")
    assert paths(tree) == ["b.md"]
    assert codes(tree) == [
        ("source-unreadable", "content/line\N{REPLACEMENT CHARACTER}end.md"),
        ("source-unreadable", "content/\N{REPLACEMENT CHARACTER}.md"),
    ]


def test_a_pipe_is_not_read(site: Path) -> None:
    os.mkfifo(site / "content" / "pipe.md")
    assert paths(read_tree(site, "content")) == ["b.md"]


def test_a_published_site_is_no_source(site: Path) -> None:
    put(site / "build" / ".sitegen.json", "{}")
    put(site / "build" / "index.html")
    assert paths(read_tree(site, ".")) == ["content/b.md"]


def test_a_file_deleted_before_it_is_read_is_not_there(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanished(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file")

    monkeypatch.setattr("builtins.open", vanished)
    assert read_tree(site, "content") == Tree((), ())


def test_a_file_that_cannot_be_read_is_a_problem(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", broken)
    tree = read_tree(site, "content")
    assert codes(tree) == [("source-unreadable", "content/b.md")]
    assert "Permission denied" in tree.problems[0].message


def test_a_folder_that_cannot_be_listed_is_a_problem(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def guarded(path: str) -> os._ScandirIterator[str]:
        if path.endswith("private"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    put(site / "content" / "private" / "a.md")
    monkeypatch.setattr(os, "scandir", guarded)
    tree = read_tree(site, "content")
    assert codes(tree) == [("source-unreadable", "content/private")]
    assert paths(tree) == ["b.md"]
