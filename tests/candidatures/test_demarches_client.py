"""How Démarches simplifiées is spoken to: what is sent, where, how often, and what is told when it fails."""

import logging
from typing import Any

import pytest
import requests
from pytest_django import Settings

from candidatures.demarches import client as module
from candidatures.demarches import queries
from candidatures.demarches.address import address_problem, is_own_address
from candidatures.demarches.client import NO_PATIENCE, Client, DemarchesError, Patience
from candidatures.demarches.shapes import Champ, Page
from tests.demarches_server import (
    DEMARCHE,
    TOKEN,
    FakeService,
    Reply,
    champ,
    demarches_server,
    dossier,
    origin,
    service,
)

__all__ = ["demarches_server", "origin", "service"]


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(service: FakeService, origin: str, pauses: list[float]) -> Client:
    return Client(origin, TOKEN, patience=Patience(wait=pauses.append))


def read(client: Client, after: str = "", number: int = DEMARCHE) -> Page:
    return client.page(queries.DOSSIERS, number, after=after, since=None)


def reason(client: Client, **question: Any) -> str:
    with pytest.raises(DemarchesError) as error:
        read(client, **question)
    return str(error.value)


def test_the_token_goes_in_its_header_and_a_page_holds_a_hundred(client: Client, service: FakeService) -> None:
    service.dossiers = [dossier(number) for number in range(1, 151)]

    first = read(client)
    second = read(client, after=first.info.end or "")

    assert service.headers[0]["authorization"] == f"Bearer token={TOKEN}"
    assert [(len(page.nodes), page.info.has_next) for page in (first, second)] == [(100, True), (50, False)]
    assert service.asked == [
        {"number": DEMARCHE, "first": 100, "after": None, "since": None},
        {"number": DEMARCHE, "first": 100, "after": "100", "since": None},
    ]


def test_it_waits_as_long_as_it_is_asked_to_then_a_while_that_grows(
    client: Client, service: FakeService, pauses: list[float]
) -> None:
    service.script = [Reply(429, headers={"Retry-After": "30"}), Reply(503), Reply(502), Reply(500, b"<html>")]

    assert read(client).nodes == []
    assert pauses == [30, 4, 8, 16]


def test_it_gives_up_after_five_tries_or_when_the_wait_is_too_long(
    client: Client, service: FakeService, pauses: list[float]
) -> None:
    service.script = [Reply(503) for _try in range(6)]
    assert reason(client) == "Le service est en panne (503)."
    assert (len(service.asked), pauses) == (5, [2, 4, 8, 16])

    service.script = [Reply(429, headers={"Retry-After": "3600"})]
    assert reason(client) == "Le service demande d’attendre : trop de demandes."
    assert pauses == [2, 4, 8, 16]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("12", 12.0), ("", None), ("bientôt", None), ("-3", None), ("9" * 30, 999_999_999.0)],
)
def test_the_wait_asked_for(text: str, seconds: float | None) -> None:
    assert module._seconds(text) == seconds


def test_the_wait_asked_for_may_be_a_date() -> None:
    assert module._seconds("Mon, 01 Jan 2024 00:00:00 GMT") == 0.0
    assert (module._seconds("Fri, 01 Jan 2100 00:00:00 GMT") or 0) > 1000


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(401, {}), "Le service refuse le jeton."),
        (Reply(403, {"error": "no"}), "Le service refuse le jeton. « no »"),
        (Reply(404, b""), "Cette démarche n’existe pas dans le service, ou n’est plus publiée."),
        (Reply(422, {"errors": ["a\u0007b\nc"]}), "Le service refuse la demande (422). « ab c »"),
        (Reply(200, b"<html>"), "Le service a donné une réponse qui ne se lit pas."),
        (Reply(200, b"[" * 100_000), "Le service a donné une réponse qui ne se lit pas."),
        (Reply(200, {"data": None}), "Le service a donné une réponse qui ne se lit pas (Page)."),
        (
            Reply(200, {"data": {"demarche": {"page": {"pageInfo": {"hasNextPage": "oui"}, "nodes": []}}}}),
            "Le service a donné une réponse qui ne se lit pas (pageInfo.hasNextPage).",
        ),
        (
            Reply(200, {"errors": [{"message": "hidden", "extensions": {"code": "unauthorized"}}], "data": None}),
            "Le jeton ne donne pas accès à cette démarche.",
        ),
        (
            Reply(200, {"errors": [{"message": "Timeout on Dossier.champs"}], "data": {}}),
            "Le service signale une erreur : « Timeout on Dossier.champs ».",
        ),
    ],
)
def test_an_error_is_told_in_french_with_its_reason(
    client: Client, service: FakeService, pauses: list[float], reply: Reply, told: str
) -> None:
    service.script = [reply]
    assert reason(client) == told
    assert pauses == []


def test_a_demarche_that_does_not_exist(client: Client) -> None:
    assert reason(client, number=1) == "Cette démarche n’existe pas dans le service."


def test_no_other_address_is_followed(client: Client, service: FakeService) -> None:
    service.script = [Reply(302, b"", {"Location": "http://127.0.0.1:1/"})]
    assert reason(client) == "Le service renvoie vers une autre adresse : corrigez la sienne dans les réglages."
    assert len(service.asked) == 1


