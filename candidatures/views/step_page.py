"""What a page of the form shows of a candidature."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.deadlines import paris_day
from candidatures.dossier import read_facts
from candidatures.eligibility import Assessment, assess
from candidatures.enums import FileKind, Step
from candidatures.models import Candidature
from candidatures.services.drafts import Conflict, Marks, marks_of, writable_steps
from candidatures.steps import FORMS, FieldError, get_form
from candidatures.steps.pieces import is_kept
from socle.typography import FIRM, date_range_text

#: The field that tells what a page held when it was made.
BASE_FIELD: Final = "base"


@dataclass(frozen=True)
class ListedStep:
    """A page in the list of pages."""

    step: Step
    is_current: bool
    #: Written at least once, with nothing wrong in it and nothing that the deposit would miss.
    is_done: bool
    #: Whether the deposit would ask for something of it.
    is_asked: bool


class StepPage:
    """A page of the form of `candidature`. `is_checked`: the person asked to go on, errors take the focus."""

    def __init__(
        self, candidature: Candidature, step: Step, *, conflicts: list[Conflict] | None = None, is_checked: bool = False
    ) -> None:
        self.candidature = candidature
        self.step = step
        self.conflicts = conflicts or []
        self.is_checked = is_checked
        self.steps = writable_steps(candidature)
        self.form = get_form(candidature, step)

    @cached_property
    def errors(self) -> list[FieldError]:
        """What cannot be read of what was typed."""
        return self.form.all_errors

    @property
    def base(self) -> str:
        """What the page holds, for its next save to be compared with."""
        return write_marks(marks_of(self.form.values, [*self.form.fields, *self.form.row_forms]))

    @property
    def number(self) -> int:
        """The rank of the page, from 1."""
        return self.steps.index(self.step) + 1

    @property
    def next_step(self) -> Step | None:
        """The page after this one; None for the last."""
        return next(iter(self.steps[self.number :]), None)

    @property
    def previous_step(self) -> Step | None:
        """The page before this one; None for the first."""
        return self.steps[self.number - 2] if self.number > 1 else None

    @cached_property
    def listed_steps(self) -> list[ListedStep]:
        """The pages with whether something is left to do in each."""
        asked = {step: bool(self._asked_of(step)) for step in self.steps}
        if Step.RELECTURE in asked:
            # The dossier is sent from there: it awaits all that the others do.
            asked[Step.RELECTURE] = any(asked.values())
        return [
            ListedStep(step, step == self.step, self._is_written(step) and not asked[step], asked[step])
            for step in self.steps
        ]

    def _is_written(self, step: Step) -> bool:
        """Whether a page was saved at least once, or received a document."""
        has_files = step is Step.PIECES and any(
            piece.kind == FileKind.DOCUMENT and is_kept(piece) for piece in self.candidature.files.all()
        )
        return has_files or step is Step.RELECTURE or step in self.form.context.answers

    def _asked_of(self, step: Step) -> list[FieldError]:
        """All that the deposit would say of a page."""
        context = self.form.context
        return FORMS[step](context.answers.get(step, {}), context=context, is_draft=False).all_errors

    @property
    def has_history(self) -> bool:
        """Whether the page has former states."""
        return any(answers.step == self.step and answers.revision > 1 for answers in self.candidature.answers.all())

    @property
    def saved_text(self) -> str:
        """« Brouillon enregistré aujourd’hui à 14 h 32. »."""
        moments = [answers.saved_at for answers in self.candidature.answers.all()]
        moment = moment_text(max(moments, default=self.candidature.created_at))
        words = _("Brouillon enregistré %(moment)s.") if self.candidature.is_draft else _("Enregistré %(moment)s.")
        return words % {"moment": moment}

    @property
    def is_call_closed(self) -> bool:
        """Whether the call ended before this draft was sent."""
        closes_on = self.candidature.rules.closes_on
        return self.candidature.is_draft and closes_on is not None and closes_on < paris_day(timezone.now())

    @property
    def call_opening(self) -> date | None:
        """The day from which this draft may be sent; None where that day has come."""
        opens_on = self.candidature.rules.opens_on
        is_to_come = opens_on is not None and paris_day(timezone.now()) < opens_on
        return opens_on if self.candidature.is_draft and is_to_come else None

    @cached_property
    def assessment(self) -> Assessment | None:
        """What the project may ask for; None beside a bilan, which asks for nothing."""
        if self.step in Step.of_bilan():
            return None
        return assess(self.candidature.rules, read_facts(self.candidature))

    @property
    def appel_url(self) -> str:
        """The address of the call, empty once its page is gone."""
        appel = self.candidature.version.appel
        return (appel.url or "") if appel and appel.live else ""


def moment_text(moment: datetime) -> str:
    """When something was saved, in Paris: « aujourd’hui à 14 h 32 », « le 3 mars 2027 à 9 h 05 »."""
    local = timezone.localtime(moment)
    days = (timezone.localdate() - local.date()).days
    day = {0: _("aujourd’hui"), 1: _("hier")}.get(days) or _("le %(day)s") % {"day": date_range_text(local.date())}
    hour = f"{local.hour}{FIRM}h{FIRM}{local.minute:02}"
    return _("%(day)s à %(hour)s") % {"day": day, "hour": hour}


def write_marks(marks: Mapping[str, str]) -> str:
    """Marks as a hidden field carries them."""
    return " ".join(f"{name}:{mark}" for name, mark in marks.items())


def read_marks(text: str) -> Marks:
    """The marks that `write_marks` wrote. What is not one is left out: the answer is then taken for a typed one."""
    pairs = (item.partition(":") for item in text.split())
    return {name: mark for name, _colon, mark in pairs if mark}
