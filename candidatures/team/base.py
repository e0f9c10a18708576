"""What the team's views of one candidature share: who may open them, which dossier it is, where they stand."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from candidatures.models import Candidature
from candidatures.rights import may_read

if TYPE_CHECKING:
    from django.views.generic import View as Base
else:
    Base = object


class ReadingMixin(Base):
    """For views of those who may read candidatures; nothing of what they give is kept by a browser."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.is_allowed():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def is_allowed(self) -> bool:
        """Whether they may open this view, whatever the candidature."""
        return may_read(self.request.user)


class CandidatureMixin(ReadingMixin):
    """For views of one candidature. A draft is not found: it was not sent."""

    @cached_property
    def candidature(self) -> Candidature:
        rows = Candidature.objects.sent().whole().select_related("instructeur", "event_page", "convention__signed_file")
        candidature: Candidature = get_object_or_404(rows, pk=self.kwargs["pk"])
        return candidature

    def dossier_url(self, anchor: str = "") -> str:
        """The page of the dossier, at one of its sections."""
        url = reverse("nec_candidatures_team:dossier", args=[self.candidature.pk])
        return f"{url}#{anchor}" if anchor else url


class CandidaturePageMixin(CandidatureMixin, WagtailAdminTemplateMixin):
    """For pages about one candidature, below the list in the breadcrumbs."""

    header_icon = "form"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("nec_candidatures_team:index"), "label": _("Candidatures")}
        dossier = {"url": self.dossier_url(), "label": str(self.candidature)}
        own = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, index, *([dossier] if own["label"] != dossier["label"] else []), own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(candidature=self.candidature, **kwargs)
        return context
