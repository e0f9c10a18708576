"""A browser on the demonstration.

One process, one server in a thread, one browser. The demonstration is loaded once; tests leave it as it was.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from candidatures.enums import State
from candidatures.models import (
    AppelPage,
    Candidature,
    Courriel,
    NumberSequence,
    Porteur,
    PorteurSession,
    SignInLink,
)
from candidatures.services.drafts import create_draft
from scripts.find_browser import find_browser
from tests.demo import Address, every_address, typical_addresses
from tests.e2e.organisers import EMAIL, Answers
from tests.followed import complete_answers

WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=360, height=740)
expect.set_options(timeout=10_000)

MakePage = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def _database_beside_playwright() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, so Django refuses its database. No query runs in that loop."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium of `scripts/find_browser.py`. A container's root has no sandbox."""
    return {**browser_type_launch_args, "executable_path": find_browser(), "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def live_site(loaded_demonstration: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the demonstration's server."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        server._live_server_modified_settings.enable()
        yield server.url
        server.stop()
        server._live_server_modified_settings.disable()


@pytest.fixture(scope="session")
def addresses(loaded_demonstration: None, django_db_blocker: DjangoDbBlocker) -> list[Address]:
    """One or two pages of each type, a search, an error."""
    with django_db_blocker.unblock():
        return typical_addresses()


@pytest.fixture(scope="session")
def all_addresses(loaded_demonstration: None, django_db_blocker: DjangoDbBlocker) -> list[Address]:
    """Every public page."""
    with django_db_blocker.unblock():
        return every_address()


@pytest.fixture
def make_page(browser: Browser, live_site: str) -> Iterator[MakePage]:
    """Open a page with the options of `Browser.new_context`: `make_page(viewport=NARROW, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(base_url=live_site, locale="fr-FR", reduced_motion="reduce", **options)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page_1280(make_page: MakePage) -> Page:
    """A desktop's width, light."""
    return make_page(viewport=WIDE)


@pytest.fixture
def page_360(make_page: MakePage) -> Page:
    """A telephone's width, light."""
    return make_page(viewport=NARROW, has_touch=True)


@pytest.fixture(
    params=[(viewport, scheme) for viewport in (WIDE, NARROW) for scheme in ("light", "dark")],
    ids=["1280-light", "1280-dark", "360-light", "360-dark"],
)
def each_look(request: pytest.FixtureRequest, make_page: MakePage) -> Page:
    """A page at either width, light and dark: a test that asks for it runs four times."""
    viewport, color_scheme = request.param
    return make_page(viewport=viewport, color_scheme=color_scheme)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Run axe-core in a page, and give each violation as one readable line."""
    tool = Axe()

    def run(page: Page) -> list[str]:
        violations = tool.run(page).response["violations"]
        return [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n      {node['html'][:160]}"
            for violation in violations
            for node in violation["nodes"][:3]
        ]

    return run


@pytest.fixture
def call(live_site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[AppelPage]:
    """The open call of the demonstration; what the test sends to it is taken away."""
    with django_db_blocker.unblock():
        cache.clear()
        mail.outbox = []
        yield AppelPage.objects.live().open().get()
        # Drafts alone go with their journal.
        Candidature.objects.update(state=State.DRAFT)
        for model in (Candidature, Courriel, SignInLink, PorteurSession, Porteur, NumberSequence):
            model.objects.all().delete()


@pytest.fixture
def answers(call: AppelPage) -> Answers:
    """A whole dossier for an event that is still far."""
    return complete_answers(call.get_version())


@pytest.fixture
def organiser(call: AppelPage) -> Porteur:
    """Somebody who writes a dossier."""
    porteur: Porteur = Porteur.objects.create(email=EMAIL)
    return porteur


@pytest.fixture
def draft(call: AppelPage, organiser: Porteur) -> Candidature:
    """A draft with nothing in it."""
    return create_draft(organiser, call.get_version())
