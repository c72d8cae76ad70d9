"""A page before it is printed: its address, its head, and what its template sees."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Final

from markupsafe import Markup, escape

from sitegen import paper_urls, urls
from sitegen.config import SiteConfig
from sitegen.i18n import format_month, language_name, locale
from sitegen.model import Kind
from sitegen.output.fonts import katex_faces
from sitegen.output.menus import menu
from sitegen.output.press import Press, collection_title
from sitegen.output.views import Alternate, LanguageLink, Page, PageLink, SiteView, TagLink
from sitegen.site.model import Edition
from sitegen.site.places import listed

_WITHOUT: Final = frozenset(
    ["str", "int", "float", "bool", "None", "dt", "date", "datetime", "TagLink", "tuple"]
)
"""What annotations of values without HTML are made of."""
_NAMES: Final = re.compile(r"\w+")
UNINDEXED: Final = frozenset({"404", "redirect", "both", "search"})
"""Kinds of pages that search engines are not told of."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself."""

    kind: str
    """``home month year post both tag tags archive collection search 404 redirect``; names its template."""
    url: str
    """Site-relative address."""
    language: str
    """Its language."""
    title: Markup
    """For the h1."""
    title_text: str
    """For ``<title>``."""
    description: str = ""
    """For search engines."""
    twins: Mapping[str, str] = field(default_factory=dict)
    """Site-relative addresses of the same page for readers of other languages."""
    alternates: Mapping[str, str] | None = None
    """Those of them that say the same in the other language; None: all."""
    original: str | None = None
    """Where it only shows what another page says: that page's site-relative address."""
    title_language: str = ""
    """The language of the title, where that is not the page's; else ""."""
    feed: str | None = None
    """Its own feed, ready for ``href``; None: the language's."""
    date: dt.datetime | None = None
    """When an article was published."""
    modified: dt.datetime | None = None
    """When it last changed, where that is known."""
    has_code: bool = False
    """Whether it shows highlighted code."""
    source: str = ""
    """Path of the source of an article."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, ready for its template."""

    head: Head
    """What it says of itself."""
    page: Page
    """What the template sees as ``page``."""
    view: object
    """What the template sees as ``view``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A page that can be made when it is asked for."""

    url: str
    """Site-relative address."""
    head: Callable[[], Head]
    """Makes what it says of itself; needs no text."""
    view: Callable[[], object]
    """Makes what its template sees as ``view``."""

    def sheet(self, press: Press) -> Sheet:
        """Make the page ready for its template."""
        return sheet(press, self.head(), self.view())


def plan(head: Head, view: Callable[..., object], *arguments: object) -> Plan:
    """Plan a page whose head is known already, and whose view `view` makes of `arguments`."""
    return Plan(head.url, lambda: head, partial(view, *arguments))


def own_head(
    press: Press, language: str, kind: str, address: Callable[[str, SiteConfig], str], title: str = ""
) -> Head:
    """The head of a page that stands once in every language; its title has the name `title`, or `kind`."""
    config = press.config
    said = press.texts.get(language, title or kind)
    twins = {code: address(code, config) for code in config.languages}
    return Head(kind, address(language, config), language, escape(said), said, twins=twins)


def sheet(press: Press, head: Head, view: object) -> Sheet:
    """Make a page of its head and what it shows."""
    config = press.config
    shown = "".join((head.title, *markup(view)))
    has_math = 'class="katex' in shown
    faces = katex_faces(shown) if has_math else ()
    page = Page(
        kind=head.kind,
        url=urls.href(head.url, config),
        canonical=urls.canonical(head.original or head.url, config),
        title=head.title,
        title_text=head.title_text,
        description=head.description,
        language=head.language,
        has_math=has_math,
        has_code=head.has_code,
        languages=_languages(press, head),
        alternates=_alternates(head, config),
        locale=locale(head.language),
        other_locales=tuple(locale(code) for code in alternates(head, config) if code != head.language),
        feed=head.feed or urls.href(urls.feed(head.language, config), config),
        date=head.date,
        title_language=head.title_language,
        indexed=head.kind not in UNINDEXED and head.original is None,
        fonts=tuple(press.static[face] for face in faces if face in press.static),
        image=_image(press, head),
    )
    return Sheet(head, page, view)


def _image(press: Press, head: Head) -> str:
    url = press.extras.previews.get(head.source)
    return urls.canonical(url, press.config) if url else ""


