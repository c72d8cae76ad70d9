"""Finding what is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.effects.package import IncompleteInstallationError, theme_folder, vendor_folder


def made(folder: Path) -> Path:
    for name in ("templates", "static"):
        (folder / name).mkdir(parents=True)
    return folder


def test_in_a_checkout_the_theme_stands_at_its_root(tmp_path: Path) -> None:
    made(tmp_path)
    assert theme_folder(tmp_path / "src" / "sitegen") == tmp_path


def test_a_wheel_carries_the_theme(tmp_path: Path) -> None:
    made(tmp_path)
    theme = made(tmp_path / "src" / "sitegen" / "theme")
    assert theme_folder(tmp_path / "src" / "sitegen") == theme


def test_a_missing_theme_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IncompleteInstallationError, match="install"):
        theme_folder(tmp_path / "src" / "sitegen")


def test_missing_packages_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    with pytest.raises(IncompleteInstallationError, match=r"pip install -e \."):
        vendor_folder(tmp_path)


def test_complete_packages_are_found(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "versions.json").write_text("{}")
    assert vendor_folder(tmp_path) == tmp_path / "vendor"


def test_this_installation_has_what_typesetting_needs() -> None:
    folder = vendor_folder()
    names = ("katex/katex.min.js", "katex/katex.min.css", "katex/LICENSE", "idiomorph/idiomorph.min.js")
    assert [name for name in names if not (folder / name).is_file()] == []
    assert list((folder / "katex" / "fonts").glob("*.woff2"))
