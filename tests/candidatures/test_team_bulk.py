"""What the team does to several dossiers at once."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from candidatures.enums import State
from candidatures.models import Candidature, Courriel, JournalEntry, Message
from home.models import HomePage
from socle.permissions import DECISION, MANAGEMENT, REVIEW, TEAM
from tests.accounts import log_in, member_of
from tests.factories import CandidatureFactory


@pytest.fixture(autouse=True)
def _groups(home_page: HomePage) -> None:
    call_command("setup_editors", verbosity=0)


@pytest.fixture
def reviewer() -> User:
    return member_of(REVIEW.name)


def address(action: str, *dossiers: Candidature | str) -> str:
    keys = "&".join(f"id={one if isinstance(one, str) else one.pk}" for one in dossiers)
    return reverse("wagtail_bulk_action", args=["nec_candidatures", "candidature", action]) + f"?{keys}"


def send(client: Client, url: str, data: dict[str, Any]) -> list[str]:
    """What the page says once the form is sent."""
    response = client.post(url, data)
    assert response.status_code == 302
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def sent(**values: Any) -> Candidature:
    made: Candidature = CandidatureFactory(**{"state": State.SUBMITTED} | values)
    return made


def test_dossiers_are_given_to_someone_who_may_review(reviewer: User) -> None:
    colleague = member_of(REVIEW.name)
    one, two, mine, over = sent(), sent(), sent(instructeur=colleague), sent(state=State.PAID, title="Payé")
    client = log_in(reviewer)
    url = address("assign", one, two, mine, over)

    page = client.get(url).content.decode()
    assert "4 dossiers choisis" in page
    told = send(client, url, {"instructeur": colleague.pk})

    assert told[-1] == f"2 dossiers sont attribués à {colleague.username}."
    # What is refused is told, dossier by dossier, and stops none of the others.
    assert len(told) == 2
    assert "Payé" in told[0]
    assert "Subvention versée" in told[0]
    assert set(Candidature.objects.filter(instructeur=colleague)) == {one, two, mine}
    assert JournalEntry.objects.filter(kind="attribution", user=reviewer).count() == 2
    assert Courriel.objects.filter(to=colleague.email).count() == 2
    # Twice is once.
    assert send(client, address("assign", one), {"instructeur": colleague.pk})[-1] == "Aucune attribution n’a changé."
    assert send(client, address("assign", one, two), {"instructeur": "personne"})[-1] == "2 dossiers sont rendus."
    assert Candidature.objects.filter(instructeur=colleague).get() == mine


def test_who_may_not_review_is_not_offered(reviewer: User) -> None:
    dossier = sent()
    client = log_in(reviewer)
    for user in (member_of(DECISION.name), member_of(TEAM.name)):
        response = client.post(address("assign", dossier), {"instructeur": user.pk})
        assert "Choisissez une personne de la liste." in response.content.decode()
    assert "Choisissez une personne." in client.post(address("assign", dossier), {}).content.decode()
    dossier.refresh_from_db()
    assert dossier.instructeur is None


def test_a_message_goes_once_to_each(reviewer: User) -> None:
    one, two, gone = sent(), sent(), sent(anonymised_at="2026-01-01T00:00:00Z", title="Anonyme")
    client = log_in(reviewer)
    url = address("message", one, two, gone)
    data = {"body": "Bonjour,\nl’appel est prolongé.", "token": str(uuid4())}

    empty = client.post(url, {"body": " ", "token": data["token"]}).content.decode()
    assert "Écrivez votre message." in empty
    long = client.post(url, {"body": "x" * 5001, "token": data["token"]}).content.decode()
    assert "Raccourcissez ce message" in long
    assert "x" * 5001 in long
    assert data["token"] in long

    told = send(client, url, data)
    assert told[-1] == "Le message est envoyé pour 2 dossiers."
    assert "Anonyme" in told[0]
    # A double click.
    send(client, url, data)

    assert sorted(Message.objects.values_list("candidature", flat=True)) == [one.pk, two.pk]
    assert set(Message.objects.values_list("body", "user", "is_from_team")) == {(data["body"], reviewer.pk, True)}
    assert Courriel.objects.filter(template_key="message").count() == 2
    # Each e-mail goes to the people of one dossier.
    for dossier in (one, two):
        assert dossier.courriels.get().to == dossier.porteurs.get().email


@pytest.mark.parametrize("action", ["assign", "message"])
def test_drafts_and_what_is_no_key_are_not_found(reviewer: User, action: str) -> None:
    draft = CandidatureFactory(title="Brouillon secret")
    dossier = sent(title="NEC Metz")
    client = log_in(reviewer)

    page = client.get(address(action, draft, "x", "9" * 40, "-1", "٣", "all")).content.decode()
    assert "Aucun dossier n’est choisi." in page
    assert "Brouillon secret" not in page
    page = client.get(address(action, draft, dossier, dossier)).content.decode()
    assert "1 dossier choisi" in page
    assert "Brouillon secret" not in page
    data = {"instructeur": str(reviewer.pk), "body": "Bonjour", "token": str(uuid4())}
    client.post(address(action, draft), data)
    draft.refresh_from_db()
    assert (draft.instructeur, draft.messages.count()) == (None, 0)


@pytest.mark.parametrize("action", ["assign", "message"])
def test_only_those_with_a_role_act(reviewer: User, action: str) -> None:
    dossier = sent(title="NEC Metz")
    readers = member_of(TEAM.name), member_of(MANAGEMENT.name)
    readers[1].groups.get().permissions.filter(codename="manage_candidature").delete()
    data = {"instructeur": str(reviewer.pk), "body": "Bonjour", "token": str(uuid4())}
    for user in readers:
        client = log_in(user)
        for response in (client.get(address(action, dossier)), client.post(address(action, dossier), data)):
            assert response.status_code in {302, 403}
            assert b"NEC Metz" not in response.content
    dossier.refresh_from_db()
    assert (dossier.instructeur, dossier.messages.count()) == (None, 0)
    assert Client().get(address(action, dossier)).status_code == 302
    # Who only reads ticks nothing.
    index = log_in(readers[1]).get(reverse("nec_candidatures_team:index")).content.decode()
    assert "NEC Metz" in index
    assert "data-bulk-action-checkbox" not in index
