"""The end of what is kept of a candidature."""

from django.db import transaction

from candidatures.enums import State
from candidatures.models import Candidature


def erase_draft(candidature: Candidature) -> bool:
    """Erase a draft with its files and all that was typed in it. False for one that is gone, or was sent meanwhile."""
    with transaction.atomic():
        draft = Candidature.objects.select_for_update().filter(pk=candidature.pk, state=State.DRAFT).first()
        if draft is None:
            return False
        draft.delete()
    return True
