"""How a candidature begins."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from candidatures.models import AppelPage, Candidature, Porteur
from candidatures.services.drafts import create_draft
from nec_locaux.models import OffreDeFormatPage

#: Two drafts begun closer than this are one, begun by a double click or a reload.
DOUBLE_CLICK: Final = timedelta(seconds=20)


def begin_candidature(porteur: Porteur, page: AppelPage, offres: Sequence[int] = ()) -> Candidature:
    """A new draft of `porteur` under the rules that `page` has today, with the offers that still exist among `offres`.

    Asked for again at once, it is the same one.
    """
    with transaction.atomic():
        # The second click waits here for the first one's draft.
        Porteur.objects.select_for_update().get(pk=porteur.pk)
        mine = Candidature.objects.for_porteur(porteur).drafts().filter(version__appel=page)
        just_begun = mine.filter(created_at__gt=timezone.now() - DOUBLE_CLICK).order_by("-created_at").first()
        if just_begun:
            return just_begun
        existing = set(OffreDeFormatPage.objects.live().filter(pk__in=offres).values_list("pk", flat=True))
        return create_draft(porteur, page.get_version(), offres=[pk for pk in offres if pk in existing])
