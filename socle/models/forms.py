"""Pages with a form whose questions editors write, and what visitors answered."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractFormField, AbstractFormSubmission, FormMixin, validate_to_address
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField

from socle.admin_forms import FormPageForm
from socle.form_builder import SiteFormBuilder, SubmissionForm
from socle.models.base import BasePage, BodyMixin
from socle.routing import FormReceiverMixin

if TYPE_CHECKING:
    from wagtail.contrib.forms.views import SubmissionsListView

THANKS_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class FieldType(models.TextChoices):
    """The kinds of questions: those of Wagtail that everyone can answer without help."""

    SINGLELINE = "singleline", _("Texte court")
    MULTILINE = "multiline", _("Texte long")
    EMAIL = "email", _("Adresse électronique")
    NUMBER = "number", _("Nombre")
    URL = "url", _("Adresse d’un site")
    DATE = "date", _("Date")
    RADIO = "radio", _("Une réponse parmi quelques-unes")
    DROPDOWN = "dropdown", _("Une réponse d’une longue liste")
    CHECKBOXES = "checkboxes", _("Plusieurs réponses possibles")
    CHECKBOX = "checkbox", _("Une case à cocher")


class FieldPurpose(models.TextChoices):
    """Data about themselves which visitors need not type again (WCAG 2.2, criterion 1.3.5)."""

    NAME = "name", _("Prénom et nom")
    GIVEN_NAME = "given-name", _("Prénom")
    FAMILY_NAME = "family-name", _("Nom de famille")
    EMAIL = "email", _("Adresse électronique")
    TELEPHONE = "tel", _("Téléphone")
    ORGANISATION = "organization", _("Structure")
    ROLE = "organization-title", _("Fonction")
    POSTAL_CODE = "postal-code", _("Code postal")


@dataclass(frozen=True)
class EmbeddedForm:
    """A form ready for `components/form.html` on any page."""

    form: SubmissionForm
    action: str
    submit_label: str


class FormPage(FormReceiverMixin, FormMixin, BodyMixin, BasePage):
    """A page with a form. It works without script or cookie: it may be kept in caches and put inside another page."""

    base_form_class = FormPageForm
    form_builder = SiteFormBuilder
    submission_view = "socle.form_views.receive_answers"
    template = "nec_socle/form_page.html"
    page_description = _(
        "Un formulaire dont vous écrivez les questions. Les réponses se lisent dans le menu Formulaires."
    )
    landing_page_template = "nec_socle/form_page_landing.html"
    subpage_types: ClassVar[list[str]] = []

    submit_label = models.CharField(_("texte du bouton"), max_length=60, default=_("Envoyer"))
    thanks_title = models.CharField(_("titre du remerciement"), max_length=120, default=_("Votre message est envoyé"))
    thanks_body = RichTextField(
        _("remerciement"), blank=True, features=THANKS_FEATURES, help_text=_("Dites la suite : qui répond, et quand.")
    )
    consent_text = models.CharField(
        _("accord demandé"),
        max_length=500,
        blank=True,
        help_text=_("S’il est rempli, une case à cocher le demande avant l’envoi."),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("durée de conservation, en jours"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(1826)],
        help_text=_("Les réponses sont effacées après cette durée, qui est annoncée sous le formulaire."),
    )
    recipients = models.CharField(
        _("destinataires"),
        max_length=500,
        blank=True,
        validators=[validate_to_address],
        help_text=_("Adresses électroniques, séparées par des virgules, prévenues de chaque réponse."),
    )
    acknowledgement_subject = models.CharField(_("objet de l’accusé de réception"), max_length=150, blank=True)
    acknowledgement_text = models.TextField(
        _("texte de l’accusé de réception"),
        blank=True,
        max_length=3000,
        help_text=_(
            "Envoyé à la première adresse électronique demandée par le formulaire. Sans texte, rien n’est envoyé."
        ),
    )

    content_panels = [
        FormSubmissionsPanel(),
        *BasePage.content_panels,
        *BodyMixin.body_panels,
        InlinePanel("form_fields", heading=_("Questions"), label=_("Question"), min_num=1),
        MultiFieldPanel(
            [FieldPanel("submit_label"), FieldPanel("consent_text"), FieldPanel("retention_days")],
            heading=_("Envoi et conservation"),
        ),
        MultiFieldPanel([FieldPanel("thanks_title"), FieldPanel("thanks_body")], heading=_("Après l’envoi")),
        MultiFieldPanel(
            [
                HelpPanel(_("Les réponses sont toujours gardées sur le site, que les courriels partent ou non.")),
                FieldPanel("recipients"),
                FieldPanel("acknowledgement_subject"),
                FieldPanel("acknowledgement_text"),
            ],
            heading=_("Courriels"),
        ),
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page de formulaire")
        verbose_name_plural = _("pages de formulaire")

    def get_submission_class(self) -> "type[FormSubmission]":
        return FormSubmission

    def get_submissions_list_view_class(self) -> "type[SubmissionsListView]":
        from socle.form_exports import SafeSubmissionsListView  # noqa: PLC0415 (the admin's view reads the models)

        return SafeSubmissionsListView

    @property
    def thanks_url(self) -> str:
        return reverse("nec_socle:form_thanks", args=[self.pk])

    def get_embedded_form(self, request: HttpRequest | None = None) -> EmbeddedForm:
        """An empty form to show on any page; errors and thanks are shown on pages of its own."""
        form = self.get_form(page=self, auto_id=f"formulaire-{self.pk}-%s")
        return EmbeddedForm(form, self.submission_url, self.submit_label)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.is_preview = False  # type: ignore[attr-defined]
        return self.render_form(request, self.get_form(page=self))

    def render_form(self, request: HttpRequest, form: SubmissionForm, status: int = 200) -> TemplateResponse:
        """The page with `form`, empty or with its errors."""
        context = self.get_context(request)
        context["form"] = form
        return TemplateResponse(request, self.get_template(request), context, status=status)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["action"] = self.submission_url
        context["submit_label"] = self.submit_label
        return context

    def process_form_submission(self, form: SubmissionForm) -> "FormSubmission":
        """Store the answers once, however often the same form is sent with the same answers."""
        submission, is_new = FormSubmission.objects.get_or_create(
            token=submission_token(form), defaults={"page": self, "form_data": form.answers}
        )
        submission.is_new = is_new
        return submission

    def expired_submissions(self) -> "models.QuerySet[FormSubmission]":
        """Answers kept longer than this page announces."""
        limit = timezone.now() - timedelta(days=self.retention_days)
        return FormSubmission.objects.filter(page=self, submit_time__lt=limit)


class FormField(AbstractFormField):
    """A question of a form page."""

    page = ParentalKey(FormPage, on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(_("nature de la réponse"), max_length=16, choices=FieldType)
    field_type.required_on_save = True  # type: ignore[attr-defined]
    purpose = models.CharField(
        _("donnée personnelle demandée"),
        max_length=20,
        choices=FieldPurpose,
        blank=True,
        help_text=_("Le navigateur peut alors la proposer. Laissez vide pour toute autre question."),
    )

    panels: ClassVar = [
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldRowPanel(
            [FieldPanel("field_type", classname="formbuilder-type", required_on_save=True), FieldPanel("required")]
        ),
        FieldPanel("choices", classname="formbuilder-choices"),
        FieldPanel("default_value", classname="formbuilder-default"),
        FieldPanel("purpose"),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class FormSubmission(AbstractFormSubmission):
    """What a visitor answered. Its token makes a second sending of the same answers the same row."""

    page = models.ForeignKey(FormPage, on_delete=models.CASCADE, related_name="submissions")
    token = models.CharField(max_length=64, unique=True, editable=False)

    #: Whether this process has just stored it; false for a second sending.
    is_new = False

    class Meta:
        verbose_name = _("réponse à un formulaire")
        verbose_name_plural = _("réponses aux formulaires")
        indexes = [models.Index(fields=["page", "submit_time"], name="nec_socle_submission_time")]

    def __str__(self) -> str:
        return f"{self.page_id} · {self.submit_time:%Y-%m-%d %H:%M}"

    @property
    def sender_address(self) -> str:
        """The first e-mail address the form asked for, empty when it was not given."""
        names = [field.clean_name for field in self.page.get_form_fields() if field.field_type == FieldType.EMAIL]
        return next((self.form_data[name] for name in names if self.form_data.get(name)), "")

    @property
    def readable_answers(self) -> list[tuple[str, str]]:
        """Each question with its answer as a text."""
        return [
            (field.label, readable_answer(self.form_data.get(field.clean_name)))
            for field in self.page.get_form_fields()
            if field.clean_name in self.form_data
        ]


def submission_token(form: SubmissionForm) -> str:
    """What makes two sendings the same: the display of the form, and the answers.

    A cached page gives the same display to many visitors, so the answers must count; the display must count too, since
    one may well write the same words again next year.
    """
    answers = json.dumps(form.answers, cls=DjangoJSONEncoder, sort_keys=True)
    message = f"{form.page.pk}\n{form.token}\n{answers}"
    return hmac.new(settings.SECRET_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()


def readable_answer(value: Any) -> str:
    """A stored answer as French text."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)
