"""The form of an issue proposes its number and year, and says what is wrong with them."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from revue.models import NumeroPage, RevueIndexPage
from tests.admin_forms import empty_form_data
from tests.factories import NumeroPageFactory


def test_a_new_issue_proposes_the_number_that_follows(admin_client: Client, revue: RevueIndexPage) -> None:
    NumeroPageFactory(parent=revue, number=7)
    address = reverse("wagtailadmin_pages:add", args=["nec_revue", "numeropage", revue.pk])

    form = admin_client.get(address).context["form"]

    assert form["number"].value() == 8
    assert form["year"].value() == timezone.localdate().year


def test_an_issue_keeps_its_number(admin_client: Client, numero: NumeroPage) -> None:
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[numero.pk])).context["form"]

    assert form["number"].value() == numero.number
    assert form["year"].value() == numero.year


def test_a_number_that_is_taken_is_told(admin_client: Client, revue: RevueIndexPage, numero: NumeroPage) -> None:
    address = reverse("wagtailadmin_pages:add", args=["nec_revue", "numeropage", revue.pk])
    data = empty_form_data(admin_client, address) | {"title": "Un autre", "number": str(numero.number), "year": ""}

    form = admin_client.post(address, data).context["form"]

    assert form.errors == {
        "number": ["Un autre numéro de la revue porte déjà ce chiffre."],
        "year": ["Indiquez l’année, en chiffres."],
    }
