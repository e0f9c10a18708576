"""What the head of a page of the revue tells to reference managers, academic search engines and social networks.

Highwire Press tags (`citation_*`, which Google Scholar and Zotero read), Dublin Core, `article:*` of Open Graph, links.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from revue.document import first_day
from revue.models import ArticlePage, NumeroPage
from revue.oai.dublin_core import filed_name
from revue.periodical import Periodical, get_periodical
from revue.structured_data import ORCID, others, pdf_url
from socle.text import clean_line

LANGUAGE = "fr"


@dataclass(frozen=True)
class Meta:
    """A `<meta>`. Open Graph names its own by `property`, all others by `name`."""

    name: str
    content: str

    @property
    def attribute(self) -> str:
        return "property" if self.name.startswith("article:") else "name"


@dataclass(frozen=True)
class HeadLink:
    """A `<link>`."""

    rel: str
    href: str


#: What the prefixes of the Dublin Core's tags stand for.
VOCABULARIES = (
    HeadLink("schema.DC", "http://purl.org/dc/elements/1.1/"),
    HeadLink("schema.DCTERMS", "http://purl.org/dc/terms/"),
)


def article_metas(page: ArticlePage) -> list[Meta]:
    """What is known of an article, in the order in which readers of these tags expect it: a name, then its ORCID."""
    periodical = get_periodical()
    return _filled([*_highwire(page, periodical), *_dublin_core(page, periodical), *_open_graph(page, periodical)])


def numero_metas(page: NumeroPage) -> list[Meta]:
    """What is known of an issue."""
    periodical = get_periodical()
    return _filled(
        [
            ("citation_journal_title", periodical.title),
            *(("citation_issn", issn) for issn in periodical.issns),
            ("citation_issue", str(page.number)),
            ("citation_language", LANGUAGE),
            ("DC.title", page.title),
            ("DC.description", page.summary),
            ("DC.publisher", periodical.publisher),
            ("DC.date", "" if page.is_to_appear else str(page.year)),
            ("DC.type", "Text"),
            ("DC.language", LANGUAGE),
            ("DC.identifier", page.full_url or ""),
            ("DC.rights", str(page.get_licence_display())),
            ("DCTERMS.license", page.licence_url),
            ("DCTERMS.isPartOf", periodical.full_url),
        ]
    )


def article_links(page: ArticlePage) -> list[HeadLink]:
    """Where an article leads: its licence, those who sign it, the address to cite (RFC 8574), which is its own."""
    periodical = get_periodical()
    links = [
        *VOCABULARIES,
        HeadLink("license", page.licence_url),
        *(HeadLink("author", periodical.signature_url(author.slug)) for author in page.authors),
        HeadLink("cite-as", page.full_url or ""),
    ]
    return [link for link in links if link.href]


def numero_links(page: NumeroPage) -> list[HeadLink]:
    links = [*VOCABULARIES, HeadLink("license", page.licence_url), HeadLink("cite-as", page.full_url or "")]
    return [link for link in links if link.href]


def _highwire(page: ArticlePage, periodical: Periodical) -> Iterator[tuple[str, str]]:
    day, url = first_day(page), page.full_url or ""
    yield "citation_title", page.title
    for author in page.authors:
        yield "citation_author", filed_name(author)
        yield "citation_author_orcid", ORCID.format(author.orcid) if author.orcid else ""
    yield "citation_publication_date", day.strftime("%Y/%m/%d") if day else ""
    yield "citation_journal_title", periodical.title
    yield "citation_publisher", periodical.publisher
    yield from (("citation_issn", issn) for issn in periodical.issns)
    yield "citation_issue", str(page.numero.number)
    yield "citation_firstpage", str(page.first_page or "")
    yield "citation_lastpage", str(page.last_page or page.first_page or "")
    yield "citation_language", LANGUAGE
    yield from (("citation_keywords", mot_cle.name) for mot_cle in page.mots_cles_in_order)
    yield "citation_public_url", url
    yield "citation_fulltext_html_url", url
    yield "citation_pdf_url", pdf_url(page)


def _dublin_core(page: ArticlePage, periodical: Periodical) -> Iterator[tuple[str, str]]:
    day = first_day(page)
    yield "DC.title", page.title
    yield from (("DC.creator", filed_name(author)) for author in page.authors)
    yield from (("DC.contributor", filed_name(link.personne)) for link in others(page.signatures))
    yield from (("DC.subject", thematique.title) for thematique in page.thematiques)
    yield from (("DC.subject", mot_cle.name) for mot_cle in page.mots_cles_in_order)
    yield "DC.description", page.summary
    yield "DC.publisher", periodical.publisher
    yield "DC.date", day.isoformat() if day else ""
    yield "DC.type", "Text"
    yield "DC.format", "text/html"
    yield "DC.language", LANGUAGE
    yield "DC.identifier", page.full_url or ""
    yield "DC.rights", str(page.get_licence_display())
    yield "DCTERMS.license", page.licence_url
    yield "DCTERMS.isPartOf", page.numero.full_url or ""
    yield "DCTERMS.bibliographicCitation", page.citation


def _open_graph(page: ArticlePage, periodical: Periodical) -> Iterator[tuple[str, str]]:
    published, changed = page.first_published_at, page.last_published_at
    yield "article:published_time", published.isoformat() if published else ""
    yield "article:modified_time", changed.isoformat() if changed else ""
    yield from (("article:author", periodical.signature_url(author.slug)) for author in page.authors)
    yield "article:section", str(page.get_kind_display())
    yield from (("article:tag", thematique.title) for thematique in page.thematiques)
    yield from (("article:tag", mot_cle.name) for mot_cle in page.mots_cles_in_order)


def _filled(values: list[tuple[str, str]]) -> list[Meta]:
    return [Meta(name, clean_line(content)) for name, content in values if content]
