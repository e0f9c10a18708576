"""The pages of those who sign: nobody signs in the demonstration, so someone does for these tests."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from revue.addresses import signature_url
from revue.models import ArticleAuthor, ArticlePage
from socle.models import Personne


@pytest.fixture
def signed(live_site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of someone who signs an article of the demonstration."""
    assert live_site
    with django_db_blocker.unblock():
        personne = Personne.objects.all()[0]
        link = ArticleAuthor.objects.create(article=ArticlePage.objects.live().all()[0], personne=personne)
        cache.clear()
        yield signature_url(personne)
        link.delete()
        cache.clear()


def test_someone_is_found_from_the_revue(each_look: Page, signed: str, axe: Callable[[Page], list[str]]) -> None:
    page = each_look
    page.goto("/revue/")
    page.get_by_role("link", name="Voir qui écrit dans la revue").click()
    expect(page.locator("h1")).to_have_text("Qui écrit dans la revue")
    assert axe(page) == []

    page.locator("main .person a").click()

    assert page.url.endswith(signed)
    expect(page.locator("main .page-card")).to_have_count(1)
    assert axe(page) == []
