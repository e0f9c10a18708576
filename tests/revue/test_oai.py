"""The repository: every verb, every error, every way for a record to change, read as a harvester does."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree
from pytest_django import Settings
from wagtail.models import PageViewRestriction, Site

from home.models import HomePage
from revue.models import ArticlePage, CarnetPage, ExportFile, NumeroPage, OaiChange, RevueIndexPage
from revue.oai import records
from socle.models import ContactSettings, MotCle, Personne
from tests.events import publish
from tests.factories import (
    ArticlePageFactory,
    CarnetPageFactory,
    CarnetsIndexPageFactory,
    NecDocumentFactory,
    NumeroPageFactory,
    PersonneFactory,
    RevueIndexPageFactory,
    StandardPageFactory,
    ThematiqueFactory,
)
from tests.reading import add_thematiques, queries_of

SCHEMAS = Path(__file__).parent / "schemas"
SCHEMA = etree.RelaxNG(etree.parse(SCHEMAS / "oai_pmh.rng"))
PROTOCOL = etree.XMLSchema(etree.parse(SCHEMAS / "replies.xsd"))
NAMES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "id": "http://www.openarchives.org/OAI/2.0/oai-identifier",
}
JUNE = datetime(2024, 6, 1, 8, 30, tzinfo=UTC)
ADDRESS = "/revue/oai/"
LIST = {"metadataPrefix": "oai_dc"}


@pytest.fixture
def revue(home_page: HomePage) -> RevueIndexPage:
    page: RevueIndexPage = RevueIndexPageFactory(parent=home_page, title="La revue NEC", slug="revue")
    return page


@pytest.fixture
def numero(revue: RevueIndexPage) -> NumeroPage:
    """Issue 3, a record itself, of the first of June 2024."""
    page = NumeroPageFactory(parent=revue, number=3, title="Illettrisme et inclusion", summary="", live=False)
    published: NumeroPage = publish(page, JUNE)
    return published


@pytest.fixture
def article(numero: NumeroPage) -> ArticlePage:
    """An article of the issue, published a day later."""
    return add_article(numero, title="Lire l’écran")


def add_article(numero: NumeroPage, moment: datetime = JUNE + timedelta(days=1), **fields: Any) -> ArticlePage:
    page: ArticlePage = publish(ArticlePageFactory(parent=numero, **{"live": False, **fields}), moment)
    return page


def ask(client: Client, verb: str, **arguments: str) -> Any:
    """A valid answer of the repository."""
    return read_answer(client.get(ADDRESS, {"verb": verb, **arguments}))


def read_answer(response: Any) -> Any:
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert not response.cookies
    answer = etree.fromstring(response.content)
    SCHEMA.assertValid(answer)
    PROTOCOL.assertValid(without_description(answer))
    return answer


def without_description(answer: Any) -> Any:
    """A copy without the description of the identifiers, which has a schema of its own."""
    copy = deepcopy(answer)
    for description in copy.xpath("//oai:description", namespaces=NAMES):
        description.getparent().remove(description)
    return copy


def found(answer: Any, path: str) -> list[str]:
    return [node if isinstance(node, str) else node.text or "" for node in answer.xpath(path, namespaces=NAMES)]


def codes(answer: Any) -> list[str]:
    return found(answer, "oai:error/@code")


def identifier(page: Any) -> str:
    return f"oai:localhost:{page.translation_key}"


def headers(answer: Any) -> list[tuple[str, str, bool]]:
    """Identifier, datestamp and whether it is deleted, of each record."""
    return [
        (
            header.findtext("oai:identifier", namespaces=NAMES),
            header.findtext("oai:datestamp", namespaces=NAMES),
            header.get("status") == "deleted",
        )
        for header in answer.iterfind(".//oai:header", namespaces=NAMES)
    ]


def dublin_core(answer: Any) -> list[tuple[str, str]]:
    return [
        (etree.QName(element).localname, element.text or "")
        for element in answer.xpath("//oai:metadata/*/dc:*", namespaces=NAMES)
    ]


# What the repository says of itself


def test_the_repository_identifies_itself(client: Client, article: ArticlePage, site: Site) -> None:
    contact = ContactSettings.for_site(site)
    contact.email = "equipe@nec.example"
    contact.save()

    answer = ask(client, "Identify")

    said = {etree.QName(node).localname: node.text for node in answer.find("oai:Identify", NAMES)}
    assert said == {
        "repositoryName": "La revue NEC",
        "baseURL": "http://localhost/revue/oai/",
        "protocolVersion": "2.0",
        "adminEmail": "equipe@nec.example",
        "earliestDatestamp": "2024-06-01T08:30:00Z",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }
    assert found(answer, "oai:request") == ["http://localhost/revue/oai/"]
    assert found(answer, "oai:request/@verb") == ["Identify"]


def test_an_address_is_given_even_where_the_team_has_none(
    client: Client, revue: RevueIndexPage, settings: Settings
) -> None:
    assert found(ask(client, "Identify"), "//oai:adminEmail") == ["personne@exemple.invalid"]
    settings.DEFAULT_FROM_EMAIL = "NEC <ne-pas-repondre@nec.example>"
    assert found(ask(client, "Identify"), "//oai:adminEmail") == ["ne-pas-repondre@nec.example"]


def test_a_site_that_changes_its_name_keeps_its_identifiers(
    client: Client, article: ArticlePage, settings: Settings
) -> None:
    settings.NEC_OAI_HOST = "nec.example"
    kept = f"oai:nec.example:{article.translation_key}"

    answer = ask(client, "Identify")
    assert found(answer, "//id:repositoryIdentifier") == ["nec.example"]
    assert found(ask(client, "GetRecord", identifier=kept, **LIST), "//oai:header/oai:identifier") == [kept]
    assert codes(ask(client, "GetRecord", identifier=identifier(article), **LIST)) == ["idDoesNotExist"]


def test_one_format_is_listed(client: Client, article: ArticlePage) -> None:
    for arguments in ({}, {"identifier": identifier(article)}):
        assert found(ask(client, "ListMetadataFormats", **arguments), "//oai:metadataPrefix") == ["oai_dc"]
    assert codes(ask(client, "ListMetadataFormats", identifier=f"oai:localhost:{uuid4()}")) == ["idDoesNotExist"]


def test_sets_are_the_revue_its_issues_the_carnets_and_the_thematiques_borne(
    client: Client, revue: RevueIndexPage, article: ArticlePage
) -> None:
    NumeroPageFactory(parent=revue, number=6, title="À venir", is_to_appear=True)
    ThematiqueFactory(title="Jamais portée")
    add_thematiques(article, ThematiqueFactory(title="Écologie & soutenabilité", slug="ecologie"))

    answer = ask(client, "ListSets")

    assert list(zip(found(answer, "//oai:setSpec"), found(answer, "//oai:setName"), strict=True)) == [
        ("revue", "La revue NEC"),
        ("revue:numero-3", "N° 3, Illettrisme et inclusion"),
        ("carnets", "Les carnets"),
        ("thematique-ecologie", "Écologie & soutenabilité"),
    ]
    assert codes(ask(client, "ListSets", resumptionToken="abc")) == ["badResumptionToken"]


# Records


def test_the_record_of_an_article_says_all_that_is_known(
    client: Client, revue: RevueIndexPage, numero: NumeroPage
) -> None:
    revue.publisher, revue.issn = "ANCT", "2049-3630"
    revue.save()
    article = ArticlePageFactory(
        parent=numero, title="Lire & l’écran\x0b", summary="Une <enquête>.", kind="enquete", first_page=8, last_page=21
    )
    article.author_links.create(personne=PersonneFactory(first_name="Élise", last_name="Marchand"), sort_order=0)
    article.author_links.create(
        personne=PersonneFactory(first_name="Karim", last_name="Lavigne"), role="photo", sort_order=1
    )
    article.mots_cles.add(MotCle.objects.create(name="guichet"))
    add_thematiques(article, ThematiqueFactory(title="Médiation", slug="mediation"))
    publish(article, JUNE)
    ExportFile.objects.create(page=article, format="pdf", file="revue/9/lire.pdf", digest="d", size=1)

    answer = ask(client, "GetRecord", identifier=identifier(article), metadataPrefix="oai_dc")

    assert headers(answer) == [(identifier(article), "2024-06-01T08:30:00Z", False)]
    assert found(answer, "//oai:setSpec") == ["revue", "revue:numero-3", "thematique-mediation"]
    assert dublin_core(answer) == [
        ("title", "Lire & l’écran"),
        ("creator", "Marchand, Élise"),
        ("contributor", "Lavigne, Karim"),
        ("subject", "guichet"),
        ("date", "2024-06-01"),
        ("type", "info:eu-repo/semantics/article"),
        ("type", "Enquête"),
        ("rights", "CC BY-SA 4.0 FR"),
        ("rights", "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"),
        ("rights", "info:eu-repo/semantics/openAccess"),
        ("source", "La revue NEC, n° 3, été 2024, p. 8-21"),
        ("relation", numero.full_url),
        ("relation", "urn:ISSN:2049-3630"),
        ("subject", "Médiation"),
        ("description", "Une <enquête>."),
        ("publisher", "ANCT"),
        ("type", "Text"),
        ("language", "fr"),
        ("format", "text/html"),
        ("identifier", article.full_url),
        ("format", "application/pdf"),
        ("identifier", f"{article.full_url}telecharger/pdf/"),
    ]


def test_issues_and_carnets_are_records_too(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    numero.document, numero.licence = NecDocumentFactory(), "tous-droits"
    numero.editorial_author = PersonneFactory(first_name="Élise", last_name="Marchand")
    publish(numero, JUNE)
    carnets = CarnetsIndexPageFactory(parent=revue)
    carnet: CarnetPage = publish(
        CarnetPageFactory(parent=carnets, title="Mars", summary="", external_url="https://carnet.example/"), JUNE
    )
    publish(CarnetPageFactory(parent=carnets, title="Annoncé", is_announced_only=True), JUNE)

    issue = ask(client, "ListRecords", set="revue", **LIST)
    assert dublin_core(issue) == [
        ("title", "Illettrisme et inclusion"),
        ("contributor", "Marchand, Élise"),
        ("date", "2024"),
        ("rights", "Tous droits réservés"),
        ("source", "La revue NEC, n° 3, été 2024"),
        ("relation", revue.full_url),
        ("type", "Text"),
        ("language", "fr"),
        ("format", "text/html"),
        ("identifier", numero.full_url),
        ("format", "application/pdf"),
        ("identifier", f"http://localhost{numero.document.url}"),
    ]
    found_carnets = ask(client, "ListRecords", set="carnets", **LIST)
    assert headers(found_carnets) == [(identifier(carnet), "2024-06-01T08:30:00Z", False)]
    assert dublin_core(found_carnets) == [
        ("title", "Mars"),
        ("coverage", "24 août 2020".replace(" ", "\u00a0", 1)),
        ("relation", "https://carnet.example/"),
        ("type", "Text"),
        ("language", "fr"),
        ("format", "text/html"),
        ("identifier", carnet.full_url),
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ["A", "B", "C"]),
        ({"from": "2024-06-02"}, ["B", "C"]),
        ({"until": "2024-06-02"}, ["A", "B"]),
        ({"from": "2024-06-02", "until": "2024-06-02"}, ["B"]),
        ({"from": "2024-06-02T08:30:00Z", "until": "2024-06-02T08:30:00Z"}, ["B"]),
        ({"from": "2024-06-02T08:30:01Z"}, ["C"]),
        ({"until": "2024-06-02T08:29:59Z"}, ["A"]),
        ({"set": "revue:numero-3"}, ["A", "B"]),
        ({"set": "thematique-ecologie"}, ["B", "C"]),
        ({"set": "revue:numero-3", "from": "2024-06-02"}, ["B"]),
        ({"from": "0001-01-01", "until": "9999-12-31"}, ["A", "B", "C"]),
    ],
)
def test_a_list_holds_what_changed_between_two_moments_in_a_set(
    client: Client, revue: RevueIndexPage, arguments: dict[str, str], expected: list[str]
) -> None:
    third, fourth = (NumeroPageFactory(parent=revue, number=number, noindex=True) for number in (3, 4))
    ecologie = ThematiqueFactory(slug="ecologie")
    keys = {}
    for day, (numero, letter) in enumerate([(third, "A"), (third, "B"), (fourth, "C")]):
        # The fraction of a second is in no datestamp, and hides no record.
        page = ArticlePageFactory(parent=numero, title=letter)
        if letter != "A":
            add_thematiques(page, ecologie)
        keys[identifier(publish(page, JUNE + timedelta(days=day, milliseconds=700)))] = letter

    answer = ask(client, "ListIdentifiers", **LIST, **arguments)

    assert [keys[found_identifier] for found_identifier, _date, _gone in headers(answer)] == expected


@pytest.mark.parametrize(
    "arguments",
    [
        {"from": "2024-06-03"},
        {"until": "2017-12-31"},
        {"set": "revue:numero-4"},
        {"set": "revue:numero-03"},
        {"set": f"revue:numero-{'9' * 400}"},
        {"set": "carnets"},
        {"set": "thematique-inconnue"},
        {"set": "autre"},
    ],
)
def test_a_list_without_a_record_says_so(client: Client, article: ArticlePage, arguments: dict[str, str]) -> None:
    for verb in ("ListIdentifiers", "ListRecords"):
        answer = ask(client, verb, **LIST, **arguments)
        assert codes(answer) == ["noRecordsMatch"]
        assert dict(answer.find("oai:request", NAMES).attrib) == {"verb": verb, **LIST, **arguments}


# What changes a record


def state(client: Client, page: Any) -> tuple[str, bool]:
    """The datestamp of a record, and whether it is deleted, which all verbs agree upon."""
    key = identifier(page)
    (alone,) = headers(ask(client, "GetRecord", identifier=key, **LIST))
    (listed,) = [header for header in headers(ask(client, "ListIdentifiers", **LIST)) if header[0] == key]
    (record,) = [header for header in headers(ask(client, "ListRecords", **LIST)) if header[0] == key]
    assert alone == listed == record
    return alone[1:]


JULY = datetime(2024, 7, 1, tzinfo=UTC)
DELETED_IN_JULY = ("2024-07-01T00:00:00Z", True)
CHANGED_IN_JULY = ("2024-07-01T00:00:00Z", False)


def hide(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize(
    "withdraw",
    [
        lambda article: article.unpublish(),
        lambda article: article.delete(),
        lambda article: article.get_parent().delete(),
        hide,
        lambda article: hide(article.get_parent()),
    ],
)
def test_a_record_withdrawn_is_told_for_good_and_in_its_sets(
    client: Client, article: ArticlePage, withdraw: Any
) -> None:
    add_thematiques(article, ThematiqueFactory(slug="ecologie"))
    article = publish(article, JUNE)

    with time_machine.travel(JULY, tick=False):
        withdraw(ArticlePage.objects.get(pk=article.pk))

    assert state(client, article) == DELETED_IN_JULY
    for spec in ("revue", "revue:numero-3", "thematique-ecologie"):
        answer = ask(client, "ListRecords", set=spec, **LIST, **{"from": "2024-07-01"})
        assert (identifier(article), *DELETED_IN_JULY) in headers(answer)
    assert codes(ask(client, "ListRecords", set="thematique-eco", **LIST)) == ["noRecordsMatch"]
    assert dublin_core(ask(client, "GetRecord", identifier=identifier(article), **LIST)) == []
    assert found(ask(client, "Identify"), "//oai:earliestDatestamp") != []


def test_a_record_comes_back_with_its_page(client: Client, article: ArticlePage) -> None:
    with time_machine.travel(JULY - timedelta(days=2), tick=False):
        article.unpublish()

    publish(article, JULY)

    assert state(client, article) == CHANGED_IN_JULY


def test_a_record_comes_back_when_all_may_read_it_again(client: Client, article: ArticlePage) -> None:
    hide(article.get_parent())

    with time_machine.travel(JULY, tick=False):
        PageViewRestriction.objects.all().delete()

    # It was hidden today, by the clock of the machine, and comes back with the hour of its return.
    assert state(client, article) == CHANGED_IN_JULY


@pytest.mark.parametrize("field", ["noindex", "is_to_appear"])
def test_an_issue_no_longer_to_be_listed_is_withdrawn(client: Client, numero: NumeroPage, field: str) -> None:
    setattr(numero, field, True)
    numero = publish(numero, JULY)
    assert state(client, numero) == DELETED_IN_JULY

    setattr(numero, field, False)
    assert state(client, publish(numero, JULY + timedelta(days=1))) == ("2024-07-02T00:00:00Z", False)


@pytest.mark.parametrize(
    "change",
    [
        lambda article: rename(article.get_parent(), "numero-trois"),
        lambda article: rename(article, "a-l-ecran"),
        lambda article: publish(NumeroPage.objects.get(), JULY),
        lambda article: rename_personne("Martin"),
    ],
)
def test_what_changes_a_record_without_a_publication_dates_it(
    client: Client, article: ArticlePage, change: Any
) -> None:
    article.author_links.create(personne=PersonneFactory(last_name="Marchand"))
    article = publish(article, JUNE)

    with time_machine.travel(JULY, tick=False):
        change(ArticlePage.objects.get(pk=article.pk))

    assert state(client, article) == CHANGED_IN_JULY


def rename(page: Any, slug: str) -> None:
    page.specific.slug = slug
    page.specific.save()
    fresh = page.specific
    fresh.slug = slug
    publish(fresh, JULY)


def rename_personne(name: str) -> None:
    personne = Personne.objects.get()
    personne.last_name = name
    personne.save()


def test_what_was_never_public_leaves_no_trace(client: Client, numero: NumeroPage) -> None:
    draft = ArticlePageFactory(parent=numero, live=False)
    secret = ArticlePageFactory(parent=numero, live=False)
    hide(secret)
    secret = publish(secret)

    draft.delete()
    secret.unpublish()

    for page in (draft, secret):
        assert codes(ask(client, "GetRecord", identifier=identifier(page), **LIST)) == ["idDoesNotExist"]


# Long lists


def harvest(client: Client, verb: str, **arguments: str) -> tuple[list[Any], int]:
    """All records of a list with its answers' number, each answer checked."""
    answer = ask(client, verb, **arguments)
    gathered, answers = headers(answer), 1
    while tokens := [token for token in found(answer, "//oai:resumptionToken") if token]:
        answer = ask(client, verb, resumptionToken=tokens[0])
        gathered, answers = gathered + headers(answer), answers + 1
    return gathered, answers


