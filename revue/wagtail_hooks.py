"""How the admin lists the issues and articles of the revue."""

from typing import ClassVar

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django_filters import MultipleChoiceFilter
from wagtail import hooks
from wagtail.admin.views.pages.listing import PageFilterSet

from revue.enums import ArticleKind
from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from socle.admin_home import TASKS_HOOK, add_page_task
from socle.viewsets import TypedColumn, TypedExplorerViewSet, TypedListingViewSet, page_columns

NUMERO_FROM_PAGE = "basepage__numeropage"
ARTICLE_FROM_PAGE = "basepage__articlepage"


def signature(article: ArticlePage) -> str:
    """The names that sign the article."""
    return ", ".join(author.name for author in article.authors)


class ArticleFilterSet(PageFilterSet):
    """Filters on the genre of articles."""

    kind = MultipleChoiceFilter(
        field_name=f"{ARTICLE_FROM_PAGE}__kind",
        label=_("Genre"),
        choices=ArticleKind.choices,
        widget=CheckboxSelectMultiple,
    )


ARTICLE_COLUMNS = page_columns(
    TypedColumn(ArticlePage, "kind", label=_("Genre"), accessor="get_kind_display", sort_key="kind"),
    TypedColumn(ArticlePage, "authors", label=_("Signature"), accessor=signature),
    parent_label=_("Numéro"),
)


class NumeroExplorerViewSet(TypedExplorerViewSet):
    """The explorer below the page of the revue."""

    model = NumeroPage
    parent_models = (RevueIndexPage,)
    icon = "doc-full"
    columns = page_columns(
        TypedColumn(NumeroPage, "number", label=_("Numéro"), sort_key="number"),
        TypedColumn(NumeroPage, "season", label=_("Saison"), accessor="season_label"),
    )
    sortable: ClassVar = {"number": f"{NUMERO_FROM_PAGE}__number"}


class ArticleExplorerViewSet(TypedExplorerViewSet):
    """The explorer below an issue."""

    model = ArticlePage
    parent_models = (NumeroPage,)
    icon = "edit"
    columns = ARTICLE_COLUMNS
    filterset_class = ArticleFilterSet
    relations = ("author_links__personne",)
    sortable: ClassVar = {"kind": f"{ARTICLE_FROM_PAGE}__kind"}


class ArticleListingViewSet(TypedListingViewSet):
    """The menu « Articles »: those of all issues."""

    model = ArticlePage
    name = "articles"
    icon = "edit"
    menu_label = _("Articles")
    menu_order = 120
    add_item_label = _("Écrire un article")
    columns = ARTICLE_COLUMNS
    filterset_class = ArticleFilterSet
    relations = ("author_links__personne",)
    list_export = ("title", "get_kind_display", "authors", "licence", "first_published_at", "full_url")
    export_headings: ClassVar = {
        "get_kind_display": _("Genre"),
        "authors": _("Signature"),
        "full_url": _("Adresse"),
    }
    export_filename = "articles"


@hooks.register("register_admin_viewset")
def register_revue() -> list[TypedExplorerViewSet | TypedListingViewSet]:
    return [NumeroExplorerViewSet(), ArticleExplorerViewSet(), ArticleListingViewSet()]


hooks.register(TASKS_HOOK, add_page_task("nec_revue.ArticlePage", _("Écrire un article"), "edit", 20))
