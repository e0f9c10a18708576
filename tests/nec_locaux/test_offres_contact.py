"""The message to a partner: it arrives once, as it was typed, and shows the partner's address to nobody."""

import logging
import re
import socket
from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from home.models import HomePage
from nec_locaux import services
from nec_locaux.forms import MessageForm
from nec_locaux.models import MiseEnRelation, OffreDeFormatPage
from socle.form_builder import TOKEN_FIELD, TRAP_FIELD, make_token
from socle.permissions import CONTRIBUTORS, WRITERS
from tests.accounts import log_in, member_of
from tests.factories import (
    OffreDeFormatPageFactory,
    OffresDeFormatsIndexPageFactory,
    PartenaireFactory,
)
from tests.mail_sink import Sink

PARTNER = "equipe-offres@partenaire.example"
TYPED = {
    "name": "Inès Ferrand",
    "organisation": "Ville de Metz",
    "email": "ines@example.org",
    "event": "Metz, le 3 octobre",
    "message": "Bonjour,\nvotre atelier nous intéresse.",
}


@pytest.fixture
def offre(home_page: HomePage) -> OffreDeFormatPage:
    page: OffreDeFormatPage = OffreDeFormatPageFactory(
        parent=OffresDeFormatsIndexPageFactory(parent=home_page),
        title="Structurer une feuille de route",
        partenaire=PartenaireFactory(name="La Mednum"),
        contact_email=PARTNER,
    )
    return page


def token_for(offre: OffreDeFormatPage, seconds: float = 30) -> str:
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
        return make_token(offre.pk)


def send(client: Client, offre: OffreDeFormatPage, data: Mapping[str, object] | None = None, **headers: Any) -> Any:
    """Send the form as a browser does, half a minute after it was shown."""
    values = {TOKEN_FIELD: token_for(offre), TRAP_FIELD: "", **TYPED, **(data or {})}
    return client.post(offre.submission_url, values, headers=headers)


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def plain(text: str) -> str:
    """`text` with the spaces of French typography as plain ones."""
    return re.sub("[\u00a0\u202f]", " ", text)


# A message that arrives


def test_form_works_without_script_or_cookie(offre: OffreDeFormatPage, sink: Sink) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.get(f"{offre.url}prendre-attache/")
    assert "public" in response.headers["Cache-Control"]
    form = BeautifulSoup(response.text, "html.parser").select_one("main form")
    assert form
    assert (form["method"], form["action"]) == ("post", offre.submission_url)
    token = form.select_one(f"[name={TOKEN_FIELD}]")
    assert token
    with time_machine.travel(timezone.now() + timedelta(seconds=20)):
        response = client.post(str(form["action"]), {TOKEN_FIELD: token["value"], TRAP_FIELD: "", **TYPED})
        assert response.status_code == 303
        thanks = client.get(response.headers["Location"])
    assert urlsplit(response.headers["Location"]).path == f"{offre.url}prendre-attache/merci/"
    assert thanks.status_code == 200
    assert "Votre message est parti" in thanks.text
    assert "no-store" in thanks.headers["Cache-Control"]
    assert not client.cookies
    assert sink.recipients == [[PARTNER], ["ines@example.org"]]


def test_partner_reads_what_was_typed_and_answers_the_sender(
    client: Client, offre: OffreDeFormatPage, sink: Sink
) -> None:
    send(client, offre)
    mail = sink.mails[0]
    assert mail["To"] == PARTNER
    assert mail["Reply-To"] == "ines@example.org"
    assert mail["From"] == "ne-pas-repondre@localhost"
    assert mail["Auto-Submitted"] == "auto-generated"
    subject = "Numérique en Commun[s]\u00a0: une demande sur «\u202fStructurer une feuille de route\u202f»"
    assert mail["Subject"].strip() == subject
    assert plain(text_of(mail)) == (
        "Bonjour,\n\n"
        "Une personne qui prépare un NEC local vous écrit au sujet de votre format "
        "« Structurer une feuille de route ».\n"
        f"{offre.full_url}\n\n"
        "Nom : Inès Ferrand\n"
        "Structure : Ville de Metz\n"
        "Adresse électronique : ines@example.org\n"
        "NEC local concerné : Metz, le 3 octobre\n\n"
        "Son message :\n\n"
        "> Bonjour,\n"
        "> votre atelier nous intéresse.\n\n"
        "-- \n"
        "Répondez à ce courriel : votre réponse ira à cette personne. Votre adresse ne lui a pas été montrée.\n"
        "Ce message vient du formulaire « Prendre attache » du site Numérique en Commun[s], "
        "qui n’en garde aucune copie.\n"
    )


