"""The dossier begun on Démarches simplifiées from here, and what its organiser is told of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from candidatures.demarches.prefilling import is_taken
from candidatures.demarches.shapes import Descriptor
from candidatures.enums import FormMode, State
from candidatures.models import AppelPage, Candidature, CorrespondanceExterne, DemarchesSettings, Porteur, Prefill
from candidatures.services.prefilling import MAX_ATTEMPTS, link_of, prefill
from home.models import HomePage
from tests.demarches_server import DEMARCHE, FakeService, Reply, demarches_server, origin, service
from tests.factories import AppelPageFactory, CandidatureFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import main_text

__all__ = ["demarches_server", "origin", "service"]

pytestmark = pytest.mark.django_db

FORM = "https://www.demarches-simplifiees.fr/commencer/nec"
ANSWERS: dict[str, dict[str, Any]] = {
    "evenement": {"title": "NEC Vosges", "venue": "Salle des fêtes"},
    "publics": {"expected_attendance": "1 200", "target_publics": ["elus"]},
    "objectif": {"objective": "Réunir. " * 600},
}
QUESTIONS = [
    {"id": "T1", "__typename": "TextChampDescriptor"},
    {"id": "N1", "__typename": "DateChampDescriptor"},
    {"id": "O1", "__typename": "TextareaChampDescriptor"},
]


@pytest.fixture
def call(home_page: HomePage) -> AppelPage:
    page: AppelPage = AppelPageFactory(parent=home_page, form_mode=FormMode.PREFILLED, external_form_url=FORM)
    ties = [
        ("evenement.title", "champ_T1"),
        ("publics.expected_attendance", "champ_N1"),
        ("objectif.objective", "champ_O1"),
    ]
    page.external_fields.set([CorrespondanceExterne(source=source, target=target) for source, target in ties])
    page.save()
    return page


@pytest.fixture
def link(call: AppelPage, origin: str) -> DemarchesSettings:
    return DemarchesSettings.objects.create(
        site=call.get_site(), appel=call, demarche_number=DEMARCHE, base_url=origin, prefills=True
    )


@pytest.fixture
def draft(call: AppelPage, porteur: Porteur) -> Candidature:
    candidature: Candidature = CandidatureFactory(version=call.get_version(), porteur=porteur, answers=ANSWERS)
    return Candidature.objects.get(pk=candidature.pk)


@pytest.fixture
def client(porteur: Porteur) -> PorteurClient:
    return signed_in(porteur)


def asked(kind: str, **values: Any) -> Descriptor:
    """A question of the démarche."""
    return Descriptor.model_validate({"id": "T1", "__typename": f"{kind}ChampDescriptor"} | values)


def said(page: str) -> str:
    """The words of a page."""
    return main_text(BeautifulSoup(page, "html.parser"))


def ask(client: PorteurClient, draft: Candidature) -> str:
    """Ask for the dossier from the page « relecture », and read what it says then."""
    page = reverse("nec_candidatures:step", args=[draft.uuid, "relecture"])
    client.get(page)
    answer = client.send(reverse("nec_candidatures:prefill", args=[draft.uuid]), {"charter_measures": "Des gobelets."})
    assert (answer.status_code, answer["Location"]) == (303, f"{page}#relecture-depot")
    return client.get(page).content.decode()


def test_a_dossier_is_begun_there_once_with_what_was_written_here(
    client: PorteurClient, draft: Candidature, link: DemarchesSettings, service: FakeService, origin: str
) -> None:
    service.descriptors = QUESTIONS
    page = ask(client, draft)

    assert service.begun == [
        {"champ_T1": "NEC Vosges", "champ_N1": "1200", "champ_O1": ANSWERS["objectif"]["objective"].strip()}
    ]
    mine = Prefill.objects.get()
    assert (mine.dossier_number, mine.outside_id, mine.outside_state) == (9001, "RG9zc2llci09001", "prefilled")
    # The question asks for a day: the service says nothing, and keeps nothing.
    assert (mine.kept, mine.dropped) == (["evenement.title", "objectif.objective"], ["publics.expected_attendance"])
    assert f'href="{origin}/commencer/nec?prefill_token=secret9001"' in page
    told = said(page)
    assert "Votre dossier est commencé sur l’autre site" in told
    assert "Son numéro là-bas : 9001." in told
    assert "Nombre de personnes attendues" in told
    assert "non reprise par l’autre site" in told
    assert "trop longue pour être transmise par un lien" not in told
    assert "Préparer mon dossier" not in told
    draft.refresh_from_db()
    assert (draft.state, draft.answers_of("relecture")["charter_measures"]) == (State.DRAFT, "Des gobelets.")

    assert said(ask(client, draft)) == told
    assert (len(service.begun), Prefill.objects.get().attempts) == (1, 1)


def test_without_a_token_nothing_is_said_of_what_was_kept(
    draft: Candidature, link: DemarchesSettings, service: FakeService, settings: Settings
) -> None:
    settings.NEC_DEMARCHES_TOKEN = ""
    mine = prefill(draft, link)
    assert (len(mine.kept), mine.dropped, service.asked) == (3, [], [])


def test_questions_that_cannot_be_read_lose_nothing(
    draft: Candidature, link: DemarchesSettings, service: FakeService
) -> None:
    service.descriptors = [{"id": "é", "__typename": "TextChampDescriptor"}]
    mine = prefill(draft, link)
    assert (mine.dossier_number, mine.error, mine.dropped) == (9001, "", [])


def test_when_it_fails_the_link_remains_and_it_may_be_asked_again(
    client: PorteurClient, draft: Candidature, link: DemarchesSettings, service: FakeService
) -> None:
    service.script = [Reply(503)]
    page = ask(client, draft)
    assert Prefill.objects.get().error == "Le service est en panne (503)."
    told = said(page)
    assert "L’autre site n’a pas pu préparer votre dossier." in told
    assert "Préparer mon dossier" in told
    assert f'href="{FORM}?champ_T1=NEC+Vosges&amp;champ_N1=1200"' in page

    ask(client, draft)
    mine = Prefill.objects.get()
    assert (mine.dossier_number, mine.error, mine.attempts) == (9001, "", 2)


def test_two_requests_at_once_and_a_lost_one(
    client: PorteurClient, draft: Candidature, link: DemarchesSettings, service: FakeService
) -> None:
    Prefill.objects.create(candidature=draft, demarche_number=DEMARCHE, attempts=1)
    assert prefill(draft, link).url == ""
    assert service.begun == []
    page = ask(client, draft)
    assert "L’autre site prépare votre dossier." in said(page)
    assert service.begun == []

    Prefill.objects.update(created_at=timezone.now() - timedelta(minutes=4))
    assert prefill(draft, link).dossier_number == 9001


def test_it_is_not_tried_for_ever(draft: Candidature, link: DemarchesSettings, service: FakeService) -> None:
    Prefill.objects.create(candidature=draft, demarche_number=DEMARCHE, attempts=MAX_ATTEMPTS, error="En panne.")
    assert prefill(draft, link).error == "En panne."
    assert service.begun == []


@pytest.mark.parametrize(
    "turn_off",
    [
        lambda link, call, settings: setattr(link, "prefills", False),
        lambda link, call, settings: setattr(link, "demarche_number", None),
        lambda link, call, settings: setattr(link, "appel", None),
        lambda link, call, settings: setattr(settings, "NEC_DEMARCHES_HOSTS", []),
        lambda link, call, settings: AppelPage.objects.filter(pk=call.pk).update(form_mode=FormMode.SITE),
    ],
)
def test_off_unless_all_is_set(
    draft: Candidature,
    link: DemarchesSettings,
    call: AppelPage,
    settings: Settings,
    turn_off: Callable[[DemarchesSettings, AppelPage, Settings], None],
) -> None:
    assert link_of(draft) == link
    turn_off(link, call, settings)
    link.save()
    assert link_of(Candidature.objects.get(pk=draft.pk)) is None


def test_where_nothing_is_set_the_link_is_as_before_and_nothing_is_asked(
    client: PorteurClient, draft: Candidature, service: FakeService
) -> None:
    page = ask(client, draft)
    assert (service.headers, Prefill.objects.count()) == ([], 0)
    assert f'href="{FORM}?champ_T1=NEC+Vosges&amp;champ_N1=1200"' in page
    assert "Préparer mon dossier" not in page


def test_a_dossier_that_was_sent_is_not_prefilled(
    client: PorteurClient, draft: Candidature, link: DemarchesSettings, service: FakeService
) -> None:
    client.get(reverse("nec_candidatures:step", args=[draft.uuid, "relecture"]))
    Candidature.objects.update(state=State.SUBMITTED)
    answer = client.send(reverse("nec_candidatures:prefill", args=[draft.uuid]), {})
    assert (answer.status_code, answer["Location"]) == (303, reverse("nec_candidatures:follow_up", args=[draft.uuid]))
    assert service.begun == []


@pytest.mark.parametrize(
    ("kind", "value", "options", "is_kept"),
    [
        ("Text", "x", None, True),
        ("Text", ["x"], None, False),
        ("IntegerNumber", "12", None, True),
        ("IntegerNumber", "12.5", None, False),
        ("DecimalNumber", "12.5", None, True),
        ("DecimalNumber", "douze", None, False),
        ("Date", "2027-03-14", None, True),
        ("Date", "14/03/2027", None, False),
        ("Datetime", "2027-03-14T10:00", None, True),
        ("Datetime", "demain", None, False),
        ("YesNo", "true", None, True),
        ("Checkbox", "oui", None, False),
        ("Civilite", "Mme", None, True),
        ("Civilite", "Madame", None, False),
        ("DropDownList", "a", ["a", "b"], True),
        ("DropDownList", "c", ["a", "b"], False),
        ("MultipleDropDownList", ["a", "b"], ["a", "b"], True),
        ("MultipleDropDownList", ["a", "c"], ["a", "b"], False),
        ("MultipleDropDownList", "a", ["a", "b"], True),
        ("PieceJustificative", "x", None, False),
        ("Repetition", "x", None, False),
    ],
)
def test_what_the_service_keeps_by_its_rules(
    kind: str, value: str | list[str], options: list[str] | None, is_kept: bool
) -> None:
    question = asked(kind, options=options)
    assert is_taken(value, question) == is_kept


def test_a_list_may_take_another_answer_and_a_question_not_asked_takes_none() -> None:
    open_list = asked("DropDownList", options=["a"], otherOption=True)
    assert is_taken("c", open_list)
    assert not is_taken("c", None)


@given(
    kind=st.sampled_from(["Date", "Datetime", "IntegerNumber", "DecimalNumber", "YesNo", "Text"]),
    value=st.text() | st.lists(st.text()),
)
def test_no_value_stops_the_rules(kind: str, value: str | list[str]) -> None:
    assert is_taken(value, asked(kind)) in {True, False}
