"""The pages of the form: what they save, where they lead, what they say."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidatures.access import FORM_TOKEN_FIELD, cookie_name
from candidatures.enums import FileKind, ScanState, State, Step
from candidatures.models import (
    Candidature,
    InformationItem,
    InformationRequest,
    Participation,
    PieceJointe,
    Porteur,
    PorteurSession,
    StepAnswers,
    StepRevision,
)
from candidatures.rules import Rules
from candidatures.steps import FORMS
from candidatures.steps.base import MAX_SIGNS
from candidatures.views.step_page import moment_text
from home.models import HomePage
from socle.text import clean_text
from tests.dossiers import whole_dossier
from tests.factories import AppelVersionFactory, CandidatureFactory, PorteurFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import count_queries, main_text, text, texts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 14, 12, 32, tzinfo=UTC)
JSON = {"Accept": "application/json"}
STEPS = Step.of_dossier()


@pytest.fixture(autouse=True)
def _noon(home_page: HomePage) -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def porteur() -> Porteur:
    return PorteurFactory(email="claire@exemple.fr")


@pytest.fixture
def organiser(porteur: Porteur) -> PorteurClient:
    return signed_in(porteur)


@pytest.fixture
def candidature(porteur: Porteur) -> Candidature:
    return CandidatureFactory(porteur=porteur)


def url(candidature: Candidature, step: str = Step.OBJECTIF) -> str:
    return f"/mes-dossiers/{candidature.uuid}/etapes/{step}/"


def stored(candidature: Candidature, step: str = Step.OBJECTIF) -> dict[str, Any]:
    answers = StepAnswers.objects.filter(candidature=candidature, step=step).first()
    return answers.values if answers else {}


def soup_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def json_of(response: HttpResponse) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def fields_of(soup: BeautifulSoup) -> dict[str, Any]:
    """What a browser would send of the form as it is."""
    data: dict[str, Any] = {}
    for field in soup.select("form#etape :is(input, textarea, select)"):
        name = str(field.get("name", ""))
        if field.name == "textarea":
            data[name] = field.get_text().removeprefix("\n").removeprefix("\r\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            data[name] = str(chosen["value"]) if chosen else ""
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                data.setdefault(name, []).append(str(field["value"]))
        else:
            data[name] = str(field.get("value", ""))
    return data


def open_page(client: Client, address: str) -> dict[str, Any]:
    """A tab: the fields of the page at `address`."""
    response = client.get(address)
    assert response.status_code == 200
    return fields_of(soup_of(response))


# Saving and going on


def test_going_on_saves_and_leads_to_the_next_page(organiser: PorteurClient, candidature: Candidature) -> None:
    response = organiser.send(url(candidature), {"objective": "Réunir les aidants"})

    assert (response.status_code, response["Location"]) == (303, url(candidature, Step.PUBLICS))
    assert stored(candidature)["objective"] == "Réunir les aidants"


@pytest.mark.parametrize(
    ("button", "destination"),
    [
        ({"action": "precedente"}, Step.EVENEMENT),
        ({"action": "sans-corriger"}, Step.PUBLICS),
        ({"go": "budget"}, Step.BUDGET),
        ({"go": "bilan-financier"}, Step.OBJECTIF),
        ({"go": "inconnue"}, Step.OBJECTIF),
    ],
)
def test_every_button_saves_then_leads_where_it_says(
    button: dict[str, str], destination: Step, organiser: PorteurClient, candidature: Candidature
) -> None:
    response = organiser.send(url(candidature), {"objective": "Réunir", **button})

    assert response.status_code == 303
    assert response["Location"].partition("#")[0] == url(candidature, destination)
    assert stored(candidature)["objective"] == "Réunir"


def test_the_list_of_pages_leads_to_each_by_a_button_that_saves(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    soup = soup_of(organiser.get(url(candidature)))

    buttons = soup.select(".step-fold button")
    assert [button["value"] for button in buttons] == [step for step in STEPS if step != Step.OBJECTIF]
    assert {(button["name"], button["form"], button["type"]) for button in buttons} == {("go", "etape", "submit")}
    assert text(soup.select_one(".step-fold [aria-current=step]")) == "3 L’objectif et les thématiques (à compléter)"


def test_the_enter_key_goes_on_and_never_takes_a_row_away(organiser: PorteurClient, candidature: Candidature) -> None:
    """Browsers press the first submit button of a form, in the order of the page."""
    rows = {"expenses-0-label": "Salle", "expenses-0-amount": "400"}
    organiser.send(url(candidature, Step.BUDGET), rows)

    soup = soup_of(organiser.get(url(candidature, Step.BUDGET)))

    first = soup.select_one("form#etape button, button[form=etape]")
    assert first is not None
    assert (first["form"], first.get("name"), text(first)) == ("etape", None, "Enregistrer et continuer")


def test_the_last_page_of_the_form_leads_to_itself(organiser: PorteurClient, candidature: Candidature) -> None:
    response = organiser.send(url(candidature, Step.RELECTURE))

    assert response["Location"] == url(candidature, Step.RELECTURE)
    buttons = texts(soup_of(organiser.get(url(candidature, Step.RELECTURE))), ".step-buttons button")
    assert buttons == ["Enregistrer", "Étape précédente"]


def test_the_pages_of_a_request_lead_from_one_to_the_next_then_to_the_follow_up(porteur: Porteur) -> None:
    candidature = CandidatureFactory(porteur=porteur, state=State.INFO_REQUESTED)
    request = InformationRequest.objects.create(candidature=candidature)
    for target in ("evenement.title", "budget.expenses"):
        InformationItem.objects.create(request=request, question="?", target=target)
    organiser = signed_in(porteur)

    first = organiser.send(url(candidature, Step.EVENEMENT), {"title": "NEC des Vosges"})
    last = organiser.send(url(candidature, Step.BUDGET), {"budget_note": "Devis reçus"})

    assert first["Location"] == url(candidature, Step.BUDGET)
    assert last["Location"] == f"/mes-dossiers/{candidature.uuid}/"


def test_the_pages_of_the_bilan_are_saved_like_the_others(porteur: Porteur) -> None:
    candidature = CandidatureFactory(porteur=porteur, state=State.REPORTS_DUE)
    organiser = signed_in(porteur)

    page = soup_of(organiser.get(url(candidature, Step.BILAN_QUANTITATIF)))
    response = organiser.send(url(candidature, Step.BILAN_FINANCIER), {"financial_note": "Tout est payé"})

    assert "Étape 1 sur 3" in main_text(page)
    assert page.select("#eligibilite section") == []
    assert response["Location"] == f"/mes-dossiers/{candidature.uuid}/bilan/"
    assert stored(candidature, Step.BILAN_FINANCIER)["financial_note"] == "Tout est payé"


def test_what_the_end_of_a_page_lost_on_the_way_would_hold_is_left_as_it_is(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    organiser.send(url(candidature), {"objective": "Réunir", "contribution": "Un annuaire"})
    page = open_page(organiser, url(candidature))

    organiser.send(url(candidature), {"base": page["base"], "objective": "Former"})

    assert stored(candidature)["objective"] == "Former"
    assert stored(candidature)["contribution"] == "Un annuaire"


# Errors


def test_a_wrong_answer_is_saved_and_told_at_the_top_and_near_its_field(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    address = url(candidature, Step.PUBLICS)

    response = organiser.send(address, {"expected_attendance": "beaucoup", "venue_capacity": "assez grande"})

    assert response.status_code == 422
    assert stored(candidature, Step.PUBLICS)["venue_capacity"] == "assez grande"
    soup = soup_of(response)
    assert soup.title is not None
    assert text(soup.title).startswith("Erreur (2) : Les publics et le lieu")
    summary = soup.select_one(".notice-erreur")
    assert summary is not None
    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == ("alert", "-1", True)
    assert texts(summary, "h2") == ["2 réponses à corriger"]
    assert [link["href"] for link in summary.select("a")] == ["#expected_attendance", "#venue_capacity"]
    for name, typed in (("expected_attendance", "beaucoup"), ("venue_capacity", "assez grande")):
        field = soup.find(id=name)
        assert isinstance(field, Tag)
        assert (field["value"], field["aria-invalid"]) == (typed, "true")
        described = str(field["aria-describedby"]).split()
        assert f"{name}_error" in described
        assert text(soup.find(id=f"{name}_error")).endswith("en chiffres.")
    skip = summary.select_one("button")
    assert skip is not None
    assert (skip["value"], text(skip)) == ("sans-corriger", "Continuer sans corriger")


def test_an_error_found_again_later_takes_no_focus(organiser: PorteurClient, candidature: Candidature) -> None:
    organiser.send(url(candidature, Step.PUBLICS), {"venue_capacity": "assez grande"})

    soup = soup_of(organiser.get(url(candidature, Step.PUBLICS)))

    assert texts(soup, ".notice-erreur h2") == ["Une réponse à corriger"]
    assert soup.select("[autofocus]") == []
    assert text(soup.title).startswith("Les publics et le lieu")


def test_what_is_left_empty_stops_nobody(organiser: PorteurClient, candidature: Candidature) -> None:
    for step in STEPS:
        assert organiser.send(url(candidature, step)).status_code == 303
    assert StepAnswers.objects.count() == 0


def test_a_page_is_done_once_nothing_is_missing_in_it(porteur: Porteur) -> None:
    values = {"human": "Deux personnes", "technical": "Son", "material": "Tables", "communication": "Affiches"}
    candidature = CandidatureFactory(porteur=porteur, answers={Step.MOYENS: values})

    listed = texts(soup_of(signed_in(porteur).get(url(candidature))), ".step-fold li")

    assert listed[STEPS.index(Step.MOYENS)] == "7 Les moyens (faite)"
    assert listed[STEPS.index(Step.EVENEMENT)] == "2 L’événement (à compléter)"
    assert listed[STEPS.index(Step.RELECTURE)] == "10 Relecture et envoi (à compléter)"


def test_a_page_where_nothing_is_asked_is_not_done_before_it_is_written(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    def listed() -> list[str]:
        return texts(soup_of(organiser.get(url(candidature))), ".step-fold li")

    partners, documents = STEPS.index(Step.PARTENAIRES), STEPS.index(Step.PIECES)
    assert (listed()[partners], listed()[documents]) == ("5 Les partenaires", "9 Les pièces jointes")
    organiser.send(url(candidature, Step.PARTENAIRES), {"mobilisation": "Un comité."})
    piece = PieceJointe.objects.create(
        candidature=candidature, kind=FileKind.DOCUMENT, name="statuts.pdf", size=1, scan_state=ScanState.INFECTED
    )
    assert (listed()[partners], listed()[documents]) == ("5 Les partenaires (faite)", "9 Les pièces jointes")
    PieceJointe.objects.filter(pk=piece.pk).update(scan_state=ScanState.CLEAN)
    assert listed()[documents] == "9 Les pièces jointes (faite)"


@time_machine.travel(datetime(2026, 11, 2, 10, tzinfo=UTC), tick=False)
def test_the_last_page_is_done_once_the_dossier_can_be_sent(porteur: Porteur) -> None:
    organiser = signed_in(porteur)
    ready = whole_dossier(porteur)
    unsigned = whole_dossier(porteur, relecture={})
    incomplete = whole_dossier(porteur, moyens={})

    lines = [texts(soup_of(organiser.get(url(one))), ".step-fold li")[-1] for one in (ready, unsigned, incomplete)]

    awaited = "10 Relecture et envoi (à compléter)"
    assert lines == ["10 Relecture et envoi (faite)", awaited, awaited]


@pytest.mark.parametrize(
    ("wanted", "address"),
    [("acces", "acces/"), ("suppression", "suppression/"), ("versions", "etapes/objectif/versions/")],
)
def test_leaving_a_page_by_one_of_its_buttons_saves_it(
    organiser: PorteurClient, candidature: Candidature, wanted: str, address: str
) -> None:
    response = organiser.send(url(candidature), {"objective": "Former", "action": wanted})

    assert (response.status_code, response["Location"]) == (303, f"/mes-dossiers/{candidature.uuid}/{address}")
    assert stored(candidature)["objective"] == "Former"
    buttons = [str(button["value"]) for button in soup_of(organiser.get(url(candidature))).select(".step-ends button")]
    assert wanted in buttons or wanted == "versions"


# Rows


def test_adding_a_row_saves_and_leads_to_the_empty_one(organiser: PorteurClient, candidature: Candidature) -> None:
    address = url(candidature, Step.BUDGET)

    response = organiser.send(address, {"expenses-0-label": "Salle", "add": "expenses"})

    assert (response.status_code, response["Location"]) == (303, f"{address}#expenses-1-label")
    assert [row["label"] for row in stored(candidature, Step.BUDGET)["expenses"]] == ["Salle"]
    assert soup_of(organiser.get(address)).find(id="expenses-1-label") is not None


def test_taking_a_row_away_saves_the_others_and_keeps_it_among_former_states(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    address = url(candidature, Step.BUDGET)
    rows = {f"expenses-{number}-label": label for number, label in enumerate(["Salle", "Repas", "Train"])}
    organiser.send(address, rows)

    response = organiser.send(address, open_page(organiser, address) | {"remove": "expenses-1"})

    assert response.status_code == 303
    assert [row["label"] for row in stored(candidature, Step.BUDGET)["expenses"]] == ["Salle", "Train"]
    assert [row["label"] for row in StepRevision.objects.get().values["expenses"]] == ["Salle", "Repas", "Train"]


def test_the_only_row_can_be_taken_away(organiser: PorteurClient, candidature: Candidature) -> None:
    address = url(candidature, Step.BUDGET)
    organiser.send(address, {"expenses-0-label": "Salle"})

    organiser.send(address, open_page(organiser, address) | {"remove": "expenses-0"})

    assert stored(candidature, Step.BUDGET)["expenses"] == []


# Two tabs, two people, an older page


def test_a_second_tab_is_told_what_its_text_replaces(organiser: PorteurClient, candidature: Candidature) -> None:
    organiser.send(url(candidature), {"objective": "Réunir"})
    first, second = open_page(organiser, url(candidature)), open_page(organiser, url(candidature))

    organiser.send(url(candidature), first | {"objective": "Former les aidants"})
    response = organiser.send(url(candidature), second | {"objective": "Ouvrir les données"})

    assert response.status_code == 409
    soup = soup_of(response)
    notice = soup.select_one(".notice-attention")
    assert notice is not None
    assert texts(notice, "dd") == ["Former les aidants"]
    assert text(soup.find(id="objective")) == "Ouvrir les données"
    again = organiser.send(url(candidature), fields_of(soup))
    assert again.status_code == 303
    assert stored(candidature)["objective"] == "Ouvrir les données"


def test_two_people_write_two_fields_of_a_page(organiser: PorteurClient, candidature: Candidature) -> None:
    other = PorteurFactory()
    Participation.objects.create(candidature=candidature, porteur=other)
    colleague = signed_in(other)
    mine, theirs = open_page(organiser, url(candidature)), open_page(colleague, url(candidature))

    organiser.send(url(candidature), mine | {"objective": "Former"})
    response = colleague.send(url(candidature), theirs | {"contribution": "Un annuaire"})

    assert response.status_code == 303
    assert (stored(candidature)["objective"], stored(candidature)["contribution"]) == ("Former", "Un annuaire")


def test_two_tabs_write_two_pages(organiser: PorteurClient, candidature: Candidature) -> None:
    first, second = open_page(organiser, url(candidature)), open_page(organiser, url(candidature, Step.EVENEMENT))

    organiser.send(url(candidature), first | {"objective": "Former"})
    organiser.send(url(candidature, Step.EVENEMENT), second | {"title": "NEC des Vosges"})

    assert stored(candidature)["objective"] == "Former"
    assert stored(candidature, Step.EVENEMENT)["title"] == "NEC des Vosges"


def test_a_page_found_by_the_back_button_changes_only_what_is_changed_in_it(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    before = open_page(organiser, url(candidature))
    organiser.send(url(candidature), before | {"objective": "Former", "contribution": "Un annuaire"})

    response = organiser.send(url(candidature), before | {"contribution": "Un annuaire et une carte"})

    assert response.status_code == 303
    assert stored(candidature)["objective"] == "Former"
    assert stored(candidature)["contribution"] == "Un annuaire et une carte"


def test_sending_a_page_twice_changes_nothing(organiser: PorteurClient, candidature: Candidature) -> None:
    page = open_page(organiser, url(candidature)) | {"objective": "Former"}

    for _attempt in range(2):
        assert organiser.send(url(candidature), page).status_code == 303

    assert StepAnswers.objects.get().revision == 1


@pytest.mark.parametrize("base", ["", "objective", ":::", "objective:zzz autre:1", "\u0000é\ud83d", "1" * 5000])
def test_a_base_that_means_nothing_loses_nothing(base: str, organiser: PorteurClient, candidature: Candidature) -> None:
    organiser.send(url(candidature), {"objective": "Réunir", "contribution": "Un annuaire"})

    organiser.send(url(candidature), {"objective": "Former", "contribution": "", "base": base.encode(errors="replace")})

    assert stored(candidature)["objective"] == "Former"
    assert StepRevision.objects.filter(values__objective="Réunir").exists()


# Without the session


def forget_cookie(organiser: PorteurClient) -> None:
    organiser.cookies.clear()


def end_session(organiser: PorteurClient) -> None:
    PorteurSession.objects.filter(pk=organiser.session_row.pk).update(ended_at=NOON)


def outlive_session(organiser: PorteurClient) -> None:
    PorteurSession.objects.filter(pk=organiser.session_row.pk).update(expires_at=NOON - timedelta(days=20))


WAYS_OUT = [forget_cookie, end_session, outlive_session]


@pytest.mark.parametrize("lose", WAYS_OUT)
def test_a_page_sent_without_its_session_is_saved_then_leads_to_sign_in(
    lose: Any, organiser: PorteurClient, candidature: Candidature
) -> None:
    page = open_page(organiser, url(candidature))
    lose(organiser)

    response = organiser.send(url(candidature), page | {"objective": "Former les aidants"})

    assert stored(candidature)["objective"] == "Former les aidants"
    assert response.status_code == 303
    there = f"/mes-dossiers/connexion/?suite=%2Fmes-dossiers%2F{candidature.uuid}%2Fetapes%2Fobjectif%2F&enregistre=oui"
    assert response["Location"] == there
    assert "no-store, private" in response["Cache-Control"]
    sign_in = soup_of(organiser.get(there))
    assert texts(sign_in, ".notice-succes h2") == ["Vos réponses sont enregistrées"]
    suite = sign_in.select_one("input[name=suite]")
    assert suite is not None
    assert suite["value"] == url(candidature)


@pytest.mark.parametrize("lose", WAYS_OUT)
def test_the_script_goes_on_saving_without_the_session_and_reads_nothing(
    lose: Any, organiser: PorteurClient, candidature: Candidature
) -> None:
    page = open_page(organiser, url(candidature))
    StepAnswers.objects.create(candidature=candidature, step=Step.OBJECTIF, values={"contribution": "Secret"})
    lose(organiser)

    answer = organiser.send(url(candidature), page | {"objective": "Former"}, headers=JSON)
    base = json_of(answer)["base"]
    organiser.send(url(candidature), page | {"objective": "Autre chose", "base": base}, headers=JSON)

    assert sorted(json_of(answer)) == ["base", "message"]
    assert json_of(answer)["message"].startswith("Vos réponses sont enregistrées.")
    assert b"Secret" not in answer.content
    assert stored(candidature) == {"contribution": "Secret", "objective": "Autre chose"} | {
        name: value for name, value in stored(candidature).items() if not value
    }


def test_the_text_is_there_after_a_restart_of_the_server(organiser: PorteurClient, candidature: Candidature) -> None:
    """Nothing of a draft or a session lives in the server's memory: another process opens it with the same cookie."""
    organiser.send(url(candidature), {"objective": "Former"})
    other = Client()
    other.cookies[cookie_name()] = organiser.cookies[cookie_name()].value

    assert open_page(other, url(candidature))["objective"] == "Former"


