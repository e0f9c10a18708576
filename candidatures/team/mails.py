"""The words of the e-mails: read, written over, tried on a dossier, given back. Nothing is sent from here."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from candidatures.enums import MailKey
from candidatures.mail_catalogue import CATALOGUE, Audience, MailSpec
from candidatures.models import Candidature, ModeleCourriel
from candidatures.rights import may_manage
from candidatures.services import mails
from candidatures.services.mail_words import plain, reset_words, save_words
from candidatures.services.mails import Words
from candidatures.team.base import ReadingMixin
from candidatures.variables import check_braces
from socle.text import clean_line, clean_text

INDEX: Final = "nec_candidatures_team:mail_templates"
#: The button that shows the e-mail without keeping its words.
PREVIEW: Final = "apercu"
#: Dossiers offered to try words on, the latest first.
RECENT: Final = 20
AUDIENCES: Final[dict[Audience, Promise]] = {
    Audience.PORTEURS: _("Porteuses et porteurs"),
    Audience.TEAM: _("Équipe"),
    Audience.INSTRUCTEUR: _("La personne qui instruit"),
}


@dataclass(frozen=True)
class TemplateLine:
    """An e-mail of the catalogue as the list shows it. `row` holds the team's words, if any."""

    spec: MailSpec
    subject: str
    row: ModeleCourriel | None

    @property
    def label(self) -> str:
        return str(self.spec.key.label)

    @property
    def audience(self) -> str:
        return str(AUDIENCES[self.spec.audience])

    @property
    def url(self) -> str:
        return reverse("nec_candidatures_team:mail_template", args=[self.spec.key.value])


class TemplateForm(forms.Form):
    """The subject and the body of an e-mail, and the dossier to try them on."""

    use_required_attribute = False

    subject = forms.CharField(
        label=_("Objet"), max_length=200, error_messages={"required": _("Écrivez l’objet du courriel.")}
    )
    body = forms.CharField(
        label=_("Texte"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": _("Écrivez le texte du courriel.")},
        help_text=_("Une ligne qui ne contient que des variables vides n’est pas écrite."),
    )
    candidature = forms.ModelChoiceField(
        label=_("Dossier de l’aperçu"),
        queryset=Candidature.objects.none(),
        required=False,
        empty_label=_("Un dossier d’exemple"),
        help_text=_("L’aperçu n’envoie rien et n’enregistre rien."),
        error_messages={"invalid_choice": _("Choisissez un dossier de la liste.")},
    )

    def __init__(self, *args: Any, spec: MailSpec, **kwargs: Any) -> None:
        self.spec = spec
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        recent = Candidature.objects.sent().filter(anonymised_at=None, submitted_at__isnull=False)
        latest = list(recent.order_by("-submitted_at", "-pk").values_list("pk", flat=True)[:RECENT])
        rows = (
            Candidature.objects.filter(pk__in=latest).select_related("version__appel").order_by("-submitted_at", "-pk")
        )
        self.fields["candidature"].queryset = rows  # type: ignore[attr-defined]
        if latest and not self.is_bound:
            self.initial.setdefault("candidature", latest[0])

    def clean_subject(self) -> str:
        return self._checked(clean_line(self.cleaned_data["subject"]))

    def clean_body(self) -> str:
        return self._checked(clean_text(self.cleaned_data["body"]))

    def _checked(self, text: str) -> str:
        if not text.strip():
            raise ValidationError(_t("Écrivez au moins un mot."))
        check_braces(text, self.spec.variables)
        return text

    @property
    def words(self) -> Words:
        """What was typed, once it is valid."""
        return plain(Words(self.cleaned_data["subject"], self.cleaned_data["body"]))


class ManagingMixin(ReadingMixin, WagtailAdminTemplateMixin):
    """For pages of those who see to the words of the e-mails."""

    header_icon = "mail"
    _show_breadcrumbs = True

    def is_allowed(self) -> bool:
        return may_manage(self.request.user)


class TemplateListView(ManagingMixin, TemplateView):
    """All the e-mails, with the words they have now."""

    template_name = "nec_candidatures/admin/mail_templates.html"
    page_title = _("Modèles de courriels")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written = {row.key: row for row in ModeleCourriel.objects.select_related("updated_by")}
        lines = []
        for key, spec in CATALOGUE.items():
            row = written.get(key.value)
            lines.append(TemplateLine(spec, row.subject if row else str(spec.subject), row))
        context: dict[str, Any] = super().get_context_data(lines=lines, **kwargs)
        return context


class TemplateMixin(ManagingMixin):
    """For pages of one e-mail of the catalogue."""

    @cached_property
    def spec(self) -> MailSpec:
        key = self.kwargs["key"]
        if key not in MailKey or MailKey(key) not in CATALOGUE:
            raise Http404
        return CATALOGUE[MailKey(key)]


class TemplateEditView(TemplateMixin, FormView):
    """The words of one e-mail."""

    template_name = "nec_candidatures/admin/mail_template.html"
    form_class = TemplateForm

    def get_page_title(self) -> str:
        return str(self.spec.key.label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse(INDEX), "label": _t("Modèles de courriels")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_initial(self) -> dict[str, Any]:
        words = mails.current_words(self.spec.key)
        return {"subject": words.subject, "body": words.body.strip()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"spec": self.spec}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = ModeleCourriel.objects.select_related("updated_by").filter(key=self.spec.key).first()
        known = {
            "spec": self.spec,
            "audience": AUDIENCES[self.spec.audience],
            "row": row,
            "default": mails.default_words(self.spec.key),
            "preview_name": PREVIEW,
        }
        context: dict[str, Any] = super().get_context_data(**known | kwargs)
        return context

    def form_valid(self, form: TemplateForm) -> HttpResponse:
        if PREVIEW in self.request.POST:
            letter = mails.preview_words(self.spec.key, form.words, form.cleaned_data["candidature"])
            return self.render_to_response(self.get_context_data(form=form, letter=letter))
        save_words(self.spec.key, form.words, self.request.user)  # type: ignore[arg-type] # signed in
        messages.success(self.request, _t("Le courriel « %(label)s » est enregistré.") % {"label": self.spec.key.label})
        return see_other(reverse(INDEX))

    def form_invalid(self, form: TemplateForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class TemplateResetView(TemplateMixin, View):
    """Give an e-mail the site's words back."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reset_words(self.spec.key)
        messages.success(
            request, _t("Le courriel « %(label)s » a repris le texte du site.") % {"label": self.spec.key.label}
        )
        return see_other(reverse("nec_candidatures_team:mail_template", args=[self.spec.key.value]))


class TemplatesMenuItem(MenuItem):
    """A line of the settings for those who see to the words of the e-mails."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_manage(request.user)


def menu_item() -> TemplatesMenuItem:
    return TemplatesMenuItem(
        _("Modèles de courriels"), reverse(INDEX), name="modeles-de-courriels", icon_name="mail", order=205
    )


def see_other(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


urlpatterns = [
    path("modeles-de-courriels/", require_admin_access(TemplateListView.as_view()), name="mail_templates"),
    path("modeles-de-courriels/<slug:key>/", require_admin_access(TemplateEditView.as_view()), name="mail_template"),
    path(
        "modeles-de-courriels/<slug:key>/retablir/",
        require_admin_access(TemplateResetView.as_view()),
        name="reset_mail_template",
    ),
]
