"""The links that sign in, and the sessions they open: for half an hour, once, and telling nothing of anybody."""

import re
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from candidatures.access import SESSION_LIFETIME, cookie_name, form_token, get_bearer, get_session, hash_token
from candidatures.actors import Actor
from candidatures.enums import EntryKind, State
from candidatures.models import JournalEntry, Porteur, PorteurSession, SignInLink
from candidatures.services import journal, links
from home.models import HomePage
from socle.form_builder import TOKEN_FIELD, TRAP_FIELD, make_token
from tests.concurrency import run_together
from tests.factories import AppelPageFactory, CandidatureFactory, PorteurFactory, PorteurSessionFactory
from tests.mail_sink import Sink
from tests.porteurs import signed_in
from tests.reading import count_queries, main_text, read, texts

pytestmark = pytest.mark.django_db

LIST = "/mes-dossiers/"
SIGN_IN = "/mes-dossiers/connexion/"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Europe/Paris"))
LINK = re.compile(r"http://localhost(/mes-dossiers/connexion/([\w-]{43})/)")


def ask(client: Client, email: str, seconds: float = 30, **values: Any) -> Any:
    """Type an address on the page that asks for it, half a minute after it was shown."""
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
        token = make_token(None)
    headers = values.pop("headers", None)
    return client.post(SIGN_IN, {"email": email, TOKEN_FIELD: token, TRAP_FIELD: "", **values}, headers=headers)


def last_link() -> tuple[str, str]:
    """The path and the token of the last link sent."""
    found = LINK.search(str(mail.outbox[-1].body))
    assert found
    return found[1], found[2]


def send(email: str = "ines@exemple.fr", destination: str = "") -> str:
    """The path of a link sent to `email`."""
    links.send_link(email, destination=destination)
    return last_link()[0]


def main_of(response: Any) -> str:
    return main_text(BeautifulSoup(response.content, "html.parser"))


@pytest.fixture(autouse=True)
def _home(home_page: HomePage) -> None:
    """Pages without a site have no chrome."""


# A link


def test_link_is_sent_and_signs_in(client: Client) -> None:
    client = Client(enforce_csrf_checks=True)
    response = ask(client, "Ines@Exemple.fr")
    assert (response.status_code, response.headers["Location"]) == (303, "/mes-dossiers/connexion/envoyee/")
    assert "Ouvrez le courriel que nous venons d’envoyer" in main_of(client.get(response.headers["Location"]))
    assert [message.to for message in mail.outbox] == [["ines@exemple.fr"]]
    path, _token = last_link()
    page = read(client, path)
    assert [button.get_text() for button in page.select("main form button")] == ["Ouvrir mes dossiers"]
    assert not client.cookies
    response = client.post(path)
    assert (response.status_code, response.headers["Location"]) == (303, LIST)
    assert "Aucun dossier n’est commencé avec cette adresse." in main_text(read(client, LIST))
    assert texts(read(client, LIST), ".private-account")[0].startswith("ines@exemple.fr")


def test_token_is_kept_as_a_hash_alone() -> None:
    send()
    _path, token = last_link()
    row = SignInLink.objects.get()
    assert row.token_hash == hash_token(token)
    assert token not in str(row.__dict__)
    assert len(token) == 43  # 256 bits in base64


