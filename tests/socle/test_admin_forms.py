"""The form of a page makes its address from its title where the browser sends none."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, get_page_models

from home.models import HomePage, StandardPage
from socle.admin_forms import BasePageForm
from tests.admin_forms import empty_form_data
from tests.factories import StandardPageFactory

OURS = [model for model in get_page_models() if model.is_creatable and not model.__module__.startswith("wagtail.")]
EMPTY = "Écrivez la fin de l’adresse : ce titre n’en donne pas."


def send(client: Client, home_page: HomePage, **values: str) -> Any:
    """The reply to the form of a new page, with `values`."""
    address = reverse("wagtailadmin_pages:add", args=["nec_home", "standardpage", home_page.pk])
    return client.post(address, empty_form_data(client, address) | values)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_page_type_reads_its_title_before_its_address(model: type[Page]) -> None:
    form = model.get_edit_handler().get_form_class()

    assert issubclass(form, BasePageForm)
    names = list(form.base_fields)
    assert names.index("title") < names.index("slug")


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["draft", "publish"])
def test_an_empty_address_comes_from_the_title(
    admin_client: Client, home_page: HomePage, action: dict[str, str]
) -> None:
    response = send(admin_client, home_page, title="Un titre tapé, l’été", slug="", **action)

    assert response.status_code == 302
    page = StandardPage.objects.get(title="Un titre tapé, l’été")
    assert page.slug == "un-titre-tape-lete"
    assert page.live is bool(action)


def test_an_address_that_was_typed_stays(admin_client: Client, home_page: HomePage) -> None:
    send(admin_client, home_page, title="Un titre", slug="une-adresse")

    assert StandardPage.objects.get(title="Un titre").slug == "une-adresse"


def test_a_page_sent_twice_is_made_once(admin_client: Client, home_page: HomePage) -> None:
    StandardPageFactory(parent=home_page, title="Un titre", slug="un-titre")

    response = send(admin_client, home_page, title="Un titre", slug="")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["slug"]
    assert StandardPage.objects.filter(title="Un titre").count() == 1


def test_a_title_without_letters_asks_for_an_address(admin_client: Client, home_page: HomePage) -> None:
    response = send(admin_client, home_page, title="« ? »", slug="")

    assert response.status_code == 200
    assert response.context["form"].errors == {"slug": [EMPTY]}
    assert not StandardPage.objects.exists()
