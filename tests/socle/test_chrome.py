"""What surrounds every page is read once and kept, and every change that shows in it clears what was kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from wagtail.models import Page, Site

from home.models import HomePage, StandardPage
from socle.chrome import CACHE_KEY, PAGE_URL_KEY, build_chrome, get_chrome, page_url, remember
from socle.context_processors import chrome as chrome_context
from socle.models import (
    AlertSettings,
    ContactSettings,
    IdentitySettings,
    LegalSettings,
    MenuSettings,
    SocialSettings,
)
from tests.factories import NecDocumentFactory, NecImageFactory, SearchPageFactory, StandardPageFactory

MARKER = "kept"
SETTINGS = [AlertSettings, ContactSettings, IdentitySettings, LegalSettings, MenuSettings, SocialSettings]


@pytest.fixture
def demarche(home_page: HomePage) -> StandardPage:
    return StandardPageFactory(parent=home_page, title="La démarche", slug="la-demarche")


@pytest.fixture
def menu(site: Site, demarche: StandardPage) -> MenuSettings:
    """A menu with a link to `demarche` and one to another site."""
    menu = MenuSettings.for_site(site)
    menu.main_menu = [
        ("link", {"page": demarche}),
        ("link", {"label": "Les Bases", "external_url": "https://lesbases.anct.gouv.fr/"}),
    ]
    menu.save()
    return menu


@pytest.fixture
def clears(site: Site, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[..., bool]:
    """Whether a change, once committed, clears the chrome and the addresses of pages."""

    def clears(change: Callable[[], Any]) -> bool:
        keys = [CACHE_KEY.format(site_id=site.pk), PAGE_URL_KEY.format(model="nec_home.StandardPage")]
        cache.set_many(dict.fromkeys(keys, MARKER))
        with django_capture_on_commit_callbacks(execute=True):
            change()
            assert cache.get_many(keys) == dict.fromkeys(keys, MARKER), "cleared before the change is committed"
        return cache.get_many(keys) == {}

    return clears


def labels(site: Site) -> list[str]:
    return [link.label for link in get_chrome(site).main_menu]


# What clears it


@pytest.mark.parametrize("model", SETTINGS, ids=lambda model: model.__name__)
def test_saving_a_setting_clears(clears: Callable[..., bool], site: Site, model: Any) -> None:
    setting = model.for_site(site)

    assert clears(setting.save)
    assert clears(setting.delete)


def test_saving_the_site_clears(clears: Callable[..., bool], site: Site) -> None:
    assert clears(site.save)


def test_publishing_clears(clears: Callable[..., bool], demarche: StandardPage) -> None:
    demarche.title = "Notre démarche"

    assert not clears(demarche.save_revision)
    assert clears(demarche.save_revision().publish)


def test_unpublishing_clears(clears: Callable[..., bool], demarche: StandardPage) -> None:
    assert clears(demarche.unpublish)


def test_a_new_address_clears(clears: Callable[..., bool], demarche: StandardPage) -> None:
    demarche.slug = "demarche"

    assert clears(demarche.save_revision().publish)


def test_moving_clears(clears: Callable[..., bool], home_page: HomePage, demarche: StandardPage) -> None:
    parent = StandardPageFactory(parent=home_page)

    assert clears(lambda: Page.objects.get(pk=demarche.pk).move(parent, pos="last-child"))


def test_deleting_a_page_clears(clears: Callable[..., bool], demarche: StandardPage) -> None:
    assert clears(Page.objects.get(pk=demarche.pk).delete)


def test_deleting_a_document_clears(clears: Callable[..., bool]) -> None:
    document = NecDocumentFactory()

    assert clears(document.delete)


# What it holds


def test_warm_chrome_costs_no_query(
    site: Site, menu: MenuSettings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cold = get_chrome(site)

    with django_assert_num_queries(0):
        warm = get_chrome(site)
        assert page_url("nec_home.SearchPage") == ""

    assert warm == cold


def test_links_say_where_they_lead(site: Site, menu: MenuSettings, demarche: StandardPage) -> None:
    inside, outside = get_chrome(site).main_menu

    assert (inside.label, inside.url, inside.is_external, inside.page_path) == (
        "La démarche",
        "/la-demarche/",
        False,
        demarche.path,
    )
    assert (outside.label, outside.url, outside.is_external, outside.page_path) == (
        "Les Bases",
        "https://lesbases.anct.gouv.fr/",
        True,
        "",
    )


def test_link_goes_and_comes_back_with_its_page(
    site: Site,
    menu: MenuSettings,
    demarche: StandardPage,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert labels(site) == ["La démarche", "Les Bases"]

    with django_capture_on_commit_callbacks(execute=True):
        demarche.unpublish()
    assert labels(site) == ["Les Bases"]

    with django_capture_on_commit_callbacks(execute=True):
        demarche.save_revision().publish()
    assert labels(site) == ["La démarche", "Les Bases"]

    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=demarche.pk).delete()
    assert labels(site) == ["Les Bases"]


def test_link_follows_its_page(
    site: Site,
    menu: MenuSettings,
    demarche: StandardPage,
    home_page: HomePage,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    parent = StandardPageFactory(parent=home_page, slug="rubrique")
    get_chrome(site)

    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=demarche.pk).move(parent, pos="last-child")

    assert get_chrome(site).main_menu[0].url == "/rubrique/la-demarche/"


def test_search_address_appears_with_its_page(
    site: Site, home_page: HomePage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert get_chrome(site).search_url == ""

    with django_capture_on_commit_callbacks(execute=True):
        SearchPageFactory(parent=home_page, slug="recherche").save_revision().publish()

    assert get_chrome(site).search_url == "/recherche/"


def test_sites_do_not_share_their_chrome(site: Site, demarche: StandardPage) -> None:
    other = Site.objects.create(hostname="autre.example", root_page=demarche)
    identity = IdentitySettings.for_site(other)
    identity.site_name = "Autre"
    identity.save()

    assert (get_chrome(site).site_name, get_chrome(other).site_name) == ("Numérique en Commun[s]", "Autre")


def test_preview_is_not_kept(site: Site) -> None:
    draft = IdentitySettings(site=site, site_name="Un essai")

    assert build_chrome(site, preview=draft).site_name == "Un essai"
    assert get_chrome(site).site_name == "Numérique en Commun[s]"


def test_accessibility_status_stands_in_the_footer(site: Site, demarche: StandardPage) -> None:
    legal = LegalSettings.for_site(site)
    legal.accessibility_page, legal.accessibility_status = demarche, "partiellement"
    legal.save()

    (link,) = get_chrome(site).legal_links

    assert (link.label.replace("\u202f", " ").replace("\u00a0", " "), link.url) == (
        "Accessibilité : partiellement conforme",
        "/la-demarche/",
    )


def test_unknown_host_has_no_chrome(site: Site) -> None:
    Site.objects.all().delete()
    request = RequestFactory().get("/")

    assert not chrome_context(request)["chrome"]


# The alert


@pytest.fixture
def alert(site: Site) -> AlertSettings:
    """A banner from 3 October at 9 to 4 October at 18, in Paris."""
    setting = AlertSettings.for_site(site)
    setting.message = "<p>Inscriptions closes</p>"
    setting.starts_at = datetime(2024, 10, 3, 7, tzinfo=UTC)
    setting.ends_at = datetime(2024, 10, 4, 16, tzinfo=UTC)
    setting.save()
    return setting


@pytest.mark.parametrize(
    ("moment", "is_shown"),
    [
        (datetime(2024, 10, 3, 6, 59, 59, tzinfo=UTC), False),
        (datetime(2024, 10, 3, 7, 0, 0, tzinfo=UTC), True),
        (datetime(2024, 10, 4, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2024, 10, 4, 16, 0, 0, tzinfo=UTC), False),
    ],
)
def test_alert_keeps_to_its_dates(
    client: Client, site: Site, alert: AlertSettings, moment: datetime, is_shown: bool
) -> None:
    with time_machine.travel(moment, tick=False):
        html = client.get("/").content.decode()

    assert ("Inscriptions closes" in html) is is_shown


def test_alert_comes_and_goes_while_the_chrome_is_kept(
    site: Site, alert: AlertSettings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with time_machine.travel(datetime(2024, 10, 3, 6, 58, tzinfo=UTC), tick=False) as traveller:
        assert get_chrome(site).alert is None
        traveller.move_to(datetime(2024, 10, 3, 7, 1, tzinfo=UTC))
        with django_assert_num_queries(0):
            assert get_chrome(site).alert is not None


def test_alert_without_dates_stays(site: Site) -> None:
    setting = AlertSettings.for_site(site)
    setting.message = "<p>Toujours là</p>"
    setting.save()

    alert = get_chrome(site).alert

    assert alert is not None
    assert alert.is_shown(timezone.now())


@pytest.mark.parametrize("message", ["", '<p data-block-key="a1b2c"></p>', "<p>\u00a0<br/></p>"])
def test_empty_alert_is_none(site: Site, message: str) -> None:
    setting = AlertSettings.for_site(site)
    setting.message = message
    setting.full_clean()
    setting.save()

    assert get_chrome(site).alert is None


def test_the_legal_notice_shows_what_the_settings_give_and_nothing_else(site: Site) -> None:
    LegalSettings.objects.create(site=site, publisher="ANCT", host_name="Hôte", host_address="1 rue du Port")
    ContactSettings.objects.create(site=site, email="equipe@exemple.fr")

    notices = [(notice.label, notice.text) for notice in build_chrome(site).legal_notices]

    assert notices == [
        ("Éditeur", "ANCT"),
        ("Hébergement", "Hôte\n1 rue du Port"),
        ("Adresse électronique", "equipe@exemple.fr"),
    ]


def test_a_lost_sharing_image_does_not_take_the_site_down(site: Site) -> None:
    image = NecImageFactory()
    IdentitySettings.objects.create(site=site, default_sharing_image=image)
    image.file.storage.delete(image.file.name)

    assert build_chrome(site).sharing_image_url == ""


def test_what_is_remembered_is_made_once_until_a_page_changes(
    home_page: HomePage, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    with django_capture_on_commit_callbacks(execute=True):
        before = [remember("essai", make), remember("essai", make)]
        home_page.save_revision().publish()
    after = remember("essai", make)

    assert (before, after) == ([0, 0], 1)
