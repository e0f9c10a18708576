"""Who may open a candidature: several people, one at least, and nobody any more once removed."""

from typing import Any
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse

from candidatures.enums import EntryKind
from candidatures.models import Candidature, JournalEntry, Participation, Porteur, SignInLink
from candidatures.services import links
from home.models import HomePage
from tests.candidatures.test_access import last_link
from tests.factories import CandidatureFactory, PorteurFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import count_queries, main_text, read, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(home_page: HomePage) -> Porteur:
    porteur: Porteur = PorteurFactory(email="ines@exemple.fr")
    return porteur


@pytest.fixture
def candidature(ines: Porteur) -> Candidature:
    made: Candidature = CandidatureFactory(porteur=ines, title="Le titre que personne d’autre ne lit")
    return made


@pytest.fixture
def client(ines: Porteur) -> PorteurClient:
    return signed_in(ines)


def address(candidature: Candidature) -> str:
    return reverse("nec_candidatures:people", args=[candidature.uuid])


def words(response: Any) -> str:
    return main_text(BeautifulSoup(response.content, "html.parser"))


def invite(client: PorteurClient, candidature: Candidature, email: str) -> Any:
    return client.send(address(candidature), {"email": email})


def journal(candidature: Candidature) -> list[tuple[str, bool]]:
    lines = JournalEntry.objects.filter(candidature=candidature, kind=EntryKind.ACCESS)
    return list(lines.values_list("text", "is_public"))


def test_invited_person_opens_the_candidature(client: PorteurClient, candidature: Candidature) -> None:
    response = invite(client, candidature, "Karim@Exemple.fr")
    assert (response.status_code, response.headers["Location"]) == (303, f"{address(candidature)}?fait=invitation")
    assert "L’invitation est partie" in main_text(read(client, response.headers["Location"]))
    assert mail.outbox[0].to == ["karim@exemple.fr"]
    assert journal(candidature) == [("Accès ouvert à karim@exemple.fr.", True)]
    karim = Client()
    response = karim.post(last_link()[0])
    assert response.headers["Location"] == reverse("nec_candidatures:follow_up", args=[candidature.uuid])
    assert texts(read(karim, address(candidature)), ".people .strong") == ["ines@exemple.fr", "karim@exemple.fr (vous)"]


def test_invitation_says_who_invites_and_nothing_they_typed(client: PorteurClient, candidature: Candidature) -> None:
    invite(client, candidature, "karim@exemple.fr")
    body = str(mail.outbox[0].body)
    assert body.startswith("Bonjour,\n\nines@exemple.fr prépare un NEC local et vous donne accès à son dossier")
    assert "http://localhost/mes-dossiers/connexion/\n" in body
    assert candidature.title not in mail.outbox[0].message().as_string()


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Remplissez le champ"),
        ("karim", "Indiquez une adresse électronique complète, comme nom@exemple.fr."),
        ("INES@exemple.fr", "Cette personne a déjà accès au dossier."),
        ("karim@exemple.fr\r\nBcc: tous@exemple.fr", "Indiquez une adresse électronique complète"),
    ],
)
def test_wrong_address_is_shown_again(
    client: PorteurClient, candidature: Candidature, email: str, message: str
) -> None:
    response = invite(client, candidature, email)
    assert response.status_code == 422
    assert message in words(response)
    assert mail.outbox == []
    assert candidature.participations.count() == 1


def test_mail_server_down_lets_nobody_in(client: PorteurClient, candidature: Candidature) -> None:
    with patch("candidatures.services.links.send_mail", side_effect=ConnectionRefusedError):
        response = invite(client, candidature, "karim@exemple.fr")
    assert response.status_code == 503
    assert 'value="karim@exemple.fr"' in response.text
    assert candidature.participations.count() == 1
    assert not SignInLink.objects.exists()
    assert not Porteur.objects.filter(email="karim@exemple.fr").exists()
    assert journal(candidature) == []


def test_one_person_invites_twenty_others_a_day(client: PorteurClient, candidature: Candidature) -> None:
    statuses = [invite(client, candidature, f"personne{number}@exemple.fr").status_code for number in range(21)]
    assert statuses == [303] * 20 + [429]
    assert candidature.participations.count() == 21
    assert len(mail.outbox) == 20


def test_removed_person_loses_the_candidature_at_once(
    client: PorteurClient, candidature: Candidature, ines: Porteur
) -> None:
    karim = PorteurFactory(email="karim@exemple.fr")
    participation = Participation.objects.create(candidature=candidature, porteur=karim, invited_by=ines)
    theirs = signed_in(karim)
    assert theirs.get(address(candidature)).status_code == 200
    links.send_link(karim.email, destination=address(candidature))
    response: Any = client.send(address(candidature), {"retirer": str(participation.pk)})
    assert response.headers["Location"] == f"{address(candidature)}?fait=retrait"
    assert theirs.get(address(candidature)).status_code == 404
    # A link sent before signs them in as themselves, which opens nothing.
    later = Client()
    assert later.get(later.post(last_link()[0]).headers["Location"]).status_code == 404
    assert journal(candidature) == [("Accès retiré à karim@exemple.fr.", True)]


def test_last_person_stays(client: PorteurClient, candidature: Candidature) -> None:
    participation = candidature.participations.get()
    assert "Quitter" not in main_text(read(client, address(candidature)))
    response: Any = client.send(address(candidature), {"retirer": str(participation.pk)})
    assert response.status_code == 409
    assert "Vous êtes la seule personne à avoir accès à ce dossier" in words(response)
    assert candidature.participations.count() == 1
    assert journal(candidature) == []


def test_one_may_leave_to_others(client: PorteurClient, candidature: Candidature, ines: Porteur) -> None:
    Participation.objects.create(candidature=candidature, porteur=PorteurFactory())
    mine = candidature.participations.get(porteur=ines)
    response: Any = client.send(address(candidature), {"retirer": str(mine.pk)})
    assert response.headers["Location"] == "/mes-dossiers/?fait=depart"
    assert client.get(address(candidature)).status_code == 404


@pytest.mark.parametrize("key", ["", "0", "x", "-1", "99999999999999999999", "é"])
def test_access_that_does_not_exist_is_not_removed(client: PorteurClient, candidature: Candidature, key: str) -> None:
    Participation.objects.create(candidature=candidature, porteur=PorteurFactory())
    response: Any = client.send(address(candidature), {"retirer": key})
    assert response.status_code == 303
    assert candidature.participations.count() == 2


def test_access_to_another_candidature_is_out_of_reach(client: PorteurClient, candidature: Candidature) -> None:
    Participation.objects.create(candidature=candidature, porteur=PorteurFactory())
    other = CandidatureFactory()
    Participation.objects.create(candidature=other, porteur=PorteurFactory())
    client.send(address(candidature), {"retirer": str(other.participations.order_by("pk")[0].pk)})
    assert other.participations.count() == 2


def test_people_take_as_many_queries_for_one_as_for_thirty(
    client: PorteurClient, candidature: Candidature, ines: Porteur
) -> None:
    few = count_queries(client, address(candidature))
    for porteur in PorteurFactory.create_batch(29):
        Participation.objects.create(candidature=candidature, porteur=porteur, invited_by=ines)
    assert count_queries(client, address(candidature)) == few