def test_an_answer_too_long_is_not_read_to_its_end(
    client: Client, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_ANSWER", 100_000)
    service.script = [Reply(200, b" " * 300_000)]
    assert reason(client) == "Le service a donné une réponse trop longue."


def test_a_service_that_is_not_there(service: FakeService, pauses: list[float]) -> None:
    client = Client("http://127.0.0.1:1", TOKEN, patience=Patience(tries=2, wait=pauses.append))
    assert reason(client) == "Le service ne répond pas."
    assert pauses == [2]


def test_a_service_that_is_slow(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*args: Any, **kwargs: Any) -> None:
        assert kwargs["timeout"] == (5, 30)
        raise requests.ReadTimeout

    monkeypatch.setattr(requests, "post", late)
    assert reason(client) == "Le service n’a pas répondu à temps."


def test_the_token_is_nowhere_told(client: Client, service: FakeService, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    service.script = [Reply(400, {"errors": [{"message": f"bad token {TOKEN}"}]})]
    assert reason(client) == "Le service refuse la demande (400). « bad token … »"
    service.script = [Reply(200, {"errors": [{"message": f"bad token {TOKEN}"}]})]
    assert reason(client) == "Le service signale une erreur : « bad token … »."
    assert TOKEN not in caplog.text


def test_without_a_token_nothing_is_read(service: FakeService, origin: str) -> None:
    assert reason(Client(origin)) == "Le jeton de Démarches simplifiées manque (variable DEMARCHES_TOKEN)."
    assert service.asked == []


def test_a_dossier_is_begun_without_the_token_and_never_twice(
    client: Client, service: FakeService, origin: str, pauses: list[float]
) -> None:
    begun = client.begin(DEMARCHE, {"champ_T1": "NEC", "champ_M1": ["a", "b"]})
    assert service.begun == [{"champ_T1": "NEC", "champ_M1": ["a", "b"]}]
    assert "authorization" not in service.headers[0]
    assert (begun.url, begun.number, begun.state) == (
        f"{origin}/commencer/nec?prefill_token=secret9001",
        9001,
        "prefilled",
    )

    service.script = [Reply(503)]
    with pytest.raises(DemarchesError, match="en panne"):
        client.begin(DEMARCHE, {})
    assert (len(service.headers), pauses) == (2, [])


def test_an_address_that_leads_elsewhere_is_not_kept(client: Client, service: FakeService) -> None:
    answer = {"dossier_url": "https://ailleurs.exemple/x", "dossier_id": "RG9zc2llci0x", "dossier_number": 1}
    service.script = [Reply(201, answer)]
    with pytest.raises(DemarchesError, match="n’est pas la sienne"):
        client.begin(DEMARCHE, {})


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        ("https://demarche.numerique.gouv.fr", True),
        ("https://demarche.numerique.gouv.fr/", True),
        ("https://demarche.numerique.gouv.fr:443", True),
        ("http://demarche.numerique.gouv.fr", False),
        ("https://demarche.numerique.gouv.fr:8443", False),
        ("https://demarche.numerique.gouv.fr/admin", False),
        ("https://jeton@demarche.numerique.gouv.fr", False),
        ("https://demarche.numerique.gouv.fr.exemple.fr", False),
        ("https://169.254.169.254", False),
        ("http://127.0.0.1:8000", False),
        ("https://[::1", False),
        ("https://demarche.numerique.gouv.fr:99999", False),
        ("ftp://demarche.numerique.gouv.fr", False),
        ("", False),
    ],
)
def test_the_service_is_asked_where_the_environment_allows_alone(
    settings: Settings, url: str, is_allowed: bool
) -> None:
    settings.NEC_DEMARCHES_HOSTS = ["demarche.numerique.gouv.fr"]
    assert (address_problem(url) == "") == is_allowed
    if not is_allowed:
        with pytest.raises(DemarchesError):
            Client(url, TOKEN, patience=NO_PATIENCE)


def test_what_the_service_gives_leads_to_a_service_allowed(settings: Settings) -> None:
    settings.NEC_DEMARCHES_HOSTS = ["demarche.numerique.gouv.fr"]
    assert is_own_address("https://demarche.numerique.gouv.fr/commencer/nec?prefill_token=a")
    for url in ("http://demarche.numerique.gouv.fr/", "javascript:alert(1)", "https://exemple.fr", "https://[a"):
        assert not is_own_address(url)


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (champ("a", "  Épinal\u0000\r\n "), "Épinal"),
        (champ("a", None), ""),
        (champ("a", "14 mars 2027", "DateChamp", date="2027-03-14"), "2027-03-14"),
        (champ("a", "Oui", "CheckboxChamp", checked=True), "true"),
        (champ("a", "3500.5", "DecimalNumberChamp", decimalNumber=3500.5), "3500.5"),
        (champ("a", "12", "IntegerNumberChamp", integerNumber="12"), "12"),
        (champ("a", "x, y", "MultipleDropDownListChamp", values=["x", " ", "y"]), ["x", "y"]),
        (
            champ("a", "Épinal (88000)", "CommuneChamp", commune={"name": "Épinal"}, departement={"code": "88"}),
            "Épinal (88)",
        ),
        (
            champ(
                "a",
                "",
                "RepetitionChamp",
                rows=[{"champs": [champ("b", "Épinal"), champ("c", "")]}, {"champs": [champ("b", "")]}],
            ),
            "Épinal",
        ),
    ],
)
def test_an_answer_is_read_by_its_kind(node: dict[str, Any], value: str | list[str]) -> None:
    assert Champ.model_validate(node).value == value
