"""The team at work in a browser: a page written, illustrated and published; another submitted, then approved."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import ConsoleMessage, expect
from playwright.sync_api import Page as Tab
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, Site, Task, Workflow

from socle.models import NecImage
from socle.permissions import CONTRIBUTORS, GROUPS, WRITERS
from tests.e2e.conftest import WIDE, MakePage

PASSWORD = "une-phrase-de-passe"
ACCOUNTS = {"autrice": WRITERS.name, "contributeur": CONTRIBUTORS.name}
TITLES = ("Préparer sa venue", "Venir en train")
IMAGE_TITLE = "Une salle, essai"
ALT = "Une vingtaine de personnes assises en cercle."


@pytest.fixture
def home_pk(live_site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """The home page of the demonstration, with a writer and a contributor. What they make is removed at the end."""
    with django_db_blocker.unblock():
        call_command("setup_editors", verbosity=0)
        for name, group in ACCOUNTS.items():
            user = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD)
            user.groups.add(Group.objects.get(name=group))
        yield Site.objects.get(is_default_site=True).root_page_id
        for page in Page.objects.filter(title__in=TITLES):
            page.delete()
        NecImage.objects.filter(title=IMAGE_TITLE).delete()
        get_user_model().objects.filter(username__in=ACCOUNTS).delete()
        Group.objects.filter(name__in=[rights.name for rights in GROUPS]).delete()
        Workflow.objects.all().delete()
        Task.objects.all().delete()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "salle.png"
    Image.new("RGB", (1200, 800), "#a9cfff").save(path)
    return path


def log_in(make_page: MakePage, name: str) -> Tab:
    """A browser's tab in which `name` is logged in. It notes what the content security policy refuses."""
    tab: Tab = make_page(viewport=WIDE)
    tab.refusals = []  # type: ignore[attr-defined]

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            tab.refusals.append(message.text)  # type: ignore[attr-defined]

    tab.on("console", note)
    tab.goto("/admin/")
    tab.get_by_label("Nom d’utilisateur").fill(name)
    tab.get_by_label("Mot de passe").fill(PASSWORD)
    tab.get_by_role("button", name="S'identifier").click()
    expect(tab.get_by_role("heading", name="Que voulez-vous faire")).to_be_visible()
    return tab


def start_page(tab: Tab, home_pk: int, title: str, summary: str) -> None:
    tab.goto(f"/admin/pages/add/nec_home/standardpage/{home_pk}/")
    tab.get_by_role("textbox", name="Titre").fill(title)
    tab.get_by_role("textbox", name="Chapô").fill(summary)


def add_block(tab: Tab, name: str) -> None:
    tab.get_by_role("button", name="Insérer un bloc").last.click()
    tab.get_by_role("option", name=name, exact=True).click()


def write_text(tab: Tab, text: str) -> None:
    """Type in the last block, and wait for the editor to have put it in the form."""
    tab.locator("[contenteditable=true]").last.press_sequentially(text)
    expect(tab.locator("input[name=body-0-value]")).to_have_value(re.compile(re.escape(text)))


def choose_action(tab: Tab, name: str) -> None:
    """Choose in the menu of the save button. The draft may be saving itself meanwhile."""
    expect(tab.get_by_text("Enregistrement…")).to_be_hidden()
    tab.locator("footer [data-w-dropdown-target=toggle]").last.click()
    tab.get_by_role("button", name=name, exact=True).click()
    expect(tab.locator(".messages .success")).to_be_visible()


def test_writer_publishes_an_illustrated_page(make_page: MakePage, home_pk: int, picture: Path) -> None:
    tab = log_in(make_page, "autrice")
    start_page(tab, home_pk, "Préparer sa venue", "Ce qu’il faut savoir avant de venir.")

    # A block is seen before it is chosen.
    tab.get_by_role("button", name="Insérer un bloc").last.click()
    option = tab.get_by_role("option", name="Chiffres clés", exact=True)
    option.locator("..").get_by_role("button", name="Prévisualiser").click()
    expect(tab.frame_locator(".w-combobox-preview iframe").locator("main")).to_contain_text("personnes")
    tab.get_by_role("option", name="Texte", exact=True).click()
    write_text(tab, "Le lieu ouvre à neuf heures.")

    add_block(tab, "Image")
    tab.get_by_role("button", name="Choisir une image").last.click()
    dialog = tab.locator(".modal-dialog")
    dialog.get_by_role("tab", name="Transférer").click()
    dialog.locator("input[type=file]").set_input_files(picture)
    dialog.get_by_role("textbox", name="Titre").fill(IMAGE_TITLE)
    dialog.get_by_role("button", name="Transférer").click()
    tab.get_by_role("textbox", name="Texte alternatif").fill(ALT)
    choose_action(tab, "Publier")

    tab.goto("/preparer-sa-venue/")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Préparer sa venue")
    expect(tab.locator("main")).to_contain_text("Le lieu ouvre à neuf heures.")
    expect(tab.get_by_role("img", name=ALT)).to_be_visible()
    assert tab.refusals == []  # type: ignore[attr-defined]


def test_contributor_submits_and_writer_approves(make_page: MakePage, home_pk: int) -> None:
    contributor = log_in(make_page, "contributeur")
    start_page(contributor, home_pk, "Venir en train", "La gare est à dix minutes à pied.")
    add_block(contributor, "Texte")
    write_text(contributor, "Prenez la sortie nord.")
    choose_action(contributor, "Soumettre à Relecture")
    response = contributor.goto("/venir-en-train/")
    assert response is not None
    assert response.status == 404

    writer = log_in(make_page, "autrice")
    row = writer.get_by_role("row", name="Venir en train").first
    row.get_by_role("button", name="Actions").click()
    writer.get_by_role("button", name="Approuver", exact=True).click()
    expect(writer.get_by_text("En attente de votre vérification")).to_be_hidden()

    writer.goto("/venir-en-train/")
    expect(writer.locator("main")).to_contain_text("Prenez la sortie nord.")
    assert contributor.refusals + writer.refusals == []  # type: ignore[attr-defined]
