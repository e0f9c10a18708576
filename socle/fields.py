"""Model fields shared by all apps."""

from typing import Any

from django import forms
from django.db import models
from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """Wagtail's StreamField, with its block definitions kept out of migrations.

    A change of blocks changes no column, so it needs no migration; with the definitions in them, the migrations of a
    site like this one weigh hundreds of thousands of lines and take minutes to load. The price: in a data migration the
    historical model knows no block, so read and write its JSON through `raw_data` or SQL.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class URLField(models.URLField):
    """Django's, which reads « exemple.fr » as https, as Django 6 will. In migrations it is Django's own."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:  # type: ignore[override]
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
