"""Turn the headers and template tags of Hugo, Jekyll or Pelican into what sitegen reads.

    python convert.py hugo|jekyll|pelican content/posts

Files are changed in place: commit them first, and look at the difference afterwards. What has
no counterpart is printed with its place. Needs PyYAML, which sitegen brings along.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

NAMES = {
    "title": "title", "date": "date", "description": "description", "summary": "description",
    "excerpt": "description", "updated": "updated", "lastmod": "updated", "last_modified_at": "updated",
    "modified": "updated", "slug": "slug", "lang": "lang", "draft": "draft", "tags": "tags",
    "categories": "tags", "category": "tags", "aliases": "aliases", "redirect_from": "aliases",
    "permalink": "aliases", "url": "aliases",
}  # fmt: skip
LISTS = ("tags", "aliases")

FENCE = r"```\1\n\2\n```"
TAGS: dict[str, list[tuple[str, str | Callable[[re.Match[str]], str]]]] = {
    "hugo": [
        (r"\{\{<\s*highlight\s+(\w+)[^>]*>\}\}\n?(.*?)\n?\{\{<\s*/\s*highlight\s*>\}\}", FENCE),
        (r"\{\{[<%]\s*(?:rel)?ref\s+\"(?:[^\"]*/)?([^\"/]+)\"\s*[%>]\}\}", r"\1"),
        (r"\{\{<\s*youtube\s+\"?([\w-]+)\"?\s*>\}\}", r"{{https://www.youtube.com/watch?v=\1}}"),
        (r"\{\{<\s*figure\s([^>]*?)/?>\}\}", lambda found: figure(found[1])),
    ],
    "jekyll": [
        (r"\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?(.*?)\n?\{%-?\s*endhighlight\s*-?%\}", FENCE),
        (r"\{%\s*post_url\s+(\S+)\s*%\}", r"\1.md"),
        (r"\{\{\s*[\"']([^\"']+)[\"']\s*\|\s*(?:relative|absolute)_url\s*\}\}", r"\1"),
        (r"\{\{\s*site\.(?:base)?url\s*\}\}|\{%-?\s*(?:end)?raw\s*-?%\}", ""),
        (r"^(?:\*|1\.) .*\n\{:\s*toc\s*\}$", "<div id=toc></div>"),
        (r"(?m)(?<=[^$\n])\$\$([^$\n]+)\$\$|^\$\$([^$\n]+)\$\$(?=[^\n])", r"$\1\2$"),
    ],
    "pelican": [
        (r"\{filename\}(?:[^)\s]*/)?([^)/\s]+)", r"\1"),
        (r"\{(?:static|attach)\}", ""),
    ],
}
LEFT = re.compile(
    r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}|\{\{\s*[a-z][\w.]*\s*\}\}|\{:.*?\}|\{(?:author|tag|category)\}"
)


def figure(attributes: str) -> str:
    """A figure of Hugo as an image."""
    values = dict(re.findall(r"(\w+)=\"([^\"]*)\"", attributes))
    return f"![{values.get('alt') or values.get('caption') or values.get('title', '')}]({values.get('src')})"


def header(text: str) -> tuple[dict[str, object], str]:
    """The values of a header in YAML, in TOML or as the lines of Pelican, and the text below it."""
    if found := re.match(r"---\n(.*?)\n---\n*", text, re.DOTALL):
        return yaml.load(found[1], yaml.BaseLoader) or {}, text[found.end() :]  # noqa: S506 - makes nothing but text
    if found := re.match(r"\+\+\+\n(.*?)\n\+\+\+\n*", text, re.DOTALL):
        return tomllib.loads(found[1]), text[found.end() :]
    if found := re.match(r"(?:[A-Z]\w*:.*\n)+\n*", text):
        lines = (line.partition(":") for line in found[0].strip().split("\n"))
        return {name: value.strip() for name, _, value in lines}, text[found.end() :]
    return {}, text


def values(value: object, name: str) -> list[str]:
    """One value or many as a list."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return [part.strip() for part in str(value).split("," if name == "tags" else "\n") if part.strip()]


def converted(fields: dict[str, object], stem: str, tool: str) -> tuple[dict[str, object], list[str]]:
    """The header in sitegen's words, and the names that have none."""
    made: dict[str, object] = {}
    lost = []
    for key, value in fields.items():
        name = NAMES.get(key.lower())
        if name in LISTS:
            kept = [item for item in values(value, name) if name == "tags" or re.match(r"/[^:]*$", item)]
            made[name] = [*made.get(name, []), *kept]  # type: ignore[misc]
        elif name:
            made.setdefault(name, value if isinstance(value, bool) else str(value))
        elif (key.lower(), str(value).lower()) in {("published", "false"), ("status", "draft")}:
            made["draft"] = True
        else:
            lost.append(key)
    dated = re.match(r"\d{4}-\d{2}-\d{2}-(.+)", stem)
    if tool == "jekyll" and dated:
        made.setdefault("slug", dated[1])
    return {name: value for name, value in made.items() if value not in ("", [])}, lost


def convert(path: Path, tool: str) -> Iterator[str]:
    """Write a file anew, and tell what was left."""
    fields, body = header(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))
    made, lost = converted(fields, path.stem, tool)
    for pattern, replacement in TAGS[tool]:
        body = re.sub(pattern, replacement, body, flags=re.DOTALL | re.MULTILINE)
    front = yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=10_000) if made else ""
    text = f"---\n{front}---\n\n{body}" if front else body
    path.write_text(text, encoding="utf-8")
    if lost:
        yield f"{path}: left out {', '.join(lost)}"
    for found in LEFT.finditer(text):
        yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {found[0]}"


if __name__ == "__main__":
    for source in sorted(Path(sys.argv[2]).rglob("*.md")):
        for message in convert(source, sys.argv[1]):
            print(message)  # noqa: T201 - what it is for
