"""What people may ask of their data: to have it, and to have it erased. Each leaves a line in the journal."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.auth import require_admin_access

from candidatures.actors import Actor
from candidatures.enums import EntryKind, MailKey, Role
from candidatures.models import Candidature
from candidatures.own_data import read_own_data
from candidatures.pdf import file_name
from candidatures.rights import actor_of, may_manage
from candidatures.services import journal, mails
from candidatures.services.erasure import erase_on_request, refusal_to_erase
from candidatures.services.mails import Words
from candidatures.team.acts import ActView
from candidatures.team.base import CandidatureMixin

MANAGERS = (Role.GESTIONNAIRE,)


class ExportView(CandidatureMixin, View):
    """All that is kept about a dossier and that its organisers may have: the file they would take away themselves."""

    def is_allowed(self) -> bool:
        return may_manage(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = JsonResponse(read_own_data(self.candidature), json_dumps_params={"ensure_ascii": False, "indent": 2})
        name = file_name(self.candidature, "json")
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        actor = actor_of(request.user, MANAGERS)  # type: ignore[arg-type] # nobody else passes `is_allowed`
        if actor:
            text = _t("Données personnelles exportées, pour les remettre à qui les demande.")
            journal.write(self.candidature, EntryKind.EXPORT, actor, text)
        return response


class EraseView(ActView):
    """The end of what a dossier says of people, because they ask for it."""

    title = _("Effacer les données personnelles")
    introduction = _(
        "Les réponses, les fichiers, les messages, les notes, les courriels, les noms et les adresses sont effacés "
        "maintenant. Le numéro, le territoire, les dates, les montants et l’état restent, pour les statistiques. Un "
        "dossier qui n’est pas décidé est d’abord retiré. Cela ne se reprend pas."
    )
    button = _("Effacer maintenant")
    done = _("Les données personnelles de ce dossier sont effacées.")
    roles = MANAGERS
    mails = (MailKey.DELETION_DONE,)
    anchor = "donnees"
    is_dangerous = True

    def problem(self) -> str:
        if self.candidature.anonymised_at:
            return _t("Les données de ce dossier sont déjà effacées.")
        return refusal_to_erase(self.candidature)

    def rehearse(self, form: Any) -> list[Words]:
        # Made on a copy, the act would leave nobody to have been written to.
        return [mails.compose(self.candidature, MailKey.DELETION_DONE)]

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        erase_on_request(candidature, actor)


urlpatterns = [
    path("<int:pk>/donnees/export/", require_admin_access(ExportView.as_view()), name="export_own_data"),
    path("<int:pk>/donnees/effacement/", require_admin_access(EraseView.as_view()), name="erase"),
]