@pytest.mark.parametrize("verb", ["ListIdentifiers", "ListRecords"])
def test_a_long_list_comes_in_parts_that_hold_each_record_once(
    client: Client, numero: NumeroPage, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setattr(records, "PAGE_SIZE", 3)
    # All of one moment, so that keys alone tell them apart; two are gone.
    articles = [add_article(numero, JUNE) for _rank in range(6)]
    with time_machine.travel(JUNE, tick=False):
        for article in articles[:2]:
            article.unpublish()

    gathered, answers = harvest(client, verb, **LIST)

    expected = {identifier(page): False for page in (numero, *articles)} | {
        identifier(article): True for article in articles[:2]
    }
    assert answers == 3
    assert len(gathered) == len(expected) == 7
    assert {key: gone for key, _date, gone in gathered} == expected
    # The last part of a list closes it with an empty token; a list in one part has none.
    assert found(ask(client, verb, set="revue", until="2023-01-01", **LIST), "//oai:resumptionToken") == []


def test_what_is_published_meanwhile_hides_no_record(
    client: Client, numero: NumeroPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PAGE_SIZE", 2)
    articles = [add_article(numero, JUNE + timedelta(hours=hour)) for hour in range(1, 5)]

    first = ask(client, "ListIdentifiers", **LIST)
    (token,) = found(first, "//oai:resumptionToken")
    publish(articles[0], JULY)
    add_article(numero, JULY + timedelta(days=1), title="Nouveau")
    with time_machine.travel(JULY + timedelta(days=2), tick=False):
        articles[3].unpublish()
    following, _answers = harvest(client, "ListIdentifiers", resumptionToken=token)

    assert [key for key, _date, _gone in headers(first)] == [identifier(numero), identifier(articles[0])]
    assert [key for key, _date, _gone in following[:2]] == [identifier(articles[1]), identifier(articles[2])]
    assert [gone for _key, _date, gone in following[2:]] == [False, False, True]


def test_a_token_is_good_for_its_verb_alone(
    client: Client, numero: NumeroPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PAGE_SIZE", 1)
    add_article(numero)
    (token,) = found(ask(client, "ListRecords", **LIST), "//oai:resumptionToken")

    assert codes(ask(client, "ListIdentifiers", resumptionToken=token)) == ["badResumptionToken"]
    assert codes(ask(client, "ListSets", resumptionToken=token)) == ["badResumptionToken"]
    assert codes(ask(client, "ListRecords", resumptionToken=f"{token}x")) == ["badResumptionToken"]
    assert codes(ask(client, "ListRecords", resumptionToken=token, metadataPrefix="oai_dc")) == ["badArgument"]
    assert codes(ask(client, "ListRecords", resumptionToken=token)) == []


# Errors and hostile requests


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=Identify&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai%20dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=hier", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-06-01T25:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-06-01T10:00:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=%D9%A2024-06-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-06-02&until=2024-06-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-06-01&until=2024-06-02T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=%22", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a::b", "badArgument"),
        ("verb=ListRecords&resumptionToken=abc", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=%C3%A9", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&identifier=oai:localhost:x", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:x", "idDoesNotExist"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:autre.example:{UUID(int=7)}", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=marc21&identifier=oai:localhost:x", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=invalid%22id", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%F0%01", "badArgument"),
    ],
)
def test_each_fault_of_a_request_has_its_code(client: Client, article: ArticlePage, query: str, expected: str) -> None:
    answer = read_answer(client.get(f"{ADDRESS}?{query}"))

    assert codes(answer) == [expected]
    assert (dict(answer.find("oai:request", NAMES).attrib) == {}) == (expected in {"badVerb", "badArgument"})


WORDS = st.sampled_from([*LIST, "verb", "from", "until", "set", "identifier", "resumptionToken"]) | st.text(max_size=8)
VALUES = (
    st.sampled_from(["ListRecords", "GetRecord", "ListSets", "oai_dc", "2024-06-01", "revue", "oai:localhost:x"])
    | st.text(max_size=30)
    | st.dates().map(str)
)


@pytest.mark.django_db
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(WORDS, VALUES), max_size=5))
@example([("verb", "ListRecords"), ("resumptionToken", "a" * 5_000)])
def test_whatever_is_asked_the_answer_is_valid(
    client: Client, article: ArticlePage, pairs: list[tuple[str, str]]
) -> None:
    query = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])

    for response in (
        client.get(f"{ADDRESS}?{query}"),
        client.post(ADDRESS, query, content_type="application/x-www-form-urlencoded"),
    ):
        if response.status_code == 400:
            assert "%00" in query
        else:
            read_answer(response)


