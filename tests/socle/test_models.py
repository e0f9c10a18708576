"""What pages, registers, images and documents of the site do, whatever their type."""

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction, Site

from candidatures.models import AppelPage
from home.models import EditionNationalePage, HomePage, StandardPage
from nec_locaux.enums import Status
from nec_locaux.models import NecLocalPage
from socle.chrome import clear_chrome
from socle.enums import Licence, TerritoireKind, ThematiqueFamily
from socle.fields import StreamField, URLField
from socle.models import (
    AlertSettings,
    BasePage,
    ContactSettings,
    NecImage,
    PageThematique,
    Partenaire,
    Personne,
    Territoire,
    Thematique,
)
from tests.factories import (
    EditionNationalePageFactory,
    EditionsIndexPageFactory,
    NecDocumentFactory,
    NecImageFactory,
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    StandardPageFactory,
    TerritoireFactory,
    ThematiqueFactory,
    ThematiqueIndexPageFactory,
)

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def demarche(home_page: HomePage) -> StandardPage:
    return StandardPageFactory(
        parent=home_page, title="La démarche", slug="la-demarche", summary="Ce que NEC propose.", seo_title=""
    )


# Pages


def test_breadcrumb_goes_from_home_to_the_parent(home_page: HomePage, demarche: StandardPage) -> None:
    child = StandardPageFactory(parent=StandardPageFactory(parent=demarche, title="Brouillon", live=False))

    assert [page.title for page in child.breadcrumb] == ["Numérique en Commun[s]", "La démarche"]
    assert [page.title for page in demarche.breadcrumb] == ["Numérique en Commun[s]"]
    assert home_page.breadcrumb == []


def test_breadcrumb_stays_below_a_deeper_home(demarche: StandardPage) -> None:
    Site.objects.update(root_page=demarche)
    Site.clear_site_root_paths_cache()
    child = StandardPageFactory(parent=demarche)

    assert [page.title for page in child.breadcrumb] == ["La démarche"]


def test_kind_is_known_without_a_query(
    home_page: HomePage, demarche: StandardPage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    NecLocalPageFactory(parent=NecLocauxIndexPageFactory(parent=home_page))
    pages = list(BasePage.objects.order_by("path"))
    assert [type(page) for page in pages] == [BasePage] * 4
    assert pages[-1].kind_label == "NEC local"

    with django_assert_num_queries(0):
        assert [page.kind_label for page in pages] == ["", "", "", "NEC local"]


def test_titles_for_others_fall_back_on_the_page_s_own(demarche: StandardPage) -> None:
    assert (demarche.meta_title, demarche.meta_description) == ("La démarche", "Ce que NEC propose.")

    demarche.seo_title, demarche.search_description = "Pour les moteurs", "Une description."

    assert (demarche.meta_title, demarche.meta_description) == ("Pour les moteurs", "Une description.")


def test_structured_data(client: Client, demarche: StandardPage) -> None:
    with time_machine.travel(datetime(2024, 10, 3, 9, tzinfo=PARIS), tick=False):
        demarche.save_revision().publish()
    demarche.refresh_from_db()

    assert demarche.get_json_ld() == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": "La démarche",
        "url": "http://localhost/la-demarche/",
        "inLanguage": "fr",
        "description": "Ce que NEC propose.",
        "dateModified": "2024-10-03T07:00:00+00:00",
    }
    html = client.get("/la-demarche/").content.decode()
    start = html.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    assert json.loads(html[start : html.index("</script>", start)])["name"] == "La démarche"


def test_page_left_out_of_search_engines(client: Client, demarche: StandardPage) -> None:
    shown = StandardPageFactory(parent=demarche.get_parent(), slug="visible")
    demarche.noindex = True
    demarche.save()

    sitemap = client.get("/sitemap.xml").content.decode()

    assert (demarche.full_url in sitemap, shown.full_url in sitemap) == (False, True)
    assert demarche.get_sitemap_urls() == []
    assert list(BasePage.objects.indexable().filter(pk__in=[demarche.pk, shown.pk])) == [shown.basepage_ptr]
    assert '<meta name="robots" content="noindex">' in client.get("/la-demarche/").content.decode()