def test_mail_says_how_long_the_link_lives(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        send()
    body = str(mail.outbox[0].body)
    assert "une seule fois, pendant 30 minutes : jusqu’à 12 h 30, heure de Paris" in body
    assert mail.outbox[0].extra_headers == {"Auto-Submitted": "auto-generated"}


def test_opening_a_link_changes_nothing(client: Client) -> None:
    path = send()
    before = SignInLink.objects.values().get()
    for method in (client.get, client.head, client.get):
        assert method(path).status_code == 200
    assert SignInLink.objects.values().get() == before
    assert not Porteur.objects.exists()
    assert not client.cookies


def test_link_lives_half_an_hour(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        path = send()
        clock.shift(timedelta(minutes=29, seconds=59))
        assert client.get(path).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(path).status_code == 410
        assert client.post(path).status_code == 410
        assert not PorteurSession.objects.exists()


def test_link_signs_in_in_its_last_second(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        path = send()
        clock.shift(timedelta(minutes=29, seconds=59))
        assert client.post(path).status_code == 303


def test_link_works_once(client: Client) -> None:
    path = send()
    assert client.post(path).status_code == 303
    other = Client()
    response = other.post(path)
    assert response.status_code == 410
    assert not other.cookies
    assert PorteurSession.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_several_clicks_at_once_one_signs_in() -> None:
    send()
    _path, token = last_link()
    found: list[Porteur | None] = []

    assert run_together(*[lambda: found.append(links.use(token))] * 4) == [None] * 4
    assert len(found) == 4
    assert [porteur.email for porteur in found if porteur] == ["ines@exemple.fr"]


def test_used_or_late_link_is_exchanged_by_one_click(client: Client) -> None:
    path = send(destination="/mes-dossiers/nouveau/7/")
    client.post(path)
    page = Client().get(path)
    assert page.status_code == 410
    assert "ines" not in page.text
    other = Client()
    response = other.post(path, {"renouveler": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, "/mes-dossiers/connexion/envoyee/")
    assert mail.outbox[-1].to == ["ines@exemple.fr"]
    new_path, _token = last_link()
    assert new_path != path
    assert other.post(new_path).headers["Location"] == "/mes-dossiers/nouveau/7/"


def test_unknown_link_leads_to_the_form(client: Client) -> None:
    for path in (f"{SIGN_IN}{'x' * 43}/", f"{SIGN_IN}é/", f"{SIGN_IN}1/"):
        for response in (client.get(path), client.post(path), client.post(path, {"renouveler": "1"})):
            assert response.status_code == 404
            assert f'href="{SIGN_IN}"' in response.text
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://autre.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_other_sites_cannot_sign_a_visitor_in(client: Client, headers: dict[str, Any], status: int) -> None:
    """Who is signed in as somebody else, unaware, types for somebody else to read."""
    path = send()
    assert client.post(path, headers=headers).status_code == status
    assert bool(client.cookies) is (status == 303)
    assert ask(client, "ines@exemple.fr", headers=headers).status_code == status


def test_pages_with_a_token_are_kept_nowhere_and_told_to_nobody(client: Client) -> None:
    path = send()
    for response in (client.get(path), client.post(path), client.get(path), client.get(f"{SIGN_IN}abc/")):
        assert "no-store" in response.headers["Cache-Control"]
        assert "private" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_page_of_a_link_asks_other_sites_for_nothing(client: Client) -> None:
    page = read(client, send())
    addresses = [str(element.get("src") or element.get("href")) for element in page.select("script, img, link")]
    assert [address for address in addresses if urlsplit(address).netloc] == []


# What the answer tells


def test_known_and_unknown_addresses_get_the_same(client: Client) -> None:
    porteur = CandidatureFactory(title="Projet secret").porteurs.get()
    known, unknown = ask(client, porteur.email), ask(client, "personne@exemple.fr")
    assert known.status_code == unknown.status_code == 303
    assert dict(known.headers) == dict(unknown.headers)
    bodies = [LINK.sub("", str(message.body)) for message in mail.outbox]
    assert bodies[0] == bodies[1]
    assert mail.outbox[0].subject == mail.outbox[1].subject


def test_asking_reads_nothing_of_who_is_known(client: Client) -> None:
    ask(client, "personne@exemple.fr")
    assert not Porteur.objects.exists()


# Where a link leads


@pytest.mark.parametrize(
    "suite",
    [
        "https://pirate.example/",
        "//pirate.example/",
        "/\\pirate.example",
        "\\\\pirate.example",
        "javascript:alert(1)",
        "mes-dossiers/",
        "///pirate.example",
        "http:///pirate.example",
        "/x" * 251,
        "",
    ],
)
def test_link_never_leads_elsewhere(client: Client, suite: str) -> None:
    assert ask(client, "ines@exemple.fr", suite=suite).status_code == 303
    assert SignInLink.objects.get().destination == ""
    assert client.post(last_link()[0]).headers["Location"] == LIST


def test_link_leads_where_one_was_going(client: Client) -> None:
    candidature = CandidatureFactory()
    wanted = reverse("nec_candidatures:people", args=[candidature.uuid])
    response = client.get(wanted)
    assert response.status_code == 302
    page = read(client, response.headers["Location"])
    suite = page.select_one("main form [name=suite]")
    assert suite
    assert suite["value"] == wanted
    ask(client, candidature.porteurs.get().email, suite=wanted)
    assert client.post(last_link()[0]).headers["Location"] == wanted


def test_header_of_the_answer_holds_one_line(client: Client) -> None:
    ask(client, "ines@exemple.fr", suite="/mes-dossiers/\r\nSet-Cookie: x=y")
    response = client.post(last_link()[0])
    assert response.status_code == 303
    assert "x" not in response.cookies
    assert "\n" not in response.headers["Location"]


# Excess, robots, a mail server that is down


def test_one_address_gets_six_links_an_hour(client: Client) -> None:
    statuses = [ask(client, email).status_code for email in ["Ines@exemple.fr", "ines@exemple.fr"] * 3]
    assert statuses == [303] * 6
    response = ask(client, "INES@exemple.fr")
    assert response.status_code == 429
    assert "Trop de liens ont été demandés pour cette adresse." in main_of(response)
    assert 'value="INES@exemple.fr"' in response.text
    assert len(mail.outbox) == 6
    assert ask(client, "karim@exemple.fr").status_code == 303


def test_one_network_asks_for_thirty_links_an_hour(client: Client) -> None:
    statuses = [ask(client, f"personne{number}@exemple.fr").status_code for number in range(31)]
    assert statuses == [303] * 30 + [429]
    assert len(mail.outbox) == 30


def test_renewals_count_too(client: Client) -> None:
    path = send()
    client.post(path)
    statuses = [client.post(path, {"renouveler": "1"}).status_code for _number in range(7)]
    assert statuses == [303] * 6 + [429]


@pytest.mark.parametrize(
    ("data", "message"), [({TRAP_FIELD: "x"}, "semble automatique"), ({TOKEN_FIELD: ""}, "longtemps")]
)
def test_doubtful_sending_is_shown_again(client: Client, data: dict[str, Any], message: str) -> None:
    response = ask(client, "ines@exemple.fr", **data)
    assert response.status_code == 422
    assert message in main_of(response)
    assert 'value="ines@exemple.fr"' in response.text
    assert mail.outbox == []


def test_too_quick_a_sending_is_shown_again(client: Client) -> None:
    assert ask(client, "ines@exemple.fr", seconds=1).status_code == 422


@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError()])
def test_mail_server_down_keeps_what_was_typed_and_leaves_no_link(client: Client, error: Exception) -> None:
    with patch("candidatures.services.links.send_mail", side_effect=error):
        response = ask(client, "Ines@exemple.fr")
        assert response.status_code == 503
        assert "Le courriel n’a pas pu partir." in main_of(response)
        assert 'value="Ines@exemple.fr"' in response.text
        assert not SignInLink.objects.exists()


def test_renewal_says_that_the_mail_did_not_leave(client: Client) -> None:
    path = send()
    client.post(path)
    with patch("candidatures.services.links.send_mail", side_effect=ConnectionRefusedError):
        response = client.post(path, {"renouveler": "1"})
    assert response.status_code == 503
    assert "Recommencez dans quelques minutes." in main_of(response)
    assert SignInLink.objects.count() == 1


def test_link_that_arrives_through_a_mail_server_works(client: Client, sink: Sink) -> None:
    assert ask(client, "ines@exemple.fr").status_code == 303
    assert sink.recipients == [["ines@exemple.fr"]]
    found = LINK.search(str(sink.mails[0].get_content()))
    assert found
    assert client.post(found[1]).headers["Location"] == LIST
    assert client.get(LIST).status_code == 200


def test_refused_recipient_leaves_no_link(client: Client, sink: Sink) -> None:
    sink.refused = {"ines@exemple.fr"}
    assert ask(client, "ines@exemple.fr").status_code == 503
    assert not SignInLink.objects.exists()


typed = st.text(st.characters(exclude_categories=()), max_size=80) | st.emails()


@hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(email=typed)
def test_whatever_is_typed_is_answered_and_goes_to_one_address(sink: Sink, email: str) -> None:
    sink.empty()
    with patch("candidatures.views.access.excess_of_links", return_value=""):
        response = ask(Client(), email.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    assert response.status_code in {303, 422}
    assert len(sink.mails) == (response.status_code == 303)
    if sink.mails:
        assert len(sink.recipients[0]) == 1
        assert not {"bcc", "cc"} & {header.lower() for header in sink.mails[0]}
        assert sink.mails[0].get_all("To") == [sink.recipients[0][0]] or "xn--" in sink.recipients[0][0]


# Sessions


def cookie_of(client: Client) -> Any:
    return client.cookies[cookie_name()]


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client, settings: Settings) -> None:
    client.post(send())
    cookie = cookie_of(client)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert cookie["max-age"] == SESSION_LIFETIME.total_seconds() == 14 * 24 * 3600


def test_public_server_holds_the_cookie_to_its_own_host(client: Client, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    response = client.post(send())
    cookie = response.cookies["__Host-nec-dossiers"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    client.cookies["__Host-nec-dossiers"] = cookie.value
    session = PorteurSession.objects.get()
    response = client.post("/mes-dossiers/deconnexion/", {"nec-dossier": form_token(session)})
    gone = response.cookies["__Host-nec-dossiers"]
    # Without it a browser would refuse to take the cookie away.
    assert (gone.value, gone["max-age"], gone["secure"], gone["path"]) == ("", 0, True, "/")


def test_session_lasts_fourteen_days(client: Client) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post(send())
        clock.shift(timedelta(days=14) - timedelta(seconds=1))
        client.cookies[cookie_name()] = cookie_of(client).value
        assert client.get(LIST).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(LIST).headers["Location"] == f"{SIGN_IN}?suite=%2Fmes-dossiers%2F"


def test_cookie_set_beforehand_opens_nothing(client: Client) -> None:
    client.cookies[cookie_name()] = "choisi-par-un-autre"
    client.post(send())
    assert cookie_of(client).value != "choisi-par-un-autre"
    assert not PorteurSession.objects.filter(token_hash=hash_token("choisi-par-un-autre")).exists()


def test_signing_in_again_ends_the_former_session_of_the_device(client: Client) -> None:
    client.post(send())
    former = cookie_of(client).value
    client.post(send("karim@exemple.fr"))
    other = Client()
    other.cookies[cookie_name()] = former
    assert other.get(LIST).status_code == 302
    assert client.get(LIST).status_code == 200


def test_signing_out_ends_the_session_of_this_device_alone() -> None:
    porteur = PorteurFactory()
    here, there = signed_in(porteur), signed_in(porteur)
    assert here.get("/mes-dossiers/deconnexion/").headers["Location"] == LIST
    assert here.get(LIST).status_code == 200
    token = cookie_of(here).value
    response: Any = here.send("/mes-dossiers/deconnexion/")
    assert (response.status_code, response.headers["Location"]) == (303, f"{SIGN_IN}?fin=1")
    assert "plus connectée ou connecté" in main_of(here.get(f"{SIGN_IN}?fin=1"))
    here.cookies[cookie_name()] = token
    assert here.get(LIST).status_code == 302
    assert there.get(LIST).status_code == 200


def test_other_devices_are_signed_out_from_the_list() -> None:
    porteur, stranger = PorteurFactory(), PorteurFactory()
    here, there, elsewhere = signed_in(porteur), signed_in(porteur), signed_in(stranger)
    assert "sur un autre appareil" in main_text(read(here, LIST))
    assert "sur un autre appareil" not in main_text(read(elsewhere, LIST))
    response: Any = here.send("/mes-dossiers/deconnexion/", {"autres": "1"})
    assert response.headers["Location"] == f"{LIST}?autres=fin"
    assert there.get(LIST).status_code == 302
    assert here.get(LIST).status_code == elsewhere.get(LIST).status_code == 200
    assert "sur un autre appareil" not in main_text(read(here, LIST))


def test_page_left_open_on_a_lost_device_saves_nothing(client: Client, rf: Any) -> None:
    porteur = PorteurFactory()
    here, lost = signed_in(porteur), signed_in(porteur)
    request = rf.post("/", {"nec-dossier": form_token(lost.session_row)})
    assert get_bearer(request) is not None
    here.send("/mes-dossiers/deconnexion/", {"autres": "1"})
    assert get_bearer(request) is None


def test_form_of_a_page_is_good_for_thirty_days_after_its_session(rf: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        session = signed_in(PorteurFactory()).session_row
        clock.shift(timedelta(days=14))
        request = rf.post("/", {"nec-dossier": form_token(session)})
        assert get_session(request) is None
        clock.shift(timedelta(days=30))
        assert get_bearer(request) is not None
        call_command("purge_candidature_access")
        assert get_bearer(request) is not None
        clock.shift(timedelta(days=1))
        call_command("purge_candidature_access")
        assert get_bearer(request) is None


@pytest.mark.parametrize("token", ["", "1", "1:x:y", "é", "1:" + "a" * 5000, "\x00", "99999999999999999999:x:y"])
def test_forged_form_is_nobodys(rf: Any, token: str) -> None:
    assert get_bearer(rf.post("/", {"nec-dossier": token})) is None


def test_links_and_sessions_that_are_over_are_deleted(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        client.post(send())
        send("karim@exemple.fr")
        clock.shift(timedelta(days=7, minutes=30))
        call_command("purge_candidature_access")
        assert (SignInLink.objects.count(), PorteurSession.objects.count()) == (2, 1)
        clock.shift(timedelta(seconds=1))
        call_command("purge_candidature_access")
        assert (SignInLink.objects.count(), PorteurSession.objects.count()) == (0, 1)
        clock.shift(timedelta(days=60))
        call_command("purge_candidature_access")
        assert PorteurSession.objects.count() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Liens : 0. Sessions : 1. Adresses : 1."


def test_addresses_that_nothing_depends_on_are_deleted() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        member, former, returning, _idle = PorteurFactory.create_batch(4)
        candidature = CandidatureFactory(porteur=member)
        journal.write(candidature, EntryKind.FILE, Actor.organiser(former), "Fichier reçu.")
        clock.shift(timedelta(days=31))
        links.use(send(returning.email).split("/")[-2])
        signed = PorteurSessionFactory().porteur
        call_command("purge_candidature_access")
        assert set(Porteur.objects.all()) == {member, former, returning, signed}


# Caches


def test_organisers_pages_are_never_kept(client: Client) -> None:
    candidature = CandidatureFactory()
    mine = signed_in(candidature.porteurs.get())
    people = reverse("nec_candidatures:people", args=[candidature.uuid])
    answers: list[Any] = [mine.get(LIST), mine.get(people), client.get(LIST), client.get(SIGN_IN)]
    answers += [mine.get(reverse("nec_candidatures:people", args=["00000000-0000-4000-8000-000000000000"]))]
    for response in answers:
        assert "no-store" in response.headers["Cache-Control"]
        assert "public" not in response.headers["Cache-Control"]


def test_public_pages_stay_the_same_for_organisers(client: Client, home_page: HomePage) -> None:
    appel = AppelPageFactory(parent=home_page)
    plain, known = client.get(appel.url), signed_in(PorteurFactory()).get(appel.url)
    for response in (plain, known):
        assert "public" in response.headers["Cache-Control"]
        assert "cookie" not in response.get("Vary", "").lower()
        assert "no-store" not in response.headers["Cache-Control"]


# The list


def test_list_says_where_each_candidature_stands() -> None:
    porteur = PorteurFactory()
    with time_machine.travel(NOON, tick=False):
        CandidatureFactory(porteur=porteur, title="NEC Vosges", state=State.SUBMITTED, number="NEC-2026-0042")
        CandidatureFactory(title="Celui d’une autre")
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        draft = CandidatureFactory(porteur=porteur)
        page = read(signed_in(porteur), LIST)
    rows = texts(page, ".dossier")
    assert len(rows) == 2
    assert rows[0].startswith("Brouillon Reprendre : NEC local sans titre")
    assert rows[0].endswith("Enregistré le 2 mars 2026 à 13 h 00 Supprimer le brouillon « NEC local sans titre »")
    assert rows[1].startswith("Dossier déposé NEC-2026-0042 NEC Vosges")
    assert "L’équipe va ouvrir votre dossier" in rows[1]
    hrefs = [str(link["href"]) for link in page.select(".dossier a")]
    assert hrefs[:2] == [
        reverse("nec_candidatures:step", args=[draft.uuid, "porteur"]),
        reverse("nec_candidatures:delete", args=[draft.uuid]),
    ]
    assert len(hrefs) == 3


def test_draft_is_resumed_where_it_was_left() -> None:
    candidature = CandidatureFactory(answers={"porteur": {"x": "1"}, "budget": {"x": "1"}, "formats": {}})
    candidature.answers.filter(step="budget").update(revision=2, saved_at=timezone.now() + timedelta(minutes=1))
    candidature.answers.filter(step="porteur").update(revision=3)
    page = read(signed_in(candidature.porteurs.get()), LIST)
    link = page.select_one(".dossier a")
    assert link
    assert link["href"] == reverse("nec_candidatures:step", args=[candidature.uuid, "budget"])


def test_draft_saved_once_on_each_page_is_resumed_at_the_last() -> None:
    candidature = CandidatureFactory()
    mine = signed_in(candidature.porteurs.get())
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        mine.send(reverse("nec_candidatures:step", args=[candidature.uuid, "porteur"]), {"structure_name": "Les Ponts"})
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        mine.send(reverse("nec_candidatures:step", args=[candidature.uuid, "evenement"]), {"title": "NEC Vosges"})
    link = read(mine, LIST).select_one(".dossier a")
    assert link
    assert link["href"] == reverse("nec_candidatures:step", args=[candidature.uuid, "evenement"])


def test_list_takes_as_many_queries_for_three_as_for_three_hundred() -> None:
    porteur = PorteurFactory()
    candidatures = CandidatureFactory.create_batch(3, porteur=porteur, state=State.IN_REVIEW)
    few = count_queries(signed_in(porteur), LIST)
    candidatures += CandidatureFactory.create_batch(297, porteur=porteur, state=State.IN_REVIEW)
    JournalEntry.objects.bulk_create(
        JournalEntry(candidature=one, kind=EntryKind.TRANSITION, role="porteur", to_state=State.IN_REVIEW)
        for one in candidatures
    )
    client = signed_in(porteur)
    assert count_queries(client, LIST) == few
    assert len(texts(read(client, LIST), ".dossier")) == 20
    assert len(texts(read(client, f"{LIST}?page=15"), ".dossier")) == 20


def test_another_candidature_is_begun_from_the_list(home_page: HomePage) -> None:
    porteur = PorteurFactory()
    assert "Commencer" not in main_text(read(signed_in(porteur), LIST))
    AppelPageFactory(parent=home_page, slug="ancien", closes_on=timezone.localdate() - timedelta(days=1))
    appel = AppelPageFactory(parent=home_page)
    link = read(signed_in(porteur), LIST).select_one("main .button")
    assert link
    assert link["href"] == reverse("nec_candidatures:begin", args=[appel.pk])
