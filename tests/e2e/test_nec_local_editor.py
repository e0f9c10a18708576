"""An editor announces a NEC local in a browser: a draft left unfinished, errors that help, publication, then a copy."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab
from pytest_django import DjangoDbBlocker
from wagtail.models import Task, Workflow

from nec_locaux.models import NecLocalPage
from socle.permissions import GROUPS, WRITERS
from tests.e2e.conftest import MakePage
from tests.e2e.test_editor import PASSWORD, choose_action, log_in

EDITOR = "organisatrice"
TITLE, NEXT_TITLE = "NEC Essai 2031", "NEC Essai 2032"


@pytest.fixture
def editor(live_site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a writer. What she makes is removed at the end."""
    with django_db_blocker.unblock():
        call_command("setup_editors", verbosity=0)
        user = get_user_model().objects.create_user(EDITOR, f"{EDITOR}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=WRITERS.name))
        yield EDITOR
        for page in NecLocalPage.objects.filter(title__in=[TITLE, NEXT_TITLE]):
            page.delete()
        user.delete()
        Group.objects.filter(name__in=[rights.name for rights in GROUPS]).delete()
        Workflow.objects.all().delete()
        Task.objects.all().delete()


def open_tab(tab: Tab, name: str) -> None:
    tab.get_by_role("tab", name=name).click()


def field(tab: Tab, label: str) -> Locator:
    """A field in sight, by its label, which may end with the star of what publishing asks for."""
    return tab.get_by_role("textbox", name=re.compile(rf"^{label}\s*\*?$"))


def fill_date(tab: Tab, label: str, value: str) -> None:
    """Type a date and close the calendar that opens over the next field."""
    field(tab, label).fill(value)
    field(tab, label).press("Escape")


def save_draft(tab: Tab) -> None:
    tab.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(tab.locator(".messages .success")).to_be_visible()


def ask_to_publish(tab: Tab) -> None:
    expect(tab.get_by_text("Enregistrement…")).to_be_hidden()
    tab.locator("footer [data-w-dropdown-target=toggle]").last.click()
    # The page that answers says the same as the one before it: wait for it.
    with tab.expect_navigation():
        tab.get_by_role("button", name="Publier", exact=True).click()
    expect(tab.get_by_text("La page ne peut être enregistrée du fait d'erreurs de validation.")).to_be_visible()


def add_session(tab: Tab, day: str) -> None:
    """Add to the programme a day that holds one session."""
    open_tab(tab, "Programme")
    panel = tab.get_by_role("tabpanel", name="Programme")
    panel.get_by_role("button", name="Insérer un bloc").click()
    fill_date(tab, "Date", day)
    panel.get_by_role("button", name="Insérer un bloc").nth(1).click()
    tab.get_by_role("option", name="Séance", exact=True).click()
    fill_date(tab, "Début", "10:00")
    field(tab, "Titre").fill("Ouverture")


def test_editor_announces_a_nec_local_and_copies_it(make_page: MakePage, editor: str) -> None:
    tab = log_in(make_page, editor)

    save_unfinished_draft(tab)
    correct_and_publish(tab)
    copy_for_next_year(tab)

    assert tab.refusals == []  # type: ignore[attr-defined]


def save_unfinished_draft(tab: Tab) -> None:
    """A draft is saved, whatever it lacks and however wrong it is."""
    tab.get_by_role("link", name="Annoncer un NEC local").click()
    expect(tab.get_by_role("tab")).to_contain_text(["Annonce", "Programme", "Pratique", "Bilan", "Référencement"])
    field(tab, "Titre").fill(TITLE)
    fill_date(tab, "Dernier jour", "17/03/2031")
    open_tab(tab, "Pratique")
    field(tab, "Lieu").fill("La Halle, Essai")
    tab.get_by_label("Latitude").fill("48.58")
    save_draft(tab)
    expect(field(tab, "Dernier jour")).to_have_value("17/03/2031")


def correct_and_publish(tab: Tab) -> None:
    """Publishing says what to correct, where it is."""
    ask_to_publish(tab)
    expect(tab.get_by_text("Indiquez le premier jour, ou le premier du mois")).to_be_visible()
    fill_date(tab, "Premier jour", "18/03/2031")

    ask_to_publish(tab)
    expect(tab.get_by_text("Choisissez un dernier jour égal ou postérieur au premier.")).to_be_visible()
    open_tab(tab, "Pratique")
    expect(tab.get_by_text("Indiquez aussi la longitude, ou videz la latitude.")).to_be_visible()
    tab.get_by_label("Longitude").fill("7.75")
    open_tab(tab, "Annonce")
    fill_date(tab, "Dernier jour", "19/03/2031")
    add_session(tab, "25/03/2031")

    ask_to_publish(tab)
    open_tab(tab, "Programme")
    expect(tab.get_by_text("n’est pas un jour de l’événement")).to_be_visible()
    expect(field(tab, "Date")).to_have_value("25/03/2031")
    fill_date(tab, "Date", "18/03/2031")
    choose_action(tab, "Publier")

    tab.goto("/nec-locaux/nec-essai-2031/")
    expect(tab.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(tab.locator("main")).to_contain_text("Ouverture")


def copy_for_next_year(tab: Tab) -> None:
    """The list leads to the copy, which keeps the place and waits for its dates."""
    tab.goto("/admin/nec-locaux/?q=essai")
    row = tab.get_by_role("row", name=TITLE)
    expect(row).to_contain_text("18 et 19\u00a0mars 2031")
    row.get_by_role("button", name="Actions").or_(row.get_by_role("button", name="options")).first.click()
    tab.get_by_role("link", name="Copier").click()
    expect(field(tab, "Nouveau titre")).to_have_value(NEXT_TITLE)
    expect(field(tab, "Nouvelle adresse")).to_have_value("nec-essai-2032")
    tab.get_by_role("button", name="Copier cette page").click()
    tab.locator(".messages").get_by_role("link", name="Modifier").click()

    expect(field(tab, "Titre")).to_have_value(NEXT_TITLE)
    expect(field(tab, "Premier jour")).to_have_value("")
    expect(field(tab, "Dernier jour")).to_have_value("")
    expect(tab.get_by_text(TITLE, exact=True)).to_be_visible()
    open_tab(tab, "Programme")
    expect(tab.get_by_role("tabpanel", name="Programme").get_by_role("button", name="Supprimer")).to_have_count(0)
    open_tab(tab, "Pratique")
    expect(field(tab, "Lieu")).to_have_value("La Halle, Essai")
    response = tab.goto("/nec-locaux/nec-essai-2032/")
    assert response is not None
    assert response.status == 404
