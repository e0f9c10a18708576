"""A dossier as it is read: sections of questions and answers in words, tables, totals and files.

The page « relecture », the PDF, the export, the follow-up and the team all show this, from what is typed now or from a
version of the dossier that was sent.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from candidatures.budget import euros, per_cent
from candidatures.enums import FileKind, Step
from candidatures.models import Candidature, DossierVersion, PieceJointe
from candidatures.rules import Rules
from candidatures.steps import FORMS, RowForm, StepContext, StepForm, is_filled
from candidatures.steps.base import AnswersForm
from candidatures.steps.bilan import BilanFinancierForm
from candidatures.steps.budget import BudgetForm
from candidatures.steps.fields import AmountField, MonthField
from socle.charts import format_number
from socle.models import Thematique
from socle.templatetags.nec import error_target
from socle.typography import date_range_text, file_size

#: Whole numbers that count out of a hundred.
PERCENTAGES: Final = frozenset({"satisfaction"})


@dataclass(frozen=True)
class Answer:
    """A question of a page and what was answered, in words. `target` is the id of the field on its page."""

    name: str
    target: str
    label: str
    #: A text, whose lines may be several; what was chosen where `items` is not empty.
    text: str = ""
    items: tuple[str, ...] = ()
    is_required: bool = False
    #: Why what was typed cannot be read; `text` is then what was typed.
    error: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.items

    @property
    def is_missing(self) -> bool:
        """Whether the deposit asks for it and nothing is answered."""
        return self.is_required and self.is_empty


@dataclass(frozen=True)
class Table:
    """A group of rows in words."""

    name: str
    target: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: The ranks of the columns that hold amounts.
    amounts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """A figure and what it is called."""

    label: str
    text: str


@dataclass(frozen=True)
class FileLine:
    """A file of a dossier. `label` says which document of the call it is, empty for another."""

    name: str
    label: str
    detail: str
    piece: PieceJointe


@dataclass(frozen=True)
class Section:
    """A page of the form as it is read."""

    step: Step
    #: Answers given, and those missing that the deposit asks for.
    answers: tuple[Answer, ...]
    tables: tuple[Table, ...] = ()
    totals: tuple[Line, ...] = ()
    files: tuple[FileLine, ...] = ()

    @property
    def title(self) -> str:
        return str(self.step.label)

    @property
    def given(self) -> tuple[Answer, ...]:
        """The answers, without what is still to be answered."""
        return tuple(answer for answer in self.answers if not answer.is_empty)

    @property
    def is_empty(self) -> bool:
        return not (self.given or self.tables or self.files)


def read_dossier(candidature: Candidature) -> list[Section]:
    """The dossier as it is typed now."""
    return _read(StepContext.of(candidature), Step.of_dossier(), _documents(candidature))


def empty_fields(sections: Iterable[Section]) -> set[tuple[Step, str]]:
    """The page and the id of each field that the deposit asks for and that is left empty: its label says it all."""
    return {(section.step, answer.target) for section in sections for answer in section.answers if answer.is_missing}


def read_version(version: DossierVersion) -> list[Section]:
    """The dossier as it was sent."""
    files = _documents(version.candidature, version.created_at)
    return _read(version_context(version), Step.of_dossier(), files)


def version_context(version: DossierVersion) -> StepContext:
    """What the pages knew when the dossier was sent."""
    candidature = version.candidature
    return StepContext(candidature.rules, version.answers, candidature)


def read_bilan(candidature: Candidature) -> list[Section]:
    """The bilan as it is typed now."""
    files = [piece for piece in candidature.files.all() if piece.kind == FileKind.BILAN]
    return _read(StepContext.of(candidature), Step.of_bilan(), files)


def _documents(candidature: Candidature, until: datetime | None = None) -> list[PieceJointe]:
    return [
        piece
        for piece in candidature.files.all()
        if piece.kind == FileKind.DOCUMENT and (until is None or piece.uploaded_at <= until)
    ]


def _read(context: StepContext, steps: Iterable[Step], files: list[PieceJointe]) -> list[Section]:
    return [_section(FORMS[step](context.answers.get(step, {}), context=context), files) for step in steps]


def _section(form: StepForm, files: list[PieceJointe]) -> Section:
    form.full_clean()
    has_files = form.step in {Step.PIECES, Step.BILAN_FINANCIER}
    return Section(
        step=form.step,
        answers=tuple(_answers(form)),
        tables=tuple(_tables(form)),
        totals=tuple(_totals(form)),
        files=tuple(_file_line(piece, form.context.rules) for piece in files) if has_files else (),
    )


def _answers(form: StepForm) -> Iterator[Answer]:
    shown = _shown_otherwise(form)
    for name in form.fields:
        answer = shown[name] if name in shown else _answer(form, name)
        if answer and (answer.is_required or not answer.is_empty):
            yield answer


def _shown_otherwise(form: StepForm) -> dict[str, Answer | None]:
    """Answers that other fields give: dates say how well they are known, a territoire is read by its official name."""
    if form.step != Step.EVENEMENT:
        return {}
    precision, typed, chosen = (_answer(form, name) for name in ("date_precision", "territoire_name", "territoire"))
    if typed and chosen and not chosen.is_empty:
        typed = replace(typed, text=chosen.text)
    is_missing = precision is not None and precision.is_missing
    return {"date_precision": precision if is_missing else None, "territoire_name": typed, "territoire": None}


def _answer(form: AnswersForm, name: str) -> Answer | None:
    """The answer to a field; None for what the form has set aside, the month where the day is known."""
    field, value, typed = form.fields[name], form.cleaned_data.get(name), form.values.get(name)
    label, target = str(field.label), error_target(form[name])
    known = Answer(name, target, label, is_required=field.required)
    if name in form.errors:
        text, items = _typed_words(field, typed)
        return Answer(name, target, label, text, items, field.required, str(form.errors[name][0]))
    if not is_filled([typed]):
        return known
    text, items = _words(name, field, value)
    if not text and not items:
        return None
    return Answer(name, target, label, text, items, field.required)


def _words(name: str, field: forms.Field, value: Any) -> tuple[str, tuple[str, ...]]:
    """A cleaned value in words: a text, or several."""
    if isinstance(value, list):
        return "", tuple(_labels(field, value))
    if isinstance(field, forms.ChoiceField):
        return (next(iter(_labels(field, [value])), "") if value else ""), ()
    if isinstance(value, bool):
        return (_("Oui") if value else ""), ()
    return _text(name, field, value), ()


def _text(name: str, field: forms.Field, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return date_range_text(value, precision="month" if isinstance(field, MonthField) else "day")
    if isinstance(field, AmountField):
        return euros(value)
    if isinstance(value, int | Decimal):
        return per_cent(Decimal(value)) if name in PERCENTAGES else format_number(value)
    return str(value)


def _typed_words(field: forms.Field, typed: Any) -> tuple[str, tuple[str, ...]]:
    """What was typed and cannot be read, as it is; a choice that is no longer offered, by its name."""
    if isinstance(typed, list):
        return "", tuple(_labels(field, [item for item in typed if not isinstance(item, dict)]))
    return (next(iter(_labels(field, [typed])), "") if typed else ""), ()


def _labels(field: forms.Field, keys: Iterable[Any]) -> list[str]:
    texts = [str(key) for key in keys]
    known = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    lost = [int(key) for key in texts if key not in known and key.isdecimal() and len(key) < len("1000000000")]
    if lost and isinstance(field, forms.MultipleChoiceField):
        known |= {str(pk): title for pk, title in Thematique.objects.filter(pk__in=lost).values_list("pk", "title")}
    return [known.get(key, key) for key in texts]


def _tables(form: StepForm) -> Iterator[Table]:
    for name, rows in form.row_sets.items():
        filled = [row for row in rows.filled if is_filled(row.values)]
        if filled:
            yield _table(name, rows.form_class, filled)


def _table(group: str, form_class: type[RowForm], rows: list[RowForm]) -> Table:
    for row in rows:
        row.full_clean()
    fields = form_class.base_fields
    names = [name for name in fields if any(is_filled([row.values.get(name)]) for row in rows)]
    return Table(
        name=group,
        target=error_target(rows[0][names[0]]),
        title=str(form_class.legend),
        headings=tuple(str(fields[name].label) for name in names),
        rows=tuple(tuple(_cell(row, name) for name in names) for row in rows),
        amounts=tuple(rank for rank, name in enumerate(names) if isinstance(fields[name], AmountField)),
    )


def _cell(row: AnswersForm, name: str) -> str:
    answer = _answer(row, name)
    return ", ".join(answer.items) or answer.text if answer else ""


def _totals(form: StepForm) -> Iterator[Line]:
    if isinstance(form, BudgetForm):
        for _name, label, text in form.figures:
            yield Line(str(label), text)
    elif isinstance(form, BilanFinancierForm):
        for label, planned, real in form.figures:
            words = _("%(real)s (prévu : %(planned)s)") % {"real": real, "planned": planned}
            yield Line(str(label), words)


def _file_line(piece: PieceJointe, rules: Rules) -> FileLine:
    labels = {document.key: document.label for document in rules.documents}
    detail = ", ".join(filter(None, [piece.extension, file_size(piece.size)]))
    return FileLine(piece.name, labels.get(piece.document_key, ""), detail, piece)
