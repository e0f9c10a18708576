"""Blocks that show contents of the site."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertHTMLEqual, assertInHTML
from wagtail.blocks import StructBlock
from wagtail.models import PageViewRestriction

from home.models import HomePage
from socle.blocks import (
    BodyStreamBlock,
    DownloadsBlock,
    FormPageBlock,
    LatestPagesBlock,
    PageCardsBlock,
    PartenairesBlock,
    PersonnesBlock,
)
from socle.blocks.latest_pages import listable_choices, listable_models
from socle.models import BasePage, PageThematique
from socle.models.forms import FormField, FormPage
from tests.factories import (
    ArticlePageFactory,
    NecDocumentFactory,
    NecImageFactory,
    NecLocalPageFactory,
    PartenaireFactory,
    PersonneFactory,
    StandardPageFactory,
    ThematiqueFactory,
)

from .conftest import Errors, Render

pytestmark = pytest.mark.django_db


def published(page: BasePage, day: int) -> BasePage:
    page.first_published_at = datetime(2024, 9, day, tzinfo=UTC)
    page.save()
    return page


def titles_of(block: LatestPagesBlock, exclude: Any = None, **fields: Any) -> list[str]:
    return [page.title for page in block.get_pages(block.normalize(fields), exclude)]


def test_cards_show_pages_in_the_editors_order(render_block: Render, home_page: HomePage) -> None:
    second = StandardPageFactory(parent=home_page, title="Deux", summary="Le second.")
    first = StandardPageFactory(parent=home_page, title="Un", summary="Le premier.")
    html = render_block(PageCardsBlock(), title="À lire ensuite", pages=[first, second])
    assertInHTML('<h2 class="title-2 block-title">À lire ensuite</h2>', html)
    assert html.index("Le premier.") < html.index("Le second.")
    assert html.count("<h3") == 2


def test_cards_leave_out_pages_taken_offline(render_block: Render, home_page: HomePage) -> None:
    offline = StandardPageFactory(parent=home_page, live=False)
    assertHTMLEqual(render_block(PageCardsBlock(), title="À lire", pages=[offline, None]), "")


def test_cards_cost_the_same_for_one_page_and_for_eight(
    home_page: HomePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    block = BodyStreamBlock()
    thematique = ThematiqueFactory()
    pages = [StandardPageFactory(parent=home_page) for _rank in range(8)]
    for page in pages:
        PageThematique.objects.create(page=page, thematique=thematique)
    home_page.get_url()
    for chosen in (pages[:1], pages):
        raw = [{"type": "page_cards", "value": {"title": "", "pages": [page.pk for page in chosen]}}]
        context = {"request": RequestFactory().get("/")}
        block.render(block.to_python(raw), context)
        with django_assert_num_queries(2):
            html = block.render(block.to_python(raw), context)
        assert html.count("page-card") == len(chosen)


def test_types_that_let_themselves_be_listed_are_offered_with_their_names() -> None:
    labels = {model._meta.label for model in listable_models()}
    assert labels == {value for value, _name in listable_choices()}
    assert "nec_locaux.NecLocalPage" in labels
    assert "nec_home.HomePage" not in labels
    assert dict(listable_choices())["nec_locaux.NecLocalPage"] == "NEC local"


def test_the_latest_pages_come_first(home_page: HomePage) -> None:
    published(NecLocalPageFactory(parent=home_page, title="Ancien"), 1)
    published(ArticlePageFactory(parent=home_page, title="Récent"), 3)
    published(NecLocalPageFactory(parent=home_page, title="Moyen"), 2)
    StandardPageFactory(parent=home_page, title="Page qu’on ne liste pas")
    block = LatestPagesBlock()
    assert titles_of(block, count=12) == ["Récent", "Moyen", "Ancien"]
    assert titles_of(block, count=1) == ["Récent"]
    assert titles_of(block, count=12, page_type="nec_locaux.NecLocalPage") == ["Moyen", "Ancien"]
    assert titles_of(block, count=12, page_type="nec_home.HomePage") == ["Récent", "Moyen", "Ancien"]


def test_drafts_private_pages_and_the_page_itself_are_left_out(home_page: HomePage) -> None:
    here = NecLocalPageFactory(parent=home_page, title="Ici")
    NecLocalPageFactory(parent=home_page, title="Brouillon", live=False)
    private = NecLocalPageFactory(parent=home_page, title="Privé")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert titles_of(LatestPagesBlock(), exclude=here, count=12) == []
    assert titles_of(LatestPagesBlock(), count=12) == ["Ici"]


def test_a_thematique_takes_in_those_tied_to_it(home_page: HomePage) -> None:
    general, finer = ThematiqueFactory(), ThematiqueFactory(family="nec_locaux")
    finer.parents.add(general)
    page = NecLocalPageFactory(parent=home_page, title="NEC Metz")
    PageThematique.objects.create(page=page, thematique=finer)
    NecLocalPageFactory(parent=home_page, title="Autre")
    assert titles_of(LatestPagesBlock(), count=12, thematique=general) == ["NEC Metz"]
    assert titles_of(LatestPagesBlock(), count=12, thematique=finer) == ["NEC Metz"]


def test_a_list_reads_its_pages_in_one_query_and_their_thematiques_in_another(
    home_page: HomePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    block = LatestPagesBlock()
    thematique = ThematiqueFactory()
    for rank in range(6):
        page = NecLocalPageFactory(parent=home_page, title=f"NEC {rank}")
        PageThematique.objects.create(page=page, thematique=thematique)
    block.get_pages(block.normalize({"count": 1}))
    for count in (1, 6):
        with django_assert_num_queries(2):
            pages = block.get_pages(block.normalize({"count": count}))
            assert [page.thematiques for page in pages] == [[thematique]] * count
        assert {type(page) for page in pages} == {BasePage}


def test_a_list_without_pages_shows_nothing(render_block: Render) -> None:
    link = {"label": "Tout voir", "external_url": "https://example.org/"}
    assertHTMLEqual(render_block(LatestPagesBlock(), title="Derniers parus", link=link), "")


def test_a_list_may_lead_to_all_its_pages(render_block: Render, home_page: HomePage) -> None:
    NecLocalPageFactory(parent=home_page)
    link = {"label": "Tout le calendrier", "page": home_page}
    html = render_block(LatestPagesBlock(), title="Prochains NEC locaux", link=link)
    assert '<a class="more-link" href="/"><span>Tout le calendrier</span>' in html


def test_a_list_shows_a_dozen_pages_at_most(errors_of: Errors) -> None:
    assert list(errors_of(LatestPagesBlock(), count=13)) == ["count"]
    assert list(errors_of(LatestPagesBlock(), count=0)) == ["count"]


def test_partenaires_are_logos_or_names(render_block: Render) -> None:
    with_logo = PartenaireFactory(name="La Mednum", logo=NecImageFactory(), website="https://lamednum.example/")
    without = PartenaireFactory(name="IGN")
    html = render_block(PartenairesBlock(), partenaires=[with_logo, without])
    assert 'alt="La Mednum"' in html
    assert '<a href="https://lamednum.example/">' in html
    assertInHTML("<li><b>IGN</b></li>", html)


def test_logos_cost_the_same_for_one_and_for_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    block = PartenairesBlock()
    all_partenaires = [PartenaireFactory(logo=NecImageFactory()) for _rank in range(4)]
    block.render(block.normalize({"partenaires": all_partenaires}))
    for count in (1, 4):
        fresh = list(type(all_partenaires[0]).objects.all()[:count])
        with django_assert_num_queries(2):
            block.render(block.normalize({"partenaires": fresh}))


def test_personnes_have_their_names_and_roles(render_block: Render) -> None:
    personne = PersonneFactory(first_name="François", last_name="Huguet", role="Rédacteur en chef")
    html = render_block(PersonnesBlock(), title="La revue", personnes=[personne, None])
    assertInHTML('<h3 class="person-name">François Huguet</h3>', html)
    assert "Rédacteur en chef" in html
    assert html.count("<li>") == 1


def test_downloads_say_type_size_and_licence(render_block: Render) -> None:
    document = NecDocumentFactory(title="Charte", file__filename="charte.pdf", is_accessible=True)
    html = render_block(DownloadsBlock(), documents=[document])
    assertInHTML('<span class="type-word bracketed u-3">pdf</span>', html)
    assertInHTML(f'<a class="strong" href="{document.url}">Charte</a>', html)
    assert "document accessible" in html
    assert "CC BY-SA 4.0 FR" in html


@pytest.mark.parametrize(
    ("block", "field"),
    [(DownloadsBlock(), "documents"), (PartenairesBlock(), "partenaires"), (PersonnesBlock(), "personnes")],
)
def test_a_title_over_nothing_is_not_shown(render_block: Render, block: StructBlock, field: str) -> None:
    assertHTMLEqual(render_block(block, title="Titre", **{field: []}), "")


@pytest.fixture
def form_page(home_page: HomePage) -> FormPage:
    page: FormPage = home_page.add_child(instance=FormPage(title="Nous écrire", slug="ecrire"))
    FormField.objects.create(page=page, label="Votre message", field_type="multiline", sort_order=0)
    return page


def test_a_form_of_the_site_posts_to_its_own_page(render_block: Render, form_page: FormPage) -> None:
    html = render_block(FormPageBlock(), {"request": RequestFactory().get("/")}, form_page=form_page)
    assertInHTML('<h2 class="title-2 block-title">Nous écrire</h2>', html)
    assert f'action="{form_page.submission_url}" method="post"' in html
    assert 'name="votre_message"' in html
    assert "Envoyer" in html


def test_a_form_taken_offline_is_not_shown(render_block: Render, form_page: FormPage) -> None:
    form_page.live = False
    assertHTMLEqual(render_block(FormPageBlock(), form_page=form_page), "")
