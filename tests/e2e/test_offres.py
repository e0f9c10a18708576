"""The offers of formats in a browser: chosen by keyboard, without JavaScript, shared by their address."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django import DjangoDbBlocker

from nec_locaux.models import OffreDeFormatPage, OffresDeFormatsIndexPage
from tests.e2e.conftest import NARROW, WIDE, MakePage

# The smallest window WCAG 1.4.10 asks for.
REFLOW = ViewportSize(width=320, height=640)


@dataclass(frozen=True)
class Addresses:
    """Where the pages of the offers are."""

    catalogue: str
    #: An offer that has a contact for the time of a test: the guide gives none.
    offre: str
    selection: str

    @property
    def contact(self) -> str:
        return f"{self.offre}prendre-attache/"

    @property
    def all(self) -> list[str]:
        filtered = f"{self.catalogue}{self.selection}&format=pitch"
        return [self.catalogue, filtered, f"{self.catalogue}selection/{self.selection}", self.offre, self.contact]


@pytest.fixture
def offres(live_site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Addresses]:
    with django_db_blocker.unblock():
        offres = OffreDeFormatPage.objects.filter(slug="feuille-de-route-territoriale")
        offres.update(contact_email="contact@partenaire.example")
        other = OffreDeFormatPage.objects.get(slug="repondre-aux-besoins")
        offre = offres.get()
        index = OffresDeFormatsIndexPage.objects.get()
        yield Addresses(index.url, offre.url, f"?offre={other.pk}&offre={offre.pk}")
        offres.update(contact_email="")


def test_no_violation(each_look: Page, offres: Addresses, axe: Callable[[Page], list[str]]) -> None:
    tab = each_look
    found = []
    for address in offres.all:
        tab.goto(address)
        found += [f"{address}\n    {line}" for line in axe(tab)]
    tab.get_by_role("button", name="Envoyer le message").click()
    expect(tab.get_by_role("alert")).to_be_focused()
    found += [f"errors\n    {line}" for line in axe(tab)]

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("viewport", [REFLOW, NARROW, WIDE], ids=["320", "360", "1280"])
def test_no_page_scrolls_sideways(make_page: MakePage, offres: Addresses, viewport: ViewportSize) -> None:
    tab = make_page(viewport=viewport)
    wide = []
    for address in offres.all:
        tab.goto(address)
        if tab.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
            wide.append(address)

    assert wide == []


def test_offers_are_chosen_by_keyboard_and_shared_without_javascript(make_page: MakePage, offres: Addresses) -> None:
    tab = make_page(viewport=WIDE, java_script_enabled=False)
    tab.goto(offres.catalogue)

    box = tab.get_by_role("checkbox", name=re.compile("besoins en numérique"))
    box.focus()
    tab.keyboard.press("Space")
    expect(box).to_be_checked()

    # A filter applied from the keyboard keeps what was checked, and tells that it is out of the list.
    tab.get_by_role("checkbox", name="Atelier", exact=True).focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=2, name="1 offre")).to_be_visible()
    expect(tab.get_by_role("status").first).to_have_text(
        re.compile(r"1 format choisi\s*, dont 1 masqué par les filtres")
    )
    tab.get_by_role("checkbox", name=re.compile("feuille de route")).focus()
    tab.keyboard.press("Space")
    tab.get_by_role("button", name="Continuer avec ma sélection").focus()
    tab.keyboard.press("Enter")

    expect(tab.get_by_role("heading", level=1)).to_have_text("Votre sélection de formats")
    titles = tab.locator("article h2")
    expect(titles).to_have_count(2)
    expect(tab.locator("main")).to_contain_text("2 formats.")

    # Another browser, given the address that the page shows, reads the same selection.
    address = tab.locator(".offers-address").inner_text()
    path = address[address.index("/organiser/") :]
    other = make_page(viewport=NARROW)
    other.goto(path)
    assert other.locator("article h2").all_inner_texts() == titles.all_inner_texts()

    tab.get_by_role("link", name=re.compile("Retirer.*feuille de route")).click()
    expect(titles).to_have_count(1)
    tab.get_by_role("link", name="Choisir d’autres formats").click()
    expect(tab.get_by_role("checkbox", name="Atelier", exact=True)).to_be_checked()
    tab.get_by_role("button", name="Retirer Atelier").click()
    expect(box).to_be_checked()
    expect(tab.get_by_role("heading", level=2, name="10 offres")).to_be_visible()


def test_chosen_card_takes_the_paper_of_its_thematique(make_page: MakePage, offres: Addresses) -> None:
    tab = make_page(viewport=WIDE)
    tab.goto(offres.catalogue)
    box = tab.get_by_role("checkbox", name=re.compile("feuille de route"))
    chosen = tab.locator(".offer", has=box)
    expect(chosen).to_have_css("background-color", "rgb(255, 255, 255)")
    box.check()
    expect(chosen).to_have_css("background-color", "rgb(255, 218, 69)")


def test_script_counts_the_boxes_checked(make_page: MakePage, offres: Addresses) -> None:
    tab = make_page(viewport=WIDE)
    tab.goto(offres.catalogue)
    status = tab.get_by_role("status").first
    expect(status).to_have_text("Aucun format choisi")
    boxes = tab.locator("input[name=offre]")
    for number, words in ((0, "1 format choisi"), (1, "2 formats choisis")):
        boxes.nth(number).check()
        expect(status).to_have_text(words)
    boxes.nth(0).uncheck()
    expect(status).to_have_text("1 format choisi")


def test_page_of_an_offer_adds_it_to_the_selection(make_page: MakePage, offres: Addresses) -> None:
    tab = make_page(viewport=NARROW)
    tab.goto(offres.offre)
    tab.get_by_role("button", name="Ajouter à mon dossier").click()
    expect(tab.get_by_role("checkbox", name=re.compile("feuille de route"))).to_be_checked()
    expect(tab.get_by_role("status").first).to_have_text("1 format choisi")


def test_errors_of_the_message_are_reached_and_lose_nothing(make_page: MakePage, offres: Addresses) -> None:
    tab = make_page(viewport=NARROW, java_script_enabled=False)
    tab.goto(offres.contact)
    tab.get_by_label("Votre nom").fill("Inès Ferrand")
    tab.get_by_label("Votre adresse électronique").fill("ines")
    tab.get_by_label("Votre message").fill("Bonjour")
    tab.get_by_role("button", name="Envoyer le message").click()

    expect(tab).to_have_title(re.compile("^Erreur"))
    tab.get_by_role("alert").get_by_role("link", name=re.compile("Votre adresse électronique")).click()
    expect(tab.get_by_label("Votre adresse électronique")).to_have_attribute("aria-invalid", "true")
    expect(tab.get_by_label("Votre nom")).to_have_value("Inès Ferrand")
    expect(tab.get_by_label("Votre message")).to_have_value("Bonjour")
