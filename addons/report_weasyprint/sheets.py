"""From the bodies, headers and footers of a report, as Odoo parts them, to one PDF."""

import logging
import threading
from itertools import accumulate, pairwise, zip_longest
from urllib.parse import urljoin

import lxml.html
import pydyf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

# They report each unknown property of Bootstrap, and each table of each font.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.WARNING)

STYLE = """
    @page {
        @top-center { content: element(header); width: 100%; vertical-align: top }
        @bottom-center { content: element(footer); width: 100%; vertical-align: bottom }
    }
    .header { position: running(header) }
    .footer { position: running(footer) }
    .header .page::before, .footer .page::before { content: counter(page) }
    .header .topage::before, .footer .topage::before { content: counter(pages) }
    html, body { height: auto !important }
    body { max-width: none !important; overflow: visible !important }
    body:not(.o_css_margins) { padding: 0 !important }
    .o_css_margins .header, .o_css_margins .footer { padding: 0 11mm }
    h1, h2, h3, h4, h5, h6 { bookmark-level: none }
    thead { display: table-header-group }
    tr { break-inside: avoid }
"""


class _Kept(threading.local):
    urls = None
    styles = None


_kept = _Kept()


def write_pdf(bodies, header, footer, *, page_style, lang, fetcher):
    """One PDF; each body is a document with its own header, footer and page count."""
    pages = [
        _page(body, running, lang)
        for body, *running in zip_longest(bodies, _parted(header), _parted(footer))
        if body
    ]
    fonts, styles = _common_styles(pages, fetcher)
    styles = [*styles, CSS(string=STYLE), CSS(string=page_style)]
    documents = [
        HTML(
            string=lxml.html.tostring(page, encoding="unicode"), url_fetcher=fetcher
        ).render(stylesheets=styles, font_config=fonts)
        for page in pages
    ]
    counts = [len(document.pages) for document in documents]
    starts = [0, *accumulate(counts[:-1])]
    whole = documents[0].copy(page for document in documents for page in document.pages)
    return whole.write_pdf(finisher=lambda _document, pdf: _outline(pdf, starts))


def _parted(html):
    """The headers, or footers, of all bodies, which Odoo keeps in one document."""
    if not html:
        return []
    return lxml.html.document_fromstring(html).xpath(
        "//div[starts-with(@id, 'minimal_layout_report_')]/*"
    )


def _page(body, running, lang):
    """The document of a body, spoken in its language, its running parts inside."""
    page = lxml.html.document_fromstring(body)
    lang = page.xpath("string(//@data-oe-lang)") or lang
    page.set("lang", lang.replace("_", "-"))
    for part in running:
        if part is not None:
            page.body.insert(0, part)
    return page


def _common_styles(pages, fetcher):
    """The style sheets of Odoo's layout with their fonts, which all pages share.

    Read outside WeasyPrint, which passes over what it can't load. A thread keeps the
    last ones: their URLs hold the version, reading them takes longer than a page does.
    """
    links = [
        link
        for page in pages
        for link in page.xpath("/html/head/link[@rel='stylesheet']")
    ]
    urls = dict.fromkeys(urljoin(fetcher.base_url, link.get("href")) for link in links)
    for link in links:
        link.drop_tree()
    if _kept.urls != urls:
        fonts = FontConfiguration()
        _kept.styles = (
            fonts,
            [
                CSS(
                    string=fetcher(url).read().decode(),
                    base_url=url,
                    font_config=fonts,
                    url_fetcher=fetcher,
                )
                for url in urls
            ],
        )
        _kept.urls = urls
    return _kept.styles


def _outline(pdf, starts):
    """Say where each document begins, in the way wkhtmltopdf does and Odoo reads."""
    pdf.catalog["Dests"] = pydyf.Dictionary(
        {f"d{start}": pydyf.Array([start, "/Fit"]) for start in starts}
    )
    entries = [
        pydyf.Dictionary({"Title": pydyf.String(str(number)), "Dest": f"/d{start}"})
        for number, start in enumerate(starts, 1)
    ]
    outline = pydyf.Dictionary({"Type": "/Outlines", "Count": len(entries)})
    for item in (outline, *entries):
        pdf.add_object(item)
    for entry, following in pairwise(entries):
        entry["Next"], following["Prev"] = following.reference, entry.reference
    for entry in entries:
        entry["Parent"] = outline.reference
    outline["First"], outline["Last"] = entries[0].reference, entries[-1].reference
    pdf.catalog["Outlines"] = outline.reference
