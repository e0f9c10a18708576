"""How the admin lists the issues and articles of the revue, and how an issue is made and published."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Left
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_filters import ModelMultipleChoiceFilter, MultipleChoiceFilter
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from revue.admin_views import CancelScheduleView, PublishNumeroView
from revue.enums import ArticleKind
from revue.models import ArticlePage, NumeroPage, RevueIndexPage, Rubrique
from revue.registers import RubriqueViewSet
from revue.services.state import NOTE_LACKS, missing_label, missing_of
from socle.admin_home import TASKS_HOOK, Task, add_page_task
from socle.viewsets import (
    TypedColumn,
    TypedExplorerView,
    TypedExplorerViewSet,
    TypedListingView,
    TypedListingViewSet,
    page_columns,
)

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
    rubrique = ModelMultipleChoiceFilter(
        field_name=f"{ARTICLE_FROM_PAGE}__rubrique",
        label=_("Rubrique"),
        queryset=Rubrique.objects.all(),
        widget=CheckboxSelectMultiple,
    )


ARTICLE_COLUMNS = page_columns(
    TypedColumn(ArticlePage, "rubrique", label=_("Rubrique"), sort_key="rubrique_title", width="11%"),
    TypedColumn(ArticlePage, "kind", label=_("Genre"), accessor="get_kind_display", sort_key="kind", width="8%"),
    TypedColumn(ArticlePage, "authors", label=_("Signature"), accessor=signature, width="13%"),
    TypedColumn(ArticlePage, "missing", label=_("Ce qui manque"), accessor="missing_label", width="15%"),
    parent_label=_("Numéro"),
)
ARTICLE_RELATIONS = ("author_links__personne", "rubrique")


def rubrique_title() -> Subquery:
    """The name by which a list of articles is put in the order of its rubriques."""
    articles = ArticlePage.objects.filter(pk=OuterRef("pk")).order_by()
    return Subquery(articles.values("rubrique__title"))


ARTICLE_ORDERS = {"kind": f"{ARTICLE_FROM_PAGE}__kind", "rubrique_title": rubrique_title}


class MissingMixin:
    """For the lists of articles: says what each lacks, in as many queries for one as for a hundred."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        articles = [page for page in context["object_list"] if isinstance(page, ArticlePage)]
        missing = missing_of(article.pk for article in articles)
        for article in articles:
            article.missing_label = missing_label(missing[article.pk])
        return context


class ArticleExplorerView(MissingMixin, TypedExplorerView):
    """The articles of an issue, in the order of its contents."""


class ArticleListingView(MissingMixin, TypedListingView):
    """The articles of all issues."""