def test_a_page_of_one_address_left_open_over_the_sign_in_of_another_is_saved_for_the_first(
    porteur: Porteur, organiser: PorteurClient, candidature: Candidature
) -> None:
    page = open_page(organiser, url(candidature))
    other = signed_in(PorteurFactory())

    response = other.post(url(candidature), page | {"objective": "Former"})

    assert response.status_code == 303
    assert response["Location"].startswith("/mes-dossiers/connexion/")
    assert StepAnswers.objects.get().saved_by == porteur


def test_a_form_too_old_to_be_trusted_gives_back_what_was_typed(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    page = open_page(organiser, url(candidature)) | {"objective": "Former les aidants", "thematiques": ["999"]}
    PorteurSession.objects.update(expires_at=NOON + timedelta(days=90))

    with time_machine.travel(NOON + timedelta(days=45), tick=False):
        response = organiser.post(url(candidature), page)

    assert response.status_code == 403
    assert stored(candidature) == {}
    soup = soup_of(response)
    assert "Former les aidants" in texts(soup, ".step-typed dd")
    assert "restée ouverte trop longtemps" in main_text(soup)


def test_another_site_can_send_nothing(organiser: PorteurClient, candidature: Candidature) -> None:
    page = open_page(organiser, url(candidature)) | {"objective": "Former"}

    response = organiser.post(url(candidature), page, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert b"Former" not in response.content
    assert StepAnswers.objects.count() == 0


def test_a_form_of_this_site_opens_nothing_of_others(organiser: PorteurClient) -> None:
    theirs = CandidatureFactory()

    assert organiser.get(url(theirs)).status_code == 404
    assert organiser.send(url(theirs), {"objective": "Intrus"}).status_code == 404
    assert StepAnswers.objects.count() == 0


def test_a_page_that_may_no_longer_be_written_gives_back_what_was_typed(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    page = open_page(organiser, url(candidature))
    Candidature.objects.update(state=State.SUBMITTED)

    response = organiser.send(url(candidature), page | {"objective": "Former\nles aidants"})
    told = organiser.send(url(candidature), page | {"objective": "Former"}, headers=JSON)

    assert response.status_code == 409
    given_back = soup_of(response).select_one(".step-typed dd")
    assert given_back is not None
    assert given_back.get_text() == "Former\nles aidants"
    assert "ses réponses ne changent plus" in main_text(soup_of(response))
    assert (told.status_code, "ne changent plus" in json_of(told)["message"]) == (409, True)
    assert stored(candidature) == {}
    assert organiser.get(url(candidature))["Location"] == f"/mes-dossiers/{candidature.uuid}/"


# A closed call, the way back


def test_a_call_that_has_ended_saves_as_before_and_says_that_nothing_can_be_sent(porteur: Porteur) -> None:
    version = AppelVersionFactory(rules=Rules(closes_on=date(2026, 9, 13)))
    candidature = CandidatureFactory(porteur=porteur, version=version)
    organiser = signed_in(porteur)

    response = organiser.send(url(candidature), {"objective": "Former"})

    assert response.status_code == 303
    assert stored(candidature)["objective"] == "Former"
    soup = soup_of(organiser.get(url(candidature)))
    assert texts(soup, ".notice-attention h2") == ["L’appel est clos"]
    assert "Il ne peut plus être déposé." in main_text(soup)


def test_a_call_to_come_says_when_a_draft_can_be_sent(porteur: Porteur) -> None:
    version = AppelVersionFactory(rules=Rules(opens_on=date(2026, 10, 1), closes_on=date(2026, 12, 31)))
    candidature = CandidatureFactory(porteur=porteur, version=version)

    soup = soup_of(signed_in(porteur).get(url(candidature)))

    assert texts(soup, ".notice-attention h2") == ["L’appel n’est pas encore ouvert"]
    assert "Vous pourrez le déposer à partir du 1er octobre 2026." in main_text(soup)
    assert "clos" not in main_text(soup)


def test_each_page_says_when_it_was_saved(organiser: PorteurClient, candidature: Candidature) -> None:
    organiser.send(url(candidature), {"objective": "Former"})

    for step in STEPS:
        soup = soup_of(organiser.get(url(candidature, step)))
        assert "Brouillon enregistré aujourd’hui à 14 h 32." in main_text(soup)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOON, "aujourd’hui à 14 h 32"),
        (datetime(2026, 9, 13, 22, 5, tzinfo=UTC), "aujourd’hui à 0 h 05"),
        (datetime(2026, 9, 13, 21, 59, tzinfo=UTC), "hier à 23 h 59"),
        (datetime(2026, 3, 1, 8, 0, tzinfo=UTC), "le 1er mars 2026 à 9 h 00"),
    ],
)
def test_a_moment_is_told_in_paris(moment: datetime, words: str) -> None:
    assert moment_text(moment).replace("\u00a0", " ") == words


