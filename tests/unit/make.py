"""Small documents and sites for tests, made by hand."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sitegen import url_plan
from sitegen.config import Collection, SiteConfig
from sitegen.model import (
    Document,
    Entry,
    Fragment,
    Kind,
    Reference,
    RenderedDocument,
    RenderedSection,
    RenderedText,
)
from sitegen.site.catalog import catalog
from sitegen.site.model import Site

ZONE = ZoneInfo("Asia/Tokyo")
NOW = dt.datetime(2026, 2, 1, 12, tzinfo=ZONE)
FORMULA = (
    '<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML">'
    "<mi>x</mi></math></span><span class='katex-html' aria-hidden='true'>x</span></span>"
)
COLLECTIONS = (
    Collection("diary", "content/diary", Kind.DIARY, {"ja": "日記", "en": "Diary"}),
    Collection(
        "posts", "content/posts", Kind.POST, {"ja": "記事", "en": "Articles"}, legacy=("/old/{path}.html",)
    ),
    Collection("papers", "content/papers", Kind.PAPER, {"ja": "論文", "en": "Papers"}),
)
CONFIG = SiteConfig(
    title={"ja": "研究日誌", "en": "Research Diary"},
    base_url="https://example.org/~me/blog",
    languages=("ja", "en"),
    author={"ja": "著者"},
    collections=COLLECTIONS,
)


def at(day: str, time: str = "00:00") -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZONE)


def text(html: str) -> RenderedText:
    return RenderedText(html, html)


def link(target: str, kind: str = "link", **more: object) -> Reference:
    found = Reference(kind=kind, target=target, line=3, column=5, section="")  # type: ignore[arg-type]
    return replace(found, **more)  # type: ignore[arg-type]


def entry(
    anchor: str, title: str | None = None, tags: Sequence[str] = (), precision: str = "second"
) -> Entry:
    """Make the entry that an anchor such as ``2026-01-06-121654`` or ``2026-01-06`` names."""
    day, clock = dt.date.fromisoformat(anchor[:10]), anchor[11:17]
    time = dt.time.fromisoformat(f"{clock[:2]}:{clock[2:4]}:{clock[4:]}") if clock.isdigit() else None
    return Entry(
        anchor=anchor,
        day=day,
        time=time,
        precision="day" if time is None and precision == "second" else precision,  # type: ignore[arg-type]
        title=Fragment(title, 1) if title else None,
        tags=tuple(tags),
        heading_line=3,
        first_line=4,
        last_line=5,
    )


def document(path: str, **more: object) -> Document:
    """Make a document; collection, language and key follow from its path."""
    collection = next(c for c in COLLECTIONS if path.startswith(f"{c.path}/"))
    relative = posixpath.relpath(path, collection.path)
    bare = posixpath.splitext(relative)[0]
    key, _, suffix = bare.rpartition(".")
    is_suffixed = suffix in CONFIG.languages
    made = Document(
        path=path,
        collection=collection.name,
        relative=relative,
        kind=collection.kind,
        language=suffix if is_suffixed else "ja",
        key=key if is_suffixed else bare,
        slug=key if is_suffixed else bare,
        title=None,
        description=None,
        date=None,
        date_only=True,
        updated=None,
        tags=(),
        aliases=(),
        draft=False,
        link=None,
        rating=None,
        translation_of=None,
        body="",
        body_line=1,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def section(key: str = "", html: str = "<p>本文。</p>", **more: object) -> RenderedSection:
    made = RenderedSection(key, None, html, "本文。", (), has_code=False)
    return replace(made, **more)  # type: ignore[arg-type]


def rendered(
    *sections: RenderedSection,
    title: str | None = "題",
    references: Sequence[Reference] = (),
    formulas: Sequence[str] = (),
    description: str | None = None,
) -> RenderedDocument:
    return RenderedDocument(
        title=text(title) if title else None,
        description=text(description) if description else None,
        sections=sections or (section(),),
        formulas=tuple(formulas),
        references=tuple(references),
    )


def diary(path: str, *entries: Entry, title: str | None = None) -> tuple[Document, RenderedDocument]:
    """Make a diary file whose entries have texts that name them."""
    parts = [
        section(
            one.anchor,
            f"<p>entry {one.anchor}</p>",
            title=text(one.title.text) if one.title else None,
            text=f"entry {one.anchor}",
        )
        for one in entries
    ]
    made = document(path, entries=entries, date=at(entries[0].day.isoformat()))
    return made, rendered(*parts, title=title)


def post(
    path: str, day: str | None = None, title: str = "題", **more: object
) -> tuple[Document, RenderedDocument]:
    """Make a note or an article with the default text."""
    return document(path, date=at(day) if day else None, **more), rendered(title=title)


def site(
    pairs: Sequence[tuple[Document, RenderedDocument]],
    config: SiteConfig = CONFIG,
    now: dt.datetime = NOW,
    *,
    drafts: bool = False,
) -> Site:
    documents = [doc for doc, _ in pairs]
    texts: Mapping[str, RenderedDocument] = {doc.path: made for doc, made in pairs}
    table, _ = url_plan.plan(documents, config)
    return catalog(config, documents, texts, table, now, drafts=drafts)
