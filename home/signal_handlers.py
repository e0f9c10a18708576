"""Makes what a published page is served with."""

from functools import partial
from typing import Any

from django.db import transaction
from wagtail.signals import page_published

from home.models import ChartePage
from home.pdf import make_charte_pdf


def _make_charte_pdf(sender: type[ChartePage], instance: ChartePage, **kwargs: Any) -> None:
    transaction.on_commit(partial(make_charte_pdf.enqueue, instance.pk))


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    page_published.connect(_make_charte_pdf, sender=ChartePage, dispatch_uid="nec-charte-pdf")
