"""The theme's templates, rendered: Jinja, set up so that whatever fails names the template's line.

There is one environment for each language, so that filters know the reader's
language without looking it up in the page; compiled templates stay in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Final
from urllib.parse import urljoin

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import UndefinedError

from sitegen import i18n
from sitegen.config import SiteConfig
from sitegen.errors import Problem
from sitegen.i18n import Texts
from sitegen.output.compiling import Constant, QuickEnvironment, may_fold
from sitegen.output.views import Page, SiteView

_FOLDER: Final = "templates/"
_FOLDED: Final = ("t", "asset")
_MODULE: Final = re.compile(r"\bsitegen(?:\.\w+)*\.(?=[A-Z])")
"""Where a view is written, which is no concern of who writes a template."""


class TemplateProblem(Exception):  # noqa: N818 - it carries a Problem
    """A template could not be rendered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Templates:
    """All templates of a site: the theme's, with the site's own in their place."""

    __slots__ = ("_assets", "_base_url", "_environments", "_loader", "_may_fold", "_texts")

    def __init__(
        self, sources: Mapping[str, str], texts: Texts, assets: Mapping[str, str], config: SiteConfig
    ) -> None:
        """Take `sources` by name (``post.html``); `assets` gives the address of a static file by its name."""
        self._loader = _Loader(sources)
        self._texts = texts
        self._assets = assets
        self._base_url = config.base_url
        self._may_fold = may_fold(sources.values(), _FOLDED)
        self._environments = {language: self._environment(language) for language in config.languages}

    def render(self, name: str, page: Page, view: object, site: SiteView) -> str:
        """Give the page as HTML; raise `TemplateProblem` where the template cannot be rendered."""
        environment = self._environments[page.language]
        try:
            return environment.get_template(name).render(page=page, view=view, site=site)
        except Exception as error:
            raise TemplateProblem(_problem(name, error)) from error

    def _environment(self, language: str) -> Environment:
        environment = QuickEnvironment(
            loader=self._loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
            auto_reload=False,
        )
        environment.filters.update(_filters(language))
        environment.globals.update(self._functions(language))
        environment.constants = self._constants(language) if self._may_fold else {}
        return environment

    def _constants(self, language: str) -> dict[str, Constant]:
        return {
            "t": lambda key: self._texts.get(language, key) if self._texts.has(key) else None,
            "asset": self._assets.get,
        }

    def _functions(self, language: str) -> dict[str, object]:
        return {
            "t": lambda key, **values: self._text(language, key, values),
            "t_in": lambda code, key, **values: self._text(code, key, values),
            "asset": self._asset,
            "absolute": lambda url: urljoin(self._base_url + "/", url),
            "language_name": i18n.language_name,
            "weekdays": i18n.weekdays(language),
        }

    def _text(self, language: str, key: str, values: Mapping[str, object]) -> str:
        if not self._texts.has(key):
            message = f"no interface string is named {key!r}"
            raise UndefinedError(message)
        return self._texts.get(language, key, **values)

    def _asset(self, name: str) -> str:
        if name not in self._assets:
            message = f"no static file is named {name!r}"
            raise UndefinedError(message)
        return self._assets[name]


class _Loader(BaseLoader):
    """Gives templates their path as a file name, so that tracebacks name it."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        del environment
        if template not in self._sources:
            raise TemplateNotFound(template)
        return self._sources[template], _FOLDER + template, lambda: True


# ------------------------------------------------------------------ filters


def _filters(language: str) -> dict[str, Callable[..., str]]:
    return {
        "date": lambda value: i18n.format_date(value, language),
        "day": lambda value: i18n.format_day(value, language),
        "brief": lambda value: i18n.format_brief(value, language),
        "month": lambda value: i18n.format_month(value, language),
        "month_name": lambda value: i18n.format_month_name(value, language),
        "year": lambda value: i18n.format_year(value, language),
        "weekday": lambda value: i18n.format_weekday(value, language),
        "clock": i18n.format_clock,
        "number": lambda value: i18n.format_number(value, language),
        "iso": _iso,
    }


def _iso(value: dt.date, *, date_only: bool = False) -> str:
    """Write a date for ``<time datetime>``."""
    if isinstance(value, dt.datetime) and date_only:
        return value.date().isoformat()
    return value.isoformat()


# ----------------------------------------------------------------- problems


def _problem(name: str, error: Exception) -> Problem:
    path, line = _place(name, error)
    message, hint = _explained(error)
    return Problem("template", path, line, 0, message[:480], hint)


def _place(name: str, error: Exception) -> tuple[str, int]:
    if isinstance(error, TemplateSyntaxError):
        return _FOLDER + (error.name or name), error.lineno
    path, line = _FOLDER + name, 0
    trace: TracebackType | None = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.startswith(_FOLDER):
            path, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return path, line


def _explained(error: Exception) -> tuple[str, str]:
    if isinstance(error, TemplateSyntaxError):
        return f"The template's syntax is wrong: {error.message}.", "Mend the line named."
    if isinstance(error, TemplateNotFound):
        return f"There is no template {error.name!r}.", f"Create {_FOLDER}{error.name}, or correct the name."
    if isinstance(error, RecursionError):
        return "The template includes itself without end.", "Take the include out, or give it a condition."
    if isinstance(error, UndefinedError):
        missing = _MODULE.sub("", error.message or "")
        return f"The template uses something that does not exist: {missing}.", "Correct the name."
    return f"The template failed: {type(error).__name__}: {error}.", "Mend the expression there."