def alternates(head: Head, config: SiteConfig) -> dict[str, str]:
    """Give the site-relative addresses of a page in all its languages; empty where it has one."""
    if head.original is not None:
        return {}
    known = {**head.twins, head.language: head.url} if head.alternates is None else head.alternates
    if head.language not in known:
        return {}
    return {code: known[code] for code in config.languages if code in known} if len(known) > 1 else {}


def with_default(found: Mapping[str, str], config: SiteConfig) -> dict[str, str]:
    """Add the page for readers of any other language: the one in the site's first."""
    default = next((found[code] for code in config.languages if code in found), None)
    return {**found, "x-default": default} if default else dict(found)


def _alternates(head: Head, config: SiteConfig) -> tuple[Alternate, ...]:
    found = with_default(alternates(head, config), config).items()
    return tuple(Alternate(code, urls.canonical(url, config)) for code, url in found)


def markup(value: object) -> Iterator[Markup]:
    """Give every piece of HTML that a view holds."""
    if isinstance(value, Markup):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from markup(part)
    else:
        for name in _fields(type(value)):  # type: ignore[arg-type]  # mypy misses that classes have hashes
            yield from markup(getattr(value, name))


@lru_cache(maxsize=256)
def _fields(kind: type[object]) -> tuple[str, ...]:
    """Give the names of a view's fields that may hold HTML; of anything else, and of tags, none."""
    if not dataclasses.is_dataclass(kind) or issubclass(kind, TagLink):
        return ()
    return tuple(part.name for part in dataclasses.fields(kind) if _may_hold(str(part.type)))


def _may_hold(hint: str) -> bool:
    """Whether a value of an annotated type may hold HTML."""
    return not _WITHOUT.issuperset(_NAMES.findall(hint))


def site_view(press: Press, edition: Edition) -> SiteView:
    """Give what every template sees of the site, in one language."""
    config, language = press.config, edition.language
    return SiteView(
        title=site_title(press, language),
        description=in_language(config.description, language, config.language),
        author=in_language(config.author, language, config.language),
        home=urls.href(urls.home(language, config), config),
        feed=urls.href(urls.feed(language, config), config),
        json_feed=urls.href(urls.json_feed(language, config), config),
        tags=urls.href(urls.tags(language, config), config),
        archive=urls.href(urls.archive(language, config), config),
        base_url=config.base_url,
        collections=collection_links(press, edition),
        search=urls.href(urls.search(language, config), config) if config.search else "",
        search_description=urls.href(urls.search_description(language, config), config)
        if config.search
        else "",
        stats=urls.href(urls.stats(language, config), config) if config.stats else "",
        latest_month=_latest_month(press, edition),
        manifest=urls.href(urls.manifest(language, config), config),
        menu=menu(language, config),
        ground=press.extras.ground,
    )


def in_language(wordings: Mapping[str, str], language: str, default: str) -> str:
    """Choose a wording: in the language, else in the site's; "" where there is none."""
    return wordings.get(language) or wordings.get(default, "")


def site_title(press: Press, language: str) -> str:
    """Give the site's title in a language."""
    return in_language(press.config.title, language, press.config.language)


def collection_links(press: Press, edition: Edition) -> tuple[PageLink, ...]:
    """Give the lists of the collections that hold something."""
    config = press.config
    lists = tuple(
        PageLink(urls.href(url, config), escape(collection_title(name, edition.language, config)))
        for name, url, _ in listed(edition, config)
    )
    return (*lists, *_papers_link(press, edition.language))


def _papers_link(press: Press, language: str) -> Iterator[PageLink]:
    if language in press.site.library.shelves:
        url = paper_urls.papers(language, press.config)
        yield PageLink(urls.href(url, press.config), escape(papers_title(press, language)))


def papers_title(press: Press, language: str) -> str:
    """Give the name of the list of all papers: that of the collection that stood there."""
    name = next(
        (item.name for item in press.config.collections if item.kind is Kind.PAPER and item.title), None
    )
    return collection_title(name, language, press.config) if name else press.texts.get(language, "papers")


def _latest_month(press: Press, edition: Edition) -> PageLink | None:
    if not edition.months:
        return None
    month = edition.months[-1]
    url = urls.month(month.year, month.month, edition.language, press.config)
    return PageLink(urls.href(url, press.config), escape(format_month(month, edition.language)))


def _languages(press: Press, head: Head) -> tuple[LanguageLink, ...]:
    config = press.config
    known = {**head.twins, head.language: head.url}
    return tuple(
        LanguageLink(code, language_name(code), urls.href(known[code], config) if code in known else None)
        for code in config.languages
    )
