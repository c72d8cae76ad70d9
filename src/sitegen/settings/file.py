"""The text of ``sitegen.toml``, made into the settings of a site."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Final

from sitegen.config import (
    DIAGRAM_RENDERERS,
    EMBEDDABLE,
    HEADER_FIELDS,
    HEADER_PRESETS,
    Collection,
    Limits,
    SiteConfig,
)
from sitegen.errors import KINDS, Problem, Severity
from sitegen.model import Kind
from sitegen.settings import appearance, checks
from sitegen.settings import commands as command_settings
from sitegen.settings.tables import Table, open_toml
from sitegen.suggest import did_you_mean

_UNTRUSTED: Final = (Kind.DIGEST, Kind.ISSUES)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_MIN_MEMORY: Final = 128
_DAY_SECONDS: Final = 86_400


def parse(text: str, path: str = "sitegen.toml") -> tuple[SiteConfig | None, tuple[Problem, ...]]:
    """Read the settings; None where a value cannot be used, and then all that is wrong."""
    root, problems = open_toml(path, text)
    if root is None:
        return None, problems
    config = _site(root)
    found = tuple(root.faults.found)
    usable = all(problem.code == "settings-key" for problem in found)
    return (config if usable else None), found


def _site(root: Table) -> SiteConfig:
    root.known((*_TABLES, *appearance.TABLES))
    site, math, diagrams = root.below("site"), root.below("math"), root.below("diagrams")
    feed, lists, tags = root.below("feed"), root.below("lists"), root.below("tags")
    tags.known(("hidden", "pinned"))
    site.known(_SITE_KEYS)
    preview = root.below("preview")
    for table, key in (
        (math, "macros"), (diagrams, "renderers"), (feed, "size"), (lists, "size"), (preview, "editor"),
    ):  # fmt: skip
        table.known((key,))
    language, languages = _languages(site)
    return SiteConfig(
        title=_title(site, languages),
        base_url=_base_url(site),
        language=language,
        languages=languages,
        timezone=site.checked("timezone", "Asia/Tokyo", checks.timezone, "Write a name like Asia/Tokyo."),
        description=site.localized("description", languages),
        author=site.localized("author", languages),
        collections=_collections(root, languages),
        macros=_macros(math.below("macros")),
        problems=_severities(root.below("problems")),
        limits=_limits(root.below("limits")),
        diagrams=_options(diagrams, "renderers", DIAGRAM_RENDERERS),
        output=site.checked("output", "build", checks.output).strip("/"),
        cards=site.checked("cards", "content/cards.json", checks.folder),
        tags=site.checked("tags", "content/tags.toml", checks.folder),
        translations=site.checked("translations", "content/translations.json", checks.folder),
        feed_size=_at_least(feed, "size", 20, 0),
        page_size=_at_least(lists, "size", 100, 1),
        editor=preview.checked(
            "editor", "", checks.editor, 'Write it like editor = "code -g {path}:{line}".'
        ),
        hidden_tags=tags.texts("hidden"),
        pinned_tags=tags.texts("pinned"),
        appearance=appearance.parse(root, languages),
        embed=_options(site, "embed", EMBEDDABLE),
        stats=site.get("stats", bool, default=False),
        search=site.get("search", bool, default=True),
        online=command_settings.online(root.below("online")),
        deploy=command_settings.deploy(root.below("deploy")),
    )


_TABLES: Final = (
    "site", "collection", "math", "problems", "limits", "diagrams", "feed", "lists", "preview", "tags",
    "online", "deploy",
)  # fmt: skip
_SITE_KEYS: Final = (
    "title", "base_url", "language", "languages", "timezone", "description", "author",
    "output", "cards", "tags", "translations", "embed", "stats", "search",
)  # fmt: skip


def _title(site: Table, languages: tuple[str, ...]) -> dict[str, str]:
    title = site.localized("title", languages)
    missing = [code for code in languages if not title.get(code)]
    if missing:
        hint = 'Write title = "…" under [site], or title = { ja = "…", en = "…" }.'
        site.wrong("title", f"is missing for {', '.join(missing)}", hint)
    return title


def _base_url(site: Table) -> str:
    hint = 'Write the public address, for example base_url = "https://example.org".'
    if "base_url" not in site.values:
        site.wrong("base_url", "is missing", hint)
    return site.checked("base_url", "", checks.base_url, hint).rstrip("/")


def _languages(site: Table) -> tuple[str, tuple[str, ...]]:
    """The default language, and all of them with it in front."""
    listed = site.texts("languages")
    language = site.get("language", str, listed[0] if listed else "ja")
    for code in (language, *listed):
        if not _LANGUAGE.fullmatch(code):
            site.wrong("languages" if code in listed else "language", f"holds `{code}`, no language code")
    if listed and language not in listed:
        site.wrong("language", f"is `{language}`, which is not in `languages`", "Add it there.")
    return language, tuple(dict.fromkeys((language, *listed)))


def _collections(root: Table, languages: tuple[str, ...]) -> tuple[Collection, ...]:
    pairs = [(table, _collection(table, languages)) for table in root.each("collection")]
    for key in ("name", "path"):
        counts = Counter(getattr(item, key) for _, item in pairs)
        for table, item in pairs:
            if counts[getattr(item, key)] > 1 and key in table.values:
                table.wrong(key, f"`{getattr(item, key)}` is that of another collection too")
    return tuple(item for _, item in pairs)


def _collection(table: Table, languages: tuple[str, ...]) -> Collection:
    table.known(item.name for item in fields(Collection))
    for key in ("name", "path", "kind"):
        if key not in table.values:
            table.wrong(key, "is missing from this collection")
    kind = Kind(table.choice("kind", Kind.POST, tuple(Kind)))
    language = table.choice("language", languages[0], languages) if "language" in table.values else None
    return Collection(
        name=table.checked("name", "", lambda name: checks.collection_name(name, languages)),
        path=_folder(table.checked("path", "", checks.folder)),
        kind=kind,
        title=table.localized("title", languages),
        header=_header(table),
        url=table.checked("url", "/{collection}/{slug}/", checks.url_pattern),
        legacy=_legacy(table),
        trusted=table.get("trusted", bool, kind not in _UNTRUSTED),
        language=language,
        repository=table.checked("repository", "", checks.repository, "Write it as owner/name."),
    )


def _folder(path: str) -> str:
    return str(PurePosixPath(path))


def _header(table: Table) -> tuple[str, ...]:
    value = table.values.get("header", ["title"])
    if type(value) is str:
        return HEADER_PRESETS[table.choice("header", "diary", HEADER_PRESETS)]
    names = table.texts("header", ("title",))
    for name in names:
        if name not in HEADER_FIELDS:
            table.wrong("header", f"cannot hold `{name}`", did_you_mean(name, HEADER_FIELDS))
    if len(set(names)) < len(names):
        table.wrong("header", "names something twice")
    return names


def _legacy(table: Table) -> tuple[str, ...]:
    patterns = table.texts("legacy")
    for pattern in patterns:
        fault = checks.legacy_pattern(pattern)
        if fault:
            table.wrong("legacy", f"pattern `{pattern[:80]}` {fault}", "Write it like /old/{path}.html.")
    return patterns


def _macros(table: Table) -> dict[str, str]:
    for name in table.values:
        if not re.fullmatch(r"\\(?:[A-Za-z@]+|.)", name):
            table.wrong(name, "is no macro", 'Write its name with the backslash, quoted: "\\\\R".')
    return {name: table.get(name, str, "") for name in table.values}


def _severities(table: Table) -> dict[str, Severity]:
    table.known(KINDS)
    codes = [code for code in table.values if code in KINDS]
    return {code: Severity(table.choice(code, KINDS[code].severity, tuple(Severity))) for code in codes}


def _limits(table: Table) -> Limits:
    table.known(("seconds", "memory"))
    seconds = table.get("seconds", float, Limits().seconds)
    if not 0 < seconds < _DAY_SECONDS:
        table.wrong("seconds", "is to be more than 0 and less than a day")
    return Limits(seconds, _at_least(table, "memory", Limits().memory, _MIN_MEMORY))


def _options(table: Table, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = table.texts(key)
    for name in names:
        if name not in known:
            table.wrong(key, f"cannot hold `{name[:60]}`", did_you_mean(name, known))
    return names


def _at_least(table: Table, key: str, default: int, least: int) -> int:
    number = table.get(key, int, default)
    if number < least:
        table.wrong(key, f"is to be {least} or more")
    return max(number, least)
