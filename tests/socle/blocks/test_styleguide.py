"""The style guide: for editors alone, and complete."""

import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from home.models import HomePage
from socle.blocks import BodyStreamBlock
from socle.models import LegalSettings
from socle.models.forms import FormPage
from tests.factories import (
    EditorFactory,
    NecDocumentFactory,
    NecImageFactory,
    NecLocalPageFactory,
    NumeroPageFactory,
    PartenaireFactory,
    PersonneFactory,
    StandardPageFactory,
    ThematiqueFactory,
)

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
#: Parts of the frame around every page, this one included.
AROUND_THE_PAGE = {"header", "footer", "sharing", "alert_banner"}


def included(template: Path) -> set[str]:
    """Names of the components a template includes, by itself or through them."""
    names = set(re.findall(r'"components/(\w+)\.html"', template.read_text(encoding="utf-8")))
    return names.union(*(included(COMPONENTS / f"{name}.html") for name in names))


def test_visitors_are_sent_to_the_login(client: Client, home_page: HomePage) -> None:
    response = client.get(reverse("styleguide"))
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('wagtailadmin_login')}?next={reverse('styleguide')}"


def test_an_account_without_the_right_does_not_see_it(client: Client, home_page: HomePage) -> None:
    client.force_login(EditorFactory(), backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("styleguide"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailadmin_login"))


def test_editors_see_every_block_even_on_a_new_site(admin_client: Client, home_page: HomePage) -> None:
    html = admin_client.get(reverse("styleguide")).content.decode()
    shown = re.findall(r'<section class="sample" id="bloc-(\w+)">', html)
    assert sorted(shown) == sorted(BodyStreamBlock().child_blocks)


def test_it_is_never_cached_nor_indexed(admin_client: Client, home_page: HomePage) -> None:
    response = admin_client.get(reverse("styleguide"))
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_every_component_is_shown() -> None:
    shown = included(COMPONENTS.parent / "nec_socle" / "styleguide.html")
    assert {path.stem for path in COMPONENTS.glob("*.html")} - shown == AROUND_THE_PAGE


@pytest.mark.usefixtures("_contents")
def test_with_contents_nothing_is_missing(admin_client: Client) -> None:
    html = admin_client.get(reverse("styleguide")).content.decode()
    assert "il n’y en a pas encore" not in html
    assert "style=" not in html.split("<main")[1].split("</main>")[0]


def test_no_id_is_given_twice(admin_client: Client, home_page: HomePage) -> None:
    html = admin_client.get(reverse("styleguide")).content.decode().split("<main")[1].split("</main>")[0]
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_titles_never_skip_a_level(admin_client: Client, home_page: HomePage) -> None:
    html = admin_client.get(reverse("styleguide")).content.decode().split("<main")[1].split("</main>")[0]
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.fixture
def _contents(home_page: HomePage) -> None:
    ThematiqueFactory()
    page = StandardPageFactory(parent=home_page)
    StandardPageFactory(parent=page)
    NecLocalPageFactory(parent=home_page)
    NumeroPageFactory(parent=home_page)
    PersonneFactory()
    PartenaireFactory()
    NecDocumentFactory()
    NecImageFactory()
    LegalSettings.objects.create(site=home_page.get_site(), publisher="ANCT")
    page.add_child(instance=FormPage(title="Nous écrire", slug="ecrire"))
