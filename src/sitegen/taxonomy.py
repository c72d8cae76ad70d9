"""The register of tags (``content/tags.toml``): one id for all names of a tag, in every language.

::

    [recommendation]
    name = { ja = "推薦", en = "Recommendation" }
    aliases = ["RecSys", "推薦システム"]
    parent = "machine-learning"
    description = { ja = "…", en = "…" }
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sitegen.errors import Problem
from sitegen.settings.tables import Table, open_toml
from sitegen.slugs import folded, slugify, tag_slugs
from sitegen.suggest import did_you_mean

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ASCII: Final = re.compile(r"[\x00-\x7f]+")
_NEAR: Final = 0.7
_NEAR_WIDE: Final = 0.6


@dataclass(frozen=True, slots=True)
class RegisteredTag:
    """One tag of the register."""

    id: str
    """Its part of an address: ASCII letters and digits, with hyphens between."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What readers see, by language."""
    aliases: tuple[str, ...] = ()
    """Other spellings that mean the same tag."""
    parent: str | None = None
    """Id of the tag that this one is a part of."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    """One sentence, by language."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that an author may write for it."""
        return (self.id, *self.names.values(), *self.aliases)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All registered tags; an empty one leaves every tag as it is written."""

    tags: Mapping[str, RegisteredTag] = field(default_factory=dict)
    """By id, in the order of the file."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Folded spelling → id."""

    def key(self, name: str) -> str:
        """What all spellings of a tag have in common: its id, or the folded name where it has none."""
        plain = folded(name.strip())
        found = self.ids.get(plain)
        if found is None and plain and (slug := slugify(plain)) in self.tags:
            return slug
        return found or plain

    def ancestors(self, key: str) -> tuple[str, ...]:
        """The tags that a tag is a part of, the nearest first."""
        found: list[str] = []
        parent = self.tags[key].parent if key in self.tags else None
        while parent is not None:
            found.append(parent)
            parent = self.tags[parent].parent
        return tuple(found)

    def children(self, key: str) -> tuple[str, ...]:
        """The tags that are parts of a tag, in the order of the file."""
        return tuple(tag.id for tag in self.tags.values() if tag.parent == key)

    def slugs(self, names: Iterable[str]) -> dict[str, str]:
        """The slug of every tag that `names` carry and of what they are parts of, by key."""
        keys = {self.key(name): name for name in sorted(names) if self.key(name)}
        free = tag_slugs(key for key in keys if key not in self.tags)
        lines = (line for key in keys for line in (key, *self.ancestors(key)))
        return {key: free.get(key, key) for key in lines}

    def moved(self) -> Iterator[tuple[str, str]]:
        """The slug that each spelling would have if it were not registered, and its tag's."""
        for tag in self.tags.values():
            for spelling in tag.spellings:
                slug = tag_slugs([spelling])[spelling]
                if slug not in self.tags:
                    yield slug, tag.id

    def nearest(self, name: str) -> str | None:
        """The registered spelling that an unregistered name most looks like."""
        if self.key(name) in self.tags:
            return None
        known = {folded(spelling): spelling for tag in self.tags.values() for spelling in tag.spellings}
        cutoff = _NEAR if _ASCII.fullmatch(name) else _NEAR_WIDE
        near = difflib.get_close_matches(folded(name.strip())[:100], known, n=1, cutoff=cutoff)
        return known[near[0]] if near else None


def parse(text: str, path: str, languages: tuple[str, ...]) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """Read the register; what is wrong in it is left out."""
    root, problems = open_toml(path, text)
    if root is None:
        return Taxonomy(), _recoded(problems)
    read = [_tag(root, name, languages) for name in root.values]
    tags = {tag.id: tag for tag in read if tag is not None}
    tags = {name: _adopted(root, tag, tags) for name, tag in tags.items()}
    tags = {name: _uncircled(root, tag, tags) for name, tag in tags.items()}
    ids = _ids(root, tags)
    return Taxonomy(tags, ids), _recoded(root.faults.found)


def _recoded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(replace(problem, code="tags-file") for problem in problems)


def _tag(root: Table, name: str, languages: tuple[str, ...]) -> RegisteredTag | None:
    if not _ID.fullmatch(name):
        hint = f"Write it like [{slugify(name)}], if that is ASCII; names stand in `name`."
        root.wrong(name, "is no id: ids are small ASCII letters, digits and hyphens", hint)
        return None
    table = root.below(name)
    table.known(("name", "aliases", "parent", "description"))
    names = {code: said.strip() for code, said in table.localized("name", languages).items() if said.strip()}
    aliases = tuple(alias.strip() for alias in table.texts("aliases") if alias.strip())
    parent = table.get("parent", str, "") or None
    return RegisteredTag(name, names, aliases, parent, table.localized("description", languages))


def _adopted(root: Table, tag: RegisteredTag, tags: Mapping[str, RegisteredTag]) -> RegisteredTag:
    if tag.parent is None or tag.parent in tags:
        return tag
    hint = did_you_mean(tag.parent, tags)
    root.below(tag.id).wrong("parent", f"of [{tag.id}] is `{tag.parent}`, which is not registered", hint)
    return replace(tag, parent=None)


def _uncircled(root: Table, tag: RegisteredTag, tags: Mapping[str, RegisteredTag]) -> RegisteredTag:
    seen: list[str] = []
    at = tag.parent
    while at is not None and at not in seen:
        seen.append(at)
        at = tags[at].parent
    if tag.id not in seen:
        return tag
    root.below(tag.id).wrong(
        "parent", f"of [{tag.id}] leads in a circle back to it", "Take one of the parents out."
    )
    return replace(tag, parent=None)


def _ids(root: Table, tags: Mapping[str, RegisteredTag]) -> dict[str, str]:
    ids = {folded(name): name for name in tags}
    for tag in tags.values():
        for spelling in tag.spellings:
            owner = ids.setdefault(folded(spelling), tag.id)
            if owner != tag.id:
                message = f"holds `{spelling}`, which is a name of [{owner}] too"
                root.wrong(tag.id, message, "A spelling belongs to one tag.")
    return ids
