"""Views of the editing of the revue: publishing a whole issue, giving up its schedule."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Revision

from revue.admin_forms import PublishNumeroForm
from revue.models import NumeroPage
from revue.services.publication import (
    NumeroBlockedError,
    NumeroChangedError,
    Plan,
    Step,
    cancel_schedule,
    plan_publication,
    publish_numero,
    scheduled_revisions,
)
from revue.services.state import Missing, missing_of


class NumeroActionMixin(WagtailAdminTemplateMixin):
    """For the views of one issue, for those who may publish it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.numero.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def numero(self) -> NumeroPage:
        numero: NumeroPage = get_object_or_404(NumeroPage, pk=self.kwargs["page_id"])
        return numero

    def get_page_title(self) -> str:
        return str(self.page_title) % {"numero": self.numero.get_admin_display_title()}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        explorer = reverse("wagtailadmin_explore", args=[self.numero.pk])
        return [
            *self.breadcrumbs_items,
            {"url": explorer, "label": self.numero.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def back_to_numero(self) -> HttpResponse:
        return redirect("wagtailadmin_explore", self.numero.pk)


class PublishNumeroView(NumeroActionMixin, FormView):
    """What will be made public, what stands in the way, and when: one page to read, one button."""

    form_class = PublishNumeroForm
    template_name = "nec_revue/admin/publish_numero.html"
    page_title = _("Publier « %(numero)s »")
    header_icon = "upload"

    @cached_property
    def plan(self) -> Plan:
        return plan_publication(self.numero, self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan}

    def form_valid(self, form: PublishNumeroForm) -> HttpResponse:
        moment = form.cleaned_data["moment"]
        try:
            plan = publish_numero(self.numero, form.keys, form.seen_tokens, self.request.user, moment)
        except NumeroChangedError:
            message = _t("Le numéro a changé depuis que vous avez ouvert cette page : relisez la liste.")
            return self.refuse(message, moment)
        except NumeroBlockedError:
            return self.refuse(_t("Rien n’a été publié. Complétez les pages signalées, ou décochez-les."), moment)
        messages.success(self.request, done_message(len(plan.steps), is_later=moment is not None))
        return self.back_to_numero()

    def refuse(self, message: str, moment: datetime | None) -> HttpResponse:
        """Show the list as it is now, with what was chosen."""
        messages.error(self.request, message)
        self.plan = plan_publication(self.numero, self.request.user, moment)
        form = self.get_form()
        form.data = form.data.copy()
        form.data["seen"] = " ".join(self.plan.tokens)
        return self.render_to_response(self.get_context_data(form=form))

    def read_steps(self, chosen: set[str]) -> list[tuple[Step, bool, list[Missing]]]:
        """Each page, whether it is chosen, and what it lacks without being held for it."""
        missing = missing_of(step.page.pk for step in self.plan.steps if not step.is_numero)
        return [
            (step, step.is_numero or str(step.page.pk) in chosen, missing.get(step.page.pk, []))
            for step in self.plan.steps
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        context: dict[str, Any] = super().get_context_data(
            **{**kwargs, "form": form},
            numero=self.numero,
            steps=self.read_steps(set(form["articles"].value() or [])),
            is_still_to_appear=self.numero.get_latest_revision_as_object().is_to_appear,
            has_schedule=bool(scheduled_revisions(self.numero)),
        )
        context["media"] = form.media
        return context


def done_message(count: int, *, is_later: bool) -> str:
    """What was done, in a sentence."""
    if is_later:
        return ngettext("%(n)s page est programmée.", "%(n)s pages sont programmées.", count) % {"n": count}
    return ngettext("%(n)s page est en ligne.", "%(n)s pages sont en ligne.", count) % {"n": count}


class CancelScheduleView(NumeroActionMixin, TemplateView):
    """Gives up the publications to come of an issue and its articles."""

    template_name = "nec_revue/admin/cancel_schedule.html"
    page_title = _("Annuler la programmation de « %(numero)s »")
    header_icon = "cross"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revisions: list[Revision] = scheduled_revisions(self.numero)
        context: dict[str, Any] = super().get_context_data(**kwargs, numero=self.numero, revisions=revisions)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        count = cancel_schedule(self.numero, request.user)
        message = ngettext(
            "La programmation de %(n)s page est annulée. Son brouillon reste.",
            "La programmation de %(n)s pages est annulée. Leurs brouillons restent.",
            count,
        )
        messages.success(request, message % {"n": count})
        return self.back_to_numero()
