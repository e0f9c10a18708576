"""Form pages: what visitors send, what is kept of it, who reads it and for how long."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, PageViewRestriction

from home.models import HomePage
from socle.form_builder import CONSENT_FIELD, TOKEN_FIELD, TRAP_FIELD, TokenError, make_token, token_age
from socle.models import FormField, FormPage, FormSubmission
from tests.factories import EditorFactory, FormPageFactory

NAME = {"nom": "Inès Ferrand", "courriel": "ines@example.org", "message": "Bonjour à toutes et tous"}


@pytest.fixture
def form_page(home_page: HomePage) -> FormPage:
    """A contact form."""
    form_page: FormPage = FormPageFactory(
        parent=home_page,
        title="Contact",
        recipients="equipe@example.org, accueil@example.org",
        acknowledgement_subject="Votre message est arrivé",
        acknowledgement_text="Nous vous répondons bientôt.",
    )
    for order, (label, field_type, required) in enumerate(
        [("Nom", "singleline", True), ("Courriel", "email", True), ("Message", "multiline", False)]
    ):
        FormField.objects.create(
            page=form_page, sort_order=order, label=label, field_type=field_type, required=required
        )
    return form_page


def token_for(form_page: FormPage, seconds: float = 30) -> str:
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
        return make_token(form_page.pk)


def send(client: Client, form_page: FormPage, data: Mapping[str, object] | None = None, **headers: Any) -> Any:
    """Send the form as a browser does, half a minute after it was shown."""
    values = {TOKEN_FIELD: token_for(form_page), TRAP_FIELD: "", **NAME, **(data or {})}
    return client.post(form_page.submission_url, values, headers=headers)


# Sending


def test_form_works_without_script_or_cookie(form_page: FormPage) -> None:
    client = Client(enforce_csrf_checks=True)
    html = client.get(form_page.url).text
    assert f'action="{form_page.submission_url}"' in html
    token = re.search(rf'name="{TOKEN_FIELD}" value="([^"]+)"', html)
    assert token
    with time_machine.travel(timezone.now() + timedelta(seconds=20)):
        response = client.post(form_page.submission_url, {TOKEN_FIELD: token[1], TRAP_FIELD: "", **NAME})
        assert response.status_code == 303
        thanks = client.get(response.headers["Location"])
    assert "Votre message est envoyé" in thanks.text
    assert not client.cookies
    submission = FormSubmission.objects.get()
    assert submission.page == form_page
    assert submission.form_data == NAME


def test_nothing_about_the_form_is_kept_in_caches(client: Client, form_page: FormPage) -> None:
    for response in (send(client, form_page), send(client, form_page, {"nom": ""}), client.get(form_page.thanks_url)):
        assert "no-store" in response.headers["Cache-Control"]


def test_thanks_are_for_those_who_have_sent_something(client: Client, form_page: FormPage) -> None:
    address = send(client, form_page).headers["Location"]
    assert client.get(address).headers["X-Robots-Tag"] == "noindex"
    for wrong in (form_page.thanks_url, f"{form_page.thanks_url}?recu=1:2:3", address + "x"):
        response = client.get(wrong)
        assert (response.status_code, response.headers["Location"]) == (302, form_page.url)


def test_reading_the_sending_address_leads_to_the_page(client: Client, form_page: FormPage) -> None:
    assert client.get(form_page.submission_url).headers["Location"] == form_page.url


def test_errors_are_in_french_and_keep_what_was_typed(client: Client, form_page: FormPage) -> None:
    response = send(client, form_page, {"nom": "", "courriel": "ines", "message": "Gardé"})
    assert response.status_code == 422
    form = response.context["form"]
    assert form.errors == {
        "nom": ["Remplissez le champ «\u202fNom\u202f»."],
        "courriel": ["Indiquez une adresse électronique complète, comme nom@exemple.fr."],
    }
    assert form.error_count == 2
    html = response.text
    assert re.search(r"<title>\s*Erreurs? \(2\)", html)
    assert 'value="ines"' in html
    assert "Gardé" in html
    assert not FormSubmission.objects.exists()


def test_draft_takes_no_answers(client: Client, form_page: FormPage) -> None:
    form_page.unpublish()
    assert send(client, form_page).status_code == 404


def test_private_page_takes_answers_from_its_readers_only(client: Client, form_page: FormPage) -> None:
    PageViewRestriction.objects.create(page=form_page, restriction_type=PageViewRestriction.LOGIN)
    assert send(client, form_page).headers["Location"] == form_page.url
    assert not FormSubmission.objects.exists()


# Twice the same


def test_double_click_and_reload_store_one_row_and_send_one_mail(client: Client, form_page: FormPage) -> None:
    token = token_for(form_page)
    for _ in range(3):
        assert send(client, form_page, {TOKEN_FIELD: token}).status_code == 303
    assert FormSubmission.objects.count() == 1
    assert len(mail.outbox) == 2


def test_two_visitors_of_one_cached_page_are_two_answers(client: Client, form_page: FormPage) -> None:
    token = token_for(form_page)
    send(client, form_page, {TOKEN_FIELD: token})
    send(client, form_page, {TOKEN_FIELD: token, "nom": "Karim Blanc"})
    assert FormSubmission.objects.count() == 2


def test_same_words_another_day_are_another_answer(client: Client, form_page: FormPage) -> None:
    send(client, form_page, {TOKEN_FIELD: token_for(form_page, 100)})
    send(client, form_page, {TOKEN_FIELD: token_for(form_page, 50)})
    assert FormSubmission.objects.count() == 2


# Robots and other sites


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({TRAP_FIELD: "https://spam.example"}, "Cet envoi semble automatique"),
        ({TOKEN_FIELD: ""}, "La page est restée ouverte longtemps"),
        ({TOKEN_FIELD: "1:x:y:z"}, "La page est restée ouverte longtemps"),
        ({TOKEN_FIELD: "\x00"}, "La page est restée ouverte longtemps"),
    ],
)
def test_doubtful_form_is_shown_again_and_passes_the_second_time(
    client: Client, form_page: FormPage, data: dict[str, str], message: str
) -> None:
    response = send(client, form_page, data)
    assert response.status_code == 422
    assert message in response.text
    assert not FormSubmission.objects.exists()
    again = {name: response.context["form"].data[name] for name in (TOKEN_FIELD, TRAP_FIELD)}
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        assert send(client, form_page, again).status_code == 303


def test_form_filled_in_a_second_is_shown_again(client: Client, form_page: FormPage) -> None:
    response = send(client, form_page, {TOKEN_FIELD: token_for(form_page, 1)})
    assert (response.status_code, "Cet envoi était très rapide" in response.text) == (422, True)


def test_token_is_bound_to_its_page_and_to_a_day(form_page: FormPage) -> None:
    assert token_age(token_for(form_page, 40), form_page.pk) >= timedelta(seconds=40)
    with pytest.raises(TokenError):
        token_age(token_for(form_page), form_page.pk + 1)
    with pytest.raises(TokenError):
        token_age(token_for(form_page, 25 * 3600), form_page.pk)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"origin": "http://testserver"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://autre.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_other_sites_cannot_make_visitors_send(
    client: Client, form_page: FormPage, headers: dict[str, Any], status: int
) -> None:
    assert send(client, form_page, **headers).status_code == status
    assert FormSubmission.objects.exists() is (status == 303)


def test_one_network_sends_twenty_answers_an_hour(client: Client, form_page: FormPage) -> None:
    statuses = [send(client, form_page, {"nom": f"Personne {number}"}).status_code for number in range(21)]
    assert statuses == [303] * 20 + [429]
    response = send(client, form_page, {"nom": "Encore"})
    assert "Renvoyez la vôtre dans une heure" in response.text
    assert 'value="Encore"' in response.text


def test_answers_are_taken_when_redis_is_down(client: Client, form_page: FormPage) -> None:
    with patch("socle.ratelimit.cache.incr", return_value=None):
        assert send(client, form_page).status_code == 303


def test_control_characters_stay_at_the_door(client: Client, form_page: FormPage) -> None:
    send(client, form_page, {"nom": "In\x0bès\x00\r\nBcc: tous@example.org", "message": "un\x1f\r\ndeux\u202e"})
    assert FormSubmission.objects.get().form_data == {
        **NAME,
        "nom": "Inès Bcc: tous@example.org",
        "message": "un\ndeux",
    }


def test_long_texts_are_refused_with_their_limit(client: Client, form_page: FormPage) -> None:
    response = send(client, form_page, {"message": "x" * 5001})
    assert response.context["form"].errors == {"message": ["Écrivez au plus 5000 signes."]}


# Every kind of question


@pytest.mark.parametrize(
    ("field_type", "choices", "given", "stored", "wrong", "message"),
    [
        ("number", "", "12.5", "12.5", "douze", "Indiquez un nombre, en chiffres."),
        ("number", "", "12,5", "12.5", "1e999999", "Indiquez un nombre, en chiffres."),
        ("date", "", "2026-12-31", "2026-12-31", "demain", "Indiquez une date, comme 31/12/2026."),
        (
            "url",
            "",
            "nec.example",
            "https://nec.example",
            "x y",
            "Indiquez une adresse complète, comme https://exemple.fr.",
        ),
        ("radio", "Oui\nNon", "Oui", "Oui", "Peut-être", "Choisissez une réponse de la liste."),
        ("dropdown", "Oui\nNon", "Non", "Non", "", "Choisissez une réponse."),
        ("checkboxes", "A\nB\nC", ["A", "C"], ["A", "C"], [], "Cochez au moins une réponse."),
        ("checkbox", "", "on", True, "", "Cochez cette case."),
    ],
)
def test_kinds_of_questions(
    client: Client,
    home_page: HomePage,
    *,
    field_type: str,
    choices: str,
    given: object,
    stored: object,
    wrong: object,
    message: str,
) -> None:
    form_page = FormPageFactory(parent=home_page)
    FormField.objects.create(page=form_page, label="Question", field_type=field_type, choices=choices, required=True)
    response = client.post(form_page.submission_url, {TOKEN_FIELD: token_for(form_page), "question": wrong})
    assert response.context["form"].errors == {"question": [message]}
    client.post(form_page.submission_url, {TOKEN_FIELD: token_for(form_page), "question": given})
    assert FormSubmission.objects.get().form_data == {"question": stored}


def test_browser_is_told_which_personal_data_is_asked_for(client: Client, home_page: HomePage) -> None:
    form_page = FormPageFactory(parent=home_page)
    FormField.objects.create(page=form_page, label="Structure", field_type="singleline", purpose="organization")
    assert 'autocomplete="organization"' in client.get(form_page.url).text


def test_consent_is_asked_for_and_is_no_answer(client: Client, form_page: FormPage) -> None:
    FormPage.objects.filter(pk=form_page.pk).update(consent_text="J’accepte d’être recontacté·e.")
    form_page.refresh_from_db()
    response = send(client, form_page)
    assert response.context["form"].errors == {CONSENT_FIELD: ["Cochez cette case pour envoyer vos réponses."]}
    assert send(client, form_page, {CONSENT_FIELD: "on"}).status_code == 303
    assert FormSubmission.objects.get().form_data == NAME


def test_time_of_keeping_is_announced(client: Client, form_page: FormPage) -> None:
    assert "Vos réponses sont effacées du site 365 jours après leur envoi." in client.get(form_page.url).text


# Inside another page


def test_form_can_stand_on_any_page(form_page: FormPage) -> None:
    embedded = form_page.get_embedded_form(RequestFactory().get("/"))
    assert (embedded.action, embedded.submit_label) == (f"/formulaires/{form_page.pk}/", "Envoyer")
    assert [field.name for field in embedded.form.hidden_fields()] == [TOKEN_FIELD, TRAP_FIELD]
    assert embedded.form["nom"].id_for_label == f"formulaire-{form_page.pk}-nom"
    assert str(embedded.form[TRAP_FIELD]) == (
        f'<input type="text" name="{TRAP_FIELD}" hidden tabindex="-1" autocomplete="off" '
        f'id="formulaire-{form_page.pk}-{TRAP_FIELD}">'
    )


# Mails


def test_team_is_told_and_sender_is_thanked(client: Client, form_page: FormPage) -> None:
    send(client, form_page)
    notification, acknowledgement = mail.outbox
    assert notification.to == ["equipe@example.org", "accueil@example.org"]
    assert notification.subject == "Contact\u202f: nouvelle réponse"
    assert notification.reply_to == ["ines@example.org"]
    assert "Nom\nInès Ferrand\n\nCourriel\nines@example.org\n\nMessage\nBonjour à toutes et tous\n" in notification.body
    assert f"http://localhost/admin/forms/submissions/{form_page.pk}/" in notification.body
    assert acknowledgement.to == ["ines@example.org"]
    assert acknowledgement.subject == "Votre message est arrivé"
    assert acknowledgement.body.startswith("Nous vous répondons bientôt.\n\n-- \n")
    assert acknowledgement.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_form_cannot_be_used_to_write_to_others(client: Client, form_page: FormPage) -> None:
    send(client, form_page, {"nom": "Lisez https://spam.example", "message": "https://spam.example"})
    assert "spam" not in mail.outbox[1].body
    assert "spam" not in mail.outbox[1].subject


def test_one_address_gets_few_acknowledgements(client: Client, form_page: FormPage) -> None:
    for number in range(5):
        send(client, form_page, {"nom": f"Personne {number}", "courriel": "Victime@example.org"})
    assert sum(message.to == ["Victime@example.org"] for message in mail.outbox) == 3
    assert FormSubmission.objects.count() == 5


def test_subject_cannot_hold_another_header(client: Client, form_page: FormPage) -> None:
    FormPage.objects.filter(pk=form_page.pk).update(
        title="Contact\nBcc: tous@example.org", acknowledgement_subject="A\r\nB: c"
    )
    send(client, form_page)
    assert [message.subject for message in mail.outbox] == [
        "Contact Bcc: tous@example.org\u202f: nouvelle réponse",
        "A B: c",
    ]


def test_no_mail_without_words_or_recipients(client: Client, form_page: FormPage) -> None:
    FormPage.objects.filter(pk=form_page.pk).update(recipients="", acknowledgement_text="")
    send(client, form_page)
    assert mail.outbox == []
    assert FormSubmission.objects.count() == 1


@pytest.mark.filterwarnings("ignore")
def test_answers_are_kept_when_mail_fails(client: Client, form_page: FormPage) -> None:
    with patch("socle.mail.EmailMessage.send", side_effect=OSError("no server")):
        assert send(client, form_page).status_code == 303
    assert FormSubmission.objects.count() == 1


# The team's rights


@pytest.fixture
def editor(form_page: FormPage) -> User:
    """Someone who may change the page."""
    group = Group.objects.create(name="Rédaction d’essai")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group,
        page=form_page,
        permission=Permission.objects.get(codename="change_page", content_type__model="page"),
    )
    user: User = EditorFactory()
    user.groups.add(group)
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def grant(user: User, codename: str) -> None:
    user.groups.get().permissions.add(Permission.objects.get(codename=codename, content_type__app_label="nec_socle"))


def test_changing_the_page_is_not_reading_the_answers(client: Client, form_page: FormPage, editor: User) -> None:
    send(client, form_page)
    addresses = [
        reverse("wagtailforms:list_submissions", args=[form_page.pk]),
        reverse("wagtailforms:list_submissions", args=[form_page.pk]) + "?export=csv",
        reverse("wagtailforms:list_submissions_results", args=[form_page.pk]),
    ]
    for address in addresses:
        assert logged_in(editor).get(address).status_code == 302, address
    grant(editor, "view_formsubmission")
    for address in addresses:
        assert logged_in(editor).get(address).status_code == 200, address


def test_reading_the_answers_is_not_deleting_them(client: Client, form_page: FormPage, editor: User) -> None:
    send(client, form_page)
    submission = FormSubmission.objects.get()
    address = reverse("wagtailforms:delete_submissions", args=[form_page.pk]) + f"?selected-submissions={submission.pk}"
    grant(editor, "view_formsubmission")
    logged_in(editor).post(address)
    assert FormSubmission.objects.count() == 1
    grant(editor, "delete_formsubmission")
    logged_in(editor).post(address)
    assert FormSubmission.objects.count() == 0


def test_answers_of_another_page_cannot_be_deleted_through_mine(
    client: Client, home_page: HomePage, form_page: FormPage, editor: User
) -> None:
    other = FormPageFactory(parent=home_page)
    answer = FormSubmission.objects.create(page=other, form_data={}, token="autre")
    grant(editor, "view_formsubmission")
    grant(editor, "delete_formsubmission")
    address = reverse("wagtailforms:delete_submissions", args=[form_page.pk])
    logged_in(editor).post(f"{address}?selected-submissions={answer.pk}")
    assert FormSubmission.objects.filter(pk=answer.pk).exists()


# Exports


def test_csv_cannot_compute_and_opens_in_french(admin_client: Client, client: Client, form_page: FormPage) -> None:
    send(client, form_page, {"nom": "=HYPERLINK(1)", "message": "@SUM(A1)"})
    response = admin_client.get(reverse("wagtailforms:list_submissions", args=[form_page.pk]) + "?export=csv")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0][1:] == ["Nom", "Courriel", "Message"]
    assert rows[1][1:] == ["'=HYPERLINK(1)", "ines@example.org", "'@SUM(A1)"]


def test_spreadsheet_survives_what_older_rows_hold(admin_client: Client, form_page: FormPage) -> None:
    FormSubmission.objects.create(
        page=form_page, form_data={**NAME, "nom": "=1\x0b\ud7ff\uffff", "message": None}, token="x"
    )
    response = admin_client.get(reverse("wagtailforms:list_submissions", args=[form_page.pk]) + "?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    cells = list(sheet.rows)[1][1:]
    assert [cell.value for cell in cells] == ["=1\ud7ff", "ines@example.org", None]
    assert cells[0].data_type == "s"


def test_lists_and_boxes_are_exported_in_french(admin_client: Client, form_page: FormPage) -> None:
    FormSubmission.objects.create(
        page=form_page, form_data={"nom": True, "courriel": ["A", "B"], "message": False}, token="x"
    )
    response = admin_client.get(reverse("wagtailforms:list_submissions", args=[form_page.pk]) + "?export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert next(csv.reader([text.splitlines()[1]]))[1:] == ["oui", "A, B", "non"]


# The end of keeping


def test_purge_follows_each_page(form_page: FormPage, home_page: HomePage, capsys: pytest.CaptureFixture[str]) -> None:
    short: FormPage = FormPageFactory(parent=home_page, title="Inscription", retention_days=30)
    for number, (owner, days) in enumerate(
        [(form_page, 364), (form_page, 366), (short, 29), (short, 31), (short, 400)]
    ):
        submission = FormSubmission.objects.create(page=owner, form_data={}, token=str(number))
        FormSubmission.objects.filter(pk=submission.pk).update(submit_time=timezone.now() - timedelta(days=days))
    call_command("purge_form_submissions", "--dry-run")
    assert capsys.readouterr().out == "Contact : 1\nInscription : 2\nTotal : 3\n"
    assert FormSubmission.objects.count() == 5
    call_command("purge_form_submissions")
    assert capsys.readouterr().out == "Contact : 1\nInscription : 2\nTotal : 3\n"
    assert sorted(FormSubmission.objects.values_list("token", flat=True)) == ["0", "2"]


# The editors' side


def test_both_faces_of_the_page_can_be_previewed(admin_client: Client, form_page: FormPage) -> None:
    revision = form_page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_view", args=[form_page.pk, revision.pk])
    assert 'name="courriel"' in admin_client.get(address).text
    landing = form_page.make_preview_request(preview_mode="landing")
    assert "Votre message est envoyé" in landing.content.decode()


def test_page_can_be_edited_in_the_admin(admin_client: Client, form_page: FormPage) -> None:
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[form_page.pk])).text
    assert "Accusé de réception" in html or "accusé de réception" in html
    assert 'name="form_fields-0-label"' in html
