"""The outside form, begun with what was answered here.

The conventions are those that Démarches simplifiées publishes for its prefilled addresses: `champ_` and the key of a
field, the key repeated with `[]` for several answers, days as ISO 8601. No dossier was ever sent there from here: an
editor who chooses this form tries its address first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidatures.enums import FormMode, Step
from candidatures.models import Candidature
from candidatures.steps import FORMS, StepContext, StepForm, is_filled
from candidatures.steps.base import AnswersForm

#: Signs of an address that browsers, mails and servers on the way take without cutting it.
MAX_ADDRESS: Final = 2000
#: Answers that mean something on this site alone: a key beside the name it stands for, boxes ticked to send here.
OWN_ANSWERS: Final = frozenset(
    {"evenement.territoire", "evenement.date_precision", "relecture.commitments", "relecture.consent"}
)
#: A question answered by yes or no, as a field of the same kind takes it there.
YES_NO: Final = {"oui": "true", "non": "false"}
FILES_LABEL: Final = _("Les pièces jointes")


class LeftOutReason(models.TextChoices):
    """Why an answer is not in the address."""

    TOO_LONG = "longueur", _("trop longue pour être transmise par un lien")
    NO_TARGET = "absente", _("sans champ qui lui réponde sur l’autre site")
    FILE = "fichier", _("à joindre de nouveau sur l’autre site")
    DROPPED = "perdue", _("non reprise par l’autre site")


@dataclass(frozen=True)
class LeftOut:
    """An answer to copy by hand, by the label of its field."""

    label: str
    reason: LeftOutReason


@dataclass(frozen=True)
class PrefilledAddress:
    """The address of the outside form. `sent` and `left_out` are what it carries and what it does not, by label."""

    url: str
    sent: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class TiedAnswer:
    """An answer of the form that fills a field of the outside one."""

    source: str
    target: str
    value: str | list[str]


@dataclass(frozen=True)
class _Answer:
    source: str
    label: str
    value: str | list[str]


def source_choices() -> list[tuple[Any, Any]]:
    """Every answer that may be sent, for a list: by page, « evenement.title » then its label."""
    choices: list[tuple[Any, Any]] = [("", _("Choisissez"))]
    for step in Step.of_dossier():
        named = [(source, label) for source, label in _sources(FORMS[step]) if source not in OWN_ANSWERS]
        if named:
            choices.append((step.label, named))
    return choices


def is_source(source: str) -> bool:
    """Whether `source` names an answer of the form."""
    return any(source == known for step in Step.of_dossier() for known, _label in _sources(FORMS[step]))


def source_label(source: str) -> str:
    """What an answer is called; its own name where the form no longer has it."""
    step, _dot, _name = source.partition(".")
    form_class = FORMS.get(Step(step)) if step in Step.values else None
    return str(dict(_sources(form_class)).get(source, source)) if form_class else source


def tied_answers(candidature: Candidature) -> list[TiedAnswer]:
    """What fills the fields of the outside form, in the order of the editors; nothing where its call is gone."""
    appel = candidature.version.appel
    answers = {answer.source: answer.value for answer in _answers(candidature)} if appel else {}
    rows = appel.external_fields.all() if appel else ()
    return [TiedAnswer(row.source, row.target, answers[row.source]) for row in rows if row.source in answers]


def prefilled_address(candidature: Candidature) -> PrefilledAddress | None:
    """The outside dossier of a candidature; None where its call has none, or is no longer there."""
    appel = candidature.version.appel
    if appel is None or appel.form_mode != FormMode.PREFILLED or not appel.external_form_url:
        return None
    answers = {answer.source: answer for answer in _answers(candidature)}
    rows = [row for row in appel.external_fields.all() if row.source in answers]
    address = PrefilledAddress(appel.external_form_url)
    # In the order of the editors: what matters most comes first, and fits.
    for row in rows:
        address = _with_answer(address, row.target, answers[row.source])
    sources = {row.source for row in rows}
    unknown = [answer.label for answer in answers.values() if answer.source not in sources]
    left_out = [LeftOut(label, LeftOutReason.NO_TARGET) for label in unknown]
    if candidature.files.exists():
        left_out.append(LeftOut(str(FILES_LABEL), LeftOutReason.FILE))
    return replace(address, left_out=(*address.left_out, *left_out))


def _with_answer(address: PrefilledAddress, target: str, answer: _Answer) -> PrefilledAddress:
    """The address with one answer more, whole or not at all."""
    url = _with_parameter(address.url, target, answer.value)
    if len(url) > MAX_ADDRESS:
        return replace(address, left_out=(*address.left_out, LeftOut(answer.label, LeftOutReason.TOO_LONG)))
    return replace(address, url=url, sent=(*address.sent, answer.label))


def _sources(form_class: type[StepForm]) -> Iterator[tuple[str, Any]]:
    step = form_class.step.value
    for name, field in form_class.base_fields.items():
        yield f"{step}.{name}", field.label or name
    for name, row_class in form_class.row_forms.items():
        yield f"{step}.{name}", row_class.legend


def _answers(candidature: Candidature) -> Iterator[_Answer]:
    """What was answered, as texts."""
    context = StepContext.of(candidature)
    for step in Step.of_dossier():
        form = FORMS[step](context.answers.get(step, {}), context=context)
        cleaned = form.cleaned
        for name in form.fields:
            source = f"{step.value}.{name}"
            value = _as_text(form, name, cleaned[name])
            if value and source not in OWN_ANSWERS:
                yield _Answer(source, str(form[name].label), value)
        for name, rows in form.row_sets.items():
            lines = [_row_as_text(row) for row in rows.filled]
            if any(lines):
                yield _Answer(f"{step.value}.{name}", rows.legend, "\n".join(filter(None, lines)))


def _as_text(form: AnswersForm, name: str, cleaned: Any) -> str | list[str]:
    """An answer as the outside form takes it; what cannot be read goes as it was typed."""
    if isinstance(cleaned, list):
        return [_choice_label(form, name, item) for item in cleaned]
    match cleaned:
        case bool():
            return "true" if cleaned else ""
        case date():
            return cleaned.isoformat()
        case Decimal():
            return f"{cleaned.normalize():f}"
        case None | "":
            typed = form.values.get(name)
            return typed.strip() if isinstance(typed, str) and is_filled([typed]) else ""
        case _:
            return _choice_label(form, name, cleaned)


def _choice_label(form: AnswersForm, name: str, value: Any) -> str:
    field = form.fields[name]
    labels = dict(flat_choices(field.choices)) if isinstance(field, forms.ChoiceField) else {}
    if labels.keys() == YES_NO.keys():
        return YES_NO[str(value)]
    return str(labels.get(str(value), value))


def flat_choices(choices: Any) -> Iterator[tuple[str, str]]:
    """The keys and labels of a field's choices, out of their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat_choices(label)
        else:
            yield str(value), str(label)


def _row_as_text(row: AnswersForm) -> str:
    """A row on one line: « Salle · Logistique · 1200 »."""
    row.full_clean()
    texts = (_as_text(row, name, row.cleaned_data[name]) for name in row.fields)
    return " · ".join(text if isinstance(text, str) else ", ".join(text) for text in texts if text)


def _with_parameter(url: str, target: str, value: str | list[str]) -> str:
    pairs = [(target, value)] if isinstance(value, str) else [(f"{target}[]", item) for item in value]
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="&".join(filter(None, [parts.query, urlencode(pairs)]))))