def test_a_link_back_is_mailed_once_the_page_is_saved(organiser: PorteurClient, candidature: Candidature) -> None:
    response = organiser.send(url(candidature), {"objective": "Former", "action": "lien"})

    assert response.status_code == 303
    assert stored(candidature)["objective"] == "Former"
    assert [message.to for message in mail.outbox] == [["claire@exemple.fr"]]
    page = soup_of(organiser.get(response["Location"]))
    assert "Un courriel part vers claire@exemple.fr" in main_text(page)


def test_links_asked_for_without_end_are_refused_and_the_page_saved(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    statuses = []
    for number in range(8):
        typed = {"objective": f"Essai {number}.", "action": "lien"}
        page = open_page(organiser, url(candidature)) | typed
        statuses.append(organiser.send(url(candidature), page).status_code)

    assert statuses[0] == 303
    assert statuses[-1] == 429
    assert stored(candidature)["objective"] == "Essai 7."


# What the script reads


def test_the_script_is_told_what_the_page_holds_and_what_it_changes(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    page = open_page(organiser, url(candidature))

    response = organiser.send(url(candidature), page | {"objective": "Former"}, headers=JSON)

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    answer = json_of(response)
    assert sorted(answer) == ["aside", "base", "conflicts", "message", "revision"]
    assert answer["message"].replace("\u00a0", " ") == "Brouillon enregistré aujourd’hui à 14 h 32."
    assert (answer["revision"], answer["conflicts"]) == (1, [])
    assert "Votre éligibilité" in answer["aside"]
    assert answer["base"] == open_page(organiser, url(candidature))["base"]


def test_the_script_is_told_of_conflicts_and_of_none_with_itself(
    organiser: PorteurClient, candidature: Candidature
) -> None:
    page = open_page(organiser, url(candidature))
    organiser.send(url(candidature), page | {"objective": "Former"})

    first = json_of(organiser.send(url(candidature), page | {"objective": "Ouvrir"}, headers=JSON))
    second = json_of(
        organiser.send(url(candidature), page | {"objective": "Tout autre", "base": first["base"]}, headers=JSON)
    )

    assert [conflict["text"] for conflict in first["conflicts"]] == ["Former"]
    assert "avait changé entre-temps" in first["message"]
    assert second["conflicts"] == []


def test_the_script_saves_errors_without_a_word_of_them(organiser: PorteurClient, candidature: Candidature) -> None:
    """Nobody is corrected while they write."""
    response = organiser.send(url(candidature, Step.PUBLICS), {"venue_capacity": "assez"}, headers=JSON)

    assert (response.status_code, stored(candidature, Step.PUBLICS)["venue_capacity"]) == (200, "assez")


# Former states


def test_a_replaced_text_is_read_and_taken_back(organiser: PorteurClient, candidature: Candidature) -> None:
    address = f"{url(candidature)}versions/"
    assert "Rien n’a été remplacé" in main_text(soup_of(organiser.get(address)))
    for objective in ("Former les aidants", "Ouvrir les données"):
        organiser.send(url(candidature), open_page(organiser, url(candidature)) | {"objective": objective})

    soup = soup_of(organiser.get(address))
    assert texts(soup, ".step-former") == ["Former les aidants"]
    button = soup.select_one("button[name=take]")
    assert button is not None
    response = organiser.send(address, {"take": str(button["value"])})

    assert (response.status_code, response["Location"]) == (303, url(candidature))
    assert stored(candidature)["objective"] == "Former les aidants"
    assert texts(soup_of(organiser.get(address)), ".step-former") == ["Ouvrir les données"]


@pytest.mark.parametrize("take", ["", "x", "7.objective", "99999999999999999999.objective", "²", "1.\u0001"])
def test_a_former_state_that_does_not_exist_is_no_page(
    take: str, organiser: PorteurClient, candidature: Candidature
) -> None:
    assert organiser.send(f"{url(candidature)}versions/", {"take": take}).status_code == 404


def test_former_states_stay_readable_once_the_dossier_is_sent(porteur: Porteur) -> None:
    candidature = CandidatureFactory(porteur=porteur, answers={Step.OBJECTIF: {"objective": "Ouvrir"}})
    answers = StepAnswers.objects.get()
    StepRevision.objects.create(answers=answers, revision=0, values={"objective": "Former"})
    Candidature.objects.update(state=State.SUBMITTED)
    organiser = signed_in(porteur)

    soup = soup_of(organiser.get(f"{url(candidature)}versions/"))
    response = organiser.send(f"{url(candidature)}versions/", {"take": "0.objective"})

    assert texts(soup, ".step-former") == ["Former"]
    assert soup.select("button[name=take]") == []
    assert response["Location"] == f"/mes-dossiers/{candidature.uuid}/"
    assert stored(candidature)["objective"] == "Ouvrir"


# Anything


@pytest.mark.parametrize("step", ["inconnue", "Objectif", "objectif2", "bilan"])
def test_a_page_that_does_not_exist_is_not_found(step: str, organiser: PorteurClient, candidature: Candidature) -> None:
    assert organiser.get(url(candidature, step)).status_code == 404
    assert organiser.send(url(candidature, step), {"objective": "Former"}).status_code == 404


NAMES = sorted({name for form in FORMS.values() for name in form.base_fields} - {"nec-dossier"})
ROW_FIELDS = sorted(
    {
        f"{group}-{number}-{name}"
        for form in FORMS.values()
        for group, row_form in form.row_forms.items()
        for name in row_form.base_fields
        for number in (0, 1, 61)
    }
)
TYPED = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        ["\x00\x01\u202e", "\ud800", "9" * 400, "-1", "1e999", "NaN", "31/02/2027", "é" * 25_000, "²", "٣"]
    ),
)
DATA = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.sampled_from(ROW_FIELDS), st.text(max_size=20)),
    st.lists(TYPED, min_size=1, max_size=3),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=DATA, step=st.sampled_from(STEPS), button=st.sampled_from(["", "add", "remove", "go", "action"]))
