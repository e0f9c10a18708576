"""What organisers type, saved whatever its state and whoever else is writing.

A page tells what it held when it was made: the marks of its fields. What it changed since wins over what it did not
change, so that two tabs, or two people, write on one page. Where both changed one field, the newest wins: the other
text is told, and stays among the former states of the page.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from django.db import models, transaction
from django.utils.translation import gettext as _

from candidatures.dossier import read_columns, read_facts
from candidatures.eligibility import assess
from candidatures.enums import State, Step
from candidatures.models import (
    AppelVersion,
    Candidature,
    InformationItem,
    Participation,
    Porteur,
    StepAnswers,
    StepRevision,
)
from candidatures.services.locks import lock
from candidatures.steps import Values, get_form
from candidatures.typed import label_of, text_of
from candidatures.workflow import REPORTING

#: Former states kept of each page.
MAX_REVISIONS: Final = 50

#: A short digest of each answer of a page by name; an empty answer has none.
Marks = Mapping[str, str]


class StepClosedError(Exception):
    """The page may not be written any more, or not yet. The message is for people."""


@dataclass(frozen=True)
class Conflict:
    """An answer that a page replaced without having shown it: someone else, or another tab, had just typed it."""

    step: Step
    name: str
    label: str
    #: What was replaced, as people read it.
    text: str


@dataclass(frozen=True)
class SaveResult:
    """What a save left. `answers.pk` is None where nothing was ever typed on the page."""

    answers: StepAnswers
    conflicts: list[Conflict]


@dataclass(frozen=True)
class FormerAnswer:
    """An answer that a page held before, and no longer does."""

    name: str
    label: str
    #: As people read it.
    text: str
    revision: int
    #: When it was replaced.
    replaced_at: datetime


def create_draft(porteur: Porteur, version: AppelVersion, *, offres: Sequence[int] = ()) -> Candidature:
    """A new candidature of `porteur`, with their address and the offers they came from."""
    first: dict[Step, Values] = {Step.PORTEUR: {"contact_email": porteur.email}}
    if offres:
        first[Step.FORMATS] = {"offres": [str(pk) for pk in offres]}
    with transaction.atomic():
        candidature = Candidature.objects.create(version=version)
        Participation.objects.create(candidature=candidature, porteur=porteur)
        for step, values in first.items():
            StepAnswers.objects.create(candidature=candidature, step=step, values=values, revision=1, saved_by=porteur)
        refresh_columns(candidature)
    return candidature


def save_step(
    candidature: Candidature, step: Step, values: Values, *, base: int | Marks | None, porteur: Porteur | None
) -> SaveResult:
    """Save the answers `values` of a page, those they name and no other; `candidature` is then as the database has it.

    `base` says what the page held when it was made: its marks, or a revision of the answers, or None where nobody
    knows; an answer that is not empty is then taken for one that was typed.

    Raises:
        StepClosedError: the state of the candidature does not let this page be written.
        Candidature.DoesNotExist: it was erased meanwhile.
    """
    with transaction.atomic():
        # One lock for all pages: the columns are read from all of them, and a deposit takes them as they are.
        lock(candidature)
        if step not in writable_steps(candidature):
            raise StepClosedError(closed_message(candidature))
        answers = candidature.answers.filter(step=step).first() or StepAnswers(candidature=candidature, step=step)
        before = answers.values
        merged, replaced = _merge(before, values, _held(answers, base))
        conflicts = [_conflict(candidature, step, name, before[name]) for name in replaced]
        if merged != before:
            _write(answers, merged, porteur)
        models.prefetch_related_objects([candidature], "answers")
        if merged != before:
            refresh_columns(candidature)
    return SaveResult(answers, conflicts)


def take_answers(candidature: Candidature, answers: Mapping[Step, Values], porteur: Porteur | None) -> list[str]:
    """Write answers given elsewhere over those of the pages they name, whatever the state; the former ones are kept.

    Gives the labels of what was replaced. `candidature` is then as the database has it.

    Raises:
        Candidature.DoesNotExist: it was erased meanwhile.
    """
    replaced: list[str] = []
    with transaction.atomic():
        lock(candidature)
        rows = {row.step: row for row in candidature.answers.all()}
        for step, values in answers.items():
            row = rows.get(step) or StepAnswers(candidature=candidature, step=step)
            before, merged = row.values, {**row.values, **values}
            if merged != before:
                names = [name for name in values if _mark(before.get(name)) not in {"", _mark(values[name])}]
                replaced += [_conflict(candidature, step, name, before[name]).label for name in names]
                _write(row, merged, porteur)
        models.prefetch_related_objects([candidature], "answers")
        refresh_columns(candidature)
    return replaced


def former_answers(candidature: Candidature, step: Step) -> list[FormerAnswer]:
    """What the page once held, field by field, the latest first. What its present text goes on from is left out."""
    form = get_form(candidature, step)
    revisions = list(StepRevision.objects.filter(answers__candidature=candidature, answers__step=step))
    found: dict[tuple[str, str], FormerAnswer] = {}
    for name in [*form.fields, *form.row_forms]:
        present = form.values.get(name)
        for row in revisions:
            value = row.values.get(name)
            mark = _mark(value)
            if mark in {"", _mark(present)} or (name, mark) in found or _is_part_of(value, present):
                continue
            text = text_of(form, name, value)
            found[name, mark] = FormerAnswer(name, label_of(form, name), text, row.revision, row.saved_at)
    return list(found.values())


def take_back(candidature: Candidature, step: Step, revision: int, name: str, *, porteur: Porteur) -> SaveResult:
    """Put the answer `name` of a former state of the page in the place of the present one, which is kept in turn.

    Raises:
        StepRevision.DoesNotExist: no such state is kept.
        StepClosedError: see `save_step`.
    """
    former = StepRevision.objects.select_related("answers").get(
        answers__candidature=candidature, answers__step=step, revision=revision
    )
    values = {name: former.values[name]} if name in former.values else {}
    return save_step(candidature, step, values, base=former.answers.revision, porteur=porteur)


def refresh_columns(candidature: Candidature) -> None:
    """Bring what the table of candidatures repeats of the answers up to date."""
    columns = asdict(read_columns(candidature))
    columns["outcome"] = assess(candidature.rules, read_facts(candidature)).outcome
    for name, value in columns.items():
        setattr(candidature, name, value)
    candidature.save(update_fields=[*columns, "updated_at"])


def writable_steps(candidature: Candidature) -> tuple[Step, ...]:
    """The pages that may be written in the present state, in order."""
    state = State(candidature.state)
    if state == State.DRAFT:
        return Step.of_dossier()
    if state in REPORTING:
        return Step.of_bilan()
    if state == State.INFO_REQUESTED:
        asked = _asked_steps(candidature)
        return tuple(step for step in Step.of_dossier() if step in asked)
    return ()


def closed_message(candidature: Candidature) -> str:
    """Why a page of this candidature may not be written."""
    if candidature.state == State.INFO_REQUESTED:
        return _("Votre dossier est déposé. Seules les réponses que l’équipe vous a demandées peuvent changer.")
    if candidature.is_draft:
        return _("Le bilan s’écrit après l’événement.")
    return _("Votre dossier est déposé : ses réponses ne changent plus. Écrivez à l’équipe depuis la page de suivi.")


def marks_of(values: Values, names: Iterable[str]) -> Marks:
    """The marks of the answers `names`."""
    marks = {name: _mark(values.get(name)) for name in names}
    return {name: mark for name, mark in marks.items() if mark}


def _asked_steps(candidature: Candidature) -> set[str]:
    targets = InformationItem.objects.filter(
        request__candidature=candidature, request__answered_at=None, request__cancelled_at=None
    ).values_list("target", flat=True)
    return {target.partition(".")[0] for target in targets}


def _merge(current: Values, typed: Values, held: Marks) -> tuple[Values, list[str]]:
    """The answers to keep, and the names of those that were replaced without having been shown."""
    merged, replaced = dict(current), []
    for name, value in typed.items():
        mine, theirs, shown = _mark(value), _mark(current.get(name)), held.get(name, "")
        if mine in {shown, theirs}:
            continue
        merged[name] = value
        if theirs not in {shown, ""} and not _is_part_of(current[name], value):
            replaced.append(name)
    return merged, replaced


def _is_part_of(former: Any, value: Any) -> bool:
    """Whether a text goes on from another, as when a page is sent while it is being saved: nothing of it is lost."""
    return isinstance(former, str) and isinstance(value, str) and former in value


def _held(answers: StepAnswers, base: int | Marks | None) -> Marks:
    if base is None:
        return {}
    if not isinstance(base, int):
        return base
    if base == answers.revision:
        return marks_of(answers.values, answers.values)
    former = answers.revisions.filter(revision=base).first() if answers.pk else None
    return marks_of(former.values, former.values) if former else {}


def _conflict(candidature: Candidature, step: Step, name: str, former: Any) -> Conflict:
    form = get_form(candidature, step)
    return Conflict(step, name, label_of(form, name), text_of(form, name, former))


def _write(answers: StepAnswers, values: Values, porteur: Porteur | None) -> None:
    if answers.pk:
        StepRevision.objects.create(answers=answers, revision=answers.revision, values=answers.values)
    answers.values = values
    answers.revision += 1
    answers.saved_by = porteur
    answers.save()
    answers.revisions.filter(revision__lt=answers.revision - MAX_REVISIONS).delete()


def _mark(value: Any) -> str:
    plain = _plain(value)
    return blake2b(json.dumps(plain, sort_keys=True).encode(), digest_size=6).hexdigest() if plain else ""


def _plain(value: Any) -> Any:
    """An answer without what is empty in it: a row's field left empty is the same as one never shown."""
    if isinstance(value, dict):
        return {name: plain for name, item in value.items() if (plain := _plain(item))}
    if isinstance(value, list):
        return [plain for item in value if (plain := _plain(item))]
    return "" if value is None else str(value)
