"""Every address at which the site answers, so that a link can be known to lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen import paper_urls, urls
from sitegen.config import Collection, SiteConfig
from sitegen.model import Kind
from sitegen.site.library import Paper, Shelf
from sitegen.site.model import Edition, Piece, Site
from sitegen.site.pairs import month_pairs, text_pairs


def page_count(total: int, size: int) -> int:
    """Give how many pages a list of `total` lines takes; an empty list takes one."""
    return max(1, -(-total // size)) if size > 0 else 1


def numbered(url: str, total: int, size: int) -> tuple[str, ...]:
    """Give the addresses of all pages of a list."""
    count = page_count(total, size)
    return (url, *(urls.numbered(url, number) for number in range(2, count + 1)))


def listed(edition: Edition, config: SiteConfig) -> tuple[tuple[str, str, tuple[Piece, ...]], ...]:
    """Give name, address and texts of each collection that has a list."""
    return tuple(
        (collection.name, urls.collection(collection.name, edition.language, config), texts)
        for collection in config.collections
        if _has_list(collection, edition.language, config)
        and (texts := edition.collections.get(collection.name)) is not None
    )


def _has_list(collection: Collection, language: str, config: SiteConfig) -> bool:
    """Whether a collection is listed apart: diaries are in their months, papers among all papers."""
    if collection.kind is Kind.PAPER:
        return urls.collection(collection.name, language, config) != paper_urls.papers(language, config)
    return collection.kind is Kind.POST


def paper_file(paper: Paper, name: str) -> str:
    """Give the address of a file beside a paper's page; a page that is a file has it below its name."""
    page = paper.piece.url
    return f"{page}{name}" if page.endswith("/") else f"{page.removesuffix('.html')}/{name}"


def json_twin(feed: str) -> str:
    """Give the address of a feed's JSON form."""
    return f"{feed.removesuffix('.xml')}.json"


def page_urls(site: Site) -> frozenset[str]:
    """Give every site-relative address, feeds included, redirects not."""
    texts = {site.table.documents[path] for path, doc in site.documents.items() if doc.kind is not Kind.DIARY}
    lists = (url for edition in site.editions.values() for url in _edition(edition, site.config))
    papers = (url for code, shelf in site.library.shelves.items() for url in _shelf(shelf, code, site.config))
    both = (url for edition in site.editions.values() for url in _side_by_side(site, edition))
    return frozenset((*texts, *site.borrowed.values(), *lists, *papers, *both, urls.sitemap(), "/robots.txt"))


def _side_by_side(site: Site, edition: Edition) -> Iterable[str]:
    for piece, _ in text_pairs(site, edition):
        yield urls.both(piece.url)
    for month, _ in month_pairs(site, edition):
        yield urls.both(urls.month(month.year, month.month, edition.language, site.config))


def _edition(edition: Edition, config: SiteConfig) -> Iterable[str]:
    language, size = edition.language, config.page_size
    yield from (urls.home(language, config), urls.tags(language, config), urls.archive(language, config))
    figures = (urls.stats,) if config.stats else ()
    searching = (urls.search, urls.search_description) if config.search else ()
    own = (urls.feed, urls.json_feed, urls.not_found, urls.tag_index, urls.manifest)
    for page in (*own, *figures, *searching):
        yield page(language, config)
    yield from (urls.year(year, language, config) for year in edition.years)
    yield from (urls.month(month.year, month.month, language, config) for month in edition.months)
    for _, url, texts in listed(edition, config):
        yield from numbered(url, len(texts), size)
    for tag in edition.tags.values():
        yield from numbered(urls.tag(tag.slug, language, config), len(tag.pieces), size)
        feed = urls.tag_feed(tag.slug, language, config)
        yield from (feed, json_twin(feed))


def _shelf(shelf: Shelf, language: str, config: SiteConfig) -> Iterable[str]:
    size = config.page_size
    yield paper_urls.papers(language, config)
    yield from (paper_urls.papers_file(name, language, config) for name in ("papers.bib", "papers.json"))
    for year, papers in shelf.years.items():
        yield from numbered(paper_urls.papers_of_year(year, language, config), len(papers), size)
    for venue in shelf.venues:
        yield from numbered(paper_urls.venue(venue.slug, language, config), len(venue.papers), size)
    own = (paper for paper in shelf.papers if paper.piece.document.language == language)
    for paper in own:
        yield from (paper_file(paper, name) for name in ("paper.bib", "paper.json"))
    if shelf.days:
        yield paper_urls.daily(language, config)
    for month in {(day.day.year, day.day.month) for day in shelf.days}:
        yield paper_urls.digests_of_month(*month, language, config)
    yield from (paper_urls.digest(day.day, language, config) for day in shelf.days)
