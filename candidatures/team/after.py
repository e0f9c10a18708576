"""What follows an accord: the agreement, the event and its page, the bilan, the payment, the end."""

from decimal import Decimal
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access

from candidatures.actors import Actor
from candidatures.deadlines import paris_day
from candidatures.enums import MailKey, Role, State
from candidatures.models import Candidature
from candidatures.services import conventions, event_pages, reports, transitions
from candidatures.services.event_pages import Figure
from candidatures.services.mails import Words
from candidatures.services.refusals import ActRefusedError
from candidatures.team import forms
from candidatures.team.acts import ActView, Remedy
from candidatures.workflow import TRANSITIONS


def today_words() -> str:
    """Today in Paris, as a field shows it."""
    return forms.day_words(paris_day(timezone.now()))


# The agreement


class MakeAgreementView(ActView):
    template_name = "nec_candidatures/admin/act_agreement.html"
    form_class = forms.AgreementForm
    title = _("Préparer la convention")
    introduction = _("Son PDF est composé d’après le modèle des réglages. Il peut être refait jusqu’à son envoi.")
    button = _("Composer le PDF")
    done = _("La convention est composée : relisez son PDF avant de l’envoyer.")
    roles = (Role.GESTIONNAIRE,)
    refused_field = "number"
    anchor = "convention"

    def get_initial(self) -> dict[str, Any]:
        agreement = getattr(self.candidature, "convention", None)
        if agreement is None:
            return super().get_initial() | {"dated_on": today_words()}
        return super().get_initial() | {
            "number": agreement.number,
            "dated_on": forms.day_words(agreement.dated_on),
            "representative": agreement.representative,
            "structure_address": agreement.structure_address,
        }

    def is_timely(self) -> bool:
        return self.candidature.state == State.VALIDATED and self.candidature.has_grant

    def problem(self) -> str:
        try:
            conventions.check_may_be_made(self.candidature)
        except ActRefusedError as refusal:
            return str(refusal)
        return ""

    def remedy(self) -> Remedy | None:
        settings = conventions.settings_of(self.candidature)
        if settings.body.strip() or not self.request.user.has_perm("nec_candidatures.change_conventionsettings"):
            return None
        url = reverse("wagtailsettings:edit", args=["nec_candidatures", "conventionsettings", settings.site_id])
        return Remedy(_("Écrire le modèle de convention"), url)

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        conventions.make(
            candidature,
            actor,
            dated_on=known["dated_on"],
            number=known["number"],
            representative=known["representative"],
            structure_address=known["structure_address"],
        )


class PlainView(ActView):
    """For acts that ask nothing: the e-mail is read before anything else."""

    def sample_letters(self) -> list[Words]:
        return self.rehearsed_letters()


class SendAgreementView(PlainView):
    template_name = "nec_candidatures/admin/act_agreement.html"
    transition = "send_agreement"
    introduction = _("Les porteuses et porteurs reçoivent un courriel, et lisent la convention sur leur page de suivi.")
    done = _("La convention est envoyée.")
    anchor = "convention"

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        conventions.send(candidature, actor)


class ReceiveSignedView(ActView):
    form_class = forms.SignedFileForm
    title = _("Déposer la convention signée")
    introduction = _("Si elle est revenue par la poste ou par courriel.")
    button = _("Déposer le fichier")
    done = _("La convention signée est arrivée : vérifiez-la.")
    roles = (Role.GESTIONNAIRE,)
    refused_field = file_field = "signed"
    anchor = "convention"

    def problem(self) -> str:
        is_awaited = self.candidature.state == State.AGREEMENT_SENT
        return "" if is_awaited else gettext("Aucune convention n’est à signer.")

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        conventions.receive_signed(candidature, actor, form.cleaned_data["signed"])


class ReturnSignedView(ActView):
    form_class = forms.ReturnForm
    title = _("Faire signer à nouveau")
    introduction = _("Si le fichier revenu n’est pas le bon : un message dit pourquoi aux porteuses et porteurs.")
    button = _("Demander une nouvelle signature")
    done = _("Une nouvelle signature est demandée.")
    roles = (Role.GESTIONNAIRE,)
    mails = (MailKey.MESSAGE,)
    refused_field = "reason"
    anchor = "convention"

    def problem(self) -> str:
        agreement = getattr(self.candidature, "convention", None)
        is_there = self.candidature.state == State.AGREEMENT_SENT and agreement and agreement.signed_file
        return "" if is_there else gettext("Aucune convention signée n’est à vérifier.")

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        conventions.return_signed(candidature, actor, reason=form.cleaned_data["reason"])


class SignAgreementView(ActView):
    template_name = "nec_candidatures/admin/act_agreement.html"
    form_class = forms.SignedOnForm
    transition = "sign_agreement"
    introduction = _("La convention est signée des deux côtés. Relisez le fichier revenu avant de la valider.")
    done = _("La convention est signée.")
    anchor = "convention"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"signed_on": today_words()}

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        conventions.validate_signed(candidature, actor, signed_on=form.cleaned_data["signed_on"])


# The event and its bilan


class HoldEventView(PlainView):
    transition = "hold_event"
    done = _("L’événement est noté comme tenu.")

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        reports.hold_event(candidature, actor)


class RequestReportsView(ActView):
    form_class = forms.DueForm
    transition = "request_reports"
    done = _("Le bilan est demandé.")
    refused_field = "due_on"
    anchor = "bilan"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"due_on": forms.day_words(reports.reports_day(self.candidature))}

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        reports.request_reports(candidature, actor, due_on=form.cleaned_data["due_on"])


