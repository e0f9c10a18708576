"""How the admin lists what editors manage: listings of pages, and the registers that pages refer to."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Case, F, IntegerField, QuerySet, Value, When, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, UpdatedAtColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    NavigateToChildrenColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.coreutils import multigetattr
from wagtail.models import Page
from wagtail.snippets.views import snippets
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from socle.enums import TerritoireKind
from socle.models import BasePage, MotCle, Partenaire, Personne, Territoire, Thematique
from socle.permissions import InstanceButtonsMixin, InstancePermissionMixin
from socle.publication import publication_errors, say_refusal
from socle.querysets import TerritoireQuerySet
from socle.text import clean_line, clean_text, fold_words, formula_safe

#: Without it, spreadsheets read UTF-8 as Latin 1.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MAX_SEARCH_LENGTH = 200
MAX_SEARCH_WORDS = 8
#: Wagtail's name for the answer that lets a page go on.
APPROVE = "approve"
#: The `menu_hook` by which the register of another app stands in the menu « Référentiels ».
REGISTERS_HOOK = "register_nec_registers"


class SafeExportMixin:
    """Exports that a spreadsheet opens well: no cell computes, accents survive in CSV, no sign breaks XLSX."""

    FORMAT_CSV: str
    #: The columns that are no attribute of a row, with what gives them.
    export_functions: ClassVar[dict[str, Callable[[Any], Any]]] = {}

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        if not self.export_functions:
            row: dict[str, Any] = super().to_row_dict(item)  # type: ignore[misc]
            return row
        functions = self.export_functions
        return {
            name: functions[name](item) if name in functions else multigetattr(item, name)
            for name in self.list_export  # type: ignore[attr-defined]
        }

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        processed = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        if not isinstance(processed, str):
            return processed
        return formula_safe(processed) if export_format == self.FORMAT_CSV else clean_text(processed)

    def get_heading(self, queryset: Any, field: str) -> str:
        return formula_safe(force_str(super().get_heading(queryset, field)))  # type: ignore[misc]

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)  # type: ignore[misc]


# Pages


def page_columns(*columns: BaseColumn, parent_label: Any = None) -> list[BaseColumn]:
    """The columns of a listing of pages: the title, those given, then what all pages have."""
    parent = [ParentPageColumn("parent", label=parent_label)] if parent_label else []
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Titre"), sort_key="title", classname="title"),
        *columns,
        *parent,
        DateColumn(
            "latest_revision_created_at",
            label=_("Mise à jour"),
            sort_key="latest_revision_created_at",
            width="10%",
        ),
        PageStatusColumn("status", label=_("Publication"), sort_key="live", width="10%"),
    ]


class TypedColumn(Column):
    """A value of the pages of one type; other pages of the same listing leave the cell empty."""

    def __init__(self, page_type: type[Page], name: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.page_type = page_type

    def get_value(self, instance: Page) -> Any:
        return super().get_value(instance) if isinstance(instance, self.page_type) else ""


class TypedListingMixin:
    """For listings of pages of one type: filters on that type's fields, and reads their relations in one go.

    The filters apply to all pages, so that they combine with a search, which only knows the fields of its index.
    """

    page_type: type[Page] = Page
    relations: ClassVar[tuple[str, ...]] = ()
    #: What the listing sorts by: paths from `Page`, or functions that give an expression for the day that it is. Those
    #: that the listing's model has itself are left alone.
    sortable: ClassVar[dict[str, str | Callable[[], Any]]] = {}

    def annotate_queryset(self, pages: QuerySet[Page]) -> QuerySet[Page]:
        lacking = {name: value for name, value in self.sortable.items() if not hasattr(pages.model, name)}
        values = {name: F(value) if isinstance(value, str) else value() for name, value in lacking.items()}
        annotated: QuerySet[Page] = super().annotate_queryset(pages.annotate(**values))  # type: ignore[misc]
        return annotated

    def filter_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        if not self.is_filtering:  # type: ignore[attr-defined]
            return queryset
        found = self.filters.filter_queryset(Page.objects.all())  # type: ignore[attr-defined]
        return queryset.filter(pk__in=found.values("pk"))

    def get_valid_orderings(self) -> list[str]:
        """While searching, only the orders the search index knows."""
        orderings: list[str] = super().get_valid_orderings()  # type: ignore[misc]
        if not self.is_searching:  # type: ignore[attr-defined]
            return orderings
        indexed = {"title", "live", "latest_revision_created_at"}
        return [ordering for ordering in orderings if ordering.removeprefix("-") in indexed]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        pages = [page for page in context["object_list"] if isinstance(page, self.page_type)]
        prefetch_related_objects(pages, *self.relations)
        return context


class TypedExplorerView(TypedListingMixin, ExplorableIndexView):
    """The explorer below a page whose children are mostly of one type: shows their columns, hides no other child."""

    model = Page

    @cached_property
    def explorable_columns(self) -> list[BaseColumn]:
        """The last one, which leads to the pages below, is an icon: Wagtail gives it a tenth of the table."""
        *columns, _last = super().explorable_columns
        return [*columns, NavigateToChildrenColumn("navigate", width="5%")]


class TypedUseView(TypedListingMixin, ContentTypeUseView):
    """Wagtail's list of all pages of a type, with the same columns and filters."""


