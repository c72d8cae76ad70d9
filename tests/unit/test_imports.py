"""The house: imports point only left, and few modules touch the world."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sitegen

ROOT = Path(sitegen.__file__).parent

LAYERS = (
    ("__init__",),
    (
        "memory",
        "settings",
        "suggest",
        "slugs",
        "notes",
        "identity",
        "summaries",
        "model",
        "errors",
        "reports",
        "scripts",
        "taxonomy",
        "config",
        "located",
        "paper_urls",
        "urls",
        "url_plan",
        "i18n",
        "scan",
    ),
    ("sources", "markup"),
    ("site",),
    ("output",),
    ("author",),
    ("effects",),
    ("engine", "build", "progress"),
    ("preview", "commands", "cli", "__main__"),
)
"""Left to right; a module may import from its own layer and from those before it."""

RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}

WORLDLY = ("effects", "preview", "commands", "cli", "__main__")
"""The parts that may touch disk, network, clock and environment."""

WORLD = {
    "asyncio", "ctypes", "fcntl", "getpass", "glob", "http", "httpcore", "httpx", "importlib.resources",
    "locale", "mmap", "multiprocessing", "os", "pebble", "platform", "py_mini_racer", "random", "secrets",
    "select",
    "shutil", "signal", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time",
    "urllib.request", "uuid", "watchdog",
}  # fmt: skip
"""Modules that reach outside the process, or answer differently from run to run."""

WORLDLY_NAMES = {"pathlib.Path", "jinja2.FileSystemLoader", "jinja2.PackageLoader", "io.open"}

WORLDLY_CALLS = {
    "open", "input", "now", "utcnow", "today", "read_text", "read_bytes", "write_text", "write_bytes",
    "iterdir", "getenv",
}  # fmt: skip

MODULES = sorted(path for path in ROOT.rglob("*.py") if not {"vendor", "theme"} & set(path.parts))


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports, as dotted names; ``from a import b`` gives ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_imports(part: str, tree: ast.AST) -> list[str]:
    """Return the imports from the right of a part."""
    targets = {name: name.split(".")[1] for name in imports(tree) if name.startswith("sitegen.")}
    return [name for name, target in targets.items() if RANKS.get(target, 0) > RANKS[part]]


def touches(tree: ast.AST) -> list[str]:
    """Return what a module takes from the world."""
    imported = [
        name for name in imports(_without_types(tree)) if name in WORLDLY_NAMES or _is_of(name, WORLD)
    ]
    return imported + [name for name in calls(tree) if name in WORLDLY_CALLS]


def _without_types(tree: ast.AST) -> ast.AST:
    """Leave out what is imported for annotations alone."""
    kept = [node for node in getattr(tree, "body", []) if not _is_type_checking(node)]
    return ast.Module(kept, [])


def _is_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_of(name: str, modules: set[str]) -> bool:
    return any(name == module or name.startswith(module + ".") for module in modules)


def calls(tree: ast.AST) -> Iterator[str]:
    """Yield the last part of the name of everything that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_has_its_layer_and_imports_only_from_the_left(path: Path) -> None:
    part = part_of(path)
    assert part in RANKS, f"{part} stands in no layer of this test"
    assert wrong_imports(part, ast.parse(path.read_bytes())) == []


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if part_of(path) not in WORLDLY],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_only_effects_preview_and_cli_touch_the_world(path: Path) -> None:
    assert touches(ast.parse(path.read_bytes())) == []


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("model", "from sitegen.errors import Problem"),
        ("site", "import sitegen.markup.parser"),
        ("build", "from sitegen.effects.files import read_tree"),
        ("sources", "from sitegen import errors"),
    ],
)
def test_an_import_from_the_left_is_allowed(part: str, line: str) -> None:
    assert wrong_imports(part, ast.parse(line)) == []


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("model", "from sitegen.sources import post"),
        ("markup", "from sitegen import effects"),
        ("output", "import sitegen.effects.files"),
        ("effects", "from sitegen.build import build"),
        ("build", "from sitegen.preview import server"),
    ],
)
def test_an_import_from_the_right_is_found(part: str, line: str) -> None:
    assert wrong_imports(part, ast.parse(line)) != []


@pytest.mark.parametrize(
    "line",
    ["import os.path", "from pathlib import Path", "from os import environ", "x = open('y')",
     "import datetime as dt; dt.datetime.now()", "from time import time", "import urllib.request"],
)  # fmt: skip
def test_a_touch_of_the_world_is_found(line: str) -> None:
    assert touches(ast.parse(line)) != []


@pytest.mark.parametrize(
    "line", ["from pathlib import PurePosixPath", "import urllib.parse", "from datetime import time"]
)
def test_pure_modules_are_no_touch_of_the_world(line: str) -> None:
    assert touches(ast.parse(line)) == []
