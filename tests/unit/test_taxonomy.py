from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.taxonomy import RegisteredTag, Taxonomy, parse

LANGUAGES = ("ja", "en")
TEXT = """
[mathematics]
name = { ja = "数学", en = "Mathematics" }
[optimisation]
name = { ja = "最適化", en = "Optimisation" }
aliases = ["optimization"]
parent = "mathematics"
[optimal-transport]
name = { ja = "最適輸送", en = "Optimal transport" }
parent = "optimisation"
"""


def taxonomy(text: str = TEXT) -> Taxonomy:
    made, problems = parse(text, "tags.toml", LANGUAGES)
    assert problems == ()
    return made


def test_every_spelling_has_the_key_of_its_tag() -> None:
    found = taxonomy()
    for spelling in ("最適化", "Optimisation", "OPTIMIZATION", " optimization ", "optimisation"):
        assert found.key(spelling) == "optimisation"
    assert found.key("Optimal Transport") == "optimal-transport"


def test_an_unregistered_name_is_its_own_key() -> None:
    assert taxonomy().key("Sinkhorn") == "sinkhorn"
    assert Taxonomy().key("Sinkhorn") == "sinkhorn"


def test_ancestors_come_nearest_first() -> None:
    assert taxonomy().ancestors("optimal-transport") == ("optimisation", "mathematics")
    assert taxonomy().ancestors("sinkhorn") == ()
    assert taxonomy().children("mathematics") == ("optimisation",)


def test_slugs_are_ids_and_include_ancestors() -> None:
    assert taxonomy().slugs(["最適輸送", "C++"]) == {
        "optimal-transport": "optimal-transport",
        "optimisation": "optimisation",
        "mathematics": "mathematics",
        "c++": "cplusplus",
    }


def test_every_other_spelling_leaves_its_old_slug() -> None:
    moved = dict(taxonomy().moved())
    assert moved["optimization"] == "optimisation"
    assert moved["最適輸送"] == "optimal-transport"
    assert "optimisation" not in moved


def test_the_nearest_spelling_is_suggested() -> None:
    assert taxonomy().nearest("optimisaton") == "Optimisation"
    assert taxonomy().nearest("最適輪送") == "最適輸送"
    assert taxonomy().nearest("梨") is None
    assert taxonomy().nearest("数学") is None


def test_a_circle_of_parents_is_broken_for_all_in_it_and_those_below() -> None:
    made, problems = parse('[a]\nparent="b"\n[b]\nparent="a"\n[c]\nparent="b"\n', "tags.toml", LANGUAGES)
    assert len(problems) == 2
    assert [made.ancestors(key) for key in "ab"] == [(), ()]
    assert made.ancestors("c") == ("b",)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), max_size=6))
def test_ancestors_end_whatever_the_parents(parents: dict[str, str]) -> None:
    text = "".join(f'[{name}]\nparent = "{parent}"\n' for name, parent in parents.items())
    made, _ = parse(text, "tags.toml", LANGUAGES)
    for key in made.tags:
        assert len(made.ancestors(key)) <= len(made.tags)


def test_a_tag_without_a_name_goes_by_its_id() -> None:
    made = taxonomy("[numerics]\n")
    assert made.tags["numerics"] == RegisteredTag("numerics")
