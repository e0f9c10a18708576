"""Pages of every type. Give `parent=`: a page without one becomes a root."""

from datetime import date
from typing import Any

import factory
from django.utils.text import slugify
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_factories import PageFactory

from candidatures.models import AppelPage
from home.models import (
    ChartePage,
    EditionNationalePage,
    EditionsIndexPage,
    HomePage,
    SearchPage,
    SitemapPage,
    StandardPage,
)
from nec_locaux.enums import Format
from nec_locaux.models import (
    NecLocalPage,
    NecLocalTerritoire,
    NecLocauxIndexPage,
    OffreDeFormatPage,
    OffresDeFormatsIndexPage,
)
from ressources.models import RessourcePage, RessourcesIndexPage
from revue.models import ArticlePage, CarnetPage, CarnetsIndexPage, NumeroPage, RevueIndexPage
from socle.models import BasePage, FormPage, ThematiqueIndexPage
from tests.factories.snippets import PartenaireFactory


class BasePageFactory(PageFactory):
    """A page of the site; its type's factories give what the type asks for."""

    class Meta:
        model = BasePage
        abstract = True

    title = factory.Sequence("Page {}".format)
    slug = factory.LazyAttribute(lambda page: slugify(page.title))
    summary = "Un chapô pour les listes."

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Page | None, kwargs: dict[str, Any]) -> Page:
        """Save the page without the index of references, which would cost as much again: few tests read it."""
        with disable_reference_index_auto_update():
            page: Page = super()._create_instance(model_class, parent, kwargs)
        return page


class HomePageFactory(BasePageFactory):
    class Meta:
        model = HomePage

    title = "Numérique en Commun[s]"
    slug = "accueil"


class StandardPageFactory(BasePageFactory):
    class Meta:
        model = StandardPage


class ChartePageFactory(BasePageFactory):
    class Meta:
        model = ChartePage

    title = "La charte"


class EditionsIndexPageFactory(BasePageFactory):
    class Meta:
        model = EditionsIndexPage

    title = "Éditions nationales"


class EditionNationalePageFactory(BasePageFactory):
    class Meta:
        model = EditionNationalePage

    title = factory.LazyAttribute(lambda page: f"{page.city} {page.year}")
    city = "Lens"
    year = factory.Sequence(lambda number: 2018 + number % 83)


class SearchPageFactory(BasePageFactory):
    class Meta:
        model = SearchPage

    title = "Recherche"


class SitemapPageFactory(BasePageFactory):
    class Meta:
        model = SitemapPage

    title = "Plan du site"


class FormPageFactory(BasePageFactory):
    class Meta:
        model = FormPage

    title = factory.Sequence("Formulaire {}".format)


class ThematiqueIndexPageFactory(BasePageFactory):
    class Meta:
        model = ThematiqueIndexPage

    title = "Thématiques"


class NecLocauxIndexPageFactory(BasePageFactory):
    class Meta:
        model = NecLocauxIndexPage

    title = "NEC locaux"


class NecLocalPageFactory(BasePageFactory):
    class Meta:
        model = NecLocalPage

    title = factory.Sequence("NEC {}".format)
    start_date = date(2023, 10, 3)

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        """Give `territoires=` a list of territoires, the first in first place."""
        kwargs["territoire_links"] = [
            NecLocalTerritoire(territoire=territoire, sort_order=rank)
            for rank, territoire in enumerate(kwargs.pop("territoires", ()))
        ]
        return kwargs


class OffresDeFormatsIndexPageFactory(BasePageFactory):
    class Meta:
        model = OffresDeFormatsIndexPage

    title = "Offres de formats"


class OffreDeFormatPageFactory(BasePageFactory):
    class Meta:
        model = OffreDeFormatPage

    title = factory.Sequence("Offre {}".format)
    format = Format.ATELIER
    partenaire = factory.SubFactory(PartenaireFactory)


class RevueIndexPageFactory(BasePageFactory):
    class Meta:
        model = RevueIndexPage

    title = "Revue"


class NumeroPageFactory(BasePageFactory):
    class Meta:
        model = NumeroPage

    title = factory.LazyAttribute(lambda page: f"Numéro {page.number}")
    number = factory.Sequence(lambda number: number + 1)
    season = "2-ete"
    year = 2024


class ArticlePageFactory(BasePageFactory):
    class Meta:
        model = ArticlePage

    title = factory.Sequence("Article {}".format)


class CarnetsIndexPageFactory(BasePageFactory):
    class Meta:
        model = CarnetsIndexPage

    title = "Carnets"


class CarnetPageFactory(BasePageFactory):
    class Meta:
        model = CarnetPage

    title = factory.Sequence("Carnet {}".format)
    start_date = date(2020, 8, 24)


class RessourcesIndexPageFactory(BasePageFactory):
    class Meta:
        model = RessourcesIndexPage

    title = "Ressources"


class RessourcePageFactory(BasePageFactory):
    class Meta:
        model = RessourcePage

    title = factory.Sequence("Ressource {}".format)
    kind = "guide"


class AppelPageFactory(BasePageFactory):
    class Meta:
        model = AppelPage

    title = "L’appel à NEC locaux"