def test_a_harvester_may_post_without_a_cookie(article: ArticlePage) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://moissonneur.example"})

    answer = read_answer(client.post(ADDRESS, {"verb": "GetRecord", "identifier": identifier(article), **LIST}))

    assert headers(answer) == [(identifier(article), "2024-06-02T08:30:00Z", False)]
    assert codes(read_answer(client.post(f"{ADDRESS}?verb=Identify"))) == ["badVerb"]
    assert client.put(ADDRESS).status_code == 405
    assert client.head(ADDRESS, {"verb": "Identify"}).status_code == 200


def test_another_page_at_such_an_address_keeps_the_check(home_page: HomePage, revue: RevueIndexPage) -> None:
    parent = StandardPageFactory(parent=home_page, title="Pages")
    StandardPageFactory(parent=parent, title="OAI", slug="oai")
    client = Client(enforce_csrf_checks=True)

    assert client.get("/pages/oai/").status_code == 200
    assert client.post("/pages/oai/").status_code == 403
    assert client.post("/nulle-part/oai/").status_code == 403
    assert client.get("/nulle-part/oai/").status_code == 404


def test_a_private_revue_is_not_harvested(client: Client, article: ArticlePage, revue: RevueIndexPage) -> None:
    hide(revue)

    assert client.get(ADDRESS, {"verb": "ListRecords", **LIST}).status_code == 302