# Thématiques of pages


def test_thematiques_keep_the_editors_order(demarche: StandardPage) -> None:
    themes = [ThematiqueFactory(title=title) for title in ("C", "A", "B")]
    for rank, theme in enumerate(themes):
        demarche.thematique_links.create(thematique=theme, sort_order=rank)
    demarche.save()

    assert StandardPage.objects.get(pk=demarche.pk).thematiques == themes
    assert BasePage.objects.with_thematiques().get(pk=demarche.pk).thematiques == themes


def test_mixed_list_reads_its_thematiques_in_one_query(
    home_page: HomePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    theme = ThematiqueFactory()
    index = NecLocauxIndexPageFactory(parent=home_page)
    for page in (StandardPageFactory(parent=home_page), *(NecLocalPageFactory(parent=index) for _number in range(3))):
        PageThematique.objects.create(page=page.basepage_ptr, thematique=theme)

    with django_assert_num_queries(2):
        found = [page.thematiques for page in BasePage.objects.for_thematique(theme).with_thematiques()]

    assert found == [[theme]] * 4


def test_page_bears_a_thematique_once(demarche: StandardPage) -> None:
    theme = ThematiqueFactory()
    first = PageThematique.objects.create(page=demarche.basepage_ptr, thematique=theme)

    with pytest.raises(IntegrityError), transaction.atomic():
        PageThematique.objects.bulk_create([PageThematique(page=demarche.basepage_ptr, thematique=theme)])
    second = PageThematique.objects.create(page=demarche.basepage_ptr, thematique=theme)

    assert list(PageThematique.objects.filter(page=demarche.pk)) == [second]
    assert second.pk != first.pk


def test_publication_and_copy_keep_thematiques(demarche: StandardPage) -> None:
    theme = ThematiqueFactory()
    demarche.thematique_links.create(thematique=theme)

    demarche.save_revision().publish()
    copy = StandardPage.objects.get(pk=demarche.pk).copy(update_attrs={"slug": "copie"})

    assert list(Thematique.objects.filter(page_links__page=demarche.pk)) == [theme]
    assert list(Thematique.objects.filter(page_links__page=copy.pk)) == [theme]
    assert demarche.get_latest_revision_as_object().thematiques == [theme]


def test_pages_of_a_finer_thematique_belong_to_its_parent(demarche: StandardPage) -> None:
    parent = ThematiqueFactory(title="Données")
    finer = ThematiqueFactory(title="Open data", family=ThematiqueFamily.NEC_LOCAUX)
    finer.parents.add(parent)
    PageThematique.objects.create(page=demarche.basepage_ptr, thematique=finer)

    assert list(BasePage.objects.for_thematique(parent)) == [demarche.basepage_ptr]
    assert list(BasePage.objects.for_thematique(finer)) == [demarche.basepage_ptr]


def test_address_of_a_thematique_follows_its_page(home_page: HomePage) -> None:
    theme = ThematiqueFactory(slug="donnees")
    assert theme.url == ""

    ThematiqueIndexPageFactory(parent=home_page, slug="thematiques").save_revision().publish()
    clear_chrome()

    assert theme.url == "/thematiques/donnees/"


# Fields


def test_definitions_of_blocks_stay_out_of_migrations() -> None:
    field = StandardPage._meta.get_field("body")
    assert isinstance(field, StreamField)

    _name, path, args, kwargs = field.deconstruct()

    assert (path, args) == ("socle.fields.StreamField", [[]])
    assert set(kwargs) == {"blank", "verbose_name"}


def test_every_stream_is_the_site_s_own() -> None:
    streams = [
        field
        for model in apps.get_models()
        if model._meta.app_label.startswith("nec_")
        for field in model._meta.local_fields
        if field.get_internal_type() == "JSONField" and hasattr(field, "stream_block")
    ]

    assert len(streams) >= 10
    assert [field for field in streams if not isinstance(field, StreamField)] == []


def test_migrations_say_all_of_the_models(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_web_address_without_scheme_is_https() -> None:
    field = URLField(blank=True)

    form_field = field.formfield()

    assert form_field is not None
    assert form_field.clean("hubikoop.fr") == "https://hubikoop.fr"
    assert field.deconstruct()[1] == "django.db.models.URLField"


# Territoires


def test_territoires_are_searched_without_accents(db: None) -> None:
    isle = TerritoireFactory(name="L’Île-d’Yeu", code="85113")
    TerritoireFactory(name="Œuilly", code="02565")

    assert isle.search_name == "l ile d yeu"
    for words in ("ile d'yeu", "ÎLE YEU", "yeu  île", "l’ile"):
        assert list(Territoire.objects.search_name(words)) == [isle]
    assert [territoire.name for territoire in Territoire.objects.search_name("oeuilly")] == ["Œuilly"]
    assert Territoire.objects.search_name("ile de france").count() == 0


def test_official_code_is_unique_for_its_kind(db: None) -> None:
    TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="88")
    TerritoireFactory(kind=TerritoireKind.COMMUNE, code="88")
    TerritoireFactory(kind=TerritoireKind.PROJET, code="")
    TerritoireFactory(kind=TerritoireKind.PROJET, code="")

    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="88")


