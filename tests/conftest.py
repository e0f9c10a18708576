"""Fixtures shared by all tests.

Three kinds of tests share this folder. Plain ones, which may use a database. Those that ask for `demo_site`, which read
the demonstration, loaded once and kept. Those of `e2e/`, which read it in a browser. They run in this order, for the
first must not find what the others leave in the database.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils.translation import get_language
from hypothesis import settings as settings_of_hypothesis
from pytest_django import DjangoDbBlocker, Settings
from wagtail.blocks.base import BlockWidget
from wagtail.models import Collection, Locale, Page, Site

from home.models import HomePage
from socle.models import IdentitySettings
from tests import database
from tests.factories import HomePageFactory, SuperuserFactory
from tests.mail_sink import sink, smtp_port, smtp_server

__all__ = ["sink", "smtp_port", "smtp_server"]

# No test measures time: a busy machine must not make one fail.
settings_of_hypothesis.register_profile("nec", deadline=None)
settings_of_hypothesis.load_profile("nec")

PACK = BlockWidget._build_block_json
#: By definition of blocks, which it keeps alive, and language: a widget that `PACK` filled.
PACKED: dict[tuple[int, str | None], BlockWidget] = {}
E2E_FOLDER = Path(__file__).parent / "e2e"


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark tests by where they stand and what they ask for, and order their kinds."""
    for item in items:
        if item.path.is_relative_to(E2E_FOLDER):
            item.add_marker(pytest.mark.e2e)
        elif "demo_site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.demo)
        if item.get_closest_marker("django_db") or "django_db_setup" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
    yield
    items.sort(key=rank)


def rank(item: pytest.Item) -> int:
    """Plain tests, then the demonstration's, then the browser's; last, those that empty the database behind them."""
    marker = item.get_closest_marker("django_db")
    if "transactional_db" in getattr(item, "fixturenames", ()) or (marker and marker.kwargs.get("transaction")):
        return 3
    return 2 if "e2e" in item.keywords else int("demo" in item.keywords)


def pytest_sessionfinish() -> None:
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def database_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite's file: in memory, the threads of the browser's server would share one connection."""
    return tmp_path_factory.mktemp("database") / "nec.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    database_path: Path,
) -> Iterator[None]:
    """Make the database of the tests.

    pytest-django's own makes none where no test asks for `db`. A browser's tests do not, for it would put them in a
    transaction that their server does not see: they would then read, and fill, the developer's own database.
    """
    keepdb = database.is_sqlite() or request.config.getoption("reuse_db")
    with django_db_blocker.unblock(), database.migrated_once(database_path):
        configuration = setup_databases(verbosity=0, interactive=False, keepdb=keepdb, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():
        teardown_databases(configuration, verbosity=0, keepdb=keepdb)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Start without what another test cached: chrome, addresses of sites, attempts."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _blocks_packed_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pack the blocks of a StreamField for the admin's script once a process, not for each form: half of its time.

    What is packed depends on the code and on the language alone. The browser's tests have it as it is.
    """
    if "e2e" not in request.keywords:
        monkeypatch.setattr(BlockWidget, "_build_block_json", use_packed)


def use_packed(widget: BlockWidget) -> None:
    key = (id(widget.block_def), get_language())
    if key not in PACKED:
        PACK(widget)
        PACKED[key] = widget
    widget._js_context, widget._block_json = PACKED[key]._js_context, PACKED[key]._block_json


@pytest.fixture
def root_page(db: None) -> Page:
    """The root of the page tree, which migrations make, and which a test that empties the database takes away."""
    root = Page.get_first_root_node()
    return root or make_roots()


def make_roots() -> Page:
    """The language and the roots that migrations leave; their names are Wagtail's."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    Collection.add_root(name="Root")
    root: Page = Page.add_root(title="Root", slug="root")
    return root


@pytest.fixture
def home_page(root_page: Page) -> HomePage:
    """A home page, at the address `/` of the default site."""
    # A test of several threads runs outside a transaction: the site would lose its page before it has another.
    with transaction.atomic():
        delete_pages()
        root_page.refresh_from_db()
        page: HomePage = HomePageFactory(parent=root_page)
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page}
        )
    Site.clear_site_root_paths_cache()
    return page


def delete_pages() -> None:
    """Leave nothing below the root: no page of the demonstration, nor the one that Wagtail's migrations welcome with.

    That one is nothing but a page: to look in forty tables for what hangs on it would take longer than most tests.
    """
    pages = Page.objects.filter(depth__gt=1)
    if pages.exclude(content_type=ContentType.objects.get_for_model(Page)).exists():
        pages.delete()
    else:
        pages._raw_delete(pages.db)
        Page.objects.filter(depth=1).update(numchild=0)


@pytest.fixture
def site(home_page: HomePage) -> Site:
    """The default site, with its home page."""
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def named_site(site: Site) -> Site:
    """The default site, with the name and the owner that a PDF bears."""
    identity = IdentitySettings.for_site(site)
    identity.site_name, identity.owner = "Numérique en Commun[s]", "l’Agence nationale de la cohésion des territoires"
    identity.save()
    cache.clear()
    return site


@pytest.fixture
def own_media(settings: Settings, tmp_path: Path) -> None:
    """Keep the files of the test in a folder of its own, empty."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def admin_client(db: None) -> Client:
    """A client logged in with every right."""
    client = Client()
    client.force_login(SuperuserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(scope="session")
def loaded_demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The demonstration, loaded once a session and never rolled back. Ask for `demo_site` instead."""
    with django_db_blocker.unblock():
        call_command("load_territoires", verbosity=0)
        call_command("load_demo", verbosity=0)
    cache.clear()


@pytest.fixture
def demo_site(loaded_demonstration: None, db: None) -> Site:
    """The site of the demonstration."""
    return Site.objects.get(is_default_site=True)