class NumeroExplorerView(TypedExplorerView):
    """The issues of the revue, each with how many of its articles anyone may read."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        counts = article_counts(self.parent_page)
        for numero in (page for page in context["object_list"] if isinstance(page, NumeroPage)):
            live, total = counts.get(numero.path, (0, 0))
            label = _t("%(live)s en ligne sur %(total)s") if total else _t("Aucun")
            numero.articles_label = label % {"live": live, "total": total}
        return context


def article_counts(revue: Page) -> dict[str, tuple[int, int]]:
    """How many articles are live, and how many there are, by the path of their issue."""
    issue_path = Left("path", len(revue.path) + Page.steplen)
    rows = ArticlePage.objects.descendant_of(revue).order_by().values(issue=issue_path)
    counted = rows.annotate(live_count=Count("pk", filter=Q(live=True)), total=Count("pk"))
    return {row["issue"]: (row["live_count"], row["total"]) for row in counted}


class NumeroExplorerViewSet(TypedExplorerViewSet):
    """The explorer below the page of the revue."""

    model = NumeroPage
    parent_models = (RevueIndexPage,)
    index_view_class = NumeroExplorerView
    icon = "doc-full"
    columns = page_columns(
        TypedColumn(NumeroPage, "number", label=_("Numéro"), sort_key="number"),
        TypedColumn(NumeroPage, "season", label=_("Saison"), accessor="season_label"),
        TypedColumn(NumeroPage, "articles", label=_("Articles"), accessor="articles_label"),
    )
    sortable: ClassVar = {"number": f"{NUMERO_FROM_PAGE}__number"}


class ArticleExplorerViewSet(TypedExplorerViewSet):
    """The explorer below an issue."""

    model = ArticlePage
    parent_models = (NumeroPage,)
    index_view_class = ArticleExplorerView
    icon = "edit"
    columns = ARTICLE_COLUMNS
    filterset_class = ArticleFilterSet
    relations = ARTICLE_RELATIONS
    sortable: ClassVar = ARTICLE_ORDERS


class ArticleListingViewSet(TypedListingViewSet):
    """The menu « Articles »: those of all issues."""

    model = ArticlePage
    index_view_class = ArticleListingView
    name = "articles"
    icon = "edit"
    menu_label = _("Articles")
    menu_order = 120
    add_item_label = _("Écrire un article")
    columns = ARTICLE_COLUMNS
    filterset_class = ArticleFilterSet
    relations = ARTICLE_RELATIONS
    sortable: ClassVar = ARTICLE_ORDERS
    list_export = ("title", "rubrique", "get_kind_display", "authors", "licence", "first_published_at", "full_url")
    export_headings: ClassVar = {
        "rubrique": _("Rubrique"),
        "get_kind_display": _("Genre"),
        "authors": _("Signature"),
        "full_url": _("Adresse"),
    }
    export_filename = "articles"


@hooks.register("register_admin_viewset")
def register_revue() -> list[TypedExplorerViewSet | TypedListingViewSet]:
    return [NumeroExplorerViewSet(), ArticleExplorerViewSet(), ArticleListingViewSet()]


# Making and publishing an issue


@hooks.register("register_admin_urls")
def register_numero_urls() -> list[URLPattern]:
    return [
        path("revue/numeros/<int:page_id>/publier/", PublishNumeroView.as_view(), name="nec_revue_publish_numero"),
        path(
            "revue/numeros/<int:page_id>/annuler-la-programmation/",
            CancelScheduleView.as_view(),
            name="nec_revue_cancel_schedule",
        ),
    ]


class PublishNumeroItem(PageMenuItem):
    """Leads to the publication of a whole issue, for those who may publish it."""

    label = _("Publier le numéro entier")
    icon_name = "upload"
    url_name = "nec_revue_publish_numero"

    def is_shown(self, user: Any) -> bool:
        return bool(self.page.permissions_for_user(user).can_publish())


class WriteArticleItem(PageMenuItem):
    """Leads to the form of a new article of an issue."""

    label = _("Écrire un article")
    icon_name = "circle-plus"

    @property
    def url(self) -> str:
        return add_article_url(self.page)

    def is_shown(self, user: Any) -> bool:
        return bool(self.page.permissions_for_user(user).can_add_subpage())


def add_article_url(numero: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["nec_revue", "articlepage", numero.pk])


@hooks.register("register_page_header_buttons")
def add_numero_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[PageMenuItem]:
    if isinstance(page, NumeroPage):
        yield WriteArticleItem(page=page, priority=5)
        yield PublishNumeroItem(page=page, priority=6)


@hooks.register("after_create_page")
def say_what_follows(request: HttpRequest, page: Page) -> None:
    """Once an issue exists, its articles are what comes next."""
    if isinstance(page, NumeroPage):
        message = format_html("{}", _t("Le numéro est créé. Écrivez ses articles : ils se rangent sous lui."))
        messages.info(request, message, buttons=[messages.button(add_article_url(page), _t("Écrire un article"))])


@hooks.register("after_publish_page")
def warn_of_notes(request: HttpRequest, page: Page) -> None:
    """A call without a note disappears from the page, and so does a note that nothing calls: the editor must know."""
    if not isinstance(page, ArticlePage):
        return
    astray = [part for part in missing_of([page.pk])[page.pk] if part.lack in NOTE_LACKS]
    if astray:
        message = _t("L’article est en ligne, mais ses notes sont à revoir : %(astray)s.")
        messages.warning(request, message % {"astray": missing_label(astray)})


def prepare_numero(request: HttpRequest) -> Task | None:
    """The task of going on with the next issue, for those who may add to it."""
    numero = NumeroPage.objects.filter(Q(live=False) | Q(is_to_appear=True)).latest().first()
    if numero is None or not numero.permissions_for_user(request.user).can_add_subpage():
        return None
    label = _t("Préparer le numéro %(number)s de la revue") % {"number": numero.number}
    return Task(label, reverse("wagtailadmin_explore", args=[numero.pk]), "doc-full", 22)


hooks.register(TASKS_HOOK, add_page_task("nec_revue.ArticlePage", _("Écrire un article"), "edit", 20))
hooks.register(TASKS_HOOK, prepare_numero)

register_snippet(RubriqueViewSet)


# After the package's own, whatever the order of the apps: the last feature of a name is the one used.
@hooks.register("register_rich_text_features", order=1)
def speak_french_of_notes(features: FeatureRegistry) -> None:
    control = {"type": "FOOTNOTES", "label": "Fn", "description": _t("Note")}
    scripts = ["wagtailadmin/js/draftail.js", "footnotes/js/footnotes.js", "admin-js/notes.js"]
    styles = {"all": ["footnotes/css/footnotes-admin.css"]}
    features.register_editor_plugin("draftail", "footnotes", EntityFeature(control, js=scripts, css=styles))
