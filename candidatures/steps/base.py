"""What a page of the form is made of.

A page is a Django form that is always bound to what was typed before, right or wrong. What it reads of a request is
raw (`read`): that is what is saved, whatever its state. A draft may leave anything empty: `required` on a field says
what the deposit asks for, and binds only then (`is_draft=False`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Final

from django import forms
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from candidatures.enums import Step
from candidatures.models import Candidature
from candidatures.rules import Rules
from socle.templatetags.nec import error_label, error_target
from socle.text import clean_text

Values = dict[str, Any]

#: Signs kept of one answer: more than any field takes, less than what would weigh on the database.
MAX_SIGNS: Final = 20_000
MAX_CHOICES: Final = 200
MAX_ROWS: Final = 60
#: Empty rows shown below those that are filled in.
SPARE_ROWS: Final = 1


@dataclass(frozen=True)
class StepContext:
    """What a page needs to know of the candidature: its rules, and what other pages hold."""

    rules: Rules
    #: What was typed on every page, by step.
    answers: Mapping[str, Values]
    candidature: Candidature | None = None

    @classmethod
    def of(cls, candidature: Candidature) -> "StepContext":
        return cls(candidature.rules, candidature.all_answers, candidature)


@dataclass(frozen=True)
class FieldError:
    """An error as the summary at the top of the page lists it. `target` is the id of the field, without « # »."""

    target: str
    label: str
    message: str


class AnswersForm(forms.Form):
    """Fields bound to raw values, with errors that tell an empty answer from a wrong one."""

    use_required_attribute = False

    def __init__(
        self, values: Values, *, context: StepContext, is_draft: bool = True, prefix: str | None = None
    ) -> None:
        self.values = values
        self.context = context
        self.is_draft = is_draft
        super().__init__(prefix=prefix, label_suffix="", auto_id="%s")
        self.set_up()
        self.is_bound = True
        self.data = MultiValueDict({self.add_prefix(name): _as_list(values.get(name)) for name in self.fields})

    def set_up(self) -> None:
        """Give fields what depends on `self.context`: choices, help texts. Subclasses tell."""

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_draft:
            found: ErrorDict = self._errors  # type: ignore[has-type]
            self._errors = ErrorDict({name: errors for name, errors in found.items() if not _is_only_empty(errors)})
        for name, field in self.fields.items():
            self.cleaned_data.setdefault(name, _empty(field))

    @property
    def field_errors(self) -> list[FieldError]:
        """Every error in the order of the page."""
        whole = [FieldError("", "", str(message)) for message in self.non_field_errors()]
        return whole + [
            FieldError(error_target(self[name]), error_label(self[name]), str(message))
            for name in self.fields
            for message in self.errors.get(name, [])
        ]

    @classmethod
    def read_fields(cls, data: Any, prefix: str = "") -> Values:
        """What a request holds for the fields of this form, cleaned of control characters and nothing else."""
        return {
            name: _read_field(data, f"{prefix}{name}", field)
            for name, field in cls.base_fields.items()
            if not isinstance(field.widget, forms.FileInput)
        }


class RowForm(AnswersForm):
    """A row of a group: a cost, a partner. A row with nothing typed in it is no row."""

    #: What the group is called where its rows are told of as a whole.
    legend: ClassVar[Any] = ""


