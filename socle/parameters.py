"""Forms that read what a visitor's address says: whatever it holds, a page answers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from socle.text import clean_line

#: No list of the site has that many pages; the product with a page's length stays far below what SQLite counts to.
MAX_PAGE_NUMBER = 100_000
MAX_TEXT_LENGTH = 200
MAX_CHOICES = 50


class LineField(forms.CharField):
    """A short text from an address: control characters dropped, spaces joined, cut rather than refused."""

    def __init__(self, *, max_length: int = MAX_TEXT_LENGTH, **kwargs: Any) -> None:
        self.cut_at = max_length
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        # Cut before cleaning, so that ten thousand signs cost no more than a few; and again after it.
        return clean_line(str(value or "")[: self.cut_at * 2])[: self.cut_at].strip()


class ParametersForm(forms.Form):
    """Base of the forms that read a query string. Unknown keys are ignored; what is wrong takes its initial value.

    `parameters()` never raises and never says that something is wrong: an address is often shared, cut or mangled, and
    the nearest list is a better answer than an error.
    """

    @classmethod
    def parameters(cls, data: QueryDict | Mapping[str, Any]) -> dict[str, Any]:
        """The cleaned value of every field, from the query string `data`."""
        return cls(data).tolerant_data

    @property
    def tolerant_data(self) -> dict[str, Any]:
        """What was understood; for the rest, each field's initial value or its empty value."""
        self.full_clean()
        return {name: self._value(name, field) for name, field in self.fields.items()}

    def _value(self, name: str, field: forms.Field) -> Any:
        value = self.cleaned_data.get(name)
        if value not in field.empty_values:
            return value
        initial = self.get_initial_for_field(field, name)
        return self._empty_value(field) if initial is None else initial

    @staticmethod
    def _empty_value(field: forms.Field) -> Any:
        try:
            return field.clean(None)
        except ValidationError:
            return None


class PageNumberField(forms.IntegerField):
    """The number of a page of a list: 1 for anything that is no such number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, initial=1, min_value=1, max_value=MAX_PAGE_NUMBER, **kwargs)

    def clean(self, value: Any) -> int:
        try:
            return super().clean(str(value or "")[:10]) or 1
        except ValidationError:
            return 1


class PageNumberForm(ParametersForm):
    """The `page` parameter of the paginated lists."""

    page = PageNumberField()

    @classmethod
    def read(cls, data: QueryDict | Mapping[str, Any]) -> int:
        """The page asked for, 1 when the address names none that may exist."""
        return int(cls.parameters(data)["page"])


class TolerantMultipleChoiceField(forms.MultipleChoiceField):
    """Several choices from an address: those that exist are kept, the others ignored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        given = value if isinstance(value, list | tuple) else []
        known = [str(item) for item in given[:MAX_CHOICES] if self.valid_value(item)]
        return list(dict.fromkeys(known))
