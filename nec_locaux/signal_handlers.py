"""Clears what the calendar keeps in the cache when an event, a place, a thématique or a restriction changes.

Makes the PDF of a programme when its event is published.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from nec_locaux.counters import clear_counters
from nec_locaux.filters import clear_choices
from nec_locaux.models import NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage
from nec_locaux.pdf import make_programme_pdf
from socle.models import Territoire, Thematique

COUNTED_MODELS = [NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage, PageViewRestriction, Territoire]
CHOICE_MODELS = [Territoire, Thematique]
#: Sent for a page of any type: a page above the events may be moved or taken offline.
PAGE_SIGNALS = [page_published, page_unpublished, post_page_move]


def _recount(sender: Any, **kwargs: Any) -> None:
    transaction.on_commit(clear_counters)


def _reread_choices(sender: Any, **kwargs: Any) -> None:
    transaction.on_commit(clear_choices)


def _make_programme_pdf(sender: type[NecLocalPage], instance: NecLocalPage, **kwargs: Any) -> None:
    if instance.programme:
        transaction.on_commit(partial(make_programme_pdf.enqueue, instance.pk))


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    for signal in (post_save, post_delete):
        for model in COUNTED_MODELS:
            signal.connect(_recount, sender=model, dispatch_uid=f"nec-calendar-count-{model.__name__}")
        for model in CHOICE_MODELS:
            signal.connect(_reread_choices, sender=model, dispatch_uid=f"nec-calendar-choices-{model.__name__}")
    for number, signal in enumerate(PAGE_SIGNALS):
        signal.connect(_recount, dispatch_uid=f"nec-calendar-page-{number}")
    m2m_changed.connect(_reread_choices, sender=Thematique.parents.through, dispatch_uid="nec-calendar-parents")
    page_published.connect(_make_programme_pdf, sender=NecLocalPage, dispatch_uid="nec-programme-pdf")
