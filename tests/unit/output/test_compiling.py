"""Templates with their constants in place give what Jinja gives."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from sitegen.output.compiling import QuickEnvironment, may_fold

TEMPLATES = {
    "part.html": "{{ t('<b>') }}{{ value }}",
    "page.html": (
        "{% macro m(x) %}[{{ x }}{{ t('k') }}]{% endmacro %}{% set s %}{{ value }}{% endset %}"
        "{{ t('k') }} {{ t('k')|upper }} {{ t(value) }} {{ t('k', count=2) }} {{ asset('a') }}"
        "{% include 'part.html' %}{{ m(value) }}{{ s }}{{ 1 + 1 }}{{ none }}{{ html }}{{ t('k') == 'K&' }}"
        "{% if t('k') %}yes{% endif %}{% autoescape false %}{{ value }}{{ t('k') }}{% endautoescape %}"
    ),
}


def said(key: str, **values: object) -> str:
    return {"k": "K&", "<b>": "<B>"}.get(key, key) + "".join(
        f"{name}={value}" for name, value in values.items()
    )


def rendered(environment: Environment, name: str = "page.html") -> str:
    environment.loader = DictLoader(TEMPLATES)
    environment.globals |= {"t": said, "asset": lambda name: f"/{name}?x&y"}
    return environment.get_template(name).render(value='<i class="a">&\'', html=Markup("<hr>"))


def quick() -> QuickEnvironment:
    environment = QuickEnvironment(autoescape=True)
    environment.constants = {
        "t": {"k": "K&", "<b>": "<B>"}.get,
        "asset": {"a": "/a?x&y"}.get,
    }
    return environment


def test_pages_are_the_same() -> None:
    assert rendered(quick()) == rendered(Environment(autoescape=True))


def test_long_texts_are_escaped_too() -> None:
    template = quick().from_string("{{ value }}")
    assert template.render(value="<" * 500) == "&lt;" * 500


def test_what_is_not_known_is_called() -> None:
    environment = quick()
    environment.globals["t"] = lambda key: f"called with {key}"
    assert environment.from_string("{{ t('k') }} {{ t('other') }}").render() == "K&amp; called with other"


@pytest.mark.parametrize(
    "source",
    [
        "{% set t = 1 %}",
        "{%- for t in tags %}",
        "{% for a, t in tags %}",
        "{% macro m(t) %}",
        "{% from 'x' import y as t %}",
        "{% with t = 2 %}",
        "{% import 'x' as asset %}",
    ],
)
def test_a_template_may_give_a_name_its_own_meaning(source: str) -> None:
    assert not may_fold([source], ["t", "asset"])


@pytest.mark.parametrize("source", ["{% set x = t('k') %}", "{% for tag in tags %}{{ t('k') }}", "set t"])
def test_calls_give_no_meaning(source: str) -> None:
    assert may_fold([source], ["t", "asset"])
