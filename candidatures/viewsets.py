"""Where the team reads what organisers have sent."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from candidatures.rights import may_read
from candidatures.team import (
    after,
    decisions,
    demarches,
    dossier,
    exports,
    files,
    instruction,
    mails,
    personal_data,
    saved_views,
)
from candidatures.team.listing import CandidatureIndexView


class ReadersMenuItem(MenuItem):
    """A line of the menu for those who may read candidatures."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


class CandidatureViewSet(ViewSet):
    """The menu « Candidatures »."""

    name = "nec_candidatures_team"
    url_prefix = "candidatures"
    icon = "form"
    menu_label = _("Candidatures")
    menu_order = 115
    add_to_admin_menu = True
    menu_item_class = ReadersMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        common: dict[str, Any] = super().get_common_view_kwargs(**names, **kwargs)
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(CandidatureIndexView), name="index"),
            path("results/", self.construct_view(CandidatureIndexView, results_only=True), name="index_results"),
            *saved_views.urlpatterns,
            *exports.urlpatterns,
            *dossier.urlpatterns,
            *instruction.urlpatterns,
            *decisions.urlpatterns,
            *after.urlpatterns,
            *files.urlpatterns,
            *personal_data.urlpatterns,
            *mails.urlpatterns,
            *demarches.urlpatterns,
        ]
