"""Widgets of the admin's forms."""

from typing import Any

from django.urls import reverse
from wagtail.admin.widgets import AdminTagWidget


class MotsClesWidget(AdminTagWidget):
    """Wagtail's box of words, which suggests those that are known whatever accents and capitals one types."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-w-tag-url-value"] = reverse("nec_socle_mots_cles")
        return context
