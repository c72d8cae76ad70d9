"""How templates become code: as Jinja does it, with less left to do for every page.

What `t` and `asset` give for constant arguments is put in their place when a template is
compiled, and text is escaped without making objects that nobody looks at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

Constant = Callable[[str], str | None]
"""Gives what a function gives for an argument; None where it has to be called to fail."""

_BOUND: Final = r"\{%%[-+]?\s*(?:set|for|macro|call|import|from|with)\b[^%%]*\b(?:%s)\b(?!\s*\()"


_SHORT: Final = 200
"""Length from which on texts are not remembered."""


class _Generator(CodeGenerator):
    """Writes code that escapes with `shown`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:  # noqa: ANN401 - Jinja's own types
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class QuickEnvironment(Environment):
    """An environment whose globals are set before the first template, and stay."""

    code_generator_class = _Generator
    constants: Mapping[str, Constant]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give the globals as they are where a template adds none."""
        return super().make_globals(d) if d else self.globals

    @staticmethod
    def shown(value: object) -> str:
        """Give a value as it stands in HTML."""
        if type(value) is Markup:
            return value
        return _escaped(value) if type(value) is str and len(value) < _SHORT else str(escape(value))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        folded: nodes.Template = _Folding(self.constants).visit(tree)
        return folded


def may_fold(sources: Iterable[str], names: Iterable[str]) -> bool:
    """Whether no template gives a meaning of its own to one of these names."""
    bound = re.compile(_BOUND % "|".join(names))
    return not any(bound.search(source) for source in sources)


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    """Give a short text, which pages repeat, as it stands in HTML."""
    return str(escape(text))


class _Folding(NodeTransformer):
    """Puts constants in the place of calls."""

    def __init__(self, constants: Mapping[str, Constant]) -> None:
        self._constants = constants

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - named after the node
        """Fold a call of a known function with one constant argument."""
        self.generic_visit(node)
        found = self._known(node)
        return node if found is None else nodes.Const(found, lineno=node.lineno)

    def _known(self, node: nodes.Call) -> str | None:
        called, arguments = node.node, node.args
        if not isinstance(called, nodes.Name) or called.name not in self._constants:
            return None
        others = (node.kwargs, node.dyn_args, node.dyn_kwargs)
        if any(others) or len(arguments) != 1 or not isinstance(arguments[0], nodes.Const):
            return None
        value = arguments[0].value
        return self._constants[called.name](value) if isinstance(value, str) else None
