"""What is made here of each dossier of Démarches simplifiées.

A dossier becomes a candidature, and follows there until someone of the team acts here. From then on nothing is changed
by an import: where both differ, the dossier says so, and the team decides.
"""

import enum
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.demarches import prefilling
from candidatures.demarches.address import dossier_address
from candidatures.demarches.kept import keep
from candidatures.demarches.mapping import Translation, translate, unread_text
from candidatures.demarches.shapes import DeletedDossier, Dossier
from candidatures.enums import EntryKind, OutsideState, State
from candidatures.external import source_label, tied_answers
from candidatures.models import AppelPage, Candidature, DemarchesSettings, OutsideDossier, Porteur, Prefill
from candidatures.services import decisions, journal, submission, transitions
from candidatures.services.drafts import create_draft, take_answers
from candidatures.workflow import ACCEPTED, UNDECIDED
from socle.text import clean_line, clean_text

#: States in which an import may still change what it brought.
FOLLOWING: Final = frozenset({State.SUBMITTED, State.IN_REVIEW})
#: What reads without acting.
READINGS: Final = frozenset({EntryKind.READING, EntryKind.EXPORT})
#: Signs kept of the reason of a deletion.
MAX_REASON: Final = 100


class Reception(enum.Enum):
    """What a dossier read there changed here."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Received:
    """What became of a dossier; `has_problem` when the team has something to look at."""

    reception: Reception
    has_problem: bool = False


def receive(dossier: Dossier, demarche_number: int, appel: AppelPage) -> Received:
    """Keep a dossier as it is there, and bring its candidature up to it. Read again, it changes nothing."""
    with transaction.atomic():
        row = OutsideDossier.objects.select_for_update().filter(number=dossier.number).first()
        if row and (not _is_newer(row, dossier) or _is_forgotten(row)):
            return Received(Reception.UNCHANGED, has_problem=False)
        kept = row or OutsideDossier(number=dossier.number)
        had_answers = kept.data.get("champs")
        _copy(kept, dossier, demarche_number)
        problems = _Making(kept, dossier, appel).bring(answers_changed=had_answers != kept.data["champs"])
        _note(kept, problems)
        kept.save()
    return Received(Reception.UPDATED if row else Reception.CREATED, has_problem=bool(problems))


def note_deletion(deleted: DeletedDossier) -> bool:
    """Note that a dossier was deleted there; nothing is erased here. False where that is known, or it never came."""
    with transaction.atomic():
        row = OutsideDossier.objects.select_for_update().filter(number=deleted.number, deleted_at=None).first()
        if row is None or _is_forgotten(row):
            return False
        row.deleted_at = deleted.deleted_at or timezone.now()
        row.deletion_reason = clean_line(deleted.reason or "")[:MAX_REASON]
        words = _("Supprimé sur Démarches simplifiées. Rien n’a été effacé ici.")
        _note(row, [words, *filter(None, [row.problem])] if words not in row.problem else [row.problem])
        row.save()
    return True


def see(number: int) -> bool:
    """Take what there was to look at in a dossier for seen. False where there was nothing."""
    rows = OutsideDossier.objects.filter(number=number).exclude(problem="").exclude(candidature=None)
    return bool(rows.update(problem=""))


def forget(candidature: Candidature) -> None:
    """Keep of its dossier there its number alone, so that no import brings back what was erased or made anonymous."""
    OutsideDossier.objects.filter(candidature=candidature).update(data={}, problem="")
    Prefill.objects.filter(candidature=candidature).update(url="")


def address_there(row: OutsideDossier) -> str:
    """Where the team reads a dossier there; empty where no site here is set for its démarche any more."""
    link = DemarchesSettings.objects.filter(demarche_number=row.demarche_number).first()
    return dossier_address(link.base_url, row.demarche_number, row.number) if link else ""


def has_team_acted(candidature: Candidature) -> bool:
    """Whether someone of the team did something with it here, reading apart."""
    by_team = candidature.journal.filter(user__isnull=False).exclude(kind__in=READINGS)
    return candidature.instructeur_id is not None or by_team.exists()


class _Making:
    """A candidature brought up to its dossier, one thing after the other; each says what there is to look at."""

    def __init__(self, row: OutsideDossier, dossier: Dossier, appel: AppelPage) -> None:
        self._row = row
        self._dossier = dossier
        self._appel = appel
        self._problems: list[str] = []

    def bring(self, *, answers_changed: bool) -> list[str]:
        """Make the candidature, or bring it up to the dossier; what the team has to look at."""
        candidature = self._row.candidature
        if candidature is None:
            candidature = self._begin()
            if candidature is not None:
                self._row.candidature = candidature
        elif answers_changed:
            self._take_new_answers(candidature)
        if candidature is not None:
            self._follow(candidature)
        return self._problems

    def _begin(self) -> Candidature | None:
        """The draft that was prefilled from here, or a new one, sent; None where nobody can be written to."""
        candidature, porteur = self._prefilled(), self._porteur()
        if candidature is None:
            if porteur is None:
                self._problems.append(_("L’adresse électronique de l’usager ne se lit pas : rien n’a été créé ici."))
                return None
            candidature = create_draft(porteur, self._appel.get_version())
        elif porteur is None or not candidature.porteurs.filter(pk=porteur.pk).exists():
            self._problems.append(_("Déposé là-bas par une autre adresse que celles qui ont accès au dossier ici."))
        if not candidature.is_draft:
            self._problems.append(_("Le dossier prérempli d’ici était déjà déposé : rien n’y a été changé."))
            return candidature
        replaced = take_answers(candidature, self._translate(candidature).answers, None)
        if replaced:
            words = _("Réponses remplacées par celles de là-bas : %(names)s.")
            self._problems.append(words % {"names": ", ".join(dict.fromkeys(replaced))})
        submission.receive(candidature, self._dossier.submitted_at, text=_("Dossier déposé sur Démarches simplifiées."))
        return candidature

    def _prefilled(self) -> Candidature | None:
        prefill = (
            Prefill.objects.select_related("candidature__version__appel")
            .filter(
                dossier_number=self._dossier.number,
                demarche_number=self._row.demarche_number,
                candidature__outside_dossier=None,
            )
            .first()
        )
        if prefill is None:
            return None
        self._tell_lost(prefill)
        return prefill.candidature

    def _tell_lost(self, prefill: Prefill) -> None:
        """What was sent and is not there is told, whatever was foreseen when it was sent."""
        held = {champ.target: champ.value for champ in self._dossier.champs}
        known = [answer for answer in tied_answers(prefill.candidature) if answer.source in set(prefill.kept)]
        newly = prefilling.lost(known, held)
        if newly:
            prefill.kept = [source for source in prefill.kept if source not in newly]
            prefill.dropped = list(dict.fromkeys([*prefill.dropped, *newly]))
            prefill.save(update_fields=["kept", "dropped"])
        if prefill.dropped:
            names = ", ".join(source_label(source) for source in prefill.dropped)
            self._problems.append(_("Réponses préremplies perdues là-bas : %(names)s.") % {"names": names})

    def _porteur(self) -> Porteur | None:
        email = clean_line(self._dossier.usager.email).lower()
        try:
            validate_email(email)
        except ValidationError:
            return None
        return Porteur.objects.get_or_create(email=email)[0]

    def _translate(self, candidature: Candidature) -> Translation:
        ties = self._appel.external_fields.all()
        found = translate(self._dossier.champs, ties, candidature.rules, self._dossier.demandeur)
        words = unread_text(found.unread)
        self._problems += [words] if words else []
        return found

    def _take_new_answers(self, candidature: Candidature) -> None:
        if candidature.state not in FOLLOWING or has_team_acted(candidature):
            self._problems.append(
                _("Ses réponses ont changé là-bas après le début de l’instruction : elles n’ont pas été reprises ici.")
            )
            return
        take_answers(candidature, self._translate(candidature).answers, None)
        submission.keep_version(candidature)
        words = _("Réponses reprises de Démarches simplifiées, où elles ont changé.")
        journal.write(candidature, EntryKind.NOTE, Actor.scheduler(), words)

    def _follow(self, candidature: Candidature) -> None:
        """Bring the state up to that of the dossier there, where nobody here has decided otherwise."""
        there, here = self._dossier.state, State(candidature.state)
        is_reviewed = there in {OutsideState.EN_INSTRUCTION, OutsideState.ACCEPTE}
        if is_reviewed and here == State.SUBMITTED and not has_team_acted(candidature):
            transitions.apply(candidature, "follow_review", Actor.scheduler())
        if there == OutsideState.ACCEPTE and here in UNDECIDED:
            self._problems.append(_("Accepté là-bas : donnez ici l’accord, avec le montant de la subvention."))
        elif there in _ENDS and here not in _ENDS[there]:
            self._end(candidature, there)

    def _end(self, candidature: Candidature, there: OutsideState) -> None:
        here = State(candidature.state)
        if there == OutsideState.ACCEPTE or here not in FOLLOWING or has_team_acted(candidature):
            words = _("Là-bas : « %(there)s ». Ici : « %(here)s ». Rien n’a été changé ici.")
            self._problems.append(words % {"there": there.label, "here": here.label})
            return
        motivation = clean_text(self._dossier.motivation or "")
        if there == OutsideState.REFUSE:
            decisions.follow_refusal(candidature, motivation)
        else:
            reason = _("Classé sans suite sur Démarches simplifiées.")
            transitions.apply(candidature, "follow_closing", Actor.scheduler(), reason=reason, text=motivation)


#: Where a candidature may stand when its dossier is over there.
_ENDS: Final[dict[OutsideState, frozenset[State]]] = {
    OutsideState.ACCEPTE: ACCEPTED | {State.CANCELLED},
    OutsideState.REFUSE: frozenset({State.REFUSED}),
    OutsideState.SANS_SUITE: frozenset({State.WITHDRAWN, State.CANCELLED}),
}


def _is_newer(row: OutsideDossier, dossier: Dossier) -> bool:
    return row.modified_at is None or row.modified_at < dossier.modified_at or row.deleted_at is not None


def _is_forgotten(row: OutsideDossier) -> bool:
    """Whether its candidature was erased here, or made anonymous: then nothing of it comes back."""
    if row.candidature is None:
        return not row.data
    return row.candidature.anonymised_at is not None


def _copy(row: OutsideDossier, dossier: Dossier, demarche_number: int) -> None:
    row.outside_id, row.demarche_number = dossier.id, demarche_number
    row.state, row.submitted_at, row.modified_at = dossier.state, dossier.submitted_at, dossier.modified_at
    row.deleted_at, row.deletion_reason = None, ""
    row.data = {"champs": [keep(champ) for champ in dossier.champs]}


def _note(row: OutsideDossier, problems: list[str]) -> None:
    """Say what there is to look at, in the journal too when it is new."""
    text = "\n".join(filter(None, problems))
    if text and text != row.problem and row.candidature is not None:
        journal.write(row.candidature, EntryKind.NOTE, Actor.scheduler(), text)
    row.problem = text
