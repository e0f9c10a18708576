"""The end of what is kept of a candidature: a draft goes whole, a dossier that was sent keeps its figures alone."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.enums import EntryKind, MailKey, MailState, Role, State
from candidatures.models import (
    Candidature,
    Convention,
    ConventionAnnexe,
    Courriel,
    OutsideDossier,
    Porteur,
    Prefill,
    SignInLink,
)
from candidatures.services import journal, mails, transitions
from candidatures.services.locks import lock
from candidatures.services.refusals import ActRefusedError, require
from candidatures.workflow import OVER, UNDECIDED


def erase_draft(candidature: Candidature) -> bool:
    """Erase a draft with its files and all that was typed in it. False for one that is gone, or was sent meanwhile."""
    with transaction.atomic():
        draft = Candidature.objects.select_for_update().filter(pk=candidature.pk, state=State.DRAFT).first()
        if draft is None:
            return False
        draft.delete()
    return True


def erase_on_request(candidature: Candidature, actor: Actor) -> bool:
    """Make a dossier anonymous because its organisers ask for it, and tell them. False where that is done already.

    What is not decided yet is withdrawn first: nobody reviews a dossier without answers.

    Raises:
        ActRefusedError: for a role that may not, a draft, or a project accepted that is not over.
    """
    require(actor, Role.GESTIONNAIRE)
    with transaction.atomic():
        lock(candidature)
        if candidature.anonymised_at:
            return False
        problem = refusal_to_erase(candidature)
        if problem:
            raise ActRefusedError(problem)
        if candidature.state in UNDECIDED:
            transitions.apply(candidature, "withdraw", Actor(Role.PORTEUR))
        told = mails.write(candidature, MailKey.DELETION_DONE, "effacement")
        anonymise(candidature, actor, _("Dossier rendu anonyme, à la demande de qui l’a déposé."), told)
    return True


def refusal_to_erase(candidature: Candidature) -> str:
    """Why a dossier may not be made anonymous now, whoever asks; empty where it may."""
    if candidature.state in OVER | UNDECIDED:
        return ""
    if candidature.is_draft:
        return _("Un brouillon n’appartient qu’à ses porteuses et porteurs : ils l’effacent eux-mêmes.")
    return _(
        "Ce projet est accepté et n’est pas terminé : annulez-le ou menez-le à son terme avant d’effacer ses données."
    )


def anonymise(candidature: Candidature, actor: Actor, text: str, kept: list[Courriel] | None = None) -> None:
    """Drop all that a dossier says of people, its files included, and write `text` in its journal.

    Its number, territoire, dates, amounts, state, eligibility and attendance stay, and so do the decisions, the
    appreciations and the payments without their words. The e-mails `kept` are still to leave; they are emptied then.
    """
    now = timezone.now()
    with transaction.atomic():
        lock(candidature)
        _drop_what_was_said(candidature)
        _empty_what_is_counted(candidature)
        _empty_mails(candidature, [courriel.pk for courriel in kept or []])
        people = people_of(candidature)
        candidature.participations.all().delete()
        forget_people(people)
        for name in ("title", "structure_name"):
            setattr(candidature, name, "")
        for name in ("event_page", "instructeur", "deletion_requested_at", "retention_warned_at", "due_on"):
            setattr(candidature, name, None)
        candidature.anonymised_at = now
        candidature.save()
        candidature.journal.redact()
        journal.write(candidature, EntryKind.DATA, actor, text)


def _drop_what_was_said(candidature: Candidature) -> None:
    for rows in (
        candidature.answers,
        candidature.dossier_versions,
        candidature.files,
        candidature.messages,
        candidature.notes,
        candidature.information_requests,
        candidature.appointments,
        candidature.follow_ups,
    ):
        rows.all().delete()
    Prefill.objects.filter(candidature=candidature).delete()


def _empty_what_is_counted(candidature: Candidature) -> None:
    candidature.decisions.update(reasons="", public_text="", decided_by=None)
    candidature.assessments.update(comment="", assessed_by=None)
    candidature.payments.update(reference="", recorded_by=None)
    OutsideDossier.objects.filter(candidature=candidature).update(data={}, problem="")
    convention = Convention.objects.filter(candidature=candidature).first()
    if convention is None:
        return
    ConventionAnnexe.objects.filter(convention=convention).delete()
    if convention.document:
        transaction.on_commit(partial(convention.document.storage.delete, convention.document.name), robust=True)
    Convention.objects.filter(pk=convention.pk).update(
        document="", signed_file=None, representative="", structure_address="", made_by=None, validated_by=None
    )


def _empty_mails(candidature: Candidature, kept: list[int]) -> None:
    rows = candidature.courriels.exclude(pk__in=kept)
    # The worker that sends one at this instant has read it already, and says so over this state.
    unsent = (MailState.QUEUED, MailState.FAILED, MailState.ABANDONED)
    rows.filter(state__in=unsent).update(state=MailState.SET_ASIDE, next_attempt_at=None)
    mails.empty(rows)


def people_of(candidature: Candidature) -> list[Porteur]:
    """Those who may open it."""
    return list(Porteur.objects.filter(participations__candidature=candidature))


def forget_people(people: list[Porteur]) -> None:
    """Delete, among `people`, those who have no candidature any more, with their devices and their links."""
    alone = Porteur.objects.filter(pk__in=[person.pk for person in people], participations=None)
    SignInLink.objects.filter(email__in=list(alone.values_list("email", flat=True))).delete()
    alone.delete()
