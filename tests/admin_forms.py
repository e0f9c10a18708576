"""What the admin's forms send, read from the form itself: a new field of a page needs no word here."""

from typing import Any

from django.forms import BaseFormSet, ModelForm
from django.test import Client
from wagtail.blocks.base import BlockField


def empty_form_data(client: Client, address: str) -> dict[str, Any]:
    """What the form at `address` sends when nothing is typed. Raises `AssertionError` where there is no form."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    form: ModelForm[Any] = response.context["form"]
    data: dict[str, Any] = {}
    for bound in form:
        if isinstance(bound.field, BlockField):
            data[f"{bound.html_name}-count"] = "0"
        else:
            value = bound.field.widget.format_value(bound.value())
            data[bound.html_name] = (value[0] if value else "") if isinstance(value, list) else value or ""
    formsets: dict[str, BaseFormSet[Any]] = getattr(form, "formsets", {})
    for formset in formsets.values():
        data[f"{formset.prefix}-TOTAL_FORMS"] = data[f"{formset.prefix}-INITIAL_FORMS"] = "0"
    return {name: value for name, value in data.items() if value is not False}
