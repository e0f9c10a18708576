"""Clears the cached chrome when what it is made of changes."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from socle.chrome import clear_chrome
from socle.models import (
    AlertSettings,
    ContactSettings,
    IdentitySettings,
    LegalSettings,
    MenuSettings,
    NecDocument,
    SocialSettings,
    Thematique,
)

CHROME_MODELS = [
    AlertSettings,
    ContactSettings,
    IdentitySettings,
    LegalSettings,
    MenuSettings,
    NecDocument,
    SocialSettings,
    PageViewRestriction,
    Site,
]
PAGE_SIGNALS = [page_published, page_unpublished, page_slug_changed, post_page_move]


def _clear(sender: Any, **kwargs: Any) -> None:
    transaction.on_commit(clear_chrome)


def _clear_for_page(sender: Any, **kwargs: Any) -> None:
    if isinstance(sender, type) and issubclass(sender, Page):
        transaction.on_commit(clear_chrome)


def _inherit_colour(sender: Any, instance: Any, action: str, reverse: bool, **kwargs: Any) -> None:
    """A thématique without a paper takes that of the first one it is tied to."""
    if action != "post_add" or reverse or instance.colour:
        return
    parent = instance.parents.exclude(colour="").first()
    if parent:
        instance.colour = parent.colour
        instance.save(update_fields=["colour"])


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    for model in CHROME_MODELS:
        post_save.connect(_clear, sender=model, dispatch_uid=f"nec-chrome-save-{model.__name__}")
        post_delete.connect(_clear, sender=model, dispatch_uid=f"nec-chrome-delete-{model.__name__}")
    for number, signal in enumerate(PAGE_SIGNALS):
        signal.connect(_clear, dispatch_uid=f"nec-chrome-page-{number}")
    post_delete.connect(_clear_for_page, dispatch_uid="nec-chrome-page-delete")
    m2m_changed.connect(_inherit_colour, sender=Thematique.parents.through, dispatch_uid="nec-thematique-colour")
