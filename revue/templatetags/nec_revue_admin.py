"""What the editing of the revue shows, for its templates in the admin."""

from typing import Any

from django import template
from django.db.models import QuerySet

from revue.models import ArticlePage, ExportFile, NumeroPage
from revue.services.state import ArticleState, numero_state

register = template.Library()


@register.simple_tag(name="numero_state")
def numero_state_tag(numero: NumeroPage) -> list[ArticleState]:
    """The articles of an issue, each with what it lacks."""
    return numero_state(numero)


@register.simple_tag
def numero_rights(numero: NumeroPage, user: Any) -> Any:
    """What `user` may do to an issue, as Wagtail says it (`can_publish`, `can_add_subpage`)."""
    return numero.permissions_for_user(user)


@register.simple_tag
def files_of(page: ArticlePage | NumeroPage) -> QuerySet[ExportFile]:
    """The files made from an article or a whole issue."""
    return ExportFile.objects.filter(page_id=page.pk or 0).order_by("format")
