"""Every type of page opens, saves as an unfinished draft and publishes, for the people who write."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, get_page_models

from home.models import HomePage
from socle.models import Thematique
from socle.permissions import WRITERS
from tests.accounts import log_in, member_of
from tests.admin_forms import empty_form_data
from tests.factories import (
    CarnetsIndexPageFactory,
    EditionNationalePageFactory,
    EditionsIndexPageFactory,
    NecLocauxIndexPageFactory,
    NumeroPageFactory,
    OffresDeFormatsIndexPageFactory,
    PartenaireFactory,
    RessourcesIndexPageFactory,
    RevueIndexPageFactory,
    StandardPageFactory,
    ThematiqueFactory,
)


@dataclass(frozen=True)
class PageType:
    """A type, the page to make it under, and the least it needs: to be kept as a draft, to be published."""

    parent: str = "home"
    draft: dict[str, Any] = field(default_factory=dict)
    publication: dict[str, Any] = field(default_factory=dict)


ENGAGEMENT = {
    "engagements-count": "1",
    "engagements-0-id": "",
    "engagements-0-type": "engagement",
    "engagements-0-order": "0",
    "engagements-0-deleted": "",
    "engagements-0-value-title": "Respecter",
    "engagements-0-value-short_title": "",
    "engagements-0-value-short_text": "",
    "engagements-0-value-text": '{"blocks": [{"text": "Un texte.", "type": "unstyled"}], "entityMap": {}}',
    "engagements-0-value-checks-count": "0",
}
QUESTION = {
    "form_fields-TOTAL_FORMS": "1",
    "form_fields-0-label": "Votre message",
    "form_fields-0-field_type": "multiline",
    "form_fields-0-choices": "",
    "form_fields-0-default_value": "",
    "form_fields-0-help_text": "",
    "form_fields-0-purpose": "",
    "form_fields-0-ORDER": "1",
}
DAY = {"start_date": "2024-10-03"}
ISSUE = {"number": "7", "season": "2-ete", "year": "2024"}
EDITION = {"year": "2031", "city": "Lens"}
PARTNER = {"partenaire": "900"}
OFFER = {**PARTNER, "format": "atelier"}

PAGE_TYPES = {
    "nec_home.StandardPage": PageType(),
    "nec_home.ChartePage": PageType(publication=ENGAGEMENT),
    "nec_home.EditionsIndexPage": PageType(),
    "nec_home.EditionNationalePage": PageType(parent="editions", draft={"year": "2031"}, publication=EDITION),
    "nec_home.SearchPage": PageType(),
    "nec_home.SitemapPage": PageType(),
    "nec_socle.ThematiqueIndexPage": PageType(),
    "nec_socle.FormPage": PageType(publication=QUESTION),
    "nec_locaux.NecLocauxIndexPage": PageType(),
    "nec_locaux.NecLocalPage": PageType(parent="nec_locaux", draft=DAY, publication=DAY),
    "nec_locaux.OffresDeFormatsIndexPage": PageType(),
    "nec_locaux.OffreDeFormatPage": PageType(parent="offres", draft=PARTNER, publication=OFFER),
    "nec_revue.RevueIndexPage": PageType(),
    "nec_revue.NumeroPage": PageType(parent="revue", draft={"number": "7", "year": "2024"}, publication=ISSUE),
    "nec_revue.ArticlePage": PageType(parent="numero"),
    "nec_revue.CarnetsIndexPage": PageType(parent="revue"),
    "nec_revue.CarnetPage": PageType(parent="carnets", draft=DAY, publication=DAY),
    "nec_ressources.RessourcesIndexPage": PageType(),
    "nec_ressources.RessourcePage": PageType(parent="ressources", publication={"kind": "guide"}),
    "nec_candidatures.AppelPage": PageType(),
    "nec_candidatures.EligibilitePage": PageType(),
}
INDEXES = {
    "editions": EditionsIndexPageFactory,
    "nec_locaux": NecLocauxIndexPageFactory,
    "offres": OffresDeFormatsIndexPageFactory,
    "revue": RevueIndexPageFactory,
    "ressources": RessourcesIndexPageFactory,
}


@pytest.fixture
def writer(home_page: HomePage) -> Client:
    """A client of a member of Rédaction."""
    call_command("setup_editors", verbosity=0)
    return log_in(member_of(WRITERS.name))


@pytest.fixture(scope="module")
def empty_forms() -> dict[str, dict[str, Any]]:
    """What the form of each type sends when nothing is typed: read once a type, for it takes long to draw."""
    return {}


def make_parent(name: str, home_page: HomePage) -> Page:
    if name == "home":
        return home_page
    if name == "numero":
        return NumeroPageFactory(parent=RevueIndexPageFactory(parent=home_page))
    if name == "carnets":
        return CarnetsIndexPageFactory(parent=RevueIndexPageFactory(parent=home_page))
    if name == "offres":
        PartenaireFactory(pk=int(PARTNER["partenaire"]))
    return INDEXES[name](parent=home_page)


def theme_data(theme: Thematique) -> dict[str, Any]:
    """What the form sends for a thématique. Types that bear none ignore it."""
    return {
        "thematique_links-TOTAL_FORMS": "1",
        "thematique_links-INITIAL_FORMS": "0",
        "thematique_links-0-thematique": theme.pk,
        "thematique_links-0-ORDER": "1",
    }


def add_address(label: str, parent: Page) -> str:
    app, model = label.lower().split(".")
    return reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])


def form_data(writer: Client, address: str, forms: dict[str, dict[str, Any]], label: str) -> dict[str, Any]:
    """What the form at `address`, of the type `label`, sends when nothing is typed."""
    if label not in forms:
        forms[label] = empty_form_data(writer, address)
    return forms[label]


def test_no_type_is_forgotten() -> None:
    creatable = {model._meta.label for model in get_page_models() if model.is_creatable}

    assert creatable == {*PAGE_TYPES, "nec_home.HomePage"}


@pytest.mark.parametrize("label", PAGE_TYPES)
def test_draft_may_be_unfinished(
    writer: Client, home_page: HomePage, empty_forms: dict[str, dict[str, Any]], label: str
) -> None:
    page_type = PAGE_TYPES[label]
    address = add_address(label, make_parent(page_type.parent, home_page))
    data = {
        **form_data(writer, address, empty_forms, label),
        **page_type.draft,
        "title": "Brouillon",
        "slug": "brouillon",
    }

    response = writer.post(address, data)

    page = Page.objects.get(slug="brouillon").specific
    assert response.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page._meta.label, page.live) == (label, False)
    assert writer.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("label", PAGE_TYPES)
def test_page_is_published(
    writer: Client, home_page: HomePage, empty_forms: dict[str, dict[str, Any]], label: str
) -> None:
    page_type = PAGE_TYPES[label]
    parent = make_parent(page_type.parent, home_page)
    address = add_address(label, parent)
    data = {
        **form_data(writer, address, empty_forms, label),
        **page_type.publication,
        "title": "Une page",
        "slug": "une-page",
    }

    response = writer.post(address, {**data, "action-publish": "1"})

    page = Page.objects.get(slug="une-page").specific
    assert response.headers["Location"] == reverse("wagtailadmin_explore", args=[parent.pk])
    assert (page._meta.label, page.live) == (label, True)


@pytest.mark.parametrize("label", PAGE_TYPES)
def test_page_is_previewed_before_it_is_saved(
    writer: Client, home_page: HomePage, empty_forms: dict[str, dict[str, Any]], label: str
) -> None:
    page_type = PAGE_TYPES[label]
    parent = make_parent(page_type.parent, home_page)
    app, model = label.lower().split(".")
    address = reverse("wagtailadmin_pages:preview_on_add", args=[app, model, parent.pk])
    data = {**form_data(writer, add_address(label, parent), empty_forms, label), **page_type.publication}
    theme = ThematiqueFactory()

    answer = writer.post(address, {**data, **theme_data(theme), "title": "Un essai à voir", "slug": "essai"})
    preview = writer.get(address)

    assert answer.json() == {"is_valid": True, "is_available": True}
    assert preview.status_code == 200
    assert "Un essai à voir" in preview.content.decode()
    assert Page.objects.filter(slug="essai").count() == 0


@pytest.mark.parametrize("label", [name for name, kind in PAGE_TYPES.items() if kind.publication != kind.draft])
def test_unfinished_page_is_not_published(
    writer: Client, home_page: HomePage, empty_forms: dict[str, dict[str, Any]], label: str
) -> None:
    page_type = PAGE_TYPES[label]
    address = add_address(label, make_parent(page_type.parent, home_page))
    data = {
        **form_data(writer, address, empty_forms, label),
        **page_type.draft,
        "title": "Une page",
        "slug": "une-page",
    }

    response = writer.post(address, {**data, "action-publish": "1"})

    assert response.status_code == 200
    assert not response.context["form"].is_valid()
    assert not Page.objects.filter(slug="une-page").exists()


def test_types_are_described_where_one_chooses(writer: Client, home_page: HomePage) -> None:
    response = writer.get(reverse("wagtailadmin_pages:add_subpage", args=[home_page.pk]))

    described = {model._meta.label: model.page_description for model in get_page_models() if model.is_creatable}
    assert all(described.values()), [label for label, text in described.items() if not text]
    html = response.content.decode()
    assert str(described["nec_home.StandardPage"]) in html
    assert "NEC local" not in html


def test_page_may_stand_below_a_plain_page(writer: Client, home_page: HomePage) -> None:
    parent = StandardPageFactory(parent=home_page)

    html = writer.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk])).content.decode()

    for model in ("nec_home/standardpage", "nec_home/chartepage", "nec_candidatures/appelpage", "nec_socle/formpage"):
        assert f"/admin/pages/add/{model}/{parent.pk}/" in html


def test_editions_are_listed_by_year(writer: Client, home_page: HomePage) -> None:
    index = EditionsIndexPageFactory(parent=home_page)
    for year, city, attendance in ((2022, "Lens", 1800), (2021, "Nantes", None), (2023, "Bordeaux", 1500)):
        EditionNationalePageFactory(parent=index, year=year, city=city, attendance=attendance)

    response = writer.get(f"/admin/pages/{index.pk}/?ordering=-year")

    assert [page.year for page in response.context["object_list"]] == [2023, 2022, 2021]
    html = response.content.decode()
    assert "Fréquentation" in html
    assert "2\u202f022" not in html
