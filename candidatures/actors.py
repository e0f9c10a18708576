"""Who does something to a candidature."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from uuid import UUID

from candidatures.enums import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from candidatures.models import Porteur


@dataclass(frozen=True)
class Actor:
    """An organiser, a member of the team in one of its roles, or a scheduled task."""

    role: Role
    porteur: "Porteur | None" = None
    user: "AbstractBaseUser | None" = None
    #: Tells an act sent twice from two acts: the journal keeps it with the line of the act (`services.journal`).
    token: UUID | None = None

    @classmethod
    def organiser(cls, porteur: "Porteur") -> Self:
        return cls(Role.PORTEUR, porteur=porteur)

    @classmethod
    def scheduler(cls) -> Self:
        return cls(Role.SCHEDULER)
