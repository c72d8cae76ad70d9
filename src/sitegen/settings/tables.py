"""Reading a TOML file table by table: types checked, nothing unknown passed over, every fault kept.

This module knows TOML and lines; what the settings mean is known to ``config``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from sitegen.errors import Problem
from sitegen.suggest import did_you_mean

T = TypeVar("T")

_TABLE: Final = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(?:#.*)?\Z")
_KEY: Final = re.compile(r"\s*(?P<name>(?:[\w-]+|\"(?:[^\"\\]|\\.)*\"|'[^']*')(?:\s*\.\s*[\w\"'-]+)*)\s*=")
_SYNTAX: Final = re.compile(
    r"(?P<what>.*?)\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|.*)\)\Z", re.DOTALL
)
_TYPES: Final[Mapping[type, str]] = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dict: "a table",
}


@dataclass(frozen=True, slots=True)
class Faults:
    """The problems of one settings file, gathered while it is read."""

    path: str
    """The file."""
    lines: Mapping[str, int]
    """Dotted names of keys and tables → 1-based lines."""
    found: list[Problem] = field(default_factory=list)
    """In the order of reading."""

    def add(self, code: str, name: str, message: str, hint: str = "") -> None:
        """Keep a fault of the setting with the dotted name."""
        self.found.append(Problem(code, self.path, self._line(name), 0, message, hint))

    def _line(self, name: str) -> int:
        while name and name not in self.lines:
            name = name.rpartition(".")[0]
        return self.lines.get(name, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """One table, whose values are taken out typed."""

    name: str
    """Dotted, ``collection.0.header`` style; "" for the file."""
    values: Mapping[str, object]
    """As TOML gave them."""
    faults: Faults
    """Where what is wrong is kept."""

    def named(self, key: str) -> str:
        """The dotted name of a key."""
        return f"{self.name}.{key}" if self.name else key

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        """Keep a fault of a value."""
        self.faults.add("settings-value", self.named(key), f"`{key}` {message}.", hint)

    def known(self, keys: Iterable[str]) -> None:
        """Complain about every key that is not one of `keys`."""
        names = tuple(keys)
        where = f" in [{re.sub(r'[.][0-9]+', '', self.name)}]" if self.name else ""
        for key in self.values:
            if key not in names:
                message = f"the setting `{key}`{where} is not known."
                self.faults.add("settings-key", self.named(key), message, did_you_mean(key, names))

    def get(self, key: str, kind: type[T], default: T) -> T:
        """The value of a key; `default` where it is absent or of another type."""
        value = self.values.get(key, default)
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is kind:
            return value
        self.wrong(key, f"is to be {_TYPES[kind]}, not {_described(value)}")
        return default

    def checked(self, key: str, default: str, fault: Callable[[str], str | None], hint: str = "") -> str:
        """A string that `fault` finds nothing wrong with."""
        text = self.get(key, str, default)
        why = fault(text) if key in self.values else None
        if why:
            self.wrong(key, why, hint)
        return default if why else text

    def choice(self, key: str, default: str, options: Iterable[str]) -> str:
        """One of the options."""
        names = tuple(options)
        text = self.get(key, str, default)
        if text in names:
            return text
        if key in self.values:
            self.wrong(key, f"cannot be `{text}`", did_you_mean(text, names))
        return default

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of strings."""
        value = self.values.get(key, list(default))
        if isinstance(value, list) and all(type(item) is str for item in value):
            return tuple(value)
        self.wrong(key, "is to be a list of strings")
        return default

    def localized(self, key: str, languages: tuple[str, ...]) -> dict[str, str]:
        """A string for every language, or a table with one for each."""
        value = self.values.get(key, {})
        if type(value) is str:
            return dict.fromkeys(languages, value)
        table = self.below(key)
        table.known(languages)
        return {code: table.get(code, str, "") for code in table.values if code in languages}

    def below(self, key: str) -> Table:
        """The table that is the value of a key; an empty one where it is absent."""
        return Table(self.named(key), self.get(key, dict, {}), self.faults)

    def each(self, key: str) -> tuple[Table, ...]:
        """The tables of an array of tables."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, "is to be written as tables", f"Begin each with a line `[[{key}]]`.")
            return ()
        name = self.named(key)
        return tuple(Table(f"{name}.{n}", item, self.faults) for n, item in enumerate(value))


def open_toml(path: str, text: str) -> tuple[Table | None, tuple[Problem, ...]]:
    """The file as a table, or why it is no TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax(path, text, str(error)),)
    except RecursionError:
        return None, (Problem("settings", path, 0, 0, "lists or tables are nested too deep."),)
    return Table("", values, Faults(path, key_lines(text))), ()


def key_lines(text: str) -> dict[str, int]:
    """The line of every table and key, by dotted name; the tables of an array are numbered from 0."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        opened, key = _TABLE.match(line), _KEY.match(line)
        if opened:
            table = _numbered(opened, counts)
            lines.setdefault(table, number)
        elif key:
            name = ".".join(_unquoted(key["name"]))
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines


def _numbered(opened: re.Match[str], counts: dict[str, int]) -> str:
    name = ".".join(_unquoted(opened["name"]))
    if opened["open"] == "[[":
        counts[name] = counts.get(name, -1) + 1
    parent = next((other for other in counts if name == other or name.startswith(f"{other}.")), None)
    return name if parent is None else f"{parent}.{counts[parent]}{name[len(parent) :]}"


def _unquoted(name: str) -> Iterable[str]:
    for part in re.findall(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^.\s]+", name):
        if part[0] == '"':
            yield part[1:-1].replace("\\\\", "\\")
        else:
            yield part.strip("'")


def _described(value: object) -> str:
    return _TYPES.get(type(value), "a list" if isinstance(value, list) else "a date")


def _syntax(path: str, text: str, message: str) -> Problem:
    match = _SYNTAX.match(message)
    what = match["what"] if match else message
    line = int(match["line"]) if match and match["line"] else text.count("\n") + 1
    column = int(match["column"]) if match and match["column"] else 0
    hint = "Strings stand in quotes, lists in [ ], a table begins with a line like [site]."
    return Problem("settings", path, line, column, f"not TOML: {what[:200]}.", hint)
