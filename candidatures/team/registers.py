"""The registers of the candidatures: their e-mails, which may be sent again, and their journal, which never changes."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, re_path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from candidatures.actors import Actor
from candidatures.enums import EntryKind, MailState, State
from candidatures.models import Candidature, Courriel, JournalEntry
from candidatures.rights import actor_of, may_act, may_export, may_read
from candidatures.services import mails
from candidatures.services.exports import record_export
from candidatures.services.instruction import name_of, record_reading
from candidatures.timeline import moment_text
from socle.registers import ReadOnlyPermissionHelper, RegisterAdmin, RegisterIndexView, RegisterInspectView
from socle.registers import RegisterParameters as BaseParameters
from socle.typography import french_text

#: The same person who reads several rows of one dossier within it reads them once.
READING_PERIOD = timedelta(hours=1)
#: The greatest key there may be.
MAX_KEY = 2**63 - 1
#: What `Courriel.error` begins with, in words.
ERRORS: dict[str, Promise] = {
    "SMTPRecipientsRefused": _("Adresse refusée par le serveur de courriel"),
    "SMTPSenderRefused": _("Expéditeur refusé par le serveur de courriel"),
    "SMTPDataError": _("Message refusé par le serveur de courriel"),
    "SMTPAuthenticationError": _("Le serveur de courriel refuse le compte du site"),
    "SMTPServerDisconnected": _("Le serveur de courriel a coupé la connexion"),
    "ConnectionRefusedError": _("Serveur de courriel injoignable"),
    "TimeoutError": _("Le serveur de courriel ne répond pas"),
    "gaierror": _("Serveur de courriel introuvable"),
    "BadHeaderError": _("Adresse ou objet qu’un courriel ne peut pas porter"),
    "PdfError": _("Le PDF joint n’a pas pu être fait"),
}


def error_words(error: str) -> str:
    """Why a mail did not leave, in words; what no word is known for stays as the program says it."""
    if not error or error == mails.SENDING:
        return ""
    return str(ERRORS.get(error.split(maxsplit=1)[0], error))


class DossierFilter(SimpleListFilter):
    """The rows of one dossier, which the address names."""

    title = _("Dossier")
    parameter_name = "dossier"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        chosen = Candidature.objects.sent().filter(pk=self.value()).first() if self.value() else None
        return [(str(chosen.pk), str(chosen))] if chosen else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(candidature=self.value()) if self.value() else queryset


class CandidatureParameters(BaseParameters):
    dossier = forms.IntegerField(min_value=1, max_value=MAX_KEY, required=False)


class CourrielParameters(CandidatureParameters):
    state__exact = forms.ChoiceField(choices=MailState.choices, required=False)


class JournalParameters(CandidatureParameters):
    kind__exact = forms.ChoiceField(choices=EntryKind.choices, required=False)


class ReadersPermissionHelper(ReadOnlyPermissionHelper):
    """Those read who read candidatures, but what is about a draft, which is its organiser's alone."""

    def user_can_list(self, user: Any) -> bool:
        return may_read(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        is_draft = obj.candidature is not None and obj.candidature.state == State.DRAFT
        return may_read(user) and not is_draft


class CourrielPermissionHelper(ReadersPermissionHelper):
    def user_can_resend_obj(self, user: Any, obj: Courriel) -> bool:
        """Whether they may have this mail sent again."""
        return (
            may_act(user)
            and self.user_can_inspect_obj(user, obj)
            and obj.state in mails.RESENT_FROM
            and bool(obj.to)
            and obj.error != mails.SENDING
        )

    def user_can_set_aside_obj(self, user: Any, obj: Courriel) -> bool:
        """Whether they may say that this mail, given up, is not to be sent again."""
        return obj.state == MailState.ABANDONED and self.user_can_resend_obj(user, obj)


class CandidatureRegisterIndexView(RegisterIndexView):
    """A register without drafts; its file is for those who may take candidatures out of the site."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "export" in request.GET and not may_export(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponse:
        """The file, as the register is before the journal says who took it."""
        last = queryset.order_by("-pk").values_list("pk", flat=True).first()
        rows = queryset.filter(pk__lte=last) if last else queryset
        keys = queryset.order_by().exclude(candidature=None).values_list("candidature", flat=True).distinct()
        what = self.model_admin.export_words % {"format": spreadsheet_format.upper()}
        record_export(list(keys), self.request.user, what)
        response: HttpResponse = super().as_spreadsheet(rows, spreadsheet_format)
        return response


class RecordedInspectView(RegisterInspectView):
    """A row read by someone, which the journal says."""

    reading: ClassVar[str | Promise] = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().get(request, *args, **kwargs)
        if self.instance.candidature:
            record_reading(self.instance.candidature, request.user, str(self.reading), every=READING_PERIOD)  # type: ignore[arg-type] # signed in
        return response


class CourrielInspectView(RecordedInspectView):
    reading = _("Courriel lu.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_resend = self.permission_helper.user_can_resend_obj(self.request.user, self.instance)
        resend_url = self.url_helper.get_action_url("resend", self.pk_quoted) if may_resend else ""
        may_set_aside = self.permission_helper.user_can_set_aside_obj(self.request.user, self.instance)
        set_aside_url = self.url_helper.get_action_url("set_aside", self.pk_quoted) if may_set_aside else ""
        urls = {"resend_url": resend_url, "set_aside_url": set_aside_url}
        context: dict[str, Any] = super().get_context_data(**urls, **kwargs)
        return context


class JournalInspectView(RecordedInspectView):
    reading = _("Ligne du journal lue.")


class CandidatureRegister(RegisterAdmin):
    """Base of the registers of candidatures, among the reports."""

    permission_helper_class = ReadersPermissionHelper
    parameters_class: ClassVar = CandidatureParameters
    index_view_class = CandidatureRegisterIndexView
    add_to_admin_menu = False
    #: What the journal says of whoever takes it in a file.
    export_words: ClassVar[str | Promise] = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.exclude(candidature__state=State.DRAFT)

    def get_list_export(self, request: HttpRequest) -> tuple[str, ...]:
        return self.list_export if may_export(request.user) else ()

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        """None of their own: the rights on candidatures open them."""
        return Permission.objects.none()

    def dossier(self, row: Any) -> str:
        return str(row.candidature) if row.candidature else ""

    dossier.short_description = _("dossier")  # type: ignore[attr-defined]
    dossier.admin_order_field = "candidature__number"  # type: ignore[attr-defined]

    def date(self, row: Any) -> str:
        return date_format(timezone.localtime(row.created_at), "d/m/Y, H:i")

    date.short_description = _("date")  # type: ignore[attr-defined]
    date.admin_order_field = "created_at"  # type: ignore[attr-defined]


class CourrielAdmin(CandidatureRegister):
    """The outbox: what was written to whom, whether it left, and what may be sent again."""

    model = Courriel
    menu_label = _("Courriels des candidatures")
    menu_icon = "mail"
    menu_order = 910
    base_url_path = "candidatures/courriels"
    permission_helper_class = CourrielPermissionHelper
    parameters_class: ClassVar = CourrielParameters
    inspect_view_class = CourrielInspectView
    inspect_template_name = "nec_candidatures/admin/courriel.html"
    list_display = ("date", "number", "to", "subject", "state_words", "attempts", "error_text")
    list_filter = ("state", DossierFilter)
    list_select_related = ("candidature",)
    list_export = ("date", "dossier", "to", "subject", "state_words", "attempts", "error_text")
    inspect_view_fields: ClassVar = [
        *(
            "date",
            "dossier_link",
            "to",
            "subject",
            "body_text",
            "state_words",
            "attempts",
            "error_text",
            "error_detail",
        ),
    ]
    export_filename = "courriels-des-candidatures"
    export_words = _("Registre des courriels exporté en %(format)s.")
    search_fields = ("candidature__number", "to", "subject")

    def number(self, row: Courriel) -> str:
        """That of its dossier: the subject says its title."""
        return (row.candidature.number or "") if row.candidature else ""

    number.short_description = _("dossier")  # type: ignore[attr-defined]
    number.admin_order_field = "candidature__number"  # type: ignore[attr-defined]

    def state_words(self, row: Courriel) -> str:
        """Where it is, and since when."""
        if row.state == MailState.SENT:
            words = _t("Envoi en cours") if row.error == mails.SENDING else _t("Parti")
            text = f"{words} {moment_text(row.sent_at)}" if row.sent_at else words
        elif row.state == MailState.FAILED and row.next_attempt_at:
            text = _t("Pas parti ; nouvel essai %(moment)s") % {"moment": moment_text(row.next_attempt_at)}
        elif row.state == MailState.ABANDONED:
            text = _t("Abandonné")
        elif row.state == MailState.SET_ASIDE:
            text = _t("Abandonné, puis laissé sans envoi") if row.to else _t("Écarté : dossier rendu anonyme")
        else:
            text = _t("En attente d’envoi")
        if row.resent_at:
            text = _t("%(state)s (renvoi demandé %(moment)s)") % {"state": text, "moment": moment_text(row.resent_at)}
        return french_text(text)

    state_words.short_description = _("état")  # type: ignore[attr-defined]
    state_words.admin_order_field = "state"  # type: ignore[attr-defined]

    def error_text(self, row: Courriel) -> str:
        return error_words(row.error)

    error_text.short_description = _("erreur")  # type: ignore[attr-defined]

    def error_detail(self, row: Courriel) -> str:
        """As the program says it, for whoever repairs."""
        return "" if row.error == mails.SENDING else row.error

    error_detail.short_description = _("détail technique")  # type: ignore[attr-defined]

    def body_text(self, row: Courriel) -> SafeString:
        return mark_safe(linebreaks(row.body, autoescape=True))  # noqa: S308 (escaped)

    body_text.short_description = _("texte")  # type: ignore[attr-defined]

    def dossier_link(self, row: Courriel) -> SafeString:
        return dossier_link(row.candidature)

    dossier_link.short_description = _("dossier")  # type: ignore[attr-defined]

    def resend_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Have a mail sent again. The form says when it had last been: sent twice, it acts once."""
        courriel, actor = self._acted_on(request, instance_pk)
        courriel.resent_at = _read_moment(request.POST.get("seen", ""))
        if mails.resend(courriel, actor):
            messages.success(request, _t("Le courriel repart."))
        else:
            messages.info(request, _t("Ce courriel vient d’être renvoyé, ou ne peut plus l’être."))
        return self._back_to(courriel)

    def set_aside_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Leave a mail that was given up as it is, so that nobody is warned of it any more."""
        courriel, actor = self._acted_on(request, instance_pk)
        if mails.set_aside(courriel, actor):
            messages.success(request, _t("C’est noté : ce courriel ne sera pas renvoyé."))
        else:
            messages.info(request, _t("Ce courriel n’est plus parmi ceux qui sont abandonnés."))
        return self._back_to(courriel)

    def _acted_on(self, request: HttpRequest, instance_pk: str) -> tuple[Courriel, Actor]:
        if not instance_pk.isdecimal() or int(instance_pk) > MAX_KEY:
            raise Http404
        courriel = get_object_or_404(Courriel.objects.select_related("candidature"), pk=instance_pk)
        actor = actor_of(request.user)  # type: ignore[arg-type] # nobody without an account comes here
        if actor is None or not self.permission_helper.user_can_inspect_obj(request.user, courriel):
            raise PermissionDenied
        return courriel, actor

    def _back_to(self, courriel: Courriel) -> HttpResponse:
        response = HttpResponseRedirect(self.url_helper.get_action_url("inspect", courriel.pk))
        response.status_code = 303
        return response

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        acts = {"resend": self.resend_view, "set_aside": self.set_aside_view}
        own = [
            re_path(
                self.url_helper.get_action_url_pattern(name),
                require_admin_access(require_POST(view)),
                name=self.url_helper.get_action_url_name(name),
            )
            for name, view in acts.items()
        ]
        return (*super().get_admin_urls_for_registration(), *own)


class JournalAdmin(CandidatureRegister):
    """The journal of all candidatures."""

    model = JournalEntry
    menu_label = _("Journal des candidatures")
    menu_icon = "history"
    menu_order = 920
    base_url_path = "candidatures/journal"
    parameters_class: ClassVar = JournalParameters
    inspect_view_class = JournalInspectView
    list_display = ("date", "dossier", "kind", "who", "what")
    list_filter = ("kind", DossierFilter)
    list_select_related = ("candidature", "user", "porteur")
    list_export = ("date", "dossier", "kind_words", "who", "what", "from_words", "to_words", "is_public")
    inspect_view_fields: ClassVar = [
        "date",
        "dossier_link",
        "kind",
        "who",
        "what",
        "from_state",
        "to_state",
        "is_public",
    ]
    ordering = ("-created_at", "-pk")
    export_filename = "journal-des-candidatures"
    export_words = _("Journal exporté en %(format)s.")
    search_fields = ("candidature__number", "text")

    def who(self, row: JournalEntry) -> str:
        """The person, as the team knows them, and their role."""
        person = name_of(row.user) or (str(row.porteur) if row.porteur else "")
        return " · ".join(filter(None, [person, str(row.get_role_display())]))

    who.short_description = _("par")  # type: ignore[attr-defined]
    who.admin_order_field = "role"  # type: ignore[attr-defined]

    def what(self, row: JournalEntry) -> str:
        change = f"{row.get_from_state_display()} → {row.get_to_state_display()}" if row.to_state else ""
        return " · ".join(filter(None, [change, row.text]))

    what.short_description = _("quoi")  # type: ignore[attr-defined]

    def kind_words(self, row: JournalEntry) -> str:
        return str(row.get_kind_display())

    kind_words.short_description = _("nature")  # type: ignore[attr-defined]

    def from_words(self, row: JournalEntry) -> str:
        return str(row.get_from_state_display())

    from_words.short_description = _("de")  # type: ignore[attr-defined]

    def to_words(self, row: JournalEntry) -> str:
        return str(row.get_to_state_display())

    to_words.short_description = _("à")  # type: ignore[attr-defined]

    def dossier_link(self, row: JournalEntry) -> SafeString:
        return dossier_link(row.candidature)

    dossier_link.short_description = _("dossier")  # type: ignore[attr-defined]


REGISTERS: tuple[type[CandidatureRegister], ...] = (CourrielAdmin, JournalAdmin)


def dossier_link(candidature: Candidature | None) -> SafeString:
    """Where the team reads it."""
    if candidature is None:
        return SafeString("")
    return format_html(
        '<a href="{}">{}</a>', reverse("nec_candidatures_team:dossier", args=[candidature.pk]), candidature
    )


def _read_moment(text: str) -> datetime | None:
    """An instant with its time zone; None for anything else."""
    try:
        moment = parse_datetime(text[:40])
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