def test_whatever_is_sent_is_saved_and_breaks_nothing(
    data: dict[str, list[str]], step: Step, button: str, organiser: PorteurClient, candidature: Candidature
) -> None:
    StepAnswers.objects.all().delete()
    sent = {
        name: [value.encode("utf-8", "replace").decode() for value in values]
        for name, values in data.items()
        if name not in {FORM_TOKEN_FIELD, "base", "add", "remove", "go", "action"} and name.isprintable()
    }
    pressed = {button: "sans-corriger"} if button == "action" else {button: "rien"} if button else {}

    response = organiser.send(url(candidature, step), sent | pressed)

    assert response.status_code in {303, 422}
    answers = stored(candidature, step)
    for name, values in sent.items():
        field = FORMS[step].base_fields.get(name)
        if field and not getattr(field.widget, "allow_multiple_selected", False):
            assert answers.get(name, "") == clean_text(values[-1][:MAX_SIGNS])
    assert organiser.get(url(candidature, step)).status_code == 200


# Cost


def test_a_page_costs_as_many_queries_whatever_its_history(organiser: PorteurClient, candidature: Candidature) -> None:
    for step in STEPS:
        organiser.send(url(candidature, step), {})
    organiser.send(url(candidature), {"objective": "Premier."})
    first = count_queries(organiser, url(candidature))
    for number in range(60):
        organiser.send(url(candidature), {"objective": f"Essai {number}."})

    assert count_queries(organiser, url(candidature)) == first
    assert first <= 20
