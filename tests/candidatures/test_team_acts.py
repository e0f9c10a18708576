"""The pages on which the team acts: errors near their fields, nothing lost, nothing done twice, e-mails read first."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidatures.enums import State, Step
from candidatures.models import (
    AppelPage,
    Candidature,
    Convention,
    ConventionSettings,
    Decision,
    FollowUp,
    InternalNote,
    Message,
    StepAnswers,
)
from candidatures.services import instruction, submission
from candidatures.team.dossier import MAIN_ACTS, SIDE_ACTS
from nec_locaux.models import NecLocalPage
from socle.permissions import DECISION, MANAGEMENT, REVIEW
from tests.accounts import log_in, member_of
from tests.factories import NecLocauxIndexPageFactory, SuperuserFactory
from tests.followed import ask, meet
from tests.team import actor, move, signed
from tests.uploads import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(reviewed: Candidature) -> Client:
    """Somebody who holds every role."""
    return log_in(SuperuserFactory(first_name="Ada", last_name="Roy"))


def url(candidature: Candidature, act: str, *args: Any) -> str:
    return reverse(f"nec_candidatures_team:{act}", args=[candidature.pk, *args])


def post(client: Client, candidature: Candidature, act: str, *args: Any, **data: Any) -> Any:
    return client.post(url(candidature, act, *args), data)


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def error_of(response: Any, name: str) -> str:
    """What is said beside a field."""
    found = soup(response).select_one(f"[data-contentpath='{name}'] .error-message")
    return found.get_text(" ", strip=True) if found else ""


def test_a_wrong_amount_is_said_beside_it_and_nothing_is_lost(office: Client, reviewed: Candidature) -> None:
    typed = {"public_text": "Bravo à vous.", "reasons": "Un bon projet."}
    for amount, words in (
        ("cher", "Indiquez un montant en euros"),
        ("9999999999999999999999", "Indiquez un montant plus petit"),
        ("100", "au moins 2\u202f500\u202f€, ou rien"),
        ("5000", "Accordez au plus 4\u202f200,40\u202f€"),
    ):
        response = post(office, reviewed, "validate", amount=amount, **typed)
        assert response.status_code == 422
        assert words in error_of(response, "amount").replace("\u00a0", "\u202f")
        page = soup(response)
        assert page.select_one("[name=amount]")["value"] == amount  # type: ignore[index]
        assert [page.select_one(f"[name={name}]").get_text(strip=True) for name in typed] == [*typed.values()]  # type: ignore[union-attr]
    assert Candidature.objects.get().state == State.IN_REVIEW
    assert not Decision.objects.exists()


def test_the_email_read_before_an_accord_is_the_one_that_leaves(
    office: Client, reviewed: Candidature, call: AppelPage
) -> None:
    NecLocauxIndexPageFactory(parent=call.get_parent())
    typed = {"amount": "3 000", "public_text": "Bravo {numero} & <b>à vous</b>.", "reasons": "Secret."}

    response = post(office, reviewed, "validate", apercu="oui", **typed)

    assert response.status_code == 200
    letter = soup(response).select_one(".nec-letter")
    assert letter
    assert not Decision.objects.exists()
    assert not reviewed.courriels.exists()
    assert not NecLocalPage.objects.exists()
    assert Candidature.objects.get().state == State.IN_REVIEW
    assert post(office, reviewed, "validate", **typed).status_code == 303
    left = reviewed.courriels.get()
    said = letter.get_text(" ", strip=True)
    assert left.subject in said
    assert [line for line in left.body.splitlines() if line.strip() not in said] == []
    assert "Secret" not in said
    reviewed.refresh_from_db()
    assert reviewed.event_page is not None
    assert not reviewed.event_page.live


def test_who_acts_on_what_has_just_changed_is_told_once_and_loses_nothing(
    office: Client, reviewed: Candidature
) -> None:
    page = soup(office.get(url(reviewed, "refuse")))
    read_in = page.select_one("[name=state]")["value"]  # type: ignore[index]
    move(reviewed, State.INTERVIEW)

    response = post(office, reviewed, "refuse", state=read_in, reasons="Trop loin.", public_text="Désolés.")

    assert response.status_code == 422
    page = soup(response)
    alerts = [alert.get_text(" ", strip=True) for alert in page.select("[role=alert]")]
    assert len(alerts) == 1
    assert "Ce dossier a changé entre-temps" in alerts[0]
    assert "Entretien" in alerts[0]
    assert "Trop loin." in page.get_text()
    assert Candidature.objects.get().state == State.INTERVIEW
    # Read again, the form that is shown acts.
    now = page.select_one("[name=state]")["value"]  # type: ignore[index]
    assert post(office, reviewed, "refuse", state=now, reasons="Trop loin.", public_text="Désolés.").status_code == 303
    assert Candidature.objects.get().state == State.REFUSED


def test_a_form_sent_twice_acts_once(office: Client, reviewed: Candidature) -> None:
    soon = timezone.localdate() + timedelta(days=9)
    day = f"{soon:%d/%m/%Y}"
    acts: dict[str, dict[str, Any]] = {
        "note": {"body": "Voir la salle."},
        "plan": {"due_on": day, "label": "Appeler"},
        "message": {"body": "Bonjour."},
        "invite": {"day": day, "begins": "10:00", "ends": "10:30", "place": "Par téléphone"},
        "request_information": {"question_0": "Qui ?", "due_on": day, "rows": "3"},
    }
    for act, data in acts.items():
        token = str(uuid4())
        for _click in range(2):
            response = post(office, reviewed, act, token=token, **data)
            assert response.status_code == 303, (act, response.content[:0])
        # The page come back to, with other words in it: nothing of them is lost.
        if act == "note":
            post(office, reviewed, act, token=token, body="Et le budget.")
    counts = [model.objects.count() for model in (InternalNote, FollowUp, Message)]
    reviewed.refresh_from_db()
    assert counts == [2, 1, 1]
    assert reviewed.appointments.count() == 1
    assert reviewed.information_requests.count() == 1
    assert reviewed.state == State.INFO_REQUESTED
    assert sorted(reviewed.courriels.values_list("template_key", flat=True)) == ["complement", "message", "rendez_vous"]


def test_questions_are_chosen_by_the_labels_of_the_dossier(office: Client, reviewed: Candidature) -> None:
    page = soup(office.get(url(reviewed, "request_information")))
    options = {option["value"]: option.get_text(strip=True) for option in page.select("[name=target_0] option")}
    assert options["publics.venue_capacity"] == "Capacité du lieu"
    assert {"budget.expenses", "partenaires.partners"} <= options.keys()
    due = page.select_one("[name=due_on]")["value"]  # type: ignore[index]
    assert due == f"{timezone.localdate() + timedelta(days=15):%d/%m/%Y}"

    typed = {
        "target_0": "publics.venue_capacity",
        "question_1": "Qui animera ?",
        "introduction": "Bonjour.",
        "rows": "3",
    }
    more = soup(post(office, reviewed, "request_information", ajouter="oui", due_on="", **typed))
    assert len(more.select("select[name^=target_]")) == 4
    assert more.select(".error-message") == []
    assert more.select_one("[name=question_1]").get_text(strip=True) == "Qui animera ?"  # type: ignore[union-attr]

    assert post(office, reviewed, "request_information", due_on=due, **typed).status_code == 303
    request = reviewed.information_requests.get()
    assert [(item.target, item.question) for item in request.items.all()] == [
        ("publics.venue_capacity", "Précisez cette réponse : Capacité du lieu."),
        ("", "Qui animera ?"),
    ]


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"rows": "3"}, "question_0", "Posez au moins une question."),
        ({"rows": "3", "question_0": "Qui ?", "due_on": "01/02/2020"}, "due_on", "Choisissez un jour à venir."),
        ({"rows": "3", "question_0": "Qui ?", "due_on": "demain"}, "due_on", "Indiquez le jour"),
        ({"rows": "3", "target_0": "budget.inconnu"}, "target_0", "Choisissez une réponse de la liste."),
    ],
)
def test_a_request_that_asks_nothing_or_for_yesterday(
    office: Client, reviewed: Candidature, data: dict[str, str], field: str, words: str
) -> None:
    response = post(office, reviewed, "request_information", **data)
    assert response.status_code == 422
    assert words in error_of(response, field)
    assert not reviewed.information_requests.exists()


def test_a_message_whose_file_is_not_taken_keeps_its_words(office: Client, reviewed: Candidature) -> None:
    script = SimpleUploadedFile("plan.pdf", b"<script>", "application/pdf")
    response = post(office, reviewed, "message", body="Voici le plan.", files=script)
    assert response.status_code == 422
    assert error_of(response, "files")
    assert "Voici le plan." in soup(response).select_one("[name=body]").get_text()  # type: ignore[union-attr]
    assert not Message.objects.exists()
    plan = SimpleUploadedFile("plan.pdf", pdf("plan"), "application/pdf")
    assert post(office, reviewed, "message", body="Voici le plan.", files=plan).status_code == 303
    assert reviewed.messages.get().files.get().name == "plan.pdf"


def test_an_appointment_is_moved_then_cancelled(office: Client, reviewed: Candidature) -> None:
    appointment = meet(reviewed, timezone.now() + timedelta(days=3))
    page = soup(office.get(url(reviewed, "change_appointment", appointment.pk)))
    typed: dict[str, Any] = {
        str(one["name"]): one.get("value", "") for one in page.select("form [name]") if one.name == "input"
    }
    late = post(office, reviewed, "change_appointment", appointment.pk, **typed | {"begins": "18:00", "ends": "17h"})
    assert "une fin qui suive le début" in error_of(late, "ends")
    changed = typed | {"token": "", "begins": "09:00", "ends": "9h30", "note": ""}
    assert post(office, reviewed, "change_appointment", appointment.pk, **changed).status_code == 303
    appointment.refresh_from_db()
    assert f"{timezone.localtime(appointment.starts_at):%H:%M}" == "09:00"
    assert post(office, reviewed, "cancel_appointment", appointment.pk).status_code == 303
    assert list(reviewed.courriels.values_list("template_key", flat=True)) == [
        "rendez_vous_annule",
        "rendez_vous_change",
    ]
    # Its page then says so, and takes nothing more.
    refused = post(office, reviewed, "change_appointment", appointment.pk, **changed)
    assert "Ce rendez-vous est annulé" in error_of(refused, "day")


def test_a_note_is_changed_by_its_author_alone(office: Client, reviewed: Candidature) -> None:
    theirs = instruction.write_note(reviewed, actor(), "Pas la vôtre.")
    response = post(office, reviewed, "edit_note", theirs.pk, body="Prise.")
    assert response.status_code == 422
    assert "Seule la personne qui a écrit" in soup(response).get_text()
    post(office, reviewed, "note", body="La mienne.")
    mine = InternalNote.objects.get(body="La mienne.")
    post(office, reviewed, "edit_note", mine.pk, body="Revue.")
    mine.refresh_from_db()
    assert mine.body == "Revue."
    for _click in range(2):
        assert post(office, reviewed, "delete_note", mine.pk).status_code in {303, 404}
    assert list(InternalNote.objects.all()) == [theirs]


def test_the_grid_is_that_of_the_call(office: Client, reviewed: Candidature) -> None:
    version = reviewed.version
    version.data = version.data | {
        "criteria": [{"key": "equipe", "label": "Une équipe", "detail": "", "evidence": None}]
    }
    version.save()
    assert post(office, reviewed, "assess", value_equipe="fort", comment_equipe="Deux postes.").status_code == 303
    assert "Deux postes." in office.get(url(reviewed, "dossier")).content.decode()
    wrong = post(office, reviewed, "assess", value_equipe="génial", comment_equipe="Gardé.")
    assert error_of(wrong, "value_equipe") == "Choisissez une réponse de la liste."
    assert "Gardé." in soup(wrong).get_text()


def test_a_dossier_goes_from_its_deposit_to_its_payment(reviewed: Candidature, call: AppelPage) -> None:
    call_command("setup_editors", verbosity=0)
    NecLocauxIndexPageFactory(parent=call.get_parent())
    review, decide, manage = (log_in(member_of(group.name)) for group in (REVIEW, DECISION, MANAGEMENT))
    submission.keep_version(reviewed)
    move(reviewed, State.SUBMITTED)
    ConventionSettings.objects.create(site=call.get_site(), title="Convention {numero}", body="# Objet\n\n{titre}")

    def make(client: Client, act: str, expected: State, **data: Any) -> None:
        shown = client.get(url(reviewed, act))
        assert shown.status_code == 200
        response = post(client, reviewed, act, state=reviewed.state, **data)
        assert response.status_code == 303, (act, soup(response).select(".error-message, [role=alert]"))
        reviewed.refresh_from_db()
        assert reviewed.state == expected, act

    make(review, "start_review", State.IN_REVIEW)
    make(decide, "refuse", State.REFUSED, reasons="Trop tard.", public_text="Désolés.")
    make(decide, "reopen", State.IN_REVIEW, reasons="Erreur.", public_text="")
    make(decide, "validate", State.VALIDATED, amount="3000", reasons="", public_text="Bravo.")
    make(manage, "make_agreement", State.VALIDATED, dated_on="01/03/2031", number="", representative="Inès Ferrand")
    make(manage, "send_agreement", State.AGREEMENT_SENT)
    signature = SimpleUploadedFile("signee.pdf", pdf("signée"), "application/pdf")
    make(manage, "receive_agreement", State.AGREEMENT_SENT, signed=signature)
    make(manage, "return_agreement", State.AGREEMENT_SENT, reason="Il manque une page.")
    assert Convention.objects.get().signed_file is None
    again = SimpleUploadedFile("signee-2.pdf", pdf("signée, entière"), "application/pdf")
    make(manage, "receive_agreement", State.AGREEMENT_SENT, signed=again)
    make(manage, "sign_agreement", State.AGREEMENT_SIGNED, signed_on="05/03/2031")
    yesterday = timezone.localdate() - timedelta(days=1)
    Candidature.objects.update(start_date=yesterday, end_date=None)
    make(review, "hold_event", State.EVENT_HELD)
    make(manage, "request_reports", State.REPORTS_DUE, due_on="01/09/2031")
    expenses = [{"label": "Salle", "kind": "autre", "amount": "3500"}]
    StepAnswers.objects.create(candidature=reviewed, step=Step.BILAN_FINANCIER, values={"expenses": expenses})
    StepAnswers.objects.create(candidature=reviewed, step=Step.BILAN_QUANTITATIF, values={"participants": "181"})
    move(reviewed, State.REPORTS_RECEIVED)
    make(manage, "return_reports", State.REPORTS_DUE, reason="Précisez les recettes.", due_on="15/09/2031")
    move(reviewed, State.REPORTS_RECEIVED)
    page = soup(manage.get(url(reviewed, "real_cost")))
    assert page.select_one("[name=real_cost]")["value"] == "3500"  # type: ignore[index]
    make(manage, "real_cost", State.REPORTS_RECEIVED, real_cost="3 500")
    too_much = post(manage, reviewed, "pay", amount="2 900", paid_on=f"{yesterday:%d/%m/%Y}")
    assert "Le versement dépasse" in error_of(too_much, "amount")
    make(review, "offer_figures", State.REPORTS_RECEIVED, participants="on")
    assert reviewed.event_page
    assert reviewed.event_page.get_latest_revision_as_object().participants == 181
    make(manage, "pay", State.PAID, amount="2 800", paid_on=f"{yesterday:%d/%m/%Y}", reference="V-12")
    assert reviewed.grant_paid == Decimal(2800)


def test_an_agreement_that_came_back_is_validated_once_it_is_clean(office: Client, call: AppelPage) -> None:
    candidature = signed(call)
    assert "La convention" in soup(office.get(url(candidature, "sign_agreement"))).get_text()
    assert post(office, candidature, "sign_agreement", signed_on="05/03/2031").status_code == 303


NASTY: dict[str, Any] = {
    "state": "\x00",
    "token": "pas un jeton",
    "rows": "9" * 30,
    "amount": "9" * 40,
    "real_cost": "1e9999",
    "paid_on": "99/99/9999",
    "due_on": "31/02/2031",
    "dated_on": "\x00",
    "day": "14/03/0001",
    "begins": "25:99",
    "ends": '"',
    "instructeur": "9" * 40,
    "body": "\x00" * 20,
    "label": "a\u0000" * 300,
    "reason": "x" * 50_000,
    "reasons": '"' * 6000,
    "public_text": "\x00",
    "number": "n" * 5000,
    "representative": '"' * 300,
    "target_0": "budget.\x00",
    "question_0": "\x00",
    "signed": "pas un fichier",
}


@pytest.mark.parametrize(
    ("state", "extra"), [(State.IN_REVIEW, {}), (State.REPORTS_RECEIVED, {"apercu": "oui"})], ids=["act", "preview"]
)
def test_no_act_breaks_on_what_is_sent_to_it(
    office: Client, reviewed: Candidature, state: State, extra: dict[str, str]
) -> None:
    move(reviewed, state)
    for act, _view in (*MAIN_ACTS, *SIDE_ACTS):
        assert post(office, reviewed, act, **NASTY, **extra).status_code == 422, act
    assert Candidature.objects.get().state == state


def test_a_request_is_cancelled_and_the_review_goes_on(office: Client, reviewed: Candidature) -> None:
    request = ask(reviewed)
    move(reviewed, State.INFO_REQUESTED)
    assert "Combien de places" in soup(office.get(url(reviewed, "cancel_request", request.pk))).get_text()
    assert post(office, reviewed, "cancel_request", request.pk).status_code == 303
    reviewed.refresh_from_db()
    assert reviewed.state == State.IN_REVIEW
