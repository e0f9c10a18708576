"""What pages of the revue tell machines in their head: tags to cite by, and schema.org data."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import HomePage
from revue.models import ArticlePage, ExportFile, NumeroPage, RevueIndexPage
from socle.models import MotCle, Personne
from tests.events import publish
from tests.factories import (
    ArticlePageFactory,
    CarnetPageFactory,
    CarnetsIndexPageFactory,
    NecDocumentFactory,
    NumeroPageFactory,
    PersonneFactory,
    ThematiqueFactory,
    ThematiqueIndexPageFactory,
)
from tests.reading import add_thematiques, read, text, texts

JUNE = datetime(2024, 6, 1, 8, 30, tzinfo=UTC)
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"


@pytest.fixture
def elise() -> Personne:
    personne: Personne = PersonneFactory(
        first_name="Élise", last_name="Marchand", orcid="0000-0002-1825-0097", role="Chercheuse", organisation="CNRS"
    )
    return personne


@pytest.fixture
def article(home_page: HomePage, revue: RevueIndexPage, numero: NumeroPage, elise: Personne) -> ArticlePage:
    """An article of which all is known, in a revue of which all is known."""
    revue.title, revue.publisher, revue.issn = "La revue NEC", "ANCT", "2049-3630"
    revue.save()
    ThematiqueIndexPageFactory(parent=home_page)
    page = ArticlePageFactory(
        parent=numero,
        title="Lire & l’écran",
        summary="Une enquête.",
        kind="enquete",
        first_page=8,
        last_page=21,
        published_on=date(2024, 5, 30),
        body=[("paragraph", "<p>Quatre mots en tout</p>")],
        bibliography=[("reference", "<p>Huguet, <i>Communs</i>, 2024.</p>")],
        audio=NecDocumentFactory(title="Lu"),
    )
    photographer = PersonneFactory(first_name="Karim", last_name="Lavigne")
    page.author_links.create(personne=elise, sort_order=0)
    page.author_links.create(personne=photographer, role="photo", sort_order=1)
    page.mots_cles.add(MotCle.objects.create(name="guichet"))
    add_thematiques(page, ThematiqueFactory(title="Médiation", slug="mediation"))
    publish(page, JUNE)
    published: ArticlePage = publish(page, JUNE + timedelta(days=1))
    ExportFile.objects.create(page=published, format="pdf", file="revue/9/lire.pdf", digest="d", size=1)
    return published


def metas(client: Client, page: Any) -> list[tuple[str, str]]:
    """The tags by which a page is cited, in their order."""
    tags = read(client, page).select("meta[content]")
    found = [(tag.get("name") or tag.get("property"), tag["content"]) for tag in tags]
    return [
        (str(name), str(content))
        for name, content in found
        if str(name).startswith(("citation_", "DC.", "DCTERMS.", "article:"))
    ]


def links(client: Client, page: Any, *rels: str) -> list[tuple[str, str]]:
    found = [(" ".join(link["rel"]), str(link["href"])) for link in read(client, page).select("head link[rel]")]
    return [(rel, href) for rel, href in found if rel in rels]


def data(client: Client, page: Any) -> Any:
    (script,) = read(client, page).select('script[type="application/ld+json"]')
    return json.loads(script.text)


def test_an_article_says_how_to_cite_it(client: Client, article: ArticlePage) -> None:
    url, signature = article.full_url, "http://localhost/la-revue/signatures/elise-marchand/"

    assert metas(client, article) == [
        ("citation_title", "Lire & l’écran"),
        ("citation_author", "Marchand, Élise"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_publication_date", "2024/05/30"),
        ("citation_journal_title", "La revue NEC"),
        ("citation_publisher", "ANCT"),
        ("citation_issn", "2049-3630"),
        ("citation_issue", "3"),
        ("citation_firstpage", "8"),
        ("citation_lastpage", "21"),
        ("citation_language", "fr"),
        ("citation_keywords", "guichet"),
        ("citation_public_url", url),
        ("citation_fulltext_html_url", url),
        ("citation_pdf_url", f"{url}telecharger/pdf/"),
        ("DC.title", "Lire & l’écran"),
        ("DC.creator", "Marchand, Élise"),
        ("DC.contributor", "Lavigne, Karim"),
        ("DC.subject", "Médiation"),
        ("DC.subject", "guichet"),
        ("DC.description", "Une enquête."),
        ("DC.publisher", "ANCT"),
        ("DC.date", "2024-05-30"),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.language", "fr"),
        ("DC.identifier", url),
        ("DC.rights", "CC BY-SA 4.0 FR"),
        ("DCTERMS.license", LICENCE),
        ("DCTERMS.isPartOf", article.numero.full_url),
        ("DCTERMS.bibliographicCitation", article.citation),
        ("article:published_time", "2024-06-01T08:30:00+00:00"),
        ("article:modified_time", "2024-06-02T08:30:00+00:00"),
        ("article:author", signature),
        ("article:section", "Enquête"),
        ("article:tag", "Médiation"),
        ("article:tag", "guichet"),
    ]
    assert links(client, article, "license", "author", "cite-as", "canonical") == [
        ("canonical", url),
        ("license", LICENCE),
        ("author", signature),
        ("cite-as", url),
    ]


def test_what_is_not_known_is_not_told(client: Client, numero: NumeroPage) -> None:
    article = ArticlePageFactory(parent=numero, title="Seul", summary="", licence="tous-droits")
    url = article.full_url

    assert [tag for tag in metas(client, article) if not tag[0].startswith("DC")] == [
        ("citation_title", "Seul"),
        ("citation_journal_title", "La revue"),
        ("citation_issue", "3"),
        ("citation_language", "fr"),
        ("citation_public_url", url),
        ("citation_fulltext_html_url", url),
        ("article:section", "Enquête"),
    ]
    assert links(client, article, "license", "author", "cite-as") == [("cite-as", url)]
    assert data(client, article) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url,
        "name": "Seul",
        "url": url,
        "inLanguage": "fr",
        "headline": "Seul",
        "mainEntityOfPage": url,
        "isPartOf": {
            "@type": "PublicationIssue",
            "@id": numero.full_url,
            "issueNumber": 3,
            "name": "Illettrisme et inclusion",
            "url": numero.full_url,
            "datePublished": "2024",
            "isPartOf": {
                "@type": "Periodical",
                "@id": "http://localhost/la-revue/",
                "name": "La revue",
                "url": "http://localhost/la-revue/",
            },
        },
        "genre": "Enquête",
        "timeRequired": "PT1M",
        "isAccessibleForFree": True,
    }


def test_an_article_describes_itself_in_its_issue_and_its_revue(
    client: Client, article: ArticlePage, numero: NumeroPage
) -> None:
    url, revue_url = article.full_url, "http://localhost/la-revue/"
    publisher = {"@type": "Organization", "name": "ANCT"}
    signature = f"{revue_url}signatures/elise-marchand/"
    photographer = f"{revue_url}signatures/karim-lavigne/"

    assert data(client, article) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url,
        "name": "Lire & l’écran",
        "url": url,
        "inLanguage": "fr",
        "description": "Une enquête.",
        "dateModified": "2024-06-02T08:30:00+00:00",
        "headline": "Lire & l’écran",
        "mainEntityOfPage": url,
        "author": [
            {
                "@type": "Person",
                "@id": signature,
                "name": "Élise Marchand",
                "url": signature,
                "sameAs": ["https://orcid.org/0000-0002-1825-0097"],
            }
        ],
        "contributor": [
            {
                "@type": "Role",
                "roleName": "Photographies",
                "contributor": {
                    "@type": "Person",
                    "@id": photographer,
                    "name": "Karim Lavigne",
                    "url": photographer,
                },
            }
        ],
        "datePublished": "2024-05-30",
        "isPartOf": {
            "@type": "PublicationIssue",
            "@id": numero.full_url,
            "issueNumber": 3,
            "name": "Illettrisme et inclusion",
            "url": numero.full_url,
            "datePublished": "2024",
            "isPartOf": {
                "@type": "Periodical",
                "@id": revue_url,
                "name": "La revue NEC",
                "url": revue_url,
                "issn": ["2049-3630"],
                "publisher": publisher,
            },
        },
        "publisher": publisher,
        "genre": "Enquête",
        "pageStart": 8,
        "pageEnd": 21,
        "wordCount": 4,
        "timeRequired": "PT1M",
        "keywords": ["guichet"],
        "about": [{"@type": "DefinedTerm", "name": "Médiation", "url": "http://localhost/thematiques/mediation/"}],
        "license": LICENCE,
        "isAccessibleForFree": True,
        "audio": {
            "@type": "AudioObject",
            "contentUrl": f"http://localhost{article.audio.url}",
            "name": "Lu",
        },
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": f"{url}telecharger/pdf/",
            "encodingFormat": "application/pdf",
        },
        "citation": ["Huguet, Communs, 2024."],
    }


def test_an_issue_holds_its_articles(client: Client, article: ArticlePage, numero: NumeroPage, elise: Personne) -> None:
    printed = NecDocumentFactory()
    numero.editorial_author, numero.document = elise, printed
    numero = publish(numero, JUNE)
    revue_url = "http://localhost/la-revue/"
    publisher = {"@type": "Organization", "name": "ANCT"}
    signature = f"{revue_url}signatures/elise-marchand/"

    assert data(client, numero) == {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "@id": numero.full_url,
        "name": "Illettrisme et inclusion",
        "url": numero.full_url,
        "inLanguage": "fr",
        "description": "Un numéro.",
        "dateModified": "2024-06-01T08:30:00+00:00",
        "issueNumber": 3,
        "datePublished": "2024",
        "isPartOf": {
            "@type": "Periodical",
            "@id": revue_url,
            "name": "La revue NEC",
            "url": revue_url,
            "issn": ["2049-3630"],
            "publisher": publisher,
        },
        "publisher": publisher,
        "editor": {
            "@type": "Person",
            "@id": signature,
            "name": "Élise Marchand",
            "url": signature,
            "sameAs": ["https://orcid.org/0000-0002-1825-0097"],
        },
        "license": LICENCE,
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": f"http://localhost{printed.url}",
            "encodingFormat": "application/pdf",
        },
        "isAccessibleForFree": True,
        "hasPart": [
            {
                "@type": "Article",
                "@id": article.full_url,
                "headline": "Lire & l’écran",
                "url": article.full_url,
            }
        ],
    }
    assert metas(client, numero) == [
        ("citation_journal_title", "La revue NEC"),
        ("citation_issn", "2049-3630"),
        ("citation_issue", "3"),
        ("citation_language", "fr"),
        ("DC.title", "Illettrisme et inclusion"),
        ("DC.description", "Un numéro."),
        ("DC.publisher", "ANCT"),
        ("DC.date", "2024"),
        ("DC.type", "Text"),
        ("DC.language", "fr"),
        ("DC.identifier", numero.full_url),
        ("DC.rights", "CC BY-SA 4.0 FR"),
        ("DCTERMS.license", LICENCE),
        ("DCTERMS.isPartOf", revue_url),
    ]


def test_the_revue_holds_its_issues_but_those_to_appear(
    client: Client, revue: RevueIndexPage, numero: NumeroPage
) -> None:
    revue.issn, revue.online_issn, revue.summary = "2049-3630", "1234-5679", ""
    revue.save()
    NumeroPageFactory(parent=revue, number=4, is_to_appear=True)

    assert data(client, revue) == {
        "@context": "https://schema.org",
        "@type": "Periodical",
        "@id": revue.full_url,
        "name": "La revue",
        "url": revue.full_url,
        "inLanguage": "fr",
        "issn": ["2049-3630", "1234-5679"],
        "isAccessibleForFree": True,
        "hasPart": [
            {
                "@type": "PublicationIssue",
                "@id": numero.full_url,
                "issueNumber": 3,
                "name": "Illettrisme et inclusion",
                "url": numero.full_url,
                "datePublished": "2024",
            }
        ],
    }


def test_the_page_of_someone_who_signs_describes_them(client: Client, article: ArticlePage, elise: Personne) -> None:
    links: Any = [{"type": "link", "value": {"label": "Carnet", "external_url": "https://carnet.example/"}}]
    elise.links = links
    elise.save()
    url = "http://localhost/la-revue/signatures/elise-marchand/"

    assert data(client, url.removeprefix("http://localhost")) == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": url,
        "inLanguage": "fr",
        "name": "Élise Marchand",
        "mainEntity": {
            "@type": "Person",
            "@id": url,
            "name": "Élise Marchand",
            "url": url,
            "sameAs": ["https://orcid.org/0000-0002-1825-0097", "https://carnet.example/"],
            "givenName": "Élise",
            "familyName": "Marchand",
            "jobTitle": "Chercheuse",
            "affiliation": {"@type": "Organization", "name": "CNRS"},
        },
    }


def test_a_carnet_describes_itself(client: Client, revue: RevueIndexPage) -> None:
    carnets = CarnetsIndexPageFactory(parent=revue)
    carnet = CarnetPageFactory(parent=carnets, title="Mars", summary="", external_url="https://carnet.example/")

    assert data(client, carnet) == {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": carnet.full_url,
        "name": "Mars",
        "url": carnet.full_url,
        "inLanguage": "fr",
        "temporalCoverage": "2020-08-24",
        "sameAs": "https://carnet.example/",
    }


def test_the_sitemap_dates_articles_and_issues(client: Client, article: ArticlePage, numero: NumeroPage) -> None:
    publish(numero, JUNE)

    sitemap = BeautifulSoup(client.get("/sitemap.xml").content, "xml")

    dates = {text(url.loc): texts(url, "lastmod") for url in sitemap.select("url")}
    assert dates[article.full_url or ""] == ["2024-06-02"]
    assert dates[numero.full_url or ""] == ["2024-06-01"]
