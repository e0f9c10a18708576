"""What was typed on a page of the form, as people read it: right or wrong, nothing is left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from candidatures.steps import RowForm, StepForm, Values, is_filled


def label_of(form: StepForm, name: str) -> str:
    """What the page calls a field, or a group of rows."""
    if name in form.row_forms:
        return str(form.row_forms[name].legend or form.step.label)
    return str(form.fields[name].label) if name in form.fields else str(form.step.label)


def text_of(form: StepForm, name: str, value: Any) -> str:
    """An answer as a text: the labels of what was chosen, a line for each row."""
    if name in form.row_forms:
        return "\n".join(_row_text(form.row_forms[name], row, form) for row in value if isinstance(row, dict))
    return _field_text(form.fields.get(name), value)


def all_texts(form: StepForm) -> list[tuple[str, str]]:
    """The label and text of every answer of a page that is not empty, in order."""
    names = [*form.fields, *form.row_forms]
    values = form.values
    return [
        (label_of(form, name), text_of(form, name, values[name])) for name in names if is_filled([values.get(name)])
    ]


def _row_text(row_form: type[RowForm], row: Values, form: StepForm) -> str:
    bound = row_form(row, context=form.context)
    parts = [(field.label, _field_text(field, row.get(name))) for name, field in bound.fields.items()]
    return ", ".join(_("%(label)s : %(text)s") % {"label": label, "text": text} for label, text in parts if text)


def _field_text(field: forms.Field | None, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    words = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return ", ".join(words.get(str(item), str(item)) for item in values if item)
