"""The revue as schema.org data: Periodical ⊃ PublicationIssue ⊃ Article, and those who sign.

What is not known is left out. The identifier of each (`@id`) is the address of its page, so that what one page says of
another joins it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from django.utils.html import strip_tags

from revue.document import first_day
from revue.enums import AuthorRole, ExportFormat
from revue.exports.downloads import downloads_of
from revue.models.article import count_words
from revue.periodical import Periodical, get_periodical
from socle.chrome import remember
from socle.models import BasePage, Personne, Thematique
from socle.text import clean_line

if TYPE_CHECKING:
    from revue.models import ArticleAuthor, ArticlePage, CarnetPage, NumeroPage, RevueIndexPage

Data = dict[str, Any]

PDF: Final = "application/pdf"
ISSUES_KEY: Final = "revue:issues"
ORCID: Final = "https://orcid.org/{}"


def revue_data(page: "RevueIndexPage") -> Data:
    """What the page of the revue adds to the data of a page."""
    return known(
        **periodical_data(get_periodical()),
        isAccessibleForFree=True,
        hasPart=remember(
            ISSUES_KEY, lambda: [issue_reference(numero) for numero in page.numeros.already_out().latest()]
        ),
    )


def numero_data(page: "NumeroPage") -> Data:
    """What an issue adds to the data of its page."""
    articles = page.articles.order_by("path").only("title", "url_path", "depth", "path", "locale", "translation_key")
    periodical = get_periodical()
    return known(
        **issue_reference(page),
        isPartOf=periodical_data(periodical),
        publisher=publisher_data(periodical),
        editor=person_data(page.editorial_author, periodical) if page.editorial_author else None,
        license=page.licence_url,
        about=about(page),
        image=page.sharing_image_url,
        encoding=pdf_data(page, page.document.url if page.document else ""),
        isAccessibleForFree=True,
        hasPart=[
            known(**{"@type": "Article", "@id": article.full_url}, headline=article.title, url=article.full_url)
            for article in articles
        ],
    )


def article_data(page: "ArticlePage") -> Data:
    """What an article adds to the data of its page."""
    periodical, numero, day = get_periodical(), page.numero, first_day(page)
    return known(
        **{"@id": page.full_url},
        headline=page.title,
        mainEntityOfPage=page.full_url,
        author=[person_data(author, periodical) for author in page.authors],
        contributor=[contribution_data(link, periodical) for link in others(page.signatures)],
        datePublished=day.isoformat() if day else "",
        isPartOf={**issue_reference(numero), "isPartOf": periodical_data(periodical)},
        publisher=publisher_data(periodical),
        genre=str(page.get_kind_display()),
        pageStart=page.first_page,
        pageEnd=page.last_page,
        wordCount=count_words(page.body.raw_data) or None,
        timeRequired=f"PT{page.reading_minutes}M",
        keywords=[mot_cle.name for mot_cle in page.mots_cles_in_order],
        about=about(page),
        license=page.licence_url,
        isAccessibleForFree=True,
        image=page.sharing_image_url,
        audio=audio_data(page),
        encoding=pdf_data(page),
        citation=[clean_line(strip_tags(entry.value.source)) for entry in page.bibliography],
    )


def carnet_data(page: "CarnetPage") -> Data:
    """What a carnet adds to the data of its page."""
    return known(
        **{"@id": page.full_url},
        about=about(page),
        temporalCoverage=page.start_date.isoformat() if page.date_precision == "day" and page.start_date else "",
        sameAs=page.external_url,
        publisher=publisher_data(get_periodical()),
    )


def profile_page_data(url: str, personne: Personne) -> Data:
    """The page of someone who signs: a ProfilePage, of which they are the subject."""
    subject = person_data(personne, get_periodical())
    affiliation = {"@type": "Organization", "name": personne.organisation} if personne.organisation else None
    linked = [link.value.url for link in personne.links if link.value.is_external]
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": url,
        "inLanguage": "fr",
        "name": personne.name,
        "mainEntity": subject
        | known(
            givenName=personne.first_name,
            familyName=personne.last_name,
            jobTitle=personne.role,
            affiliation=affiliation,
            sameAs=[*subject.get("sameAs", []), *linked],
        ),
    }


# Parts


def known(**values: Any) -> Data:
    """`values` without those that are empty: a field is known or is not there."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def periodical_data(periodical: Periodical) -> Data:
    return known(
        **{"@type": "Periodical", "@id": periodical.full_url},
        name=periodical.title,
        url=periodical.full_url,
        issn=periodical.issns,
        publisher=publisher_data(periodical),
    )


def publisher_data(periodical: Periodical) -> Data:
    return {"@type": "Organization", "name": periodical.publisher} if periodical.publisher else {}


def issue_reference(numero: "NumeroPage") -> Data:
    """An issue as its articles and its revue name it. Of its date, the year alone is told: the season is no day."""
    return known(
        **{"@type": "PublicationIssue", "@id": numero.full_url},
        issueNumber=numero.number,
        name=numero.title,
        url=numero.full_url,
        datePublished="" if numero.is_to_appear else str(numero.year),
    )


def person_data(personne: Personne, periodical: Periodical) -> Data:
    url = periodical.signature_url(personne.slug)
    return known(
        **{"@type": "Person", "@id": url},
        name=personne.name,
        url=url,
        sameAs=[ORCID.format(personne.orcid)] if personne.orcid else [],
    )


def others(signatures: "Iterable[ArticleAuthor]") -> "Iterable[ArticleAuthor]":
    """Those who made an article without being cited as its authors."""
    return (link for link in signatures if not AuthorRole(link.role).is_author)


def contribution_data(link: "ArticleAuthor", periodical: Periodical) -> Data:
    """What someone did: schema.org says it by a Role between the article and the person."""
    role = str(AuthorRole(link.role).label)
    return {"@type": "Role", "roleName": role, "contributor": person_data(link.personne, periodical)}


def about(page: BasePage) -> list[Data]:
    return [_term(thematique, page.full_url or "") for thematique in page.thematiques]


def _term(thematique: Thematique, base_url: str) -> Data:
    url = urljoin(base_url, thematique.url) if thematique.url else ""
    return known(**{"@type": "DefinedTerm"}, name=thematique.title, url=url)


def audio_data(page: "ArticlePage") -> Data:
    if page.audio is None:
        return {}
    url = urljoin(page.full_url or "", page.audio.url)
    return known(**{"@type": "AudioObject"}, contentUrl=url, encodingFormat=page.audio_type, name=page.audio.title)


def pdf_url(page: BasePage) -> str:
    """Full address of the PDF made from an article or an issue, empty while it is not made."""
    made = {download.kind.format: download.url for download in downloads_of(page)}
    url = made.get(ExportFormat.PDF)
    return urljoin(page.full_url or "", url) if url else ""


def pdf_data(page: BasePage, printed: str = "") -> Data:
    """The PDF made from the page, else the one that was `printed`."""
    url = pdf_url(page) or (urljoin(page.full_url or "", printed) if printed else "")
    return {"@type": "MediaObject", "contentUrl": url, "encodingFormat": PDF} if url else {}
