"""What the team may not do, said to whoever tried."""

from django.utils.translation import gettext as _

from candidatures.actors import Actor
from candidatures.enums import Role


class ActRefusedError(Exception):
    """An act that the candidature does not allow, or not to whoever asks. Its text says so in French."""


def require(actor: Actor, *roles: Role) -> None:
    """Raises `ActRefusedError` for an actor who has none of `roles`."""
    if actor.role not in roles:
        raise ActRefusedError(_("Votre rôle ne permet pas cette action."))
