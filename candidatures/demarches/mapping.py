"""What was answered there, as the form of this site would hold it: `candidatures.external`, the other way round."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from candidatures.demarches.shapes import Champ, Demandeur
from candidatures.enums import Step
from candidatures.external import YES_NO, flat_choices, source_label
from candidatures.models import CorrespondanceExterne
from candidatures.rules import Rules
from candidatures.steps import FORMS, StepContext, StepForm, Values
from candidatures.steps.base import MAX_CHOICES, MAX_SIGNS
from candidatures.steps.fields import AmountField, DayField, MonthField
from socle.text import clean_line, clean_text, fold

#: Words of a question answered by yes or no, folded.
YES: Final = frozenset({"true", "oui", "on"})
NO: Final = frozenset({"false", "non"})

Value = str | list[str]


@dataclass(frozen=True)
class Translation:
    """The answers of a dossier by page, and the labels of those to read again: kept as they came, or left out."""

    answers: dict[Step, Values]
    unread: tuple[str, ...] = ()


def translate(
    champs: Iterable[Champ], ties: Iterable[CorrespondanceExterne], rules: Rules, demandeur: Demandeur | None = None
) -> Translation:
    """The answers `champs` as `ties` say what they answer; what the service knows of who applies fills the rest."""
    given = {champ.target: champ.value for champ in champs}
    answers: dict[Step, Values] = defaultdict(dict)
    unread: list[str] = []
    blank = StepContext(rules, {})
    for tie in ties:
        value, place = given.get(tie.target), _place(tie.source)
        if not value or place is None:
            continue
        step, name = place
        if name in answers[step]:
            continue
        raw = _raw(FORMS[step]({}, context=blank), name, value)
        if raw is None:
            unread.append(source_label(tie.source))
        else:
            answers[step][name] = raw
    for name, text in _of_demandeur(demandeur):
        answers[Step.PORTEUR].setdefault(name, text)
    return Translation(dict(answers), tuple(dict.fromkeys([*unread, *_wrong(answers, rules)])))


def _place(source: str) -> tuple[Step, str] | None:
    """The page and the name of an answer; None for one that the form no longer has."""
    value, _dot, name = source.partition(".")
    if value not in Step.values:
        return None
    form_class = FORMS[Step(value)]
    return (Step(value), name) if name in form_class.base_fields or name in form_class.row_forms else None


def _raw(form: StepForm, name: str, value: Value) -> Any:
    """`value` as the field `name` is typed; None where it cannot be: a group of rows, a file, an unknown choice."""
    field = form.fields.get(name)
    if field is None or isinstance(field.widget, forms.FileInput):
        return None
    if getattr(field.widget, "allow_multiple_selected", False):
        return _chosen(field, value)
    text = ", ".join(value) if isinstance(value, list) else value
    writer = next((write for kind, write in _WRITERS if isinstance(field, kind)), _as_it_is)
    return writer(field, text)


def _as_it_is(_field: forms.Field, text: str) -> str:
    return clean_text(text[:MAX_SIGNS])


def _chosen(field: forms.Field, value: Value) -> list[str] | None:
    """The keys of the boxes; None where one of them is none of ours."""
    items = value if isinstance(value, list) else value.split(", ")
    keys = [_key(field, item) for item in items[:MAX_CHOICES]]
    return [key for key in keys if key] if all(keys) else None


def _key(field: Any, text: str) -> str | None:
    """The key of the choice that people read as `text`."""
    choices = list(flat_choices(field.choices))
    if {key for key, _label in choices} == YES_NO.keys():
        return _yes_or_no(text)
    folded = fold(clean_line(text))
    return next((key for key, label in choices if key and folded in {fold(clean_line(label)), fold(key)}), None)


def _yes_or_no(text: str) -> str | None:
    folded = fold(text)
    return "oui" if folded in YES else "non" if folded in NO else None


def _ticked(_field: forms.Field, text: str) -> str:
    return "on" if fold(text) in YES else ""


def _day(_field: forms.Field, text: str) -> str:
    return _date_as(text, "%d/%m/%Y")


def _month(_field: forms.Field, text: str) -> str:
    return _date_as(text, "%m/%Y")


def _date_as(text: str, words: str) -> str:
    try:
        return date.fromisoformat(text[:10]).strftime(words)
    except ValueError:
        return clean_text(text[:MAX_SIGNS])


def _amount(_field: forms.Field, text: str) -> str:
    return clean_text(text[:MAX_SIGNS]).replace(".", ",")


#: How each kind of field is typed; a text is, as it is.
_WRITERS: Final[tuple[tuple[type[forms.Field], Callable[[Any, str], str | None]], ...]] = (
    (forms.ChoiceField, _key),
    (forms.BooleanField, _ticked),
    (MonthField, _month),
    (DayField, _day),
    (AmountField, _amount),
)


def _of_demandeur(demandeur: Demandeur | None) -> Iterator[tuple[str, str]]:
    if demandeur is None:
        return
    firm = demandeur.entreprise
    known = {
        "structure_name": (firm.raison_sociale or firm.nom_commercial) if firm else "",
        "siret": demandeur.siret or "",
        "contact_name": " ".join(filter(None, [demandeur.prenom, demandeur.nom])),
    }
    yield from ((name, text) for name, given in known.items() if (text := clean_line(given)))


def _wrong(answers: dict[Step, Values], rules: Rules) -> Iterator[str]:
    """The labels of the answers that this site cannot read, which stay as they came."""
    context = StepContext(rules, {step.value: values for step, values in answers.items()})
    for step, values in answers.items():
        form = FORMS[step](values, context=context)
        yield from (str(form[name].label) for name in values if name in form.errors)


def unread_text(labels: Iterable[str]) -> str:
    """What is said of answers to read again; empty where there is none."""
    names = ", ".join(labels)
    return _("Réponses à relire là-bas : %(names)s.") % {"names": names} if names else ""
