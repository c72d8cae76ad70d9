from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.model import Document, Kind
from tests.unit.sources.conftest import Read

PAPER = """# {title}

[View Paper](http://arxiv.org/abs/{arxiv})

## 1. 既存研究

{text}

## 8. 140字

まとめ。 #LLM #機械学習
"""


def paper(number: int, text: str = "本文。", title: str = "Title") -> str:
    return PAPER.format(title=f"{title} {number}", arxiv=f"2503.0000{number}v2", text=text)


@pytest.fixture
def digest(read: Read) -> Callable[..., tuple[Document, ...]]:
    def run(body: str, relative: str = "2025-03-07.md") -> tuple[Document, ...]:
        return read(body, relative, Kind.DIGEST)[0]

    return run


def roles(document: Document) -> list[str]:
    return [part.role for part in document.parts]


def test_every_paper_is_a_document_with_its_sections(digest: Callable[..., tuple[Document, ...]]) -> None:
    first, second = digest(f"\n{paper(1)}\n---\n\n\n{paper(2)}\n---\n")
    assert (first.title and first.title.text, first.link) == ("Title 1", "http://arxiv.org/abs/2503.00001v2")
    assert roles(first) == roles(second) == ["digest-1", "digest-8"]
    assert first.path == "content/c/2025-03-07.md#2503.00001"
    assert first.source == "content/c/2025-03-07.md"
    assert first.date
    assert first.date.date().isoformat() == "2025-03-07"
    assert first.paper
    assert first.paper.key == "arxiv:2503.00001"
    assert (first.paper.year, first.paper.month) == (2025, 3)


def test_the_line_of_140_characters_is_the_description_and_its_hashtags_the_tags(
    digest: Callable[..., tuple[Document, ...]],
) -> None:
    (document,) = digest(
        paper(1).replace("まとめ。", "強化した#PokeChamp が #1 勝つ！https://a.example/#top")
    )
    assert document.description
    assert document.description.text.startswith("強化した#PokeChamp が")
    assert document.tags == ("PokeChamp", "LLM", "機械学習")


def test_the_line_of_a_part_is_that_of_the_file(digest: Callable[..., tuple[Document, ...]]) -> None:
    text = f"{paper(1)}\n---\n\n{paper(2, 'ここ')}"
    part = digest(text)[1].parts[0]
    assert text.split("\n")[part.line - 1] == "ここ"


def test_an_open_fence_swallows_neither_section_nor_paper(
    digest: Callable[..., tuple[Document, ...]],
) -> None:
    broken = "```python\nx = 1\n# comment"
    found = digest("\n---\n\n".join([paper(1), paper(2), paper(3, broken), paper(4), paper(5)]))
    assert [document.title.text for document in found if document.title] == [
        f"Title {n}" for n in range(1, 6)
    ]
    assert roles(found[2]) == ["digest-1", "digest-8"]
    assert found[2].parts[0].text == broken


@pytest.mark.parametrize(
    "fence", ["    ```python\n    # no heading\n    ```", "* ```\n# none\n```", "~~~\n---\n\n# x\n~~~"]
)
def test_what_stands_in_code_opens_no_paper(digest: Callable[..., tuple[Document, ...]], fence: str) -> None:
    found = digest(f"{paper(1, fence)}\n---\n\n{paper(2)}")
    assert len(found) == 2
    assert fence.split("\n")[1].strip() in found[0].parts[0].text


def test_a_rule_inside_a_section_divides_nothing(digest: Callable[..., tuple[Document, ...]]) -> None:
    (document,) = digest(paper(1, "上\n\n---\n\n下"))
    assert document.parts[0].text == "上\n\n---\n\n下"


def test_junk_is_dropped_and_the_text_stays(digest: Callable[..., tuple[Document, ...]]) -> None:
    text = "<think>\n悩む\n## 3. なに\n</think>\n<answer>\n本文。\n</answer>\n'''"
    found = digest(f"{paper(1, text)}\n---\n\nはい、承知いたしました。以下に回答します。\n\n{paper(2)}")
    assert [part.text for part in found[0].parts] == ["本文。", "まとめ。 #LLM #機械学習"]
    assert len(found) == 2


