"""The team's list of answers, and its exports which no spreadsheet can take for formulas."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.contrib.forms.views import DeleteSubmissionsView, SubmissionsListView

from socle.models.forms import readable_answer
from socle.submissions import DELETE_PERMISSION
from socle.viewsets import SafeExportMixin


class SafeSubmissionsListView(SafeExportMixin, SubmissionsListView):
    """Wagtail's list and exports of answers, in French and safe to open."""

    def get_ordering(self) -> list[str]:
        return super().get_ordering() or list(self.default_ordering)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, bool | list) or value is None:
            value = readable_answer(value)
        return super().preprocess_field_value(field, value, export_format)


class GuardedDeleteSubmissionsView(DeleteSubmissionsView):
    """Deletes answers for those who have the right to, not for all who may read them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(DELETE_PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
