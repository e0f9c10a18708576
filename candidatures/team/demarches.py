"""Where those who manage follow what comes from Démarches simplifiées."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from candidatures.demarches.address import dossier_address
from candidatures.enums import ImportState
from candidatures.models import DemarchesSettings, ImportRun, OutsideDossier, Prefill
from candidatures.rights import may_manage
from candidatures.services.imports import lacks, plan_import
from candidatures.services.outside_dossiers import see
from candidatures.team.base import ReadingMixin

#: Imports shown, the latest first.
RUNS: Final = 20
PER_PAGE: Final = 50


class ManagersMenuItem(MenuItem):
    """A line of the menu for those who manage candidatures."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_manage(request.user)


class ManagingMixin(ReadingMixin, WagtailAdminTemplateMixin):
    """For pages of those who manage candidatures."""

    header_icon = "link-external"
    _show_breadcrumbs = True

    def is_allowed(self) -> bool:
        return may_manage(self.request.user)


class OutsideView(ManagingMixin, TemplateView):
    """Whether the link with the service is set, what is missing, the last imports, and the button for one."""

    template_name = "nec_candidatures/admin/outside.html"
    page_title = _("Démarches simplifiées")

    @cached_property
    def link(self) -> DemarchesSettings:
        link: DemarchesSettings = DemarchesSettings.for_request(self.request)
        return link

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("nec_candidatures_team:index"), "label": _("Candidatures")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "link": self.link,
            "settings_url": self._settings_url(),
            "has_token": bool(settings.NEC_DEMARCHES_TOKEN),
            "lacks": lacks(self.link),
            "runs": ImportRun.objects.all()[:RUNS],
            "to_check": OutsideDossier.objects.exclude(problem="").count(),
            "dossier_count": OutsideDossier.objects.count(),
            "prefilled_count": Prefill.objects.exclude(url="").count(),
            "failed_prefills": Prefill.objects.exclude(error="").order_by("-created_at")[:RUNS],
        }
        return super().get_context_data(**own, **kwargs)

    def _settings_url(self) -> str:
        """Where the link is set, for those who may."""
        if not self.request.user.has_perm("nec_candidatures.change_demarchessettings"):
            return ""
        return reverse("wagtailsettings:edit", args=["nec_candidatures", "demarchessettings", self.link.site_id])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Import now: by the worker where there is one."""
        missing = lacks(self.link)
        if missing:
            messages.error(request, " ".join(missing))
        elif ImportRun.objects.filter(demarche_number=self.link.demarche_number, state=ImportState.RUNNING).exists():
            messages.warning(request, _t("Un import est déjà en cours."))
        else:
            plan_import(self.link)
            messages.success(request, _t("L’import est demandé : ses nombres paraissent ci-dessous, page après page."))
        return redirect("nec_candidatures_team:outside")


class OutsideDossiersView(ManagingMixin, TemplateView):
    """The dossiers read there, with what there is to look at; `a_verifier` in the address keeps those alone."""

    template_name = "nec_candidatures/admin/outside_dossiers.html"
    page_title = _("Dossiers de Démarches simplifiées")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("nec_candidatures_team:index"), "label": _("Candidatures")}
        outside = {"url": reverse("nec_candidatures_team:outside"), "label": OutsideView.page_title}
        return [*self.breadcrumbs_items, index, outside, {"url": "", "label": _("Dossiers")}]

    @property
    def is_to_check(self) -> bool:
        return "a_verifier" in self.request.GET

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self._page()
        own = {"dossiers": page, "rows": self._with_addresses(page), "is_to_check": self.is_to_check}
        return super().get_context_data(**own, **kwargs)

    def _page(self) -> Page[OutsideDossier]:
        rows = OutsideDossier.objects.select_related("candidature").defer("data")
        rows = rows.exclude(problem="") if self.is_to_check else rows
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))

    def _with_addresses(self, page: Page[OutsideDossier]) -> list[tuple[OutsideDossier, str]]:
        """Each dossier, and where it is read there."""
        known = dict(DemarchesSettings.objects.values_list("demarche_number", "base_url"))
        return [
            (row, dossier_address(known.get(row.demarche_number, ""), row.demarche_number, row.number)) for row in page
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note that what there was to look at was seen; its line in the journal stays."""
        number = request.POST.get("number", "")
        if number.isascii() and number.isdigit() and see(int(number[:18])):
            messages.success(request, _t("Dossier %(number)s : c’est noté.") % {"number": number})
        return redirect(f"{reverse('nec_candidatures_team:outside_dossiers')}?a_verifier")


urlpatterns = [
    path("demarches/", require_admin_access(OutsideView.as_view()), name="outside"),
    path("demarches/dossiers/", require_admin_access(OutsideDossiersView.as_view()), name="outside_dossiers"),
]
