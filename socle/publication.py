"""Checks a draft on its way to the public where no form does, and Wagtail publishes what is there or answers 500."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from socle.fields import StreamField

BLOCK_ERRORS = (ListBlockValidationError, StreamBlockValidationError, StructBlockValidationError)


def publication_errors(page: Page) -> list[str]:
    """What to correct in the latest draft of `page` before it is published, one sentence a field."""
    draft = page.get_latest_revision_as_object()
    checks = [draft.full_clean, lambda: _clean_streams(draft)]
    if hasattr(draft, "clean_for_publication"):
        checks.append(draft.clean_for_publication)
    return list(dict.fromkeys(sentence for check in checks for sentence in _failures(draft, check)))


def say_refusal(request: HttpRequest, page: Page, errors: list[str]) -> None:
    """Tell the editor why `page` was not published, with the way to its form."""
    message = format_html(
        "{}<ul>{}</ul>",
        _("Rien n’a été publié. Complétez d’abord «\u202f%(page)s\u202f».")
        % {"page": page.get_latest_revision_as_object()},
        format_html_join("", "<li>{}</li>", ((error,) for error in errors)),
    )
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    messages.error(request, message, buttons=[messages.button(address, _("Compléter"))])


def _clean_streams(draft: Page) -> None:
    """Check the blocks: a page's own checks leave them to its form."""
    errors = {}
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(draft, field.name)
            try:
                value.stream_block.clean(value)
            except ValidationError as error:
                errors[field.name] = error
    if errors:
        raise ValidationError(errors)


def _failures(draft: Page, check: Any) -> Iterator[str]:
    try:
        check()
    except ValidationError as error:
        for name, field_errors in error.error_dict.items():
            texts = dict.fromkeys(text for field_error in field_errors for text in _texts(field_error))
            yield f"{_label(draft, name)}{' '.join(texts)}"


def _label(draft: Page, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return ""
    return f"{capfirst(str(draft._meta.get_field(name).verbose_name))}\u00a0: "


def _texts(error: ValidationError) -> Iterator[str]:
    """The messages of an error, with those of the blocks inside it."""
    if not isinstance(error, BLOCK_ERRORS):
        yield from error.messages
        return
    blocks = error.block_errors
    inside = blocks.values() if isinstance(blocks, dict) else blocks
    for child in (*error.non_block_errors.as_data(), *inside):
        if child is not None:
            yield from _texts(child)
