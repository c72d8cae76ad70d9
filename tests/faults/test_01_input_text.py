"""FAULTS, points 1 to 8: what sources may hold."""

from __future__ import annotations

import time

import pytest

from tests.faults.site import SmallSite

TEXT = "# 研究\n\n今日は積分の話をした。\n"


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "utf-16", "utf-16-le", "iso2022_jp"])
def test_point_01_another_encoding_is_an_error_with_its_place(site: SmallSite, encoding: str) -> None:
    site.post(TEXT.encode(encoding))
    site.post("# fine\n", "b.md")
    done = site.build()
    problem = done.one("encoding")
    assert done.failed
    assert problem.path == "content/posts/a.md"
    assert problem.line >= 1
    assert "offset" in problem.message or "U+00" in problem.message
    assert "posts/b/index.html" in done.pages


@pytest.mark.parametrize("control", ["\x01", "\x07", "\x0c", "\x1b", "\x1f"])
def test_point_01_control_characters_are_refused(site: SmallSite, control: str) -> None:
    site.post(f"# a\n\nb {control} c\n")
    problem = site.build().one("encoding")
    assert (problem.line, problem.column) == (3, 3)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_point_02_marks_and_line_ends_do_not_hide_the_front_matter(
    site: SmallSite, mark: bytes, end: bytes
) -> None:
    site.post(mark + end.join([b"---", b"title: Seen", b"tags: [one]", b"---", b"", b"Text.", b""]))
    done = site.build()
    assert not done.problems
    assert "Seen" in done.article()
    assert "tags/one/index.html" in done.pages


@pytest.mark.parametrize("content", [b"# a\n\nb\x00c\n", b'---\ntitle: "\\ud800"\n---\n\nText.\n'])
def test_point_03_nul_and_lone_surrogates_are_errors(site: SmallSite, content: bytes) -> None:
    site.post(content)
    done = site.build()
    assert done.failed
    assert [problem.path for problem in done.problems] == ["content/posts/a.md"]


@pytest.mark.parametrize(
    "header", ["title: [", "title: 'a\ntags: b", "\ttitle: a", "title: a: b", "date: 2024-13-45"]
)
def test_point_04_bad_yaml_is_an_error_with_its_line(site: SmallSite, header: str) -> None:
    site.post(f"---\n{header}\n---\n\nText.\n")
    done = site.build()
    assert done.failed
    problem = done.problems[0]
    assert problem.path == "content/posts/a.md"
    assert 1 <= problem.line <= 5
    assert problem.hint


def test_point_05_a_key_given_twice_is_an_error(site: SmallSite) -> None:
    site.post("---\ntitle: a\ntitle: b\n---\n\nText.\n")
    done = site.build()
    assert done.failed
    assert done.problems[0].line in {2, 3}


def test_point_05_yamls_surprises_are_the_obvious_strings(site: SmallSite) -> None:
    site.post("---\ntitle: no\ntags: [2024, 12:30:45, on, 1.10, 0x1F]\n---\n\nText.\n")
    done = site.build()
    assert not done.of("front-matter-value")
    for tag in ("2024", "12:30:45", "on", "1.10", "0x1F"):
        assert f">{tag}<" in done.article().replace("#", "").replace("</span>", ""), tag


@pytest.mark.parametrize("tags", ["null", "[null]", "[~]", "[a, null]", "", "[[a]]", "{a: b}"])
def test_point_05_no_tag_is_called_none(site: SmallSite, tags: str) -> None:
    site.post(f"---\ntitle: a\ntags: {tags}\n---\n\nText.\n")
    done = site.build()
    assert not any("none" in path.lower() for path in done.pages)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "header",
    [
        BOMB,
        "title: " + "[" * 2000,
        "title: " + "{a: " * 2000,
        "title: !!python/object/apply:os.system [id]",
        "a: &a [*a]",
    ],
    ids=["aliases", "lists", "tables", "python", "itself"],
)
def test_point_06_yaml_bombs_and_python_tags_are_refused_at_once(site: SmallSite, header: str) -> None:
    site.post(f"---\n{header}\n---\n\nText.\n")
    start = time.process_time()
    done = site.build()
    assert time.process_time() - start < 3
    assert done.failed
    assert {problem.path for problem in done.problems} == {"content/posts/a.md"}


@pytest.mark.parametrize("depth", [10, 20, 60])
@pytest.mark.parametrize("kind", ["list", "quote", "numbers", "mixed"])
def test_point_07_deep_nesting_is_shown(site: SmallSite, kind: str, depth: int) -> None:
    site.post("# a\n\n" + _nested(kind, depth))
    done = site.build()
    assert not done.problems
    assert all(f"level{number}e" in done.article() for number in range(depth))


@pytest.mark.parametrize("kind", ["list", "quote", "numbers", "mixed"])
def test_point_07_what_is_too_deep_is_told_of(site: SmallSite, kind: str) -> None:
    site.post("# a\n\n" + _nested(kind, 400))
    done = site.build()
    assert done.failed
    problem = done.one("limit")
    assert problem.line > 3
    assert "deep" in problem.message


def _nested(kind: str, depth: int) -> str:
    return "".join(_line(kind, number) for number in range(depth))


def _line(kind: str, number: int) -> str:
    word = f"level{number}e\n"
    match kind:
        case "list":
            return "  " * number + "- " + word
        case "numbers":
            return "   " * number + "1. " + word
        case "quote":
            return "> " * (number + 1) + word + "> " * (number + 1) + "\n"
        case _:
            return "> " + "  " * number + "- " + word