# Budgets


def test_answers_cost_the_same_for_few_and_many(client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    thematique = ThematiqueFactory(slug="ecologie")
    carnets = CarnetsIndexPageFactory(parent=revue)

    def add(number: int) -> None:
        for rank in range(number):
            article = ArticlePageFactory(parent=numero, slug=f"article-{numero.numchild}-{rank}")
            article.author_links.create(personne=PersonneFactory())
            article.mots_cles.add(MotCle.objects.create(name=str(PersonneFactory().pk)))
            add_thematiques(article, thematique)
            numero.refresh_from_db()
            CarnetPageFactory(parent=carnets, slug=f"carnet-{numero.numchild}-{rank}")
            OaiChange.objects.create(key=UUID(int=numero.numchild * 1000 + rank), changed_at=JUNE)

    def measure() -> dict[str, int]:
        addresses = {
            name: f"{ADDRESS}?{urlencode(arguments)}"
            for name, arguments in {
                "identify": {"verb": "Identify"},
                "sets": {"verb": "ListSets"},
                "identifiers": {"verb": "ListIdentifiers", **LIST, "set": "revue:numero-3"},
                "records": {"verb": "ListRecords", **LIST},
                "record": {"verb": "GetRecord", "identifier": identifier(numero), **LIST},
            }.items()
        }
        cache.clear()
        client.get(addresses["identify"])
        return {name: queries_of(client, address) for name, address in addresses.items()}

    add(3)
    few = measure()
    add(12)

    assert measure() == few

    assert max(few.values()) <= 15, few
