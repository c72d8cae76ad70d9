"""Old addresses: pages that lead to the new ones."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from sitegen import urls
from sitegen.output.press import Press
from sitegen.output.redirect_views import RedirectPage
from sitegen.output.sheets import Head, Plan, plan
from sitegen.site.places import page_urls


def redirect_pages(press: Press) -> Iterator[Plan]:
    """Make a page for every old address whose new one is published."""
    pages = page_urls(press.site)
    taken = {urls.output_path(url).casefold() for url in pages}
    for old, new in sorted(press.site.table.redirects.items()):
        if new.partition("#")[0] in pages and urls.output_path(old).casefold() not in taken:
            yield _redirect(press, old, new)


def _redirect(press: Press, old: str, new: str) -> Plan:
    language = _language(press, new)
    title = press.texts.get(language, "moved")
    head = Head("redirect", old, language, escape(title), title)
    return plan(head, RedirectPage, urls.href(new, press.config))


def _language(press: Press, url: str) -> str:
    """Tell the language of a page from its address."""
    config = press.config
    others = (code for code in config.languages if code != config.language)
    return next((code for code in others if url.startswith(urls.home(code, config))), config.language)
