"""Makers of test data: one factory a model, each giving the least that is valid."""

from tests.factories.media import NecDocumentFactory, NecImageFactory
from tests.factories.pages import (
    AppelPageFactory,
    ArticlePageFactory,
    BasePageFactory,
    ChartePageFactory,
    EditionNationalePageFactory,
    EditionsIndexPageFactory,
    FormPageFactory,
    HomePageFactory,
    NecLocalPageFactory,
    NecLocauxIndexPageFactory,
    NumeroPageFactory,
    RessourcePageFactory,
    RessourcesIndexPageFactory,
    RevueIndexPageFactory,
    SearchPageFactory,
    SitemapPageFactory,
    StandardPageFactory,
    ThematiqueIndexPageFactory,
)
from tests.factories.snippets import (
    PartenaireFactory,
    PersonneFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.factories.users import EditorFactory, SuperuserFactory

__all__ = [
    "AppelPageFactory",
    "ArticlePageFactory",
    "BasePageFactory",
    "ChartePageFactory",
    "EditionNationalePageFactory",
    "EditionsIndexPageFactory",
    "EditorFactory",
    "FormPageFactory",
    "HomePageFactory",
    "NecDocumentFactory",
    "NecImageFactory",
    "NecLocalPageFactory",
    "NecLocauxIndexPageFactory",
    "NumeroPageFactory",
    "PartenaireFactory",
    "PersonneFactory",
    "RessourcePageFactory",
    "RessourcesIndexPageFactory",
    "RevueIndexPageFactory",
    "SearchPageFactory",
    "SitemapPageFactory",
    "StandardPageFactory",
    "SuperuserFactory",
    "TerritoireFactory",
    "ThematiqueFactory",
    "ThematiqueIndexPageFactory",
]