class CheckedWorkflowActionView(WorkflowActionView):
    """The answer of a reviewer: approving publishes, so it asks what publishing asks."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        errors = publication_errors(self.object) if self.action_name == APPROVE else []
        if not errors:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        say_refusal(request, self.object, errors)
        address = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            refused: HttpResponse = self.render_modal_json(request, {"step": "success", "redirect": address})
            return refused
        return redirect(address)


class TypedExplorerViewSet(PageViewSet):
    """Sets the explorer's columns, filters and orders below the parents of a type of page (`parent_models`)."""

    index_view_class = TypedExplorerView
    content_type_use_view_class = TypedUseView
    workflow_action_view_class = CheckedWorkflowActionView
    relations: ClassVar[tuple[str, ...]] = ()
    sortable: ClassVar[dict[str, Any]] = {}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        own = {"page_type": self.model, "relations": self.relations, "sortable": self.sortable}
        return super().get_index_view_kwargs(**{**own, **kwargs})

    @cached_property
    def index_view(self) -> Any:
        return self.construct_view(self.index_view_class, **self.get_index_view_kwargs(model=Page))

    @cached_property
    def index_results_view(self) -> Any:
        return self.construct_view(self.index_view_class, **self.get_index_view_kwargs(model=Page), results_only=True)


class TypedListingView(SafeExportMixin, TypedListingMixin, IndexView):
    """All pages of one type, wherever they are, with a safe export."""


class TypedListingViewSet(PageListingViewSet):
    """An entry of the main menu for all pages of one type."""

    index_view_class = TypedListingView
    add_to_admin_menu = True
    relations: ClassVar[tuple[str, ...]] = ()
    sortable: ClassVar[dict[str, Any]] = {}
    add_item_label: Any = None
    export_functions: ClassVar[dict[str, Callable[[Any], Any]]] = {}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "page_type": self.model,
            "relations": self.relations,
            "sortable": self.sortable,
            "add_item_label": self.add_item_label,
            "export_functions": self.export_functions,
        }
        return super().get_index_view_kwargs(**{**own, **kwargs})


# Registers


def search_folded(queryset: QuerySet[Any], words: str, fields: Iterable[str]) -> QuerySet[Any]:
    """The rows whose `fields` hold every word of `words`, whatever accents and capitals, on every database.

    It reads the fields of all rows: for registers of some thousand rows at most.
    """
    wanted = fold_words(words[:MAX_SEARCH_LENGTH]).split()[:MAX_SEARCH_WORDS]
    rows = queryset.order_by().values_list("pk", *fields)
    found = [pk for pk, *texts in rows if _holds(fold_words(" ".join(filter(None, texts))), wanted)]
    return queryset.filter(pk__in=found)


