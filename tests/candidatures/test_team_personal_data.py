"""What the team does when people ask for their data, or for its end."""

import json

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from candidatures.actors import Actor
from candidatures.enums import EntryKind, MailState, Role, State
from candidatures.models import Candidature, Courriel, Porteur
from candidatures.services import erasure, exchanges, transitions
from candidatures.services.refusals import ActRefusedError
from candidatures.workflow import OVER, UNDECIDED
from socle.permissions import DECISION, MANAGEMENT, REVIEW
from tests.accounts import log_in, member_of
from tests.factories import CandidatureFactory, EditorFactory
from tests.followed import exchange

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(reviewed: Candidature) -> Client:
    call_command("setup_editors", verbosity=0)
    return log_in(member_of(MANAGEMENT.name))


def url(name: str, candidature: Candidature) -> str:
    return reverse(f"nec_candidatures_team:{name}", args=[candidature.pk])


def test_the_data_of_a_dossier_is_exported_with_a_trace(manager: Client, reviewed: Candidature) -> None:
    response = manager.get(url("export_own_data", reviewed))
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "no-store" in response["Cache-Control"]
    held = json.loads(response.content)
    assert [person["adresse_electronique"] for person in held["personnes"]] == ["ines@exemple.fr"]
    entry = reviewed.journal.get(kind=EntryKind.EXPORT)
    assert (entry.role, entry.is_public) == (Role.GESTIONNAIRE, False)


def test_a_dossier_is_erased_in_two_clicks_and_its_person_is_told_once(
    manager: Client,
    reviewed: Candidature,
    porteur: Porteur,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    exchange(reviewed)
    exchanges.request_deletion(reviewed, porteur)
    page = manager.get(url("dossier", reviewed)).content.decode()
    assert url("erase", reviewed) in page
    confirm = manager.get(url("erase", reviewed))
    assert "Vos données sont effacées" in confirm.content.decode()
    assert Candidature.objects.get().anonymised_at is None
    form = confirm.context["form"].initial
    sent = {"state": form["state"], "token": "5f0f5f0e-6f0a-4d0c-8a0b-0c0d0e0f0a0b"}
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            response = manager.post(url("erase", reviewed), sent)
            assert (response.status_code, response["Location"]) == (303, f"{url('dossier', reviewed)}#donnees")
    stored = Candidature.objects.get()
    assert (stored.state, stored.title, stored.deletion_requested_at) == (State.WITHDRAWN, "", None)
    assert stored.anonymised_at is not None
    assert not Porteur.objects.exists()
    (message,) = mail.outbox
    assert message.to == ["ines@exemple.fr"]
    assert message.subject == f"Vos données sont effacées\u00a0: {stored.number}"
    assert set(Courriel.objects.values_list("to", "body")) == {("", "")}
    assert Courriel.objects.filter(state=MailState.SENT).count() == 1
    assert list(stored.journal.values_list("text", flat=True))[-1] == (
        "Dossier rendu anonyme, à la demande de qui l’a déposé."
    )
    page = manager.get(url("dossier", stored)).content.decode()
    assert "Ce dossier est anonyme" in page
    assert url("erase", stored) not in page


def test_a_farewell_that_the_server_refuses_keeps_its_address_until_it_leaves(reviewed: Candidature) -> None:
    assert erasure.erase_on_request(reviewed, Actor(Role.GESTIONNAIRE, user=EditorFactory()))
    waiting = Courriel.objects.get(state=MailState.QUEUED)
    assert waiting.to == "ines@exemple.fr"
    call_command("send_candidature_mails", verbosity=0)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.to, waiting.subject) == (MailState.SENT, "", "")


@pytest.mark.parametrize("state", sorted(set(State) - OVER - UNDECIDED))
def test_what_goes_on_is_not_erased(state: State) -> None:
    candidature = CandidatureFactory(state=state)
    with pytest.raises(ActRefusedError):
        erasure.erase_on_request(candidature, Actor(Role.GESTIONNAIRE, user=EditorFactory()))
    assert Candidature.objects.get().anonymised_at is None


def test_an_anonymous_dossier_is_erased_once_and_does_not_live_again(reviewed: Candidature) -> None:
    Candidature.objects.update(state=State.REFUSED)
    reviewed.refresh_from_db()
    actor = Actor(Role.GESTIONNAIRE, user=EditorFactory())
    assert erasure.erase_on_request(reviewed, actor)
    assert not erasure.erase_on_request(reviewed, actor)
    with pytest.raises(ActRefusedError, match="anonyme"):
        transitions.apply(reviewed, "reopen", Actor(Role.DECIDEUR, user=EditorFactory()), reason="Erreur.")


def test_managers_alone_export_and_erase(manager: Client, reviewed: Candidature) -> None:
    for group in (REVIEW.name, DECISION.name):
        client = log_in(member_of(group))
        for name in ("export_own_data", "erase"):
            assert client.get(url(name, reviewed)).status_code == 302
            assert client.post(url(name, reviewed)).status_code == 302
        assert url("erase", reviewed) not in client.get(url("dossier", reviewed)).content.decode()
    with pytest.raises(ActRefusedError):
        erasure.erase_on_request(reviewed, Actor(Role.DECIDEUR, user=EditorFactory()))
    assert Candidature.objects.get().anonymised_at is None
