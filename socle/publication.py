"""Checks a draft on its way to the public where no form does, and Wagtail publishes what is there or answers 500."""

from collections.abc import Callable, Iterable, Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlockValidationError
from wagtail.models import Page

from socle.fields import StreamField

BLOCK_ERRORS = (ListBlockValidationError, StreamBlockValidationError, StructBlockValidationError)
ENDS = (".", "?", "!", "…")


def publication_errors(page: Page) -> list[str]:
    """What to correct in the latest draft of `page` before it is published, one sentence a field or a block."""
    draft = page.get_latest_revision_as_object()
    found = [*_failures(draft, draft.full_clean), *_stream_failures(draft)]
    if hasattr(draft, "clean_for_publication"):
        found += _failures(draft, draft.clean_for_publication)
    return list(dict.fromkeys(found))


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


def _stream_failures(draft: Page) -> Iterator[str]:
    """What its blocks say: a page's own checks leave them to its form."""
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(draft, field.name)
            try:
                value.stream_block.clean(value)
            except StreamBlockValidationError as error:
                yield from _block_failures(capfirst(str(field.verbose_name)), value, error)


def _block_failures(field: str, value: StreamValue, error: StreamBlockValidationError) -> Iterator[str]:
    """One sentence for the whole stream, then one for each of its blocks, told by its place and its kind."""
    whole = [text for child in error.non_block_errors.as_data() for text in _texts(child)]
    if whole:
        yield f"{field}\u00a0: {_join(whole)}"
    for index, child in sorted(error.block_errors.items()):
        words = {"field": field, "number": index + 1, "block": value[index].block.label, "texts": _join(_texts(child))}
        yield _("%(field)s, bloc %(number)s (%(block)s)\u00a0: %(texts)s") % words


def _failures(draft: Page, check: Callable[[], None]) -> Iterator[str]:
    try:
        check()
    except ValidationError as error:
        for name, field_errors in error.error_dict.items():
            yield f"{_label(draft, name)}{_join(text for field_error in field_errors for text in _texts(field_error))}"


def _label(draft: Page, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return ""
    return f"{capfirst(str(draft._meta.get_field(name).verbose_name))}\u00a0: "


def _join(texts: Iterable[str]) -> str:
    """The sentences after one another, each said once and ended: Wagtail's own lack their full stop."""
    return " ".join(text if text.endswith(ENDS) else f"{text}." for text in dict.fromkeys(texts))


def _texts(error: ValidationError) -> Iterator[str]:
    """The messages of an error, with those of the blocks inside it."""
    if isinstance(error, TypedTableBlockValidationError):
        inside: Iterable[ValidationError | None] = [
            cell for row in (error.cell_errors or {}).values() for cell in row.values()
        ]
    elif isinstance(error, BLOCK_ERRORS):
        blocks = error.block_errors
        inside = blocks.values() if isinstance(blocks, dict) else blocks
    else:
        yield from error.messages
        return
    for child in (*error.non_block_errors.as_data(), *inside):
        if child is not None:
            yield from _texts(child)
