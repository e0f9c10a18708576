"""Links: one target, a label, and nothing that leads nowhere."""

import pytest

from home.models import HomePage
from socle.blocks import LinkBlock, OptionalLinkBlock
from socle.blocks.link import leading_somewhere
from tests.factories import NecDocumentFactory, StandardPageFactory

from .conftest import Errors

BLOCK = LinkBlock()


def test_a_link_needs_a_target(errors_of: Errors) -> None:
    assert errors_of(BLOCK, label="Lire la charte") == {
        "page": "Choisissez une destination : une page, un document, une adresse ou un courriel."
    }


@pytest.mark.django_db
def test_a_link_has_one_target_only(errors_of: Errors, home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page)
    message = "Choisissez une seule destination : gardez celle-ci ou l’autre, et videz le reste."
    assert errors_of(BLOCK, label="Charte", page=page, external_url="https://example.org/", email="a@example.org") == {
        "page": message,
        "external_url": message,
        "email": message,
    }


def test_an_address_needs_a_label(errors_of: Errors) -> None:
    assert errors_of(BLOCK, external_url="https://example.org/") == {"label": "Donnez un libellé à ce lien."}
    assert errors_of(BLOCK, label="Exemple", external_url="https://example.org/") == {}


def test_an_address_is_of_the_web(errors_of: Errors) -> None:
    assert errors_of(BLOCK, label="Exemple", external_url="ftp://example.org/") == {
        "external_url": "Donnez une adresse qui commence par https://."
    }


@pytest.mark.parametrize("path", ["/mes-dossiers/", "/nec-locaux/?region=44", "/"])
def test_a_link_leads_to_an_address_of_this_site(errors_of: Errors, path: str) -> None:
    assert errors_of(BLOCK, label="Suivre mon dossier", site_path=path) == {}
    link = BLOCK.normalize({"label": "Suivre mon dossier", "site_path": path})
    assert (link.url, link.is_external) == (path, False)


@pytest.mark.parametrize(
    "path", ["//exemple.fr/", "/\\exemple.fr/", "mes-dossiers/", "javascript:alert(1)", "/a b", "/a\\b"]
)
def test_an_address_of_this_site_leads_nowhere_else(errors_of: Errors, path: str) -> None:
    assert errors_of(BLOCK, label="Suivre mon dossier", site_path=path) == {
        "site_path": "Commencez l’adresse par une barre, comme /mes-dossiers/."
    }


def test_a_draft_may_lack_what_a_publication_needs() -> None:
    block = LinkBlock()
    value = block.normalize({"label": "", "page": None, "document": None, "external_url": "", "email": ""})
    assert block.clean_deferred(value) == value
    assert block.is_deferred_validation is False


def test_an_optional_link_may_be_empty(errors_of: Errors) -> None:
    assert errors_of(OptionalLinkBlock()) == {}
    assert list(errors_of(OptionalLinkBlock(), label="Toutes les pages")) == ["page"]


@pytest.mark.django_db
def test_a_link_to_a_page_takes_its_title_and_address(home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page, title="La démarche", slug="la-demarche")
    link = BLOCK.normalize({"page": page})
    assert (link.label, link.url, link.is_external) == ("La démarche", "/la-demarche/", False)
    assert BLOCK.normalize({"page": page, "label": "Pourquoi NEC"}).label == "Pourquoi NEC"


@pytest.mark.django_db
def test_a_link_to_a_page_taken_offline_leads_nowhere(home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page, live=False)
    link = BLOCK.normalize({"page": page})
    assert link.url == ""
    assert leading_somewhere([link]) == []
    assert BLOCK.render(link).strip() == ""


@pytest.mark.django_db
def test_a_link_to_a_document() -> None:
    document = NecDocumentFactory(title="Charte")
    link = BLOCK.normalize({"document": document})
    assert (link.label, link.url, link.is_external) == ("Charte", document.url, False)


def test_a_link_to_another_site_and_to_a_mailbox() -> None:
    assert BLOCK.normalize({"external_url": "https://example.org/"}).is_external is True
    assert BLOCK.normalize({"email": "equipe@example.org"}).url == "mailto:equipe@example.org"
    assert BLOCK.normalize({}).url == ""
