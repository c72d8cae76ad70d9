"""Strategies for what others write about papers: digests that a model wrote, issues with their comments."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from tests.fuzz.texts import ANY_TEXT, WORD, inline, markdown

HEADS = st.sampled_from(
    [
        "# {}\n\n[View Paper](http://arxiv.org/abs/2503.{:05}v1)\n",
        "# {}\n[論文を見る](https://doi.org/10.1145/{})\n",
        "[View Paper](https://example.org/{1}/{0})\n",
        "# {}\n",
        "## {}\n\n[View Paper](http://arxiv.org/abs/2503.{:05})\n",
        "# {}\n\n[View Paper](javascript:{})\n",
        "# {}\n\n[View Paper](<https://e.example/{}>)\n",
        "",
    ]
)
SECTIONS = st.sampled_from(
    [
        "## {}. {}\n\n{}\n",
        "## **{}. {}**\n{}\n",
        "## {}、{}\n\n{}\n",
        "## {}. {}\n\n```markdown\n{}\n```\n",
        "## {}. {}\n\n```markdown\n{}\n",
        "## {}. {}\n\n```\n{}\n",
        "## {}. {}\n\n<answer>\n{}\n</answer>\n",
        "## {}. {}\n\n'''\n{}\n'''\n",
        "### {}. {}\n\n{}\n",
        "## {} {}\n\n{} #tag\n",
        "Sure, {} {}\n{}\n",
        "<script>{} {}</script>\n\n{}\n",
        "<img src=x onerror=alert({})>{}\n\n{}\n",
    ]
)
RULES = st.sampled_from(["\n---\n\n", "\n---\n\n\n", "\n\n", "\n-----\n", "```\n---\n"])


@st.composite
def digest(draw: st.DrawFn) -> str:
    """A digest of up to three papers, sound or broken."""
    papers = []
    for _ in range(draw(st.integers(1, 3))):
        head = draw(HEADS).format(draw(inline()).replace("\n", " "), draw(st.integers(0, 99)))
        numbers = range(draw(st.integers(0, 4)))
        found = [draw(SECTIONS).format(number + 1, draw(WORD), draw(markdown())) for number in numbers]
        papers.append(head + "\n" + "\n".join(found))
    return draw(RULES).join(papers)


VALUE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), ANY_TEXT, st.lists(st.none(), max_size=2),
    st.dictionaries(ANY_TEXT, st.none(), max_size=2), st.just("\ud800\0"),
)  # fmt: skip
"""What may stand in place of what is expected."""

BODY = st.sampled_from(
    [
        "# URL\n- https://arxiv.org/abs/2306.1148{}\n\n# Abstract\n{}\n",
        "https://e.example/{}\n\n{}\n",
        "# URL\n- preprint: https://e.example/{}\n{}\n",
        "# Authors\n- A{}\n\n# Summary (by model)\n- {}\n",
        "# Translation{}\n{}\n",
        "```\n# Abstract {}\n```\n{}\n",
        "w{}e\n{}",
    ]
)


DATES = st.sampled_from(
    ["2026-01-06T00:00:00Z", "2026-13-45", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2026-01-06"]
)


NUMBERED = "https://e.example/1#issuecomment-5"
LINKS = st.sampled_from([NUMBERED, 'https://e.example/"><script>', "javascript:x", "https://e.example/-"])


@st.composite
def issue(draw: st.DrawFn) -> dict[str, object]:
    """An issue or a comment of GitHub's REST API; now and then a value is of another kind."""
    number = draw(st.integers(1, 3))
    found: dict[str, object] = {"body": draw(BODY).format(draw(st.integers(0, 9)), draw(markdown()))}
    if draw(st.booleans()):
        found |= {"number": number, "title": draw(inline()), "labels": [{"name": draw(ANY_TEXT)}]}
        found |= {"html_url": f"https://github.com/a/b/issues/{number}"}
    else:
        found |= {"id": draw(st.integers(0, 9)), "issue_url": f"https://api.github.com/issues/{number}"}
        found["html_url"] = draw(LINKS)
    found["created_at"] = draw(DATES)
    for name in draw(st.lists(st.sampled_from(sorted(found)), max_size=1)):
        found[name] = draw(VALUE)
    return found


@st.composite
def page_of_issues(draw: st.DrawFn) -> str:
    """A page as GitHub gives it, now and then cut off."""
    text = json.dumps(draw(st.lists(issue(), max_size=4)), ensure_ascii=draw(st.booleans()))
    return text[: draw(st.sampled_from([None, None, None, len(text) // 2]))]
