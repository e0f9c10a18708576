"""From the page of the call, or from the catalogue, to the first page of a draft."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from candidatures.enums import FormMode, Step
from candidatures.models import AppelPage, Candidature, SignInLink
from home.models import HomePage
from nec_locaux.models import OffreDeFormatPage
from socle.chrome import clear_chrome
from socle.form_builder import TOKEN_FIELD, TRAP_FIELD, make_token
from tests.candidatures.test_access import last_link
from tests.factories import (
    AppelPageFactory,
    CandidatureFactory,
    OffreDeFormatPageFactory,
    OffresDeFormatsIndexPageFactory,
    PorteurFactory,
)
from tests.porteurs import signed_in
from tests.reading import main_text, read, text, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def appel(home_page: HomePage) -> AppelPage:
    page: AppelPage = AppelPageFactory(parent=home_page)
    return page


@pytest.fixture
def offres(home_page: HomePage) -> list[OffreDeFormatPage]:
    index = OffresDeFormatsIndexPageFactory(parent=home_page)
    return [OffreDeFormatPageFactory(parent=index) for _number in range(2)]


def send(client: Client, appel: AppelPage, seconds: float = 30, **values: Any) -> Any:
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
        token = make_token(appel.pk)
    typed = {"email": "ines@exemple.fr", TOKEN_FIELD: token, TRAP_FIELD: ""}
    return client.post(appel.submission_url, typed | values)


def begin_address(appel: AppelPage, query: str = "") -> str:
    return f"{reverse('nec_candidatures:begin', args=[appel.pk])}{query}"


def words(response: Any) -> str:
    return main_text(BeautifulSoup(response.content, "html.parser"))


# The form of the call


def test_way_from_the_call_to_the_first_page_needs_no_script(appel: AppelPage, offres: list[OffreDeFormatPage]) -> None:
    client = Client(enforce_csrf_checks=True)
    chosen = "&".join(f"offre={offre.pk}" for offre in reversed(offres))
    response = client.get(f"{appel.url}?{chosen}")
    assert "public" in response.headers["Cache-Control"]
    form = BeautifulSoup(response.content, "html.parser").select_one("#commencer form")
    assert form
    data: dict[str, Any] = {}
    for field in form.select("input"):
        data.setdefault(str(field["name"]), []).append(field.get("value") or "")
    data["email"] = "Ines@Exemple.fr"
    with time_machine.travel(timezone.now() + timedelta(seconds=20)):
        response = client.post(str(form["action"]), data)
        assert response.status_code == 303
        sent = read(client, response.headers["Location"])
    assert "Ouvrez le courriel que nous venons d’envoyer" in main_text(sent)
    assert "ines" not in str(sent).lower()
    assert not client.cookies
    assert not Candidature.objects.exists()
    arrived: Any = client.post(last_link()[0])
    page = read(client, arrived.headers["Location"])
    assert "Les 2 formats choisis dans le catalogue seront dans le nouveau dossier." in main_text(page)
    button = page.select_one("main form[action*=nouveau]")
    assert button
    hidden = {str(field["name"]): field["value"] for field in button.select("input")}
    response = client.post(str(button["action"]), hidden)
    candidature = Candidature.objects.get()
    assert response.status_code == 303
    assert response.headers["Location"] == reverse("nec_candidatures:step", args=[candidature.uuid, Step.PORTEUR])
    assert candidature.version.appel == appel
    assert candidature.porteurs.get().email == "ines@exemple.fr"
    assert candidature.answers_of(Step.FORMATS) == {"offres": [str(offre.pk) for offre in reversed(offres)]}
    assert candidature.answers_of(Step.PORTEUR)["contact_email"] == "ines@exemple.fr"


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Remplissez le champ « Votre adresse électronique »."),
        ("ines", "Indiquez une adresse électronique complète, comme nom@exemple.fr."),
        ('"ines"@exemple.fr', "Indiquez une adresse électronique complète, comme nom@exemple.fr."),
        (f"ines@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 63}.exemple.fr", "Écrivez au plus 254 signes."),
    ],
)
def test_wrong_address_is_shown_again_with_what_to_write(
    client: Client, appel: AppelPage, email: str, message: str
) -> None:
    response = send(client, appel, email=email)
    assert response.status_code == 422
    soup = BeautifulSoup(response.content, "html.parser")
    field = soup.select_one("#commencer [name=email]")
    assert field
    assert field.get("value", "") == email
    described = [soup.find(id=name) for name in str(field["aria-describedby"]).split()]
    assert str(described[-1] and described[-1].get_text()).replace("\u202f", " ").endswith(message)
    assert mail.outbox == []


def test_offers_come_along_an_error(client: Client, appel: AppelPage, offres: list[OffreDeFormatPage]) -> None:
    keys = [str(offre.pk) for offre in offres]
    response = send(client, appel, email="", offre=keys)
    fields = BeautifulSoup(response.content, "html.parser").select("#commencer [name=offre]")
    assert [field["value"] for field in fields] == keys


def test_fifty_offers_hold_in_a_link(client: Client, appel: AppelPage) -> None:
    keys = [str(10_000 + number) for number in range(50)]
    send(client, appel, offre=keys)
    assert SignInLink.objects.get().destination == begin_address(appel, f"?offre={'.'.join(keys)}")


def test_more_than_a_link_holds_leads_to_the_list(client: Client, appel: AppelPage) -> None:
    assert send(client, appel, offre=[str(100_000_000 + number) for number in range(50)]).status_code == 303
    assert SignInLink.objects.get().destination == ""


def test_seventh_link_of_an_hour_is_refused_with_the_value_kept(client: Client, appel: AppelPage) -> None:
    assert [send(client, appel).status_code for _number in range(6)] == [303] * 6
    response = send(client, appel)
    assert response.status_code == 429
    assert "Trop de liens ont été demandés pour cette adresse." in words(response)
    assert 'value="ines@exemple.fr"' in response.text


def test_mail_server_down_keeps_the_address(client: Client, appel: AppelPage) -> None:
    with patch("candidatures.services.links.send_mail", side_effect=ConnectionRefusedError):
        response = send(client, appel)
    assert response.status_code == 503
    assert "Ce que vous avez écrit est toujours là." in words(response)
    assert 'value="ines@exemple.fr"' in response.text
    assert not SignInLink.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"closes_on": timezone.localdate() - timedelta(days=1)},
        {"opens_on": timezone.localdate() + timedelta(days=400)},
        {"form_mode": FormMode.EXTERNAL, "external_form_url": "https://demarche.example/"},
    ],
)
def test_call_that_takes_no_address_has_no_form(client: Client, appel: AppelPage, change: dict[str, Any]) -> None:
    AppelPage.objects.filter(pk=appel.pk).update(**change)
    assert read(client, appel.url).select("#commencer") == []
    response = send(client, appel)
    assert (response.status_code, response.headers["Location"]) == (302, appel.url)
    assert mail.outbox == []


def test_page_that_says_the_mail_has_left_is_for_who_asked(client: Client, appel: AppelPage) -> None:
    address = f"{appel.url}candidature/envoyee/"
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, appel.url)
    assert "no-store" in client.get(send(client, appel).headers["Location"]).headers["Cache-Control"]


# Beginning


def test_reading_begins_nothing(appel: AppelPage) -> None:
    client = signed_in(PorteurFactory())
    assert titles(read(client, begin_address(appel))) == ["h1 Commencer un dossier"]
    assert not Candidature.objects.exists()


def test_existing_draft_is_proposed_first(appel: AppelPage) -> None:
    porteur = PorteurFactory()
    draft = CandidatureFactory(porteur=porteur, version=appel.get_version(), title="NEC Vosges")
    CandidatureFactory(porteur=porteur, title="D’un autre appel")
    CandidatureFactory(version=appel.get_version(), title="D’une autre personne")
    CandidatureFactory(porteur=porteur, version=appel.get_version(), title="Déjà déposé", state="submitted")
    page = read(signed_in(porteur), begin_address(appel))
    assert titles(page) == ["h1 Un dossier est déjà commencé", "h2 NEC Vosges"]
    link = page.select_one(".dossier a")
    assert link
    assert link["href"] == reverse("nec_candidatures:step", args=[draft.uuid, Step.PORTEUR])
    assert [text(button) for button in page.select("main form[action*=nouveau] button")] == [
        "Commencer un autre dossier"
    ]


def test_another_may_be_begun_all_the_same(appel: AppelPage) -> None:
    porteur = PorteurFactory()
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        CandidatureFactory(porteur=porteur, version=appel.get_version())
    response: Any = signed_in(porteur).send(begin_address(appel))
    assert response.status_code == 303
    assert Candidature.objects.for_porteur(porteur).count() == 2


def test_double_click_begins_one(appel: AppelPage) -> None:
    client = signed_in(PorteurFactory())
    first: Any = client.send(begin_address(appel))
    second: Any = client.send(begin_address(appel))
    assert first.headers["Location"] == second.headers["Location"]
    assert Candidature.objects.count() == 1


def test_eleventh_draft_of_an_hour_waits(appel: AppelPage) -> None:
    client = signed_in(PorteurFactory())
    start = timezone.now().replace(minute=0, second=1)
    for number in range(11):
        with time_machine.travel(start + timedelta(minutes=number), tick=False):
            response: Any = client.send(begin_address(appel))
        assert response.status_code == (303 if number < 10 else 429)
    assert "beaucoup de dossiers en peu de temps" in words(response)
    assert Candidature.objects.count() == 10


def test_closed_call_shows_the_drafts_and_begins_nothing(appel: AppelPage) -> None:
    porteur = PorteurFactory()
    CandidatureFactory(porteur=porteur, version=appel.get_version(), title="NEC Vosges")
    AppelPage.objects.filter(pk=appel.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    client = signed_in(porteur)
    response: Any = client.send(begin_address(appel))
    assert response.status_code == 200
    assert "NEC Vosges" in words(response)
    assert "On ne peut pas commencer de dossier pour cet appel en ce moment." in words(response)
    assert Candidature.objects.count() == 1


def test_hidden_or_missing_call_is_not_found(appel: AppelPage, home_page: HomePage) -> None:
    client = signed_in(PorteurFactory())
    assert client.get(reverse("nec_candidatures:begin", args=[home_page.pk])).status_code == 404
    PageViewRestriction.objects.create(page=appel, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(begin_address(appel)).status_code == 404
    AppelPage.objects.filter(pk=appel.pk).update(live=False)
    assert client.get(begin_address(appel)).status_code == 404


@pytest.mark.parametrize("query", ["?offre=x", "?offre=..", "?offre=99999999999999999999", "?offre=1.2.x&offre=%00%FF"])
def test_offers_that_are_none_are_left_out(appel: AppelPage, query: str) -> None:
    response: Any = signed_in(PorteurFactory()).send(begin_address(appel, query.replace("%00", "")))
    assert response.status_code == 303
    assert Candidature.objects.get().answers_of(Step.FORMATS) == {}


def test_signed_out_visitor_comes_back_with_the_offers(client: Client, appel: AppelPage) -> None:
    response = client.get(begin_address(appel, "?offre=7&offre=12"))
    field = read(client, response.headers["Location"]).select_one("[name=suite]")
    assert field
    assert field["value"] == begin_address(appel, "?offre=7&offre=12")


# The catalogue


def test_selection_leads_to_the_call_that_is_open(
    client: Client, home_page: HomePage, offres: list[OffreDeFormatPage]
) -> None:
    query = f"?offre={offres[1].pk}&offre={offres[0].pk}"
    address = f"{offres[0].catalogue.url}selection/{query}"
    label = "Commencer mon dossier avec ces formats"
    assert label not in main_text(read(client, address))
    AppelPageFactory(parent=home_page, slug="ancien", closes_on=timezone.localdate() - timedelta(days=1))
    clear_chrome()
    assert label not in main_text(read(client, address))
    appel = AppelPageFactory(parent=home_page)
    clear_chrome()
    link = next(link for link in read(client, address).select("main a") if text(link) == label)
    assert link["href"] == f"{appel.url}{query}#commencer"
    assert label not in main_text(read(client, f"{offres[0].catalogue.url}selection/"))
