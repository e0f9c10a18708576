"""The decisions on a dossier: an accord, a refusal, a reopening, a cancellation."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access

from candidatures.actors import Actor
from candidatures.enums import MailKey
from candidatures.guards import award_problem, files_read
from candidatures.models import Candidature
from candidatures.services import decisions, mails, transitions
from candidatures.services.mails import Words
from candidatures.team import forms
from candidatures.team.acts import ActView
from candidatures.team.shares import read_shares
from candidatures.workflow import TRANSITIONS


class AcceptView(ActView):
    template_name = "nec_candidatures/admin/act_accept.html"
    form_class = forms.AcceptForm
    transition = "validate"
    introduction = _("Un courriel part, et le brouillon de la page de l’événement est fait. Rien n’est publié.")
    done = _("L’accord est donné. Le brouillon de la page de l’événement est lié au dossier.")
    refused_field = "amount"
    anchor = "decision"

    def get_initial(self) -> dict[str, Any]:
        asked, candidature = self.candidature.grant_requested, self.candidature
        amount = "" if asked is None else f"{asked:f}".removesuffix(".00").replace(".", ",")
        is_within = asked is not None and not award_problem(candidature.rules, candidature.budget_total, asked)
        return super().get_initial() | {"amount": amount if is_within else ""}

    def problem(self) -> str:
        if self.candidature.state in TRANSITIONS[self.transition].sources:
            # The amount is what the form asks for.
            return files_read(self.candidature)
        return transitions.problem_of(self.candidature, self.transition)

    def sample_letters(self) -> list[Words]:
        is_asked = bool(self.candidature.grant_requested)
        key = MailKey.ACCEPTED_WITH_GRANT if is_asked else MailKey.ACCEPTED_WITHOUT_GRANT
        return [mails.preview(self.candidature, key)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(shares=read_shares(self.candidature), **kwargs)

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        decisions.accept(
            candidature, actor, known["amount"], reasons=known["reasons"], public_text=known["public_text"]
        )


class RefuseView(ActView):
    form_class = forms.RefuseForm
    transition = "refuse"
    introduction = _("Le dossier se ferme. Il peut être rouvert, en disant pourquoi.")
    done = _("Le dossier est refusé.")
    refused_field = "reasons"
    anchor = "decision"
    is_dangerous = True

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        decisions.refuse(candidature, actor, reasons=known["reasons"], public_text=known["public_text"])


class ReopenView(ActView):
    form_class = forms.ReasonForm
    transition = "reopen"
    introduction = _("Le refus est levé : le dossier revient à l’instruction.")
    done = _("Le dossier est rouvert.")
    refused_field = "reasons"
    anchor = "decision"

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        decisions.reopen(candidature, actor, reason=known["reasons"], public_text=known["public_text"])


class CancelView(ActView):
    form_class = forms.ReasonForm
    transition = "cancel"
    introduction = _("Le projet n’aura pas lieu. La page de l’événement reste à qui l’écrit. Cela ne se reprend pas.")
    done = _("Le projet est annulé.")
    refused_field = "reasons"
    anchor = "decision"
    is_dangerous = True

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        decisions.cancel(candidature, actor, reason=known["reasons"], public_text=known["public_text"])


def _path(route: str, view: type[ActView], name: str) -> URLPattern:
    return path(f"<int:pk>/{route}", require_admin_access(view.as_view()), name=name)


urlpatterns = [
    _path("accord/", AcceptView, "validate"),
    _path("refus/", RefuseView, "refuse"),
    _path("reouverture/", ReopenView, "reopen"),
    _path("annulation/", CancelView, "cancel"),
]
