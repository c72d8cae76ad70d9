"""What can be wrong with a site, as values: problems are collected, then judged once.

Every kind of problem is registered here with its default severity, so that the
documentation, the settings and the verdict agree on one list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, why, and what to do about it."""

    code: str
    """A key of `KINDS`, for example ``math-syntax``."""
    path: str
    """The file, relative to the site's folder, with forward slashes; "" where no file is to blame."""
    line: int
    """1-based; 0 where the whole file is meant."""
    column: int
    """1-based, in characters; 0 where the whole line is meant."""
    message: str
    """What is wrong and why, in one sentence under 500 characters."""
    hint: str = ""
    """What to do."""
    severity: Severity = Severity.ERROR
    """Set from `KINDS` and the site's settings when the problems are judged."""

    def __str__(self) -> str:
        place = self.path or "sitegen"
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}: {self.code}: {self.message}{hint}"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A registered kind of problem."""

    severity: Severity
    """The severity where the settings say nothing."""
    summary: str
    """One line for the documentation and for `sitegen --help`."""


_E, _W, _O = Severity.ERROR, Severity.WARNING, Severity.OFF

KINDS: Final[Mapping[str, ProblemKind]] = {
    # reading
    "encoding": ProblemKind(_E, "A source is not UTF-8, or holds control characters."),
    "front-matter": ProblemKind(_E, "The YAML front matter cannot be read."),
    "front-matter-key": ProblemKind(_W, "A front-matter key is not known."),
    "front-matter-value": ProblemKind(_E, "A front-matter value has the wrong type or form."),
    "header-line": ProblemKind(
        _W, "A % header line does not hold what the collection's header setting says."
    ),
    "date-invalid": ProblemKind(_W, "A date does not exist and was moved to the nearest day."),
    "date-mismatch": ProblemKind(_W, "Two dates of one document disagree."),
    "date-missing": ProblemKind(_W, "A diary text stands under no date."),
    "weekday-mismatch": ProblemKind(_W, "A heading names a weekday that its date does not have."),
    "source-unreadable": ProblemKind(_E, "A source, or a folder of sources, cannot be read."),
    "folder-missing": ProblemKind(_E, "The folder of a collection does not exist."),
    "source-empty": ProblemKind(_W, "A source holds no text."),
    "digest-empty": ProblemKind(_W, "A digest holds no paper."),
    "digest-loose": ProblemKind(_W, "A text in a digest belongs to no paper."),
    "issues-file": ProblemKind(_E, "A page of issues cannot be read."),
    # settings
    "settings": ProblemKind(_E, "sitegen.toml cannot be read."),
    "settings-key": ProblemKind(_E, "A setting is not known."),
    "settings-value": ProblemKind(_E, "A setting has the wrong type or value."),
    # markup
    "math-syntax": ProblemKind(_E, "KaTeX refuses a formula; the page shows its source."),
    "math-foreign": ProblemKind(_W, "KaTeX refuses a formula that others wrote; the page shows its source."),
    "math-unclosed": ProblemKind(_W, "A $$ or \\[ has no end."),
    "html-unbalanced": ProblemKind(_W, "An HTML tag is not closed, or closed without being open."),
    "html-removed": ProblemKind(
        _W, "An element that would load something from elsewhere, or run, was taken out."
    ),
    "image-remote": ProblemKind(_W, "An image on another host is shown as a link."),
    "image-alt": ProblemKind(_W, "An image has no alternative text."),
    "link-unsafe": ProblemKind(_W, "A link's address could run a script; it was taken out."),
    "link-broken": ProblemKind(_W, "A link inside the site leads nowhere."),
    "anchor-broken": ProblemKind(_W, "A link's #fragment does not exist on its page."),
    "image-missing": ProblemKind(_W, "A local image does not exist."),
    "image-damaged": ProblemKind(_W, "A local image cannot be read."),
    "note-missing": ProblemKind(_W, "A [[note]] link names no document."),
    "card-missing": ProblemKind(_W, "A {{url}} or [[url]] is not in the card cache."),
    "cards-file": ProblemKind(_E, "The card cache cannot be read."),
    "include-missing": ProblemKind(_W, "The file of an @[language](file) include does not exist."),
    "include-outside": ProblemKind(_E, "An include leaves the site's folder."),
    "code-language": ProblemKind(_W, "The language of a code block is not known."),
    "code-options": ProblemKind(_W, "The options of a code block cannot be read."),
    "footnote-missing": ProblemKind(_W, "A footnote is referred to but not defined."),
    "footnote-unused": ProblemKind(_W, "A footnote is defined, but nothing refers to it."),
    "diagram": ProblemKind(_W, "A diagram could not be drawn; its source is shown."),
    "limit": ProblemKind(_E, "A document took more time or memory than the limits allow."),
    "internal": ProblemKind(_E, "sitegen itself failed."),
    "language-simplified": ProblemKind(_W, "Simplified Chinese stands unmarked in Japanese text."),
    "language-latin": ProblemKind(_W, "A paragraph of a Japanese page holds no Japanese."),
    "pair-headings": ProblemKind(_W, "The headings of a text and its translation do not correspond."),
    "pair-block": ProblemKind(_W, "A block of a text has no counterpart in its translation, or the reverse."),
    "translation-original": ProblemKind(_W, "The original that a translation names does not exist."),
    "translation-stale": ProblemKind(_W, "The original has changed since it was translated."),
    "translations-file": ProblemKind(_E, "The record of translations cannot be read."),
    "tags-file": ProblemKind(_E, "The register of tags cannot be read or contradicts itself."),
    "tag-unregistered": ProblemKind(_W, "A tag is not registered, but looks like one that is."),
    # going online
    "fetch": ProblemKind(_E, "The issues of a repository cannot be fetched."),
    # site
    "id-duplicate": ProblemKind(_W, "An id stands twice on one page."),
    "file-unused": ProblemKind(_W, "Nothing links to a file beside the sources."),
    "alias-nowhere": ProblemKind(_W, "An old address leads to a text that is not published."),
    "link-gone": ProblemKind(_W, "A page of another host cannot be reached."),
    "url-collision": ProblemKind(_E, "Two sources claim one address."),
    "url-invalid": ProblemKind(_E, "A slug, alias or address pattern is not usable."),
    "symlink-outside": ProblemKind(_E, "A symbolic link leaves the site's folder."),
    "string-missing": ProblemKind(_E, "An interface string is missing in a language."),
    "template": ProblemKind(_E, "A template cannot be rendered."),
    "theme-contrast": ProblemKind(_W, "Colours of the settings stand out too little from each other."),
    "menu-broken": ProblemKind(_W, "A link of the menu leads nowhere."),
    "social-font": ProblemKind(_E, "The font for preview images cannot be used."),
    "social-letters": ProblemKind(_W, "The font for preview images lacks letters of a title."),
    # output
    "output-refused": ProblemKind(_E, "The output folder is not one that sitegen may write to."),
    "output-failed": ProblemKind(_E, "The output could not be written."),
    "locked": ProblemKind(_E, "Another build of this site is running."),
    # the author's commands
    "file-exists": ProblemKind(_E, "A file or folder is there already, so nothing was written."),
    "write-failed": ProblemKind(_E, "A file could not be written."),
    "collection-missing": ProblemKind(_E, "The site has no collection of the kind that a command needs."),
    "paper-unknown": ProblemKind(_E, "What `add` was given names no paper."),
    "deploy": ProblemKind(_E, "The site could not be published."),
    "network": ProblemKind(_E, "A service did not give what was asked for; nothing was changed."),
    "card-unknown": ProblemKind(_W, "A page gave no title for its card, or could not be read."),
    "card-dead": ProblemKind(_W, "The page of a card is gone; the card stays and links to the Web Archive."),
    "cache": ProblemKind(_W, "The cache was damaged and is built anew."),
}
"""Every kind of problem, by code."""


def judged(problems: Iterable[Problem], overrides: Mapping[str, Severity]) -> tuple[Problem, ...]:
    """Give each problem its severity, drop those switched off, sort by place.

    `overrides` maps codes to the severities of the site's ``[problems]`` table.
    """
    result = set()
    for problem in problems:
        severity = overrides.get(problem.code, KINDS[problem.code].severity)
        if severity is not Severity.OFF:
            result.add(replace(problem, severity=severity))
    return tuple(sorted(result, key=lambda p: (p.path, p.line, p.column, p.code, p.message)))


def failed(problems: Iterable[Problem]) -> bool:
    """Whether any of the judged problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)
