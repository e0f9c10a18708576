"""The deposit of a dossier: everything that makes a draft a candidature, at once or not at all."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.deadlines import paris_day
from candidatures.enums import FormMode, Step
from candidatures.models import Candidature, DossierVersion, Porteur
from candidatures.numbers import take_number
from candidatures.rules import Rules
from candidatures.services import transitions
from candidatures.services.locks import lock
from candidatures.services.mails import Letter
from candidatures.steps import FORMS, StepContext
from socle.typography import date_range_text


class SubmissionRefusedError(Exception):
    """A dossier that cannot be sent now. Its text is a French sentence for the organiser; nothing is lost."""


class IncompleteError(SubmissionRefusedError):
    """A dossier to complete first."""


@dataclass(frozen=True)
class MissingAnswer:
    """What the deposit still asks for on a page. `target` is the id of the field there, empty for the page itself."""

    step: Step
    target: str
    label: str
    message: str


def missing(candidature: Candidature) -> list[MissingAnswer]:
    """All that the deposit asks for and the dossier does not give, or gives wrong, in the order of the pages."""
    context = StepContext.of(candidature)
    return [
        MissingAnswer(step, error.target, str(error.label), str(error.message))
        for step in Step.of_dossier()
        for error in FORMS[step](context.answers.get(step, {}), context=context, is_draft=False).all_errors
    ]


def closed_reason(rules: Rules) -> str:
    """Why nothing may be sent today, in Paris; empty while the call is open."""
    today = paris_day(timezone.now())
    if rules.closes_on and rules.closes_on < today:
        message = _("L’appel a pris fin le %(day)s : ce dossier ne peut plus être déposé. Il reste enregistré.")
        return message % {"day": date_range_text(rules.closes_on)}
    if rules.opens_on and today < rules.opens_on:
        message = _("L’appel ouvre le %(day)s : déposez votre dossier à partir de ce jour. Il reste enregistré.")
        return message % {"day": date_range_text(rules.opens_on)}
    return ""


def submit(candidature: Candidature, porteur: Porteur) -> None:
    """Send the dossier: its number, its first version, the journal and the e-mails, in one transaction.

    A dossier already sent is left as it is: sending it twice makes one candidature.

    Raises:
        IncompleteError: when an answer is missing.
        SubmissionRefusedError: when the call is not open today, in Paris.
        Candidature.DoesNotExist: when the dossier was erased meanwhile.
    """
    with transaction.atomic():
        lock(candidature)
        prefetch_related_objects([candidature], "answers", "version__appel")
        if not candidature.is_draft:
            return
        sent_at = timezone.now()
        _check_here(candidature)
        _check_open(candidature.rules)
        if missing(candidature):
            raise IncompleteError(_("Il manque des réponses pour déposer ce dossier."))
        candidature.number = take_number(sent_at)
        candidature.submitted_at = sent_at
        candidature.save(update_fields=["number", "submitted_at"])
        transitions.apply(
            candidature,
            "submit",
            Actor.organiser(porteur),
            text=_("Dossier déposé sous le numéro %(number)s.") % {"number": candidature.number},
            letter=Letter(version=keep_version(candidature), reply_to=porteur.email),
        )


def receive(candidature: Candidature, sent_at: datetime, *, text: str) -> None:
    """Take a draft for a dossier that was sent elsewhere at `sent_at`: its number, its first version, the journal.

    Nothing is asked of it, and no mail leaves: the other site asked, and told its organiser. One already sent is left
    as it is. Organisers read `text`.

    Raises:
        Candidature.DoesNotExist: when it was erased meanwhile.
    """
    with transaction.atomic():
        lock(candidature)
        if not candidature.is_draft:
            return
        candidature.number, candidature.submitted_at = take_number(sent_at), sent_at
        candidature.save(update_fields=["number", "submitted_at"])
        transitions.apply(candidature, "receive", Actor.scheduler(), text=text)
        keep_version(candidature)


def keep_version(candidature: Candidature) -> DossierVersion:
    """The answers of the dossier as they are now, kept as its next version."""
    last = candidature.dossier_versions.aggregate(last=Max("number"))["last"] or 0
    # Read again: `candidature` may hold what it was before its pages were saved.
    answers = candidature.answers.filter(step__in=Step.of_dossier()).values_list("step", "values")
    return DossierVersion.objects.create(candidature=candidature, number=last + 1, answers=dict(answers))


def _check_here(candidature: Candidature) -> None:
    appel = candidature.version.appel
    if appel and appel.form_mode == FormMode.PREFILLED:
        raise SubmissionRefusedError(_("Cet appel reçoit les dossiers sur un autre site. Le vôtre reste enregistré."))


def _check_open(rules: Rules) -> None:
    closed = closed_reason(rules)
    if closed:
        raise SubmissionRefusedError(closed)
