"""Where a candidature stands, as its organisers follow it: what is done, what is under way, what comes, what to do.

Pure: the same journey gives the same words, whatever the database holds. Days are those of Paris. A stage that a
project will not go through is not shown: there is no convention without a grant, and nothing follows a refusal.
"""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidatures.enums import EntryKind, State
from candidatures.workflow import UNDECIDED
from socle.typography import date_range_text

if TYPE_CHECKING:
    from candidatures.models import Appointment, Candidature, InformationRequest


class Progress(enum.Enum):
    """How far a stage is. `STOPPED` ends a journey before its end."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to_come"
    STOPPED = "stopped"


class Milestone(enum.IntEnum):
    """The stages of a project, in order."""

    SENT = 0
    REVIEW = 1
    AGREEMENT = 2
    PREPARATION = 3
    EVENT = 4
    REPORT = 5
    END = 6


class Target(enum.Enum):
    """What the next thing to do leads to."""

    NOTHING = ""
    REQUEST = "request"
    APPOINTMENT = "appointment"
    AGREEMENT = "agreement"
    BILAN = "bilan"
    MESSAGE = "message"


@dataclass(frozen=True)
class Stage:
    """A line of « Où en êtes-vous »: its name, how far it is, and its day or what is awaited."""

    label: str
    progress: Progress
    detail: str = ""

    @property
    def state(self) -> str:
        """How far it is, in words, for who does not see the drawing."""
        return str(PROGRESS_WORDS[self.progress])


@dataclass(frozen=True)
class NextThing:
    """What an organiser has to do now; `action` is empty when it is the turn of others. `note` says what follows."""

    action: str = ""
    note: str = ""
    target: Target = Target.NOTHING


@dataclass(frozen=True)
class Journey:
    """What the stages are read from."""

    state: State
    today: date
    #: Each state it has entered, with the day, in order.
    entered: tuple[tuple[State, date], ...] = ()
    submitted_on: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    #: The days of the event in words; empty while they are not known.
    event_days: str = ""
    has_grant: bool = False
    #: The last day to answer what the team asks.
    due_on: date | None = None
    #: The beginning of the next conversation with the team, in Paris time.
    appointment_at: datetime | None = None
    agreement_returned_on: date | None = None

    @classmethod
    def of(
        cls,
        candidature: "Candidature",
        *,
        request: "InformationRequest | None" = None,
        appointment: "Appointment | None" = None,
    ) -> "Journey":
        """The journey of a candidature; `request` and `appointment` are those that await the organiser, if any."""
        # Read from all its lines, which a list of candidatures fetches at once.
        lines = [line for line in candidature.journal.all() if line.kind == EntryKind.TRANSITION and line.to_state]
        entered = tuple((State(line.to_state), timezone.localdate(line.created_at)) for line in lines)
        state, start, end = State(candidature.state), candidature.start_date, candidature.end_date
        is_day_known = candidature.date_precision == "day"
        agreement = getattr(candidature, "convention", None)
        returned_at = agreement.returned_at if agreement else None
        return cls(
            state=state,
            today=timezone.localdate(),
            entered=entered,
            submitted_on=timezone.localdate(candidature.submitted_at) if candidature.submitted_at else None,
            first_day=start if is_day_known else None,
            last_day=(end or start) if is_day_known else None,
            event_days=date_range_text(start, end, candidature.date_precision) if start else "",
            has_grant=_has_grant(state, entered, candidature.grant_awarded, is_asked=bool(candidature.grant_requested)),
            due_on=request.due_on if request else None,
            appointment_at=timezone.localtime(appointment.starts_at) if appointment else None,
            agreement_returned_on=timezone.localdate(returned_at) if returned_at else None,
        )

    @property
    def milestone(self) -> Milestone:
        """The stage it is at; for a journey that was stopped, the one it was at."""
        state = self.state if self.state not in STOPPED else self._state_before_stop
        if state is State.VALIDATED:
            reached = Milestone.AGREEMENT if self.has_grant else Milestone.PREPARATION
        else:
            reached = MILESTONES[state]
        if reached is Milestone.PREPARATION and self.first_day and self.first_day <= self.today:
            return Milestone.EVENT
        return reached

    @property
    def _state_before_stop(self) -> State:
        before = [state for state, _day in self.entered if state not in STOPPED]
        return before[-1] if before else State.SUBMITTED

    def day_of(self, *states: State) -> date | None:
        """The last day it entered one of `states`."""
        return next((day for state, day in reversed(self.entered) if state in states), None)


PROGRESS_WORDS: Final = {
    Progress.DONE: gettext_lazy("fait"),
    Progress.CURRENT: gettext_lazy("en cours"),
    Progress.TO_COME: gettext_lazy("à venir"),
    Progress.STOPPED: gettext_lazy("arrêt"),
}

#: States that end a journey before its end, and what the last line then says.
STOPPED: Final = {
    State.REFUSED: gettext_lazy("Dossier refusé"),
    State.WITHDRAWN: gettext_lazy("Dossier retiré"),
    State.CANCELLED: gettext_lazy("Projet annulé"),
}

#: The stage each state belongs to; `VALIDATED` depends on the grant.
MILESTONES: Final = {
    State.DRAFT: Milestone.SENT,
    **dict.fromkeys(UNDECIDED, Milestone.REVIEW),
    State.AGREEMENT_SENT: Milestone.AGREEMENT,
    State.AGREEMENT_SIGNED: Milestone.PREPARATION,
    State.EVENT_HELD: Milestone.REPORT,
    State.REPORTS_DUE: Milestone.REPORT,
    State.REPORTS_RECEIVED: Milestone.END,
    State.PAID: Milestone.END,
    State.CLOSED: Milestone.END,
}


def stages(journey: Journey) -> list[Stage]:
    """« Où en êtes-vous », from the deposit to the end."""
    reached = journey.milestone
    is_over = journey.state in {State.PAID, State.CLOSED}
    lines = []
    for milestone in Milestone:
        if not _concerns(journey, milestone):
            continue
        if milestone < reached or (is_over and milestone is Milestone.END):
            lines.append(Stage(_label(journey, milestone), Progress.DONE, _done_detail(journey, milestone)))
        elif journey.state in STOPPED:
            break
        elif milestone is reached:
            lines.append(Stage(_label(journey, milestone), Progress.CURRENT, _current_detail(journey)))
        else:
            lines.append(Stage(_label(journey, milestone), Progress.TO_COME, _coming_detail(journey, milestone)))
    if journey.state in STOPPED:
        lines.append(Stage(str(STOPPED[journey.state]), Progress.STOPPED, _day_text(journey.day_of(journey.state))))
    return lines


def next_thing(journey: Journey) -> NextThing:
    """« Prochaine chose à faire »."""
    match journey.state:
        case State.INFO_REQUESTED:
            return _answer(journey)
        case State.INTERVIEW:
            return _talk(journey)
        case State.AGREEMENT_SENT:
            return _sign(journey)
        case State.EVENT_HELD | State.REPORTS_DUE:
            paid = _("La subvention est versée après sa réception.") if journey.has_grant else ""
            return NextThing(_("envoyer votre bilan."), paid, Target.BILAN)
        case State.VALIDATED | State.AGREEMENT_SIGNED if journey.milestone is not Milestone.AGREEMENT:
            return _prepare(journey)
        case _:
            return NextThing(note=str(NOTES[journey.state]))


#: What is said when it is the turn of others, or when all is over.
NOTES: Final = {
    State.DRAFT: gettext_lazy("Complétez votre dossier, puis déposez-le."),
    State.SUBMITTED: gettext_lazy("L’équipe va ouvrir votre dossier. Elle vous écrira ici et par courriel."),
    State.IN_REVIEW: gettext_lazy("L’équipe étudie votre dossier. Elle vous écrira ici et par courriel."),
    State.VALIDATED: gettext_lazy("L’équipe prépare la convention. Vous la recevrez ici."),
    State.REPORTS_RECEIVED: gettext_lazy("L’équipe lit votre bilan. Elle vous écrira ici et par courriel."),
    State.REFUSED: gettext_lazy(
        "Votre dossier n’a pas été retenu. Vous pouvez écrire à l’équipe, ou déposer un autre dossier."
    ),
    State.WITHDRAWN: gettext_lazy("Vous avez retiré ce dossier. Vous pouvez en déposer un autre."),
    State.CANCELLED: gettext_lazy("Ce projet est annulé. Vous pouvez écrire à l’équipe."),
    State.PAID: gettext_lazy("Le dossier est terminé."),
    State.CLOSED: gettext_lazy("Le dossier est terminé."),
}


def _answer(journey: Journey) -> NextThing:
    if journey.due_on is None:
        return NextThing(_("répondre à la demande de l’équipe."), target=Target.REQUEST)
    day = {"day": date_range_text(journey.due_on)}
    if journey.today > journey.due_on:
        note = _("La date demandée, le %(day)s, est passée : vos réponses restent les bienvenues.") % day
        return NextThing(_("répondre à la demande de l’équipe."), note, Target.REQUEST)
    return NextThing(_("répondre à la demande de l’équipe avant la fin du %(day)s.") % day, target=Target.REQUEST)


def _talk(journey: Journey) -> NextThing:
    if journey.appointment_at is None:
        return NextThing(_("convenir d’un rendez-vous avec l’équipe."), target=Target.MESSAGE)
    when = moment_text(journey.appointment_at)
    return NextThing(_("votre rendez-vous avec l’équipe, %(when)s.") % {"when": when}, target=Target.APPOINTMENT)


def _prepare(journey: Journey) -> NextThing:
    if journey.last_day and journey.last_day < journey.today:
        return NextThing(note=_("Votre événement est passé : l’équipe va vous demander votre bilan."))
    if not journey.event_days:
        return NextThing(_("préparer votre événement, et en donner la date à l’équipe."), target=Target.MESSAGE)
    return NextThing(_("préparer votre événement, prévu pour : %(days)s.") % {"days": journey.event_days})


def _sign(journey: Journey) -> NextThing:
    if journey.agreement_returned_on is None:
        return NextThing(_("signer la convention et la renvoyer ici."), target=Target.AGREEMENT)
    day = {"day": date_range_text(journey.agreement_returned_on)}
    return NextThing(note=_("Vous avez renvoyé la convention le %(day)s. L’équipe la vérifie.") % day)


def _has_grant(
    state: State, entered: tuple[tuple[State, date], ...], granted: Decimal | None, *, is_asked: bool
) -> bool:
    """Whether the project goes by a convention: decided, as the journal says, or expected until then."""
    passed = {state, *(former for former, _day in entered)}
    if passed & {State.AGREEMENT_SENT, State.AGREEMENT_SIGNED, State.PAID}:
        return True
    if granted is not None:
        return granted > 0
    if passed & {State.EVENT_HELD, State.REPORTS_DUE, State.REPORTS_RECEIVED, State.CLOSED}:
        return False
    return is_asked


def _concerns(journey: Journey, milestone: Milestone) -> bool:
    if milestone is Milestone.AGREEMENT:
        return journey.has_grant or journey.milestone is Milestone.AGREEMENT
    if milestone is Milestone.REPORT and journey.state is State.CLOSED:
        return journey.day_of(State.REPORTS_RECEIVED) is not None
    return True


def _label(journey: Journey, milestone: Milestone) -> str:
    is_paid = journey.has_grant and journey.state is not State.CLOSED
    return {
        Milestone.SENT: _("Dossier déposé"),
        Milestone.REVIEW: _("Étude par l’équipe"),
        Milestone.AGREEMENT: _("Convention signée"),
        Milestone.PREPARATION: _("Préparation"),
        Milestone.EVENT: _("Jour J"),
        Milestone.REPORT: _("Bilan et fiche Les Bases"),
        Milestone.END: _("Subvention versée") if is_paid else _("Dossier clos"),
    }[milestone]


def _done_detail(journey: Journey, milestone: Milestone) -> str:
    if milestone is Milestone.EVENT:
        return journey.event_days
    return _day_text(
        {
            Milestone.SENT: journey.submitted_on,
            Milestone.REVIEW: journey.day_of(State.VALIDATED),
            Milestone.AGREEMENT: journey.day_of(State.AGREEMENT_SIGNED),
            Milestone.REPORT: journey.day_of(State.REPORTS_RECEIVED),
            Milestone.END: journey.day_of(State.PAID, State.CLOSED),
        }.get(milestone)
    )


def _current_detail(journey: Journey) -> str:
    if journey.milestone is Milestone.EVENT:
        return journey.event_days
    if journey.state is State.AGREEMENT_SENT and journey.agreement_returned_on:
        return _("renvoyée le %(day)s") % {"day": date_range_text(journey.agreement_returned_on)}
    if journey.milestone is Milestone.AGREEMENT and journey.state is State.VALIDATED:
        return _("en préparation")
    return str(CURRENT_WORDS.get(journey.state, _("en cours")))


#: What is awaited in a state, where « en cours » would say too little.
CURRENT_WORDS: Final = {
    State.SUBMITTED: gettext_lazy("pas encore commencée"),
    State.INFO_REQUESTED: gettext_lazy("vos réponses sont attendues"),
    State.INTERVIEW: gettext_lazy("entretien"),
    State.AGREEMENT_SENT: gettext_lazy("à signer"),
    State.REPORTS_DUE: gettext_lazy("attendu"),
}


def _coming_detail(journey: Journey, milestone: Milestone) -> str:
    if milestone is Milestone.EVENT:
        return journey.event_days or _("date à préciser")
    if milestone is Milestone.REPORT and journey.last_day:
        return _("après le %(day)s") % {"day": date_range_text(journey.last_day)}
    return ""


def _day_text(day: date | None) -> str:
    return date_range_text(day) if day else ""


def moment_text(moment: datetime) -> str:
    """A day and an hour in Paris: « le 12 janvier 2027 à 14 h 30 »."""
    local = timezone.localtime(moment)
    hour = date_format(local, r"G \h i").removesuffix(" 00")
    return _("le %(day)s à %(hour)s") % {"day": date_range_text(local.date()), "hour": hour}
