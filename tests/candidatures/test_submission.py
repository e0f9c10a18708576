"""The deposit: what it asks for, once, with a number, a version, a line of the journal and the e-mails."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from candidatures.deadlines import PARIS
from candidatures.enums import EntryKind, FormMode, State, Step
from candidatures.models import Candidature, Courriel, DossierVersion, JournalEntry, NumberSequence, Porteur
from candidatures.numbers import take_number
from candidatures.rules import Item
from candidatures.services import submission
from candidatures.services.submission import IncompleteError, SubmissionRefusedError
from home.models import HomePage
from tests.concurrency import run_together
from tests.dossiers import RULES, asks_for_document, whole_dossier
from tests.factories import AppelPageFactory, CandidatureFactory, PorteurFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import main_text, read, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_writing_day")]

BOXES = {"charter_measures": "", "commitments": ["charte", "bilan"], "consent": "on"}


@pytest.fixture
def client(porteur: Porteur) -> PorteurClient:
    return signed_in(porteur)


def url(name: str, candidature: Candidature, *args: str) -> str:
    return reverse(f"nec_candidatures:{name}", args=[candidature.uuid, *args])


def relecture(candidature: Candidature) -> str:
    return url("step", candidature, "relecture")


def state_of(candidature: Candidature) -> str:
    return Candidature.objects.get(pk=candidature.pk).state


# What the deposit asks for


def test_nothing_is_missing_from_a_whole_dossier(dossier: Candidature) -> None:
    assert submission.missing(dossier) == []


def test_all_that_is_missing_is_told_in_the_order_of_the_pages() -> None:
    found = submission.missing(whole_dossier(porteur={}, relecture={}, publics={"expected_attendance": "beaucoup"}))
    assert [(answer.step, answer.target) for answer in found] == [
        (Step.PORTEUR, "structure_name"),
        (Step.PORTEUR, "structure_kind_0"),
        (Step.PORTEUR, "siret"),
        (Step.PORTEUR, "contact_name"),
        (Step.PORTEUR, "contact_email"),
        (Step.PUBLICS, "expected_attendance"),
        (Step.PUBLICS, "target_publics_0"),
        (Step.PUBLICS, "venue_capacity"),
        (Step.RELECTURE, "commitments_0"),
        (Step.RELECTURE, "consent"),
    ]
    assert found[5].message == "Indiquez un nombre de personnes, en chiffres."
    assert found[5].label == "Nombre de personnes attendues"


def test_every_commitment_is_to_be_ticked() -> None:
    (found,) = submission.missing(whole_dossier(relecture={"commitments": ["charte"], "consent": "on"}))
    assert (found.target, found.message) == ("commitments_0", "Cochez chaque engagement pour déposer le dossier.")


def test_a_call_without_commitments_asks_for_none() -> None:
    assert submission.missing(whole_dossier(rules=replace(RULES, commitments=(), consent_text=""), relecture={})) == []


def test_a_document_that_the_call_requires_is_missing() -> None:
    (found,) = submission.missing(whole_dossier(rules=replace(RULES, documents=(asks_for_document(),))))
    assert (found.step, found.label) == (Step.PIECES, "Les statuts")


def test_a_project_that_no_grant_can_help_is_sent_without(porteur: Porteur) -> None:
    unaided = whole_dossier(
        porteur,
        publics={"expected_attendance": "20", "target_publics": ["elus"], "venue_capacity": "20"},
        partenaires={},
        budget={"expenses": [{"label": "Salle", "kind": "autre", "amount": "10"}], "wants_grant": "non"},
    )
    submission.submit(unaided, porteur)
    assert state_of(unaided) == State.SUBMITTED


# What it does


def test_a_deposit_gives_a_number_a_version_a_line_and_mails(
    porteur: Porteur, home_page: HomePage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    appel = AppelPageFactory(parent=home_page, recipients="nec@anct.example")
    dossier = whole_dossier(porteur)
    dossier.participations.create(porteur=PorteurFactory(email="paul@exemple.fr"))
    dossier.version.appel = appel
    dossier.version.save()
    answers = dict(dossier.all_answers)
    with django_capture_on_commit_callbacks(execute=True):
        submission.submit(dossier, porteur)

    stored = Candidature.objects.get()
    assert (stored.state, stored.number) == (State.SUBMITTED, "NEC-2026-0001")
    assert stored.submitted_at == datetime(2026, 11, 2, 10, tzinfo=PARIS)
    version = DossierVersion.objects.get()
    assert (version.number, version.answers) == (1, answers)
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.porteur, entry.is_public) == (EntryKind.TRANSITION, porteur, True)
    assert entry.text == "Dossier déposé sous le numéro NEC-2026-0001."

    ines, paul, team = mail.outbox
    assert [ines.to, paul.to, team.to] == [["ines@exemple.fr"], ["paul@exemple.fr"], ["nec@anct.example"]]
    assert ines.subject == "Votre dossier NEC-2026-0001 est déposé"
    assert "Son numéro est NEC-2026-0001." in ines.body
    assert url("follow_up", dossier) in ines.body
    assert team.subject == "Dossier déposé\u00a0: NEC-2026-0001 · NEC Vosges"
    assert team.reply_to == ["ines@exemple.fr"]
    assert f"http://localhost{reverse('nec_candidatures_team:dossier', args=[dossier.pk])}" in team.body
    for message in mail.outbox:
        ((name, content, kind),) = message.attachments
        assert (name, kind) == ("NEC-2026-0001 – NEC Vosges.pdf", "application/pdf")
        assert content.startswith(b"%PDF-")


def test_a_dossier_sent_again_is_left_as_it_is(
    dossier: Candidature,
    porteur: Porteur,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        submission.submit(dossier, porteur)
        submission.submit(Candidature.objects.get(), porteur)
    assert (DossierVersion.objects.count(), JournalEntry.objects.count(), len(mail.outbox)) == (1, 1, 1)


def test_a_dossier_that_lacks_something_is_not_sent(porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, relecture={})
    with pytest.raises(IncompleteError, match="Il manque des réponses pour déposer ce dossier"):
        submission.submit(dossier, porteur)
    assert_nothing_happened(dossier)


def assert_nothing_happened(dossier: Candidature) -> None:
    stored = Candidature.objects.get(pk=dossier.pk)
    assert (stored.state, stored.number, stored.submitted_at) == (State.DRAFT, None, None)
    assert not NumberSequence.objects.exists()
    assert not DossierVersion.objects.exists()
    assert not JournalEntry.objects.exists()
    assert not Courriel.objects.exists()


CLOSING = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2026, 11, 30, 23, 59, 59, tzinfo=PARIS), True),
        (datetime(2026, 12, 1, 0, 0, 0, tzinfo=PARIS), False),
        (datetime(2026, 10, 31, 23, 59, 59, tzinfo=PARIS), False),
        (datetime(2026, 11, 1, 0, 0, 0, tzinfo=PARIS), True),
    ],
)
def test_the_days_of_the_call_are_those_of_paris(porteur: Porteur, now: datetime, is_open: bool) -> None:
    dossier = whole_dossier(porteur, rules=replace(RULES, opens_on=date(2026, 11, 1), closes_on=CLOSING))
    with time_machine.travel(now, tick=False):
        if is_open:
            submission.submit(dossier, porteur)
            assert state_of(dossier) == State.SUBMITTED
        else:
            with pytest.raises(SubmissionRefusedError):
                submission.submit(dossier, porteur)
            assert_nothing_happened(dossier)


def test_a_closed_call_says_since_when(porteur: Porteur) -> None:
    over = replace(RULES, closes_on=date(2026, 10, 31))
    to_come = replace(RULES, opens_on=date(2026, 12, 1))
    assert submission.closed_reason(over) == (
        "L’appel a pris fin le 31\u00a0octobre 2026 : ce dossier ne peut plus être déposé. Il reste enregistré."
    )
    assert submission.closed_reason(to_come) == (
        "L’appel ouvre le 1er\u00a0décembre 2026 : déposez votre dossier à partir de ce jour. Il reste enregistré."
    )
    assert submission.closed_reason(RULES) == ""


def test_a_call_that_sends_elsewhere_takes_no_dossier_here(porteur: Porteur, home_page: HomePage) -> None:
    dossier = whole_dossier(porteur)
    dossier.version.appel = AppelPageFactory(
        parent=home_page, form_mode=FormMode.PREFILLED, external_form_url="https://demarches.example/nec"
    )
    dossier.version.save()
    with pytest.raises(SubmissionRefusedError, match="Cet appel reçoit les dossiers sur un autre site"):
        submission.submit(dossier, porteur)
    assert_nothing_happened(dossier)


def test_a_version_is_kept_at_each_sending(dossier: Candidature, porteur: Porteur) -> None:
    submission.submit(dossier, porteur)
    dossier.answers.filter(step=Step.MOYENS).update(values={"human": "Trois personnes"})
    dossier.answers.create(step=Step.BILAN_QUANTITATIF, values={"participants": "3"})
    version = submission.keep_version(dossier)
    assert version.number == 2
    assert version.answers["moyens"] == {"human": "Trois personnes"}
    assert Step.BILAN_QUANTITATIF not in version.answers


# Numbers


def test_numbers_follow_each_other_in_each_year_of_paris() -> None:
    moments = [
        datetime(2026, 12, 31, 23, 59, 59, tzinfo=PARIS),
        datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC")),
        datetime(2027, 6, 1, tzinfo=PARIS),
        datetime(2026, 1, 1, tzinfo=PARIS),
    ]
    assert [take_number(moment) for moment in moments] == [
        "NEC-2026-0001",
        "NEC-2027-0001",
        "NEC-2027-0002",
        "NEC-2026-0002",
    ]


def test_a_number_grows_beyond_four_figures() -> None:
    NumberSequence.objects.create(year=2026, last=9_999)
    assert take_number(datetime(2026, 5, 1, tzinfo=PARIS)) == "NEC-2026-10000"


def test_a_deposit_that_is_undone_gives_its_number_back() -> None:
    with transaction.atomic():
        take_number(datetime(2026, 5, 1, tzinfo=PARIS))
        transaction.set_rollback(True)
    assert take_number(datetime(2026, 5, 1, tzinfo=PARIS)) == "NEC-2026-0001"


@pytest.mark.django_db(transaction=True)
def test_deposits_at_once_have_numbers_without_hole_or_double() -> None:
    porteur = PorteurFactory()
    first = whole_dossier(porteur)
    answers = first.all_answers
    dossiers: list[Candidature] = [
        first,
        *(CandidatureFactory(version=first.version, porteur=porteur, answers=answers) for _ in range(7)),
    ]

    def send(rank: int) -> None:
        submission.submit(Candidature.objects.get(pk=dossiers[rank].pk), porteur)

    assert run_together(*[partial(send, rank) for rank in range(8)]) == [None] * 8
    numbers = sorted(str(number) for number in Candidature.objects.values_list("number", flat=True))
    assert numbers == [f"NEC-2026-{rank:04}" for rank in range(1, 9)]


@pytest.mark.django_db(transaction=True)
def test_one_dossier_sent_by_several_at_once_is_sent_once() -> None:
    porteur = PorteurFactory()
    dossier = whole_dossier(porteur)
    send = partial(submission.submit, porteur=porteur)
    assert run_together(*[lambda: send(Candidature.objects.get(pk=dossier.pk))] * 6) == [None] * 6
    assert Candidature.objects.get().number == "NEC-2026-0001"
    assert NumberSequence.objects.get().last == 1
    assert (DossierVersion.objects.count(), JournalEntry.objects.count(), len(mail.outbox)) == (1, 1, 1)


# The pages


def test_the_page_reads_the_whole_dossier_again(client: PorteurClient, dossier: Candidature) -> None:
    page = read(client, relecture(dossier))
    words = main_text(page)
    assert "Rien ne manque" in words
    assert "Association Les Ponts" in words
    assert "1 180" in words
    assert "57,14 %" in words
    assert "Inclusion numérique" in words
    assert texts(page, ".summary-section > .summary-title h2") == [
        "La structure porteuse",
        "L’événement",
        "L’objectif et les thématiques",
        "Les publics et le lieu",
        "Les partenaires",
        "Les formats",
        "Les moyens",
        "Le budget",
        "Les pièces jointes",
    ]
    (button,) = page.select("button[formaction]")
    assert (button["formaction"], button["form"] if button.has_attr("form") else "") == (url("submit", dossier), "")


def test_the_page_tells_what_is_missing_with_a_link_to_each_field(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, publics={"venue_capacity": "200", "target_publics": ["elus"]}, relecture={})
    page = read(client, relecture(dossier))
    (link,) = page.select("#manques a")
    assert link["href"] == f"{url('step', dossier, 'publics')}#expected_attendance"
    assert link.get_text() == "Nombre de personnes attendues"
    assert "Une réponse à donner avant de déposer" in texts(page, "#manques h2")
    (missing,) = texts(page, ".summary-missing")
    assert missing == "À remplir"


def test_an_answer_that_is_wrong_is_told_with_what_to_write(client: PorteurClient, porteur: Porteur) -> None:
    page = read(client, relecture(whole_dossier(porteur, porteur={"structure_kind": "club"})))
    assert texts(page, "#manques a")[:2] == [
        "Nom de la structure",
        "Nature de la structure : Choisissez une réponse de la liste.",
    ]


def test_the_title_of_a_refused_deposit_says_so(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, relecture={})
    (refused,) = texts(read(client, f"{relecture(dossier)}?depot=refuse"), "title")
    (shown,) = texts(read(client, relecture(dossier)), "title")
    assert refused == f"Erreur : {shown}"


def test_what_a_commitment_means_is_beside_its_box(client: PorteurClient, porteur: Porteur) -> None:
    rules = replace(RULES, commitments=(Item("bilan", "Je remets un bilan.", "Dans les deux mois."),))
    page = read(client, relecture(whole_dossier(porteur, rules=rules, relecture={})))
    assert "Je remets un bilan. Dans les deux mois." in texts(page, "#etape fieldset label")


def test_the_page_is_sent_saved_then_deposited(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, relecture={})
    response = client.send(url("submit", dossier), BOXES | {"charter_measures": "Un buffet local."})
    assert (response.status_code, response["Location"]) == (303, f"{url('follow_up', dossier)}?fait=depot")
    (told,) = read(client, response["Location"]).select("[role=status][autofocus]")
    assert told.get_text().startswith("Votre dossier est déposé.")
    assert state_of(dossier) == State.SUBMITTED
    assert DossierVersion.objects.get().answers["relecture"] == BOXES | {"charter_measures": "Un buffet local."}


def test_what_is_typed_is_saved_when_the_deposit_is_refused(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, relecture={}, moyens={})
    response = client.send(url("submit", dossier), {"charter_measures": "Un buffet.", "commitments": ["charte"]})
    assert (response.status_code, response["Location"]) == (303, f"{relecture(dossier)}?depot=refuse")
    assert state_of(dossier) == State.DRAFT
    page = read(client, response["Location"])
    assert page.select_one("#manques[role=alert][autofocus]")
    field = page.select_one("textarea[name=charter_measures]")
    assert field is not None
    assert field.get_text().strip() == "Un buffet."
    assert [box["value"] for box in page.select("input[name=commitments][checked]")] == ["charte"]
    assert "Cochez chaque engagement pour déposer le dossier." in texts(page, "fieldset .field-error")
    hrefs = [link["href"] for link in page.select("#manques a")]
    assert hrefs[-2:] == ["#commitments_0", "#consent"]
    assert f"{url('step', dossier, 'moyens')}#human" in hrefs


def test_a_deposit_after_the_closing_keeps_everything(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, rules=replace(RULES, closes_on=date(2026, 11, 1)), relecture={})
    response = client.send(url("submit", dossier), BOXES)
    assert response["Location"] == f"{relecture(dossier)}?depot=refuse"
    page = read(client, response["Location"])
    assert "L’appel a pris fin le 1er novembre 2026 : ce dossier ne peut plus être déposé." in main_text(page)
    assert page.select("button[formaction]") == []
    assert Candidature.objects.get().all_answers["relecture"]["consent"] == "on"


def test_sending_twice_leads_to_the_follow_up(client: PorteurClient, dossier: Candidature) -> None:
    for _click in range(2):
        response = client.send(url("submit", dossier), BOXES)
        assert (response.status_code, response["Location"].partition("?")[0]) == (303, url("follow_up", dossier))
    assert DossierVersion.objects.count() == 1


def test_an_address_of_the_deposit_opened_by_hand_sends_nothing(client: PorteurClient, dossier: Candidature) -> None:
    assert client.get(url("submit", dossier))["Location"] == relecture(dossier)
    assert state_of(dossier) == State.DRAFT
    Candidature.objects.update(state=State.IN_REVIEW)
    assert client.get(url("submit", dossier))["Location"] == url("follow_up", dossier)


def test_a_deposit_without_session_saves_the_page_and_asks_to_sign_in(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, relecture={})
    client.cookies.clear()
    response = client.send(url("submit", dossier), BOXES | {"charter_measures": "Un buffet."})
    assert response.status_code == 303
    assert response["Location"].startswith(reverse("nec_candidatures:sign_in"))
    stored = Candidature.objects.get()
    assert stored.state == State.DRAFT
    assert stored.all_answers["relecture"]["charter_measures"] == "Un buffet."


def test_nobody_deposits_the_dossier_of_another(dossier: Candidature) -> None:
    stranger = signed_in(PorteurFactory())
    assert stranger.send(url("submit", dossier), BOXES).status_code == 404
    assert stranger.get(url("withdraw", dossier)).status_code == 404
    assert state_of(dossier) == State.DRAFT


def test_a_form_of_another_site_deposits_nothing(client: PorteurClient, dossier: Candidature) -> None:
    response = client.send(url("submit", dossier), BOXES, headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403
    assert state_of(dossier) == State.DRAFT


def test_a_call_held_elsewhere_shows_the_way_there(
    client: PorteurClient, dossier: Candidature, home_page: HomePage
) -> None:
    dossier.version.appel = AppelPageFactory(
        parent=home_page, form_mode=FormMode.PREFILLED, external_form_url="https://demarches.example/nec"
    )
    dossier.version.save()
    page = read(client, relecture(dossier))
    (link,) = [link for link in page.select("main a") if str(link["href"]).startswith("https://demarches.example")]
    assert link.get_text().startswith("Continuer sur l’autre site")
    assert page.select("button[formaction]") == []
    assert "Nom de la structure : sans champ qui lui réponde sur l’autre site" in texts(page, "main li")
    assert "puis déposez" not in main_text(page)


# The withdrawal


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_REVIEW, State.INFO_REQUESTED, State.INTERVIEW])
def test_a_dossier_is_withdrawn_before_it_is_decided(client: PorteurClient, porteur: Porteur, state: State) -> None:
    dossier = whole_dossier(porteur, state=state)
    assert "Retirer le dossier" in texts(read(client, url("withdraw", dossier)), "h1")
    response = client.send(url("withdraw", dossier), {"reason": "Plus de salle."})
    assert (response.status_code, response["Location"]) == (303, f"{url('follow_up', dossier)}?fait=retrait")
    assert state_of(dossier) == State.WITHDRAWN
    assert JournalEntry.objects.get().data == {"transition": "withdraw", "reason": "Plus de salle."}
    assert client.send(url("withdraw", dossier), {})["Location"] == url("follow_up", dossier)
    assert JournalEntry.objects.count() == 1


def test_no_reason_has_to_be_given(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, state=State.SUBMITTED)
    client.send(url("withdraw", dossier))
    assert state_of(dossier) == State.WITHDRAWN


def test_a_reason_too_long_is_given_back(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, state=State.SUBMITTED)
    response = client.send(url("withdraw", dossier), {"reason": "a" * 2001})
    assert response.status_code == 422
    assert b"a" * 2001 in response.content
    assert state_of(dossier) == State.SUBMITTED


def test_a_dossier_decided_meanwhile_is_not_withdrawn(client: PorteurClient, porteur: Porteur) -> None:
    dossier = whole_dossier(porteur, state=State.VALIDATED)
    assert client.get(url("withdraw", dossier))["Location"] == url("follow_up", dossier)
    response = client.send(url("withdraw", dossier), {"reason": "Plus de salle."})
    assert response.status_code == 409
    assert "dans l’état « Accord donné »" in response.content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert b"Plus de salle." in response.content
    assert state_of(dossier) == State.VALIDATED


def test_a_draft_is_deleted_rather_than_withdrawn(client: PorteurClient, dossier: Candidature) -> None:
    assert client.get(url("withdraw", dossier))["Location"] == url("delete", dossier)
    assert client.send(url("withdraw", dossier)).status_code == 302
    assert state_of(dossier) == State.DRAFT


def test_closing_or_prolonging_a_call_counts_for_dossiers_begun_before(home_page: HomePage) -> None:
    call = AppelPageFactory(parent=home_page, closes_on=date(2026, 10, 31))
    candidature: Candidature = CandidatureFactory(version=call.get_version())
    assert submission.closed_reason(candidature.rules) != ""

    call.closes_on, call.minimum_public = None, 500
    call.save()

    candidature = Candidature.objects.get(pk=candidature.pk)
    assert submission.closed_reason(candidature.rules) == ""
    assert candidature.rules.minimum_public == 150
