"""The views of the list: the four that the work asks for, then those that members of the team keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from candidatures.enums import State
from candidatures.models import Candidature, SavedView
from candidatures.services.refusals import ActRefusedError
from candidatures.services.saved_views import MAX_NAME, delete_view, may_delete_view, save_view
from candidatures.team.base import ReadingMixin
from candidatures.team.filters import CandidatureFilterSet, Offered, narrow

INDEX: Final = "nec_candidatures_team:index"
#: States in which the team has something to read or to decide.
TO_REVIEW: Final = (State.SUBMITTED, State.IN_REVIEW, State.INTERVIEW)
#: What an address says beside the filters and that a view keeps.
KEPT_BESIDE: Final = ("q", "ordering")


@dataclass(frozen=True)
class View:
    """A view as the list shows it. `count` is None where counting would take a query of its own."""

    label: str | Promise
    query: str
    count: int | None = None
    is_current: bool = False
    saved: SavedView | None = None
    may_delete: bool = False

    @property
    def url(self) -> str:
        address = reverse(INDEX)
        return f"{address}?{self.query}" if self.query else address


def normalise(data: QueryDict) -> str:
    """What an address says of filters, words and order, always written the same way."""
    names = [*CandidatureFilterSet.base_filters, *KEPT_BESIDE]
    kept = QueryDict(mutable=True)
    for name in sorted(names):
        values = sorted({value for value in data.getlist(name) if value})
        if values:
            kept.setlist(name, values)
    return kept.urlencode()


def query_of(**values: str | Iterable[str]) -> str:
    """The query of an address that holds `values`, written as `normalise` does."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, [value] if isinstance(value, str) else list(value))
    return normalise(data)


#: The views that the work asks for: label and query.
BUILT_IN: Final = (
    (_("Toutes"), ""),
    (_("À instruire"), query_of(state=TO_REVIEW)),
    (_("En attente de réponse"), query_of(state=State.INFO_REQUESTED)),
    (_("Bilans attendus"), query_of(state=State.REPORTS_DUE)),
    (_("À payer"), query_of(state=State.REPORTS_RECEIVED, grant_awarded="true")),
)
TO_REVIEW_QUERY: Final = BUILT_IN[1][1]


def read_views(request: HttpRequest, offered: Offered) -> list[View]:
    """All the views of who asks, with their counts: two queries, whatever their number."""
    user: Any = request.user
    saved = list(SavedView.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner"))
    named: list[tuple[str | Promise, str, SavedView | None]] = [(label, query, None) for label, query in BUILT_IN]
    named += [(one.name, one.query, one) for one in saved]
    counts = _count([query for _label, query, _saved in named], request, offered)
    current = normalise(request.GET)
    return [
        View(label, query, counts[query], query == current, one, bool(one and may_delete_view(one, user)))
        for label, query, one in named
    ]


def _count(queries: list[str], request: HttpRequest, offered: Offered) -> dict[str, int | None]:
    asked = {query: QueryDict(query) for query in queries}
    counted = [query for query, data in asked.items() if "q" not in data]
    aggregates = {
        f"view_{rank}": Count("pk", filter=Q(pk__in=narrow(asked[query], request, offered).order_by().values("pk")))
        for rank, query in enumerate(counted)
    }
    found = Candidature.objects.sent().order_by().aggregate(**aggregates)
    return dict.fromkeys(queries) | {query: found[f"view_{rank}"] for rank, query in enumerate(counted)}


class ViewForm(forms.Form):
    """What a view is called, and who sees it."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Nom de la vue"),
        max_length=MAX_NAME,
        error_messages={
            "required": _("Donnez un nom à cette vue."),
            "max_length": _("Raccourcissez ce nom : 60 signes au plus."),
            "null_characters_not_allowed": _("Ce nom contient un caractère interdit. Écrivez-le de nouveau."),
        },
    )
    is_shared = forms.BooleanField(
        label=_("La montrer à toute l’équipe"),
        required=False,
        help_text=_("« Moi », dans une vue partagée, désigne la personne qui la regarde."),
    )


class SavedViewPageMixin(ReadingMixin, WagtailAdminTemplateMixin):
    """For pages below the list."""

    header_icon = "form"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse(INDEX), "label": gettext("Candidatures")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]


class SaveView(SavedViewPageMixin, FormView):
    """Keeps the list as the address of this page narrows it."""

    template_name = "nec_candidatures/admin/save_view.html"
    form_class = ViewForm
    page_title = _("Enregistrer cette vue")

    @cached_property
    def query(self) -> str:
        return normalise(self.request.GET)

    def form_valid(self, form: ViewForm) -> HttpResponse:
        try:
            user: Any = self.request.user
            view = save_view(user, form.cleaned_data["name"], self.query, is_shared=form.cleaned_data["is_shared"])
        except ActRefusedError as error:
            form.add_error("name", str(error))
            return self.form_invalid(form)
        messages.success(self.request, gettext("La vue « %(name)s » est enregistrée.") % {"name": view.name})
        return redirect(View(view.name, view.query).url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Filters that are read here are those of the list, with their labels and values.
        filters = CandidatureFilterSet(QueryDict(self.query), Candidature.objects.none(), request=self.request)
        own = {"back_url": View("", self.query).url, "criteria": read_criteria(filters, QueryDict(self.query))}
        context: dict[str, Any] = super().get_context_data(**own, **kwargs)
        return context


class DeleteView(SavedViewPageMixin, TemplateView):
    """Takes a view away, once that is confirmed."""

    template_name = "nec_candidatures/admin/delete_view.html"
    page_title = _("Supprimer une vue")

    @cached_property
    def view(self) -> SavedView:
        view = get_object_or_404(SavedView, pk=self.kwargs["pk"])
        user: Any = self.request.user
        if not may_delete_view(view, user):
            raise Http404
        return view

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(saved=self.view, back_url=reverse(INDEX), **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        name = self.view.name
        delete_view(self.view, user)
        messages.success(request, gettext("La vue « %(name)s » est supprimée.") % {"name": name})
        return redirect(INDEX)


def read_criteria(filters: CandidatureFilterSet, data: QueryDict) -> list[tuple[str, str]]:
    """What a query says, in words: label and value of each filter, then the words looked for."""
    filters.is_valid()
    told: list[tuple[str, str]] = []
    for name, value in filters.form.cleaned_data.items():
        field = filters.form.fields[name]
        values = value if isinstance(value, list) else [value]
        labels = dict(_flat(field)) | {True: _("Oui"), False: _("Non")}
        words = [str(labels.get(one, one)) for one in values if one not in (None, "")]
        if words:
            told.append((str(field.label), ", ".join(words)))
    if data.get("q"):
        told.append((gettext("Recherche"), str(data["q"])))
    return told


def _flat(field: Any) -> Iterable[tuple[Any, Any]]:
    for value, label in getattr(field, "choices", ()):
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


urlpatterns = [
    path("vues/enregistrer/", require_admin_access(SaveView.as_view()), name="save_view"),
    path("vues/<int:pk>/supprimer/", require_admin_access(DeleteView.as_view()), name="delete_view"),
]
