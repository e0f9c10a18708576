"""What tells a trial dossier from any other: an identifier made from its rank, that no other dossier can have."""

from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from candidatures.models import Candidature
from candidatures.querysets import CandidatureQuerySet
from candidatures.trial.cases import CASES

#: Those of the accounts of the trial team, and of the addresses of its organisers.
DOMAIN: Final = "example.org"


def trial_uuid(rank: int) -> UUID:
    """The identifier of the trial dossier of that rank, counted from 1."""
    return uuid5(NAMESPACE_URL, f"nec:dossier-d-essai:{rank}")


def trial_dossiers() -> CandidatureQuerySet:
    """The trial dossiers that the database holds."""
    uuids = [trial_uuid(rank) for rank in range(1, len(CASES) + 1)]
    found: CandidatureQuerySet = Candidature.objects.filter(uuid__in=uuids)
    return found


def other_dossiers() -> CandidatureQuerySet:
    """All the others: those that people wrote."""
    found: CandidatureQuerySet = Candidature.objects.exclude(pk__in=trial_dossiers().values("pk"))
    return found