def test_a_wrapper_around_the_whole_is_dropped_and_an_example_in_markdown_is_not(
    digest: Callable[..., tuple[Document, ...]],
) -> None:
    wrapped = paper(1).replace("\n\n## 1.", "\n\n```markdown\n## 1.") + "```\n"
    assert [part.text for part in digest(wrapped)[0].parts] == ["本文。", "まとめ。 #LLM #機械学習"]
    example = "例：\n```markdown\n# x\n```\n後"
    assert digest(paper(1, example))[0].parts[0].text == example


def test_a_tag_that_is_text_stays_in_its_line(digest: Callable[..., tuple[Document, ...]]) -> None:
    text = "Put it in <think> </think> and <answer> </answer> tags."
    assert digest(paper(1, text))[0].parts[0].text == text


def test_papers_without_titles_are_told_apart_by_their_addresses(
    digest: Callable[..., tuple[Document, ...]],
) -> None:
    bare = ["\n".join(paper(n).split("\n")[2:]) for n in (1, 2, 3)]
    found = digest("\n---\n\n".join(bare))
    assert [document.key for document in found] == [f"2025-03-07#2503.0000{n}" for n in (1, 2, 3)]
    assert {document.title for document in found} == {None}


def test_one_paper_twice_in_a_file_is_two_notes_on_it(digest: Callable[..., tuple[Document, ...]]) -> None:
    first, second = digest(f"{paper(1)}\n---\n\n{paper(1, '二度目')}")
    assert first.path != second.path
    assert first.paper
    assert second.paper
    assert first.paper.key == second.paper.key


def test_a_digest_that_is_only_an_apology_is_a_problem(read: Read) -> None:
    found, problems = read("申し訳ございません。要約できませんでした。", "2025-03-07.md", Kind.DIGEST)
    assert found == ()
    assert [problem.code for problem in problems] == ["digest-empty"]


def test_a_line_in_a_language_of_no_reader_is_shown_but_describes_nothing(
    digest: Callable[..., tuple[Document, ...]],
) -> None:
    (document,) = digest(
        paper(1).replace("まとめ。", "이미지 생성 프레임워크!").replace("#機械学習", "#이미지생성")
    )
    assert document.description is None
    assert document.tags == ("LLM",)
    assert document.parts[-1].language == "ko"


def test_a_large_digest_is_read_in_linear_time(digest: Callable[..., tuple[Document, ...]]) -> None:
    many = "\n---\n\n".join(paper(1 + n % 9, "あ" * 60 + "\n```\n" + "x\n" * 900) for n in range(250))
    assert len(many.encode()) > 500_000
    assert len(digest(many)) == 250


def test_papers_of_one_name_never_share_an_address(digest: Callable[..., tuple[Document, ...]]) -> None:
    text = "\n---\n".join(f"# {title}\n\n## 1. x\n\n文。\n" for title in ("a", "a", "a-2", "a"))
    assert [document.slug.rpartition("/")[2] for document in digest(text)] == ["a", "a-2", "a-2-2", "a-3"]


def test_what_belongs_to_no_paper_is_told_unless_it_is_idle_talk(read: Read) -> None:
    before = "はい、承知しました。\n\n前置き。\n続き。\n"
    text = f"{before}\n{paper(1)}\n---\n\n間の文。\n\n{paper(2)}\n---\n後の文。\n"
    documents, problems = read(text, "2025-03-07.md", Kind.DIGEST)
    lines = text.split("\n")
    assert len(documents) == 2
    assert [(problem.code, lines[problem.line - 1]) for problem in problems] == [
        ("digest-loose", "前置き。"),
        ("digest-loose", "間の文。"),
    ]
    assert "後の文。" in documents[1].parts[-1].text


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "count"), [("2025-03-07", 21), ("2025-03-21", 48)])
def test_real_digests_lose_nothing_but_junk(
    digest: Callable[..., tuple[Document, ...]], corpus: Path, name: str, count: int
) -> None:
    text = (corpus / "nook" / "paper_summarizer" / f"{name}.md").read_text(encoding="utf-8")
    found = digest(text, f"{name}.md")
    assert len(found) == count
    assert all(roles(document) == [f"digest-{n}" for n in range(1, 9)] for document in found)
    kept = {line.strip() for document in found for part in document.parts for line in part.text.split("\n")}
    kept |= {f"# {document.title.text}" for document in found if document.title}
    kept |= {f"[View Paper]({document.link})" for document in found}
    lost = {line.strip() for line in text.split("\n")} - kept
    assert {line for line in lost if not line.startswith("## ")} <= {"'''", "---", ""} | {
        line for line in lost if line.startswith("はい、承知")
    }