def search_territoires(queryset: TerritoireQuerySet, words: str) -> TerritoireQuerySet:
    """The territoires of that name, those that begin with it first: « Lens » before « Vallens »."""
    typed = fold_words(words[:MAX_SEARCH_LENGTH])
    closeness = Case(
        When(search_name=typed, then=Value(0)),
        When(search_name__startswith=typed, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return queryset.search_name(typed).order_by(closeness, "search_name", "pk")


def _holds(text: str, words: list[str]) -> bool:
    return bool(words) and all(word in text for word in words)


class RegisterIndexView(InstanceButtonsMixin, SafeExportMixin, snippets.IndexView):
    """The list of a register."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return self.model.snippet_viewset.search(queryset, self.search_query) if self.is_searching else queryset


class RegisterEditView(InstancePermissionMixin, snippets.EditView):
    """The form of a row, for those who may change that row."""


class RegisterDeleteView(InstancePermissionMixin, snippets.DeleteView):
    """The deletion of a row, for those who may delete that row."""


class RegisterFilterForm(BaseFilterForm):
    """What a chooser asks for. The viewset of the register does the search."""

    q = forms.CharField(
        label=_("Chercher"), widget=forms.TextInput(attrs={"placeholder": _("Chercher")}), required=False
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = clean_line(self.cleaned_data["q"])
        self.is_searching = bool(self.search_query)
        return objects.model.snippet_viewset.search(objects, self.search_query) if self.is_searching else objects


class RegisterChooseMixin:
    """For the views of a chooser: the columns, rows and search of the register."""

    model: Any
    filter_form_class = RegisterFilterForm

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, *self.model.snippet_viewset.chooser_columns]  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.snippet_viewset.get_chooser_queryset()
        return rows


class RegisterChooseView(RegisterChooseMixin, ChooseView):
    """A whole chooser."""


class RegisterChooseResultsView(RegisterChooseMixin, ChooseResultsView):
    """The rows of a chooser, after a search."""


class RegisterChooserViewSet(SnippetChooserViewSet):
    """The chooser of a register."""

    choose_view_class = RegisterChooseView
    choose_results_view_class = RegisterChooseResultsView


class RegisterViewSet(SnippetViewSet):
    """A register of the menu « Référentiels »."""

    index_view_class = RegisterIndexView
    edit_view_class = RegisterEditView
    delete_view_class = RegisterDeleteView
    chooser_viewset_class = RegisterChooserViewSet
    search_backend_name = None
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50
    chooser_per_page = 20
    #: Shown in the chooser after the name.
    chooser_columns: ClassVar[tuple[Column, ...]] = ()
    #: Wagtail's own button has to write « un(e) ».
    add_item_label: Any = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(add_item_label=self.add_item_label, **kwargs)

    def search(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        """The rows of `queryset` that hold `words`."""
        return search_folded(queryset, words, self.search_fields)

    def get_chooser_queryset(self) -> QuerySet[Any]:
        return self.model.objects.all()


class ThematiqueViewSet(RegisterViewSet):
    """The themes that pages bear."""

    model = Thematique
    add_item_label = _("Ajouter une thématique")
    icon = "tag"
    list_display: ClassVar = [
        "title",
        "family",
        "colour",
        Column("page_count", label=_("Pages publiées"), sort_key="page_count"),
        UpdatedAtColumn(),
    ]
    list_filter = ("family", "colour")
    search_fields = ("title",)
    sort_order_field = "sort_order"
    list_export = ("title", "get_family_display", "slug", "introduction", "page_count")
    export_headings: ClassVar = {"get_family_display": _("Famille"), "page_count": _("Pages publiées")}
    export_filename = "thematiques"
    inspect_view_fields = ("title", "slug", "family", "colour", "introduction", "parents", "edition_year")
    chooser_columns = (Column("get_family_display", label=_("Famille")),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Thematique]:
        return Thematique.objects.with_page_counts(page_count=BasePage)


class PartenaireViewSet(RegisterViewSet):
    """The organisations that pages and blocks show."""

    model = Partenaire
    add_item_label = _("Ajouter un partenaire")
    icon = "group"
    list_display: ClassVar = ["name", "kind", "website", UpdatedAtColumn()]
    list_filter = ("kind",)
    search_fields = ("name",)
    list_export = ("name", "get_kind_display", "website", "description")
    export_headings: ClassVar = {"get_kind_display": _("Nature")}
    export_filename = "partenaires"
    inspect_view_fields = ("name", "kind", "logo", "website", "description")
    chooser_columns = (Column("get_kind_display", label=_("Nature")),)


class PersonneViewSet(RegisterViewSet):
    """The people that pages and blocks show."""

    model = Personne
    add_item_label = _("Ajouter une personne")
    icon = "user"
    list_display: ClassVar = ["__str__", "role", "organisation", UpdatedAtColumn()]
    search_fields = ("first_name", "last_name", "organisation")
    list_export = ("first_name", "last_name", "role", "organisation", "orcid")
    export_filename = "personnes"
    inspect_view_fields = ("first_name", "last_name", "role", "organisation", "portrait", "orcid")
    chooser_columns = (Column("role", label=_("Fonction")), Column("organisation", label=_("Organisation")))


class TerritoireFilterForm(RegisterFilterForm):
    """Adds the kind, for the many places that share a name."""

    kind = forms.ChoiceField(
        label=_("Nature"),
        choices=[("", _("Toutes")), *TerritoireKind.choices],
        required=False,
        widget=forms.Select(attrs={"data-chooser-modal-search-filter": True}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        kind = self.cleaned_data["kind"]
        return super().filter(objects.filter(kind=kind) if kind else objects)


class TerritoireChooseView(RegisterChooseView):
    filter_form_class = TerritoireFilterForm


class TerritoireChooseResultsView(RegisterChooseResultsView):
    filter_form_class = TerritoireFilterForm


class TerritoireChooserViewSet(RegisterChooserViewSet):
    """The chooser of 36,000 territoires."""

    choose_view_class = TerritoireChooseView
    choose_results_view_class = TerritoireChooseResultsView


class TerritoireViewSet(RegisterViewSet):
    """The official geographic code, and the territoires the team adds."""

    model = Territoire
    add_item_label = _("Ajouter un territoire")
    icon = "site"
    chooser_viewset_class = TerritoireChooserViewSet
    list_display: ClassVar = ["name", "kind", "code", Column("parent", label=_("Fait partie de"))]
    list_filter = ("kind",)
    search_fields = ("search_name",)
    list_export = ("get_kind_display", "code", "name", "parent", "latitude", "longitude")
    export_headings: ClassVar = {"get_kind_display": _("Nature")}
    export_filename = "territoires"
    inspect_view_fields = ("kind", "code", "name", "parent", "latitude", "longitude")
    chooser_columns = (
        Column("get_kind_display", label=_("Nature")),
        Column("parent", label=_("Fait partie de")),
    )

    def search(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
        return search_territoires(cast("TerritoireQuerySet", queryset), words)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Territoire]:
        return self.get_chooser_queryset()

    def get_chooser_queryset(self) -> QuerySet[Territoire]:
        return Territoire.objects.select_related("parent")


class MotCleViewSet(RegisterViewSet):
    """The words under which pages are filed."""

    model = MotCle
    add_item_label = _("Ajouter un mot-clé")
    icon = "tag"
    menu_label = _("Mots-clés")
    list_display: ClassVar = ["name", Column("usage_count", label=_("Pages"), sort_key="usage_count")]
    search_fields = ("name",)
    list_export = ("name", "usage_count")
    export_headings: ClassVar = {"usage_count": _("Pages")}
    export_filename = "mots-cles"
    inspect_view_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[MotCle]:
        return MotCle.objects.with_usage()


class RegistersGroup(SnippetViewSetGroup):
    """The menu « Référentiels ». The registers of other apps join it by their `menu_hook`."""

    items = (ThematiqueViewSet, MotCleViewSet, PartenaireViewSet, PersonneViewSet, TerritoireViewSet)
    menu_label = _("Référentiels")
    menu_icon = "snippet"
    menu_name = "referentiels"
    menu_order = 500
    submenu_hook = REGISTERS_HOOK