def test_parent_of_a_territoire_cannot_be_deleted(db: None) -> None:
    parent = TerritoireFactory()
    TerritoireFactory(parent=parent)

    with pytest.raises(models.ProtectedError):
        parent.delete()


def test_names_of_the_registers() -> None:
    personne = Personne(first_name="zoé", last_name="dupré")

    assert (str(personne), personne.initials) == ("zoé dupré", "ZD")
    assert (str(Partenaire(name="Hubikoop")), str(Thematique(title="Données"))) == ("Hubikoop", "Données")
    assert (str(Territoire(name="Lens", code="62498")), str(Territoire(name="Val de Bièvre"))) == (
        "Lens (62498)",
        "Val de Bièvre",
    )


# Images and documents


def test_image_has_no_alternative_text_of_its_own(db: None) -> None:
    image = NecImageFactory(title="IMG_2043.JPG")

    assert image.default_alt_text == ""
    assert 'alt=""' in image.get_rendition("width-10").img_tag()
    assert image.get_rendition("width-10").img_tag({"alt": "Une salle"}).count('alt="Une salle"') == 1


def test_licences_lead_to_their_text(db: None) -> None:
    assert NecImage().licence == Licence.CC_BY_SA_4
    assert {licence: licence.url for licence in Licence} == {
        Licence.CC_BY_SA_4: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        Licence.LICENCE_OUVERTE_2: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        Licence.CC_BY_4: "https://creativecommons.org/licenses/by/4.0/deed.fr",
        Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.fr",
        Licence.RESERVED: "",
    }
    assert NecImage(licence="tous-droits").licence_url == ""


def test_document_knows_its_kind_and_size(db: None) -> None:
    document = NecDocumentFactory()

    assert (document.file_extension, document.get_file_size()) == ("pdf", 9)


# Events in time


def event(home_page: HomePage, start: date, end: date | None = None) -> NecLocalPage:
    return NecLocalPageFactory(parent=NecLocauxIndexPageFactory(parent=home_page), start_date=start, end_date=end)


@pytest.mark.parametrize(
    ("moment", "is_past"),
    [
        (datetime(2024, 10, 3, 0, 0, tzinfo=PARIS), False),
        (datetime(2024, 10, 4, 23, 59, tzinfo=PARIS), False),
        # Already the next day in Paris, still the 4th in Greenwich.
        (datetime(2024, 10, 5, 0, 1, tzinfo=PARIS), True),
    ],
)
def test_event_is_past_the_day_after_its_last_day_in_paris(
    home_page: HomePage, moment: datetime, is_past: bool
) -> None:
    page = event(home_page, date(2024, 10, 3), date(2024, 10, 4))

    with time_machine.travel(moment, tick=False):
        assert page.is_past is is_past
        assert list(NecLocalPage.objects.past()) == ([page] if is_past else [])
        assert list(NecLocalPage.objects.upcoming()) == ([] if is_past else [page])
        assert page.status_label == ("Terminé" if is_past else "Annoncé")


