"""Keeps the rules of a call each time they are published."""

from typing import Any

from wagtail.signals import page_published

from candidatures import files_signals
from candidatures.models import AppelPage


def _keep_version(sender: type[AppelPage], instance: AppelPage, **kwargs: Any) -> None:
    instance.get_version()


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    page_published.connect(_keep_version, sender=AppelPage, dispatch_uid="nec-candidatures-version")
    files_signals.register()