class ReturnReportsView(ActView):
    form_class = forms.ReturnReportsForm
    transition = "return_reports"
    done = _("Le bilan est renvoyé à compléter.")
    refused_field = "reason"
    anchor = "bilan"

    def get_initial(self) -> dict[str, Any]:
        due_on = paris_day(timezone.now()) + reports.LEAST_DAYS
        return super().get_initial() | {"due_on": forms.day_words(due_on)}

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        reports.return_reports(candidature, actor, reason=known["reason"], due_on=known["due_on"])


class RealCostView(ActView):
    form_class = forms.RealCostForm
    title = _("Retenir le coût réel")
    introduction = _("Il borne le versement. Il reste entre vous : aucun courriel ne part.")
    done = _("Le coût réel est retenu.")
    roles = (Role.GESTIONNAIRE,)
    refused_field = "real_cost"
    anchor = "versements"

    def get_initial(self) -> dict[str, Any]:
        cost = self.candidature.real_cost
        if cost is None:
            cost = reports.stated_cost(self.candidature)
        return super().get_initial() | {"real_cost": amount_words(cost)}

    def problem(self) -> str:
        if self.candidature.state in reports.COUNTING:
            return ""
        return gettext("Le coût réel se retient à la lecture du bilan.")

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        reports.record_real_cost(candidature, actor, form.cleaned_data["real_cost"])


class PayView(ActView):
    form_class = forms.PaymentForm
    transition = "pay"
    introduction = _("Notez le versement une fois qu’il est fait : le dossier est alors terminé.")
    done = _("Le versement est enregistré.")
    refused_field = "amount"
    anchor = "versements"

    def get_initial(self) -> dict[str, Any]:
        highest = reports.most_payable(self.candidature)
        return super().get_initial() | {"amount": amount_words(highest), "paid_on": today_words()}

    def problem(self) -> str:
        candidature = self.candidature
        if candidature.state in TRANSITIONS[self.transition].sources and candidature.has_grant:
            # The amount is what the form asks for.
            return "" if candidature.real_cost is not None else gettext("Indiquez d’abord le coût réel retenu.")
        return transitions.problem_of(candidature, self.transition)

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        reports.pay(candidature, actor, known["amount"], paid_on=known["paid_on"], reference=known["reference"])


class CloseView(PlainView):
    transition = "close"
    introduction = _("Plus rien ne se fait ensuite sur ce dossier.")
    done = _("Le dossier est clos.")

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        reports.close(candidature, actor)


class CloseUnpaidView(ActView):
    form_class = forms.ReasonForm
    transition = "close_unpaid"
    introduction = _("La subvention accordée ne sera pas versée. Cela ne se reprend pas.")
    done = _("Le dossier est clos sans versement.")
    refused_field = "reasons"
    is_dangerous = True

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        reports.close_unpaid(candidature, actor, reason=known["reasons"], public_text=known["public_text"])


# The page of the event


class MakePageView(ActView):
    title = _("Faire le brouillon de la page de l’événement")
    introduction = _("Il reprend ce que dit le dossier. Il n’est pas publié.")
    button = _("Faire le brouillon")
    done = _("Le brouillon de la page de l’événement est lié au dossier.")
    anchor = "page"

    def problem(self) -> str:
        if not self.candidature.is_accepted:
            return gettext("La page se prépare quand l’accord est donné.")
        return gettext("La page est déjà faite.") if self.candidature.event_page_id else ""

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        if event_pages.make_draft(candidature, actor) is None:
            raise ActRefusedError(gettext("Le site n’a pas de calendrier où mettre cette page."))


class OfferFiguresView(ActView):
    form_class = forms.FiguresForm
    title = _("Proposer les chiffres du bilan à la page")
    introduction = _("Ils vont dans un brouillon de la page, que la rédaction relit puis publie.")
    button = _("Proposer ces chiffres")
    done = _("Les chiffres sont dans le brouillon de la page.")
    anchor = "page"

    @cached_property
    def figures(self) -> list[Figure]:
        return event_pages.read_figures(self.candidature)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"figures": self.figures}

    def problem(self) -> str:
        if self.candidature.event_page is None:
            return gettext("Ce dossier n’a pas de page d’événement.")
        is_new = any(one.value != one.present for one in self.figures)
        return "" if is_new else gettext("La page a déjà tous les chiffres du bilan.")

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        event_pages.offer_figures(candidature, actor, form.names)


def amount_words(amount: Decimal | None) -> str:
    """An amount as its field shows it."""
    return "" if amount is None else f"{amount:.2f}".removesuffix(".00").replace(".", ",")


def _path(route: str, view: type[ActView], name: str) -> URLPattern:
    return path(f"<int:pk>/{route}", require_admin_access(view.as_view()), name=name)


urlpatterns = [
    _path("convention/", MakeAgreementView, "make_agreement"),
    _path("convention/envoi/", SendAgreementView, "send_agreement"),
    _path("convention/depot/", ReceiveSignedView, "receive_agreement"),
    _path("convention/retour/", ReturnSignedView, "return_agreement"),
    _path("convention/signature/", SignAgreementView, "sign_agreement"),
    _path("evenement/", HoldEventView, "hold_event"),
    _path("evenement/page/", MakePageView, "make_page"),
    _path("evenement/chiffres/", OfferFiguresView, "offer_figures"),
    _path("bilan/demande/", RequestReportsView, "request_reports"),
    _path("bilan/retour/", ReturnReportsView, "return_reports"),
    _path("cout-reel/", RealCostView, "real_cost"),
    _path("versement/", PayView, "pay"),
    _path("cloture/", CloseView, "close"),
    _path("cloture-sans-versement/", CloseUnpaidView, "close_unpaid"),
]
