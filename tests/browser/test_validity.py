"""Every page of the demo blog before the Nu HTML checker, where Java is present."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT
from tests.browser.serving import Server


def test_the_nu_checker_has_nothing_to_say(blog: Server, tmp_path: Path) -> None:
    java = shutil.which("java")
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if java is None:
        pytest.skip("there is no Java on this machine")
    assert jar.is_file(), "vnu-jar is not there. Run `make browser`, or `npm ci` in the checkout."
    for path, data in blog.files.items():
        if path.endswith(".html"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
    command = [
        java,
        "-XX:+UseSerialGC",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--skip-non-html",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=50)
    found = json.loads(done.stderr)["messages"]
    assert [(m["message"], m.get("extract", "")[:120], m["url"][-60:]) for m in found] == []
