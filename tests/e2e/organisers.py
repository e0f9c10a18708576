"""How organisers' pages are reached and filled in from a browser."""

import re
from typing import Any

from django.core import mail
from playwright.sync_api import Locator, Page

from candidatures.access import cookie_name
from candidatures.enums import Step
from candidatures.models import Candidature, Porteur
from tests.factories import PorteurSessionFactory

EMAIL = "porteuse@exemple.fr"
LINK = re.compile(r"https?://[^/\s]+(/mes-dossiers/connexion/\S+)")

Answers = dict[str, dict[str, Any]]


def sign_in(tab: Page, site: str, porteur: Porteur) -> None:
    """Put on the browser what a link would leave there."""
    token = f"navigateur-{porteur.sessions.count()}-{porteur.pk}"
    PorteurSessionFactory(porteur=porteur, token=token)
    tab.context.add_cookies([{"name": cookie_name(), "value": token, "url": site, "httpOnly": True}])


def address(candidature: Candidature, step: Step) -> str:
    """A page of the form."""
    return f"/mes-dossiers/{candidature.uuid}/etapes/{step}/"


def last_link() -> str:
    """Path of the link in the last mail."""
    found = LINK.search(str(mail.outbox[-1].body))
    assert found
    return found[1]


def fill(tab: Page, values: dict[str, Any]) -> None:
    """Type the answers of a page; a row that is not there yet is asked for with its button."""
    for name, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            fill_rows(tab, name, value)
        else:
            put(tab.locator(f"[name='{name}']"), value)


def fill_rows(tab: Page, name: str, rows: list[dict[str, str]]) -> None:
    for number, row in enumerate(rows):
        if not tab.locator(f"[name^='{name}-{number}-']").count():
            tab.locator(f"button[name=add][value={name}]").click()
        for field, value in row.items():
            put(tab.locator(f"[name='{name}-{number}-{field}']"), value)


def put(field: Locator, value: str | list[str]) -> None:
    """Answer one question, whatever it looks like. One that the page does not ask is left."""
    if not field.count():
        return
    kind = field.first.evaluate("element => element.type")
    if value == "on":
        field.check()
    elif kind in {"radio", "checkbox"}:
        for choice in value if isinstance(value, list) else [value]:
            field.and_(field.page.locator(f"[value='{choice}']")).check()
    elif kind == "select-one":
        field.select_option(str(value))
    else:
        field.fill(str(value))


def save(tab: Page) -> None:
    tab.get_by_role("button", name="Enregistrer et continuer").click()