def test_sender_is_told_in_the_sites_own_words(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    typed = {"name": "Lisez spam", "organisation": "spam.example", "event": "spam", "message": "https://spam.example"}
    send(client, offre, typed)
    mail = sink.mails[1]
    assert mail["To"] == "ines@example.org"
    assert "spam" not in mail.as_string()
    assert PARTNER not in mail.as_string()
    assert "Reply-To" not in mail
    assert "Structurer une feuille de route" in text_of(mail)
    assert "quelqu’un s’est trompé d’adresse" in text_of(mail)


def test_only_the_date_and_the_offer_are_kept(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    send(client, offre)
    row = MiseEnRelation.objects.get()
    assert row.offre == offre
    assert {field.name for field in MiseEnRelation._meta.get_fields()} == {"id", "offre", "token", "created_at"}


def test_log_holds_no_personal_data(
    client: Client, offre: OffreDeFormatPage, sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="nec_locaux"):
        send(client, offre)
        sink.is_full = True
        send(client, offre, {"name": "Karim Blanc"})
    done, refused = (record for record in caplog.records if record.name == "nec_locaux.services")
    assert (done.message, done.__dict__["offre"]) == ("Message passed on to a partner", offre.pk)
    assert (refused.message, refused.__dict__["error"]) == ("Message to a partner refused", "SMTPDataError")
    for record in (done, refused):
        written = str(record.__dict__)
        assert not [word for word in ("ines", "Inès", "Karim", "Metz", "partenaire.example") if word in written]


@pytest.mark.parametrize("name", ["organisation", "event"])
def test_what_is_optional_may_be_left_out(client: Client, offre: OffreDeFormatPage, sink: Sink, name: str) -> None:
    assert send(client, offre, {name: ""}).status_code == 303
    assert ("Structure :" in plain(text_of(sink.mails[0]))) is (name != "organisation")
    assert ("NEC local concerné :" in plain(text_of(sink.mails[0]))) is (name != "event")


def test_selection_comes_along(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    page = client.get(f"{offre.url}prendre-attache/?offre=7&offre={offre.pk}")
    form = BeautifulSoup(page.text, "html.parser").select_one("main form")
    assert form
    assert form["action"] == f"{offre.submission_url}?offre=7&offre={offre.pk}"
    response = client.post(str(form["action"]), {TOKEN_FIELD: token_for(offre), **TYPED})
    address = response.headers["Location"]
    assert parse_qs(urlsplit(address).query)["offre"] == ["7", str(offre.pk)]
    assert f"selection/?offre=7&amp;offre={offre.pk}" in client.get(address).text


def test_thanks_are_for_those_who_have_sent_something(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    address = send(client, offre).headers["Location"]
    thanks = f"{offre.url}prendre-attache/merci/"
    for wrong in (thanks, f"{thanks}?recu=1:2:3", f"{address}x"):
        response = client.get(wrong)
        assert (response.status_code, response.headers["Location"]) == (302, f"{offre.url}prendre-attache/")


# The partner's address


def test_address_is_shown_nowhere(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    thanks = send(client, offre).headers["Location"]
    index = offre.catalogue.url
    answers = [
        client.get(offre.url),
        client.get(f"{offre.url}prendre-attache/"),
        client.get(index),
        client.get(f"{index}selection/?offre={offre.pk}"),
        client.get(thanks),
        client.get("/sitemap.xml"),
        send(client, offre, {"email": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 200, 422]
    for answer in answers:
        assert PARTNER not in answer.text
        assert "partenaire.example" not in str(answer.headers)
    assert PARTNER not in offre.get_search_text()
    assert PARTNER not in str(offre.get_json_ld())


@pytest.mark.parametrize(("group", "is_shown"), [(WRITERS.name, True), (CONTRIBUTORS.name, False)])
def test_contributors_do_not_read_the_address(offre: OffreDeFormatPage, group: str, *, is_shown: bool) -> None:
    call_command("setup_editors", verbosity=0)
    user = member_of(group)
    offre.owner = user
    offre.save()
    offre.save_revision()
    response = log_in(user).get(f"/admin/pages/{offre.pk}/edit/")
    assert response.status_code == 200
    assert (PARTNER in response.text) is is_shown


@pytest.mark.parametrize("path", ["prendre-attache/", "prendre-attache/merci/"])
def test_offer_without_contact_has_no_form(client: Client, offre: OffreDeFormatPage, path: str) -> None:
    offre.contact_email = ""
    offre.save()
    assert client.get(f"{offre.url}{path}").status_code == 404
    assert send(client, offre).status_code == 404


def test_drafts_take_no_message(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    offre.unpublish()
    assert send(client, offre).status_code == 404
    assert sink.mails == []


def test_private_offers_take_messages_from_their_readers_only(
    client: Client, offre: OffreDeFormatPage, sink: Sink
) -> None:
    PageViewRestriction.objects.create(page=offre, restriction_type=PageViewRestriction.LOGIN)
    assert send(client, offre).headers["Location"] == f"{offre.url}prendre-attache/"
    assert sink.mails == []


def test_reading_the_sending_address_leads_to_the_form(client: Client, offre: OffreDeFormatPage) -> None:
    assert client.get(offre.submission_url).headers["Location"] == f"{offre.url}prendre-attache/"


def test_pages_without_a_form_take_nothing(client: Client, home_page: HomePage) -> None:
    assert client.post(f"/formulaires/{home_page.pk}/").status_code == 404


# Errors


def test_errors_are_in_french_and_keep_what_was_typed(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    response = send(client, offre, {"name": " ", "email": "ines", "message": "x" * 3001, "event": "Gardé"})
    assert response.status_code == 422
    assert "no-store" in response.headers["Cache-Control"]
    assert response.context["form"].errors == {
        "name": ["Remplissez le champ «\u202fVotre nom\u202f»."],
        "email": ["Indiquez une adresse électronique complète, comme nom@exemple.fr."],
        "message": ["Écrivez au plus 3000 signes."],
    }
    page = BeautifulSoup(response.text, "html.parser")
    assert page.title
    assert page.title.get_text().strip().startswith("Erreurs (3)")
    assert [link["href"] for link in page.select("[role=alert] a")] == ["#id_name", "#id_email", "#id_message"]
    name, event, message = (page.select_one(f"#id_{field}") for field in ("name", "event", "message"))
    assert name
    assert name["aria-invalid"] == "true"
    assert "id_name_error" in name["aria-describedby"]
    assert event
    assert event["value"] == "Gardé"
    assert message
    assert message.get_text().strip() == "x" * 3001
    assert sink.mails == []


@pytest.mark.parametrize(
    "address",
    [
        "ines",
        "ines@",
        "a@b",
        "ines@example.org, tous@example.org",
        "ines@example.org; tous@example.org",
        "Inès <ines@example.org>",
        '"ines bcc: tous"@example.org',
        "ines@[127.0.0.1]",
        "ines@example.org\r\nBcc: tous@example.org",
        "ines@example.org%0aBcc:tous@example.org",
        "x" * 250 + "@example.org",
    ],
)
def test_unusual_addresses_are_refused(client: Client, offre: OffreDeFormatPage, sink: Sink, address: str) -> None:
    response = send(client, offre, {"email": address})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]
    assert sink.mails == []


def test_mail_server_that_refuses_loses_nothing(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    token = token_for(offre)
    sink.is_full = True
    response = send(client, offre, {TOKEN_FIELD: token})
    assert response.status_code == 503
    assert "no-store" in response.headers["Cache-Control"]
    page = BeautifulSoup(response.text, "html.parser")
    alert = page.select_one("[role=alert]")
    assert alert
    assert "Votre message n’est pas parti" in alert.get_text()
    assert "Le serveur de courriel ne répond pas" in alert.get_text()
    assert page.select_one("#id_name")["value"] == "Inès Ferrand"  # type: ignore[index]
    assert page.select_one("#id_message").get_text().strip() == TYPED["message"]  # type: ignore[union-attr]
    assert not MiseEnRelation.objects.exists()
    sink.is_full = False
    assert send(client, offre, {TOKEN_FIELD: token}).status_code == 303
    assert len(sink.mails) == 2


def test_mail_server_that_is_down(client: Client, offre: OffreDeFormatPage, settings: Settings) -> None:
    with socket.socket() as bound:  # bound and not listening: refuses connections
        bound.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", bound.getsockname()[1]
        assert send(client, offre).status_code == 503
    assert not MiseEnRelation.objects.exists()


def test_partner_whose_mailbox_is_gone(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    sink.refused = {PARTNER}
    response = send(client, offre)
    assert response.status_code == 503
    assert PARTNER not in response.text
    assert sink.mails == []


def test_confirmation_that_fails_does_not_undo_the_message(
    client: Client, offre: OffreDeFormatPage, sink: Sink
) -> None:
    sink.refused = {"ines@example.org"}
    assert send(client, offre).status_code == 303
    assert sink.recipients == [[PARTNER]]
    assert MiseEnRelation.objects.count() == 1


# Twice the same


def test_double_click_and_reload_send_one_message(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    token = token_for(offre)
    for _ in range(3):
        assert send(client, offre, {TOKEN_FIELD: token}).status_code == 303
    assert sink.recipients == [[PARTNER], ["ines@example.org"]]
    assert MiseEnRelation.objects.count() == 1


def test_two_visitors_of_one_cached_page_are_two_messages(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    token = token_for(offre)
    send(client, offre, {TOKEN_FIELD: token})
    send(client, offre, {TOKEN_FIELD: token, "name": "Karim Blanc"})
    assert MiseEnRelation.objects.count() == 2


def test_same_row_made_meanwhile_sends_nothing(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    """Two clicks at once: the second finds the row of the first when it makes its own."""
    token = token_for(offre)
    send(client, offre, {TOKEN_FIELD: token})
    with patch("nec_locaux.services.is_passed_on", return_value=False):
        assert send(client, offre, {TOKEN_FIELD: token}).status_code == 303
    assert len(sink.mails) == 2


# Robots, other sites, excess


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({TRAP_FIELD: "https://spam.example"}, "Cet envoi semble automatique"),
        ({TOKEN_FIELD: ""}, "La page est restée ouverte longtemps"),
        ({TOKEN_FIELD: "1:x:y:z"}, "La page est restée ouverte longtemps"),
    ],
)
def test_doubtful_form_is_shown_again_and_passes_the_second_time(
    client: Client, offre: OffreDeFormatPage, sink: Sink, data: dict[str, str], message: str
) -> None:
    response = send(client, offre, data)
    assert response.status_code == 422
    assert message in response.text
    assert sink.mails == []
    again = {name: response.context["form"].data[name] for name in (TOKEN_FIELD, TRAP_FIELD)}
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        assert send(client, offre, again).status_code == 303


def test_token_of_another_offer_is_refused(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    other = OffreDeFormatPageFactory(parent=offre.catalogue, contact_email=PARTNER)
    assert send(client, offre, {TOKEN_FIELD: token_for(other)}).status_code == 422


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"origin": "http://testserver"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://autre.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_other_sites_cannot_make_visitors_write(
    client: Client, offre: OffreDeFormatPage, sink: Sink, headers: dict[str, Any], status: int
) -> None:
    assert send(client, offre, **headers).status_code == status
    assert bool(sink.mails) is (status == 303)


def test_one_network_sends_twenty_messages_an_hour(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    statuses = [send(client, offre, {"email": f"personne{number}@example.org"}).status_code for number in range(21)]
    assert statuses == [303] * 20 + [429]
    response = send(client, offre, {"name": "Encore elle"})
    assert response.status_code == 429
    assert "Renvoyez le vôtre dans une heure." in response.text
    assert 'value="Encore elle"' in response.text
    assert len(sink.mails) == 40


def test_one_sender_sends_ten_messages_a_day(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    statuses = [
        send(client, offre, {"message": f"Message {number}", "email": email}).status_code
        for number, email in enumerate(["Ines@example.org", "ines@example.org"] * 5)
    ]
    assert statuses == [303] * 10
    with patch("nec_locaux.views.offres.is_over_limit", return_value=False):
        response = send(client, offre, {"email": "INES@example.org"})
    assert response.status_code == 429
    assert "Renvoyez celui-ci demain." in response.text
    assert send(client, offre, {"email": "karim@example.org"}).status_code == 303


def test_second_click_is_never_one_too_many(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    token = token_for(offre)
    assert send(client, offre, {TOKEN_FIELD: token}).status_code == 303
    with patch("nec_locaux.views.offres.is_over_limit", return_value=True):
        assert send(client, offre, {TOKEN_FIELD: token}).status_code == 303


# What the mails may hold

INJECTION = "Inès\r\nBcc: tous@example.org\r\n\r\nAutre corps"


@pytest.mark.parametrize("name", ["name", "organisation", "event"])
def test_no_line_can_add_a_header(client: Client, offre: OffreDeFormatPage, sink: Sink, name: str) -> None:
    assert send(client, offre, {name: INJECTION}).status_code == 303
    assert sink.recipients == [[PARTNER], ["ines@example.org"]]
    mail = sink.mails[0]
    assert [header for header in mail if header.lower() in {"bcc", "cc"}] == []
    assert mail.get_all("To") == [PARTNER]
    assert ": Inès Bcc: tous@example.org Autre corps\n" in plain(text_of(mail))


def test_message_cannot_add_a_header_nor_pass_for_the_site(
    client: Client, offre: OffreDeFormatPage, sink: Sink
) -> None:
    send(client, offre, {"message": "Bcc: tous@example.org\r\n.\r\n-- \nRépondez à pirate@example.org\x1b\u202e"})
    assert sink.recipients[0] == [PARTNER]
    quoted = [line for line in text_of(sink.mails[0]).splitlines() if line.startswith(">")]
    assert quoted == ["> Bcc: tous@example.org", "> .", "> --", "> Répondez à pirate@example.org"]


def test_title_of_the_offer_cannot_add_a_header(client: Client, offre: OffreDeFormatPage, sink: Sink) -> None:
    title = "Atelier « été »\r\nBcc: tous@example.org 🌱 " + "très " * 40
    offre.title = title
    offre.save()
    assert send(client, offre).status_code == 303
    assert sink.recipients == [[PARTNER], ["ines@example.org"]]
    for mail in sink.mails:
        assert "Bcc" not in mail
        assert "Atelier « été » Bcc: tous@example.org 🌱 très" in mail["Subject"]


typed_text = st.text(st.characters(exclude_categories=()), max_size=120)


typed_form = st.fixed_dictionaries(
    {name: typed_text for name in TYPED if name != "email"} | {"email": typed_text | st.emails()}
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=typed_form)
def test_whatever_is_typed_goes_to_the_partner_alone(
    offre: OffreDeFormatPage, sink: Sink, typed: dict[str, str]
) -> None:
    sink.empty()
    data = QueryDict(mutable=True)
    data.update({TOKEN_FIELD: token_for(offre), **typed})
    form = MessageForm(data, page=offre)
    if not form.is_valid():
        return
    passed_on = form.to_pass_on
    services.pass_on(offre, passed_on, form.unique_token)
    assert sink.recipients[0] == [PARTNER]
    assert len(sink.recipients) == 2
    assert not {"bcc", "cc"} & {header.lower() for header in sink.mails[0]}
    assert sink.mails[0]["Reply-To"].lower() == passed_on.email.lower()
    for line in (passed_on.name, passed_on.organisation, passed_on.event, passed_on.email):
        assert not re.search(r"[\x00-\x1f\x7f\u2028\u2029]", line)
