"""The team's list of answers, and its exports which no spreadsheet can take for formulas."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.encoding import force_str
from wagtail.contrib.forms.views import DeleteSubmissionsView, SubmissionsListView

from socle.models.forms import readable_answer
from socle.submissions import DELETE_PERMISSION
from socle.text import clean_text, formula_safe

#: Without it, spreadsheets read UTF-8 as Latin 1.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class SafeSubmissionsListView(SubmissionsListView):
    """Wagtail's list and exports of answers, in French and safe to open."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, bool | list) or value is None:
            value = readable_answer(value)
        processed = super().preprocess_field_value(field, value, export_format)
        if not isinstance(processed, str):
            return processed
        return formula_safe(processed) if export_format == self.FORMAT_CSV else clean_text(processed)

    def get_heading(self, queryset: Any, field: str) -> str:
        return formula_safe(force_str(super().get_heading(queryset, field)))

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


class GuardedDeleteSubmissionsView(DeleteSubmissionsView):
    """Deletes answers for those who have the right to, not for all who may read them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(DELETE_PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
