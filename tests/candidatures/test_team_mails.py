"""The words of the e-mails, written by the team."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from candidatures.enums import MailKey, State
from candidatures.mail_catalogue import CATALOGUE
from candidatures.models import Candidature, ModeleCourriel
from candidatures.services import mails
from candidatures.services.mail_words import plain
from candidatures.variables import check_braces
from socle.permissions import DECISION, MANAGEMENT, REVIEW, TEAM
from tests.accounts import log_in, member_of
from tests.factories import CandidatureFactory, SuperuserFactory
from tests.reading import main_text, read

pytestmark = pytest.mark.django_db
LIST = "/admin/candidatures/modeles-de-courriels/"
PAID = f"{LIST}versement/"


@pytest.fixture(autouse=True)
def _groups(reviewed: Candidature) -> None:
    call_command("setup_editors", verbosity=0)


@pytest.fixture
def manager() -> Client:
    return log_in(member_of(MANAGEMENT.name))


def typed(**changes: object) -> dict[str, object]:
    return {"subject": "Payé : {numero}", "body": "Bonjour,\r\n\r\n{montant_verse} pour {titre}."} | changes


def test_management_and_administrators_alone_write_the_words() -> None:
    for group in (REVIEW.name, DECISION.name, TEAM.name):
        client = log_in(member_of(group))
        assert [client.get(url).status_code for url in (LIST, PAID)] == [302, 302]
        assert client.post(PAID, typed()).status_code == 302
        assert client.post(f"{PAID}retablir/").status_code == 302
    assert not ModeleCourriel.objects.exists()
    client = log_in(SuperuserFactory())
    assert [client.get(url).status_code for url in (LIST, PAID)] == [200, 200]
    assert [client.get(f"{LIST}{key}/").status_code for key in ("inconnu", "PAID", "1")] == [404] * 3
    assert client.get(f"{PAID}retablir/").status_code == 405


def test_all_the_mails_are_listed_with_their_present_words(manager: Client) -> None:
    with CaptureQueriesContext(connection) as few:
        words = main_text(read(manager, LIST))
    for key in MailKey:
        assert str(key.label).replace(" : ", "\u00a0: ") in words.replace(" : ", "\u00a0: ")
    assert words.count("Texte du site") == len(MailKey)
    for key in list(MailKey)[:6]:
        ModeleCourriel.objects.create(key=key, subject=f"Autre {key}", body="x", updated_by=SuperuserFactory())
    with CaptureQueriesContext(connection) as many:
        words = main_text(read(manager, LIST))
    assert words.count("Texte du site") == len(MailKey) - 6
    assert "Autre versement" not in words
    assert len(many) == len(few)


@pytest.mark.parametrize("key", MailKey)
def test_the_words_of_the_site_hold_their_own_variables_alone(key: MailKey) -> None:
    words = plain(mails.default_words(key))
    for text in (words.subject, words.body):
        check_braces(text, CATALOGUE[key].variables)


def test_words_are_kept_then_serve_then_are_given_back(manager: Client, reviewed: Candidature) -> None:
    page = manager.get(PAID).content.decode()
    for variable in CATALOGUE[MailKey.PAID].variables:
        assert f"<code>{variable.token}</code>" in page
    assert "Rétablir le texte" not in page
    response = manager.post(PAID, typed())
    assert (response.status_code, response["Location"]) == (303, LIST)
    row = ModeleCourriel.objects.get()
    assert (row.key, row.subject, row.updated_by_id) == (
        MailKey.PAID,
        "Payé : {numero}",
        int(manager.session["_auth_user_id"]),
    )
    words = mails.compose(reviewed, MailKey.PAID, {"montant_verse": "10 €"})
    assert (words.subject, words.body) == (
        f"Payé : {reviewed.number}",
        f"Bonjour,\n\n10 € pour {reviewed.title}.\n",
    )
    assert "Rétablir le texte du site" in manager.get(PAID).content.decode()
    assert manager.post(f"{PAID}retablir/")["Location"] == PAID
    assert manager.post(f"{PAID}retablir/").status_code == 303
    assert not ModeleCourriel.objects.exists()


def test_the_words_of_the_site_typed_again_are_not_kept(manager: Client) -> None:
    initial = manager.get(PAID).context["form"].initial
    manager.post(PAID, typed())
    body = initial["body"].replace("\n", "\r\n")
    assert manager.post(PAID, {"subject": initial["subject"], "body": f"{body}\r\n"}).status_code == 303
    assert not ModeleCourriel.objects.exists()


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("subject", "Payé {numro}", "Retirez ce qui n’est pas une variable de ce texte : {numro}."),
        ("body", "Merci {lien_equipe}", "Retirez ce qui n’est pas une variable de ce texte : {lien_equipe}."),
        ("body", "Merci {titre", "Il manque une accolade"),
        ("body", "Merci titre}", "Il manque une accolade"),
        ("body", "Merci {Titre}", "Il manque une accolade"),
        ("body", "{% load x %}", "Il manque une accolade"),
        ("body", "{{ titre }}", "Il manque une accolade"),
        ("body", "", "Écrivez le texte du courriel."),
        ("subject", " \t", "Écrivez l’objet"),
        ("subject", "x" * 201, "200"),
        ("body", "a\x00b", "null"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(
    manager: Client, field: str, text: str, told: str
) -> None:
    response = manager.post(PAID, typed(**{field: text}))
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [field]
    if told != "null":
        assert told in form.errors[field][0]
    other = "body" if field == "subject" else "subject"
    assert str(typed()[other]).split("{", maxsplit=1)[0].split("\r", maxsplit=1)[0] in response.content.decode()
    assert not ModeleCourriel.objects.exists()


def test_words_are_tried_on_a_recent_dossier_without_being_kept_or_sent(manager: Client, reviewed: Candidature) -> None:
    ModeleCourriel.objects.create(key=MailKey.PAID, subject="Gardé", body="x")
    draft = CandidatureFactory(title="NEC secret")
    response = manager.post(PAID, typed(apercu="oui", candidature=reviewed.pk))
    page = response.content.decode()
    assert response.status_code == 200
    assert f"Payé : {reviewed.number}" in page
    assert f"[le montant versé] pour {reviewed.title}." in page
    refused = manager.post(PAID, typed(apercu="oui", candidature=draft.pk))
    assert refused.context["form"].errors == {"candidature": ["Choisissez un dossier de la liste."]}
    assert "NEC secret" not in refused.content.decode()
    assert ModeleCourriel.objects.get().subject == "Gardé"
    assert mail.outbox == []
    assert not reviewed.courriels.exists()


def test_words_are_tried_on_an_example_where_there_is_no_dossier(manager: Client) -> None:
    Candidature.objects.update(state=State.DRAFT)
    page = manager.post(PAID, typed(apercu="oui", body="<b>{titre}</b> {structure} {lien}")).content.decode()
    assert "Payé : NEC-2000-0000" in page
    assert "&lt;b&gt;NEC d’exemple&lt;/b&gt; [la structure porteuse] [l’adresse de la page de suivi]" in page