class RowSet:
    """The rows of a group, each a form; the last ones are empty, ready to be filled in."""

    def __init__(
        self, name: str, form_class: type[RowForm], rows: Sequence[Values], *, context: StepContext, is_draft: bool
    ) -> None:
        self.name = name
        self.form_class = form_class
        self.filled = [
            form_class(values, context=context, is_draft=is_draft, prefix=f"{name}-{number}")
            for number, values in enumerate(rows)
        ]
        self._context = context

    @cached_property
    def spare(self) -> list[RowForm]:
        """The empty rows to show after the others."""
        first = len(self.filled)
        count = min(SPARE_ROWS, MAX_ROWS - first)
        return [
            self.form_class({}, context=self._context, is_draft=True, prefix=f"{self.name}-{first + number}")
            for number in range(count)
        ]

    @property
    def legend(self) -> str:
        """What the group is called."""
        return str(self.form_class.legend)

    def __iter__(self) -> Iterator[RowForm]:
        yield from self.filled
        yield from self.spare

    def __len__(self) -> int:
        return len(self.filled)

    def __bool__(self) -> bool:
        return True

    @property
    def shown(self) -> list[RowForm]:
        """Every row, the spare ones too. A loop of a template stops at the length, which is that of the filled ones."""
        return [*self.filled, *self.spare]

    @property
    def cleaned_rows(self) -> list[dict[str, Any]]:
        """The cleaned values of the filled rows; where one is wrong its empty value stands."""
        for row in self.filled:
            row.full_clean()
        return [row.cleaned_data for row in self.filled]

    @property
    def field_errors(self) -> list[FieldError]:
        return [error for row in self.filled for error in row.field_errors]


class StepForm(AnswersForm):
    """A page of the form. `row_forms` names its groups of rows, drawn by the template of the step."""

    step: ClassVar[Step]
    #: One sentence under the title of the page, if any.
    introduction: ClassVar[Any] = ""
    row_forms: ClassVar[dict[str, type[RowForm]]] = {}

    @cached_property
    def row_sets(self) -> dict[str, RowSet]:
        """The groups of rows by name."""
        return {
            name: RowSet(
                name,
                form_class,
                _rows(self.values.get(name))[:MAX_ROWS],
                context=self.context,
                is_draft=self.is_draft,
            )
            for name, form_class in self.row_forms.items()
        }

    @property
    def all_errors(self) -> list[FieldError]:
        """The errors of the fields, then those of the rows."""
        return self.field_errors + [error for rows in self.row_sets.values() for error in rows.field_errors]

    @property
    def cleaned(self) -> dict[str, Any]:
        """Every cleaned value, rows included; the empty value of what cannot be read."""
        self.full_clean()
        return self.cleaned_data | {name: rows.cleaned_rows for name, rows in self.row_sets.items()}

    @property
    def template(self) -> str:
        """The template of the fields."""
        return f"nec_candidatures/steps/{self.step.value}.html"

    @classmethod
    def read(cls, data: Any) -> Values:
        """What a request holds for this page: that is what is saved. Rows where nothing is typed are left out."""
        values = cls.read_fields(data)
        for name, form_class in cls.row_forms.items():
            rows = (form_class.read_fields(data, f"{name}-{number}-") for number in range(MAX_ROWS))
            values[name] = [row for row in rows if is_filled(row)]
        return values


def is_filled(values: Iterable[Any] | Mapping[str, Any]) -> bool:
    """Whether anything was typed in these values, spaces apart."""
    items = values.values() if isinstance(values, Mapping) else values
    return any(is_filled(item) if isinstance(item, list | dict) else str(item or "").strip() for item in items)


def _read_field(data: Any, name: str, field: forms.Field) -> str | list[str]:
    # The widget's class tells how many values it gives: `getlist` where several may be chosen.
    if getattr(field.widget, "allow_multiple_selected", False):
        # A box whose value is all control characters would be a wrong answer that no box on the page could mend.
        return [clean for value in data.getlist(name)[:MAX_CHOICES] if (clean := _clean(value))]
    return _clean(data.get(name, ""))


def _clean(value: Any) -> str:
    return clean_text(str(value)[:MAX_SIGNS]) if value is not None else ""


def _as_list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(item) for item in value if not isinstance(item, dict)]
    return [] if value is None else [str(value)]


def _rows(value: Any) -> list[Values]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _is_only_empty(errors: Any) -> bool:
    return all(error.code == "required" for error in errors.as_data())


def _empty(field: forms.Field) -> Any:
    several = forms.MultipleChoiceField | forms.ModelMultipleChoiceField
    return [] if isinstance(field, several) else field.to_python(None)