@pytest.mark.parametrize(
    ("moment", "is_past"),
    [
        (datetime(2024, 10, 3, 23, 59, tzinfo=PARIS), False),
        (datetime(2024, 10, 4, tzinfo=PARIS), True),
    ],
)
def test_event_of_one_day(home_page: HomePage, moment: datetime, is_past: bool) -> None:
    page = event(home_page, date(2024, 10, 3))

    assert NecLocalPage.objects.past(moment).filter(pk=page.pk).exists() is is_past
    assert NecLocalPage.objects.upcoming(moment).filter(pk=page.pk).exists() is not is_past


def test_cancellation_is_said_even_when_past(home_page: HomePage) -> None:
    page = event(home_page, date(2021, 1, 1))
    page.status = Status.CANCELLED

    assert (page.is_past, page.status_label) == (True, "Annulé")


# What editors are told to write


@pytest.mark.parametrize(
    ("model", "values", "field", "message"),
    [
        (
            NecLocalPage,
            {"title": "NEC", "slug": "nec", "start_date": date(2024, 10, 4), "end_date": date(2024, 10, 3)},
            "end_date",
            "Choisissez un dernier jour égal ou postérieur au premier.",
        ),
        (
            EditionNationalePage,
            {"title": "Lens", "slug": "lens", "start_date": date(2022, 9, 29), "end_date": date(2022, 9, 28)},
            "end_date",
            "Choisissez un dernier jour égal ou postérieur au premier.",
        ),
        (
            AppelPage,
            {"title": "Appel", "slug": "appel", "opens_on": date(2024, 7, 1), "closes_on": date(2024, 6, 1)},
            "closes_on",
            "Choisissez une clôture postérieure à l’ouverture.",
        ),
        (
            AppelPage,
            {"title": "Appel", "slug": "appel", "grant_minimum": 5000, "grant_maximum": 2500},
            "grant_maximum",
            "Indiquez un montant au moins égal au minimum.",
        ),
        (
            AlertSettings,
            {"starts_at": datetime(2024, 10, 3, tzinfo=PARIS), "ends_at": datetime(2024, 10, 2, tzinfo=PARIS)},
            "ends_at",
            "Choisissez une fin postérieure au début.",
        ),
        (
            ContactSettings,
            {"security_contact": "equipe"},
            "security_contact",
            "Commencez l’adresse par « mailto: » ou « https:// ».",
        ),
    ],
)
def test_messages(db: None, model: type[models.Model], values: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(ValidationError) as raised:
        model(**values).clean()

    assert [text.replace("\u202f", " ") for text in raised.value.message_dict[field]] == [message]


def test_editions_have_a_year_each(home_page: HomePage) -> None:
    index = EditionsIndexPageFactory(parent=home_page)
    EditionNationalePageFactory(parent=index, year=2022)

    with pytest.raises(ValidationError) as raised:
        EditionNationalePage(title="Autre", slug="autre", year=2022, city="Lens", path="x", depth=4).full_clean()

    assert "year" in raised.value.message_dict


def test_a_page_is_as_private_as_what_lies_above_it(home_page: HomePage) -> None:
    parent = StandardPageFactory(parent=home_page)
    page, other = StandardPageFactory(parent=parent), StandardPageFactory(parent=home_page)
    alias = other.create_alias(parent=home_page, update_slug="double")

    def restricted() -> list[set[int]]:
        pages = [Page.objects.get(pk=found.pk).specific for found in (parent, page, alias)]
        return [{restriction.page_id for restriction in found.get_view_restrictions()} for found in pages]

    assert restricted() == [set(), set(), set()]
    PageViewRestriction.objects.create(page=page)
    assert restricted() == [set(), {page.pk}, set()]
    PageViewRestriction.objects.create(page=parent)
    # A page that stands for another is as private as the other.
    PageViewRestriction.objects.create(page=other)
    assert restricted() == [{parent.pk}, {page.pk, parent.pk}, {other.pk}]
    root = Page.get_first_root_node()
    PageViewRestriction.objects.create(page=root)
    assert restricted() == [{parent.pk, root.pk}, {page.pk, parent.pk, root.pk}, {other.pk, root.pk}]
