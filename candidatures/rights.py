"""Who of the team may do what to candidatures: every question of right is asked here.

A right of Django's on candidatures gives a role; superusers hold them all. Whoever holds none reads nothing.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from candidatures.actors import Actor
from candidatures.enums import Role, State
from candidatures.workflow import TRANSITIONS, Transition

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from candidatures.models import Candidature

    AnyUser = AbstractBaseUser | AnonymousUser

APP: Final = "nec_candidatures"
VIEW: Final = f"{APP}.view_candidature"
EXPORT: Final = f"{APP}.export_candidature"
#: The right that gives each role, in the order in which one who holds several acts.
ROLE_RIGHTS: Final = {
    Role.INSTRUCTEUR: f"{APP}.review_candidature",
    Role.DECIDEUR: f"{APP}.decide_candidature",
    Role.GESTIONNAIRE: f"{APP}.manage_candidature",
}
#: The roles of the team.
TEAM_ROLES: Final = frozenset(ROLE_RIGHTS)


def roles_of(user: "AnyUser") -> frozenset[Role]:
    """The roles of a member of the team; none for anyone else, nor for an account that may not read."""
    if not may_read(user):
        return frozenset()
    return frozenset(role for role, right in ROLE_RIGHTS.items() if _holds(user, right))


def may_read(user: "AnyUser") -> bool:
    """Whether they may read candidatures, their files and their journal; drafts are their organisers' alone."""
    return _holds(user, VIEW)


def may_export(user: "AnyUser") -> bool:
    """Whether they may take candidatures out of the site, in a file."""
    return may_read(user) and _holds(user, EXPORT)


def may_act(user: "AnyUser") -> bool:
    """Whether they may write to organisers, note, assign and set deadlines: whoever has a role."""
    return bool(roles_of(user))


def may_review(user: "AnyUser") -> bool:
    return Role.INSTRUCTEUR in roles_of(user)


def may_decide(user: "AnyUser") -> bool:
    return Role.DECIDEUR in roles_of(user)


def may_manage(user: "AnyUser") -> bool:
    """Whether they may see to agreements, reports and payments, to the e-mails' words and to what is kept."""
    return Role.GESTIONNAIRE in roles_of(user)


def actor_of(user: "AbstractBaseUser", roles: Iterable[Role] = TEAM_ROLES) -> Actor | None:
    """`user` in the first role they hold among `roles`; None where they hold none."""
    held = roles_of(user) & frozenset(roles)
    role = next((role for role in ROLE_RIGHTS if role in held), None)
    return Actor(role, user=user) if role else None


def members() -> "QuerySet[AbstractBaseUser]":
    """The accounts that hold a role, to whom dossiers are given, by their names."""
    users = get_user_model()._default_manager.filter(is_active=True)
    roles = Q()
    for right in ROLE_RIGHTS.values():
        roles |= _with_right(right)
    reading, acting = users.filter(_with_right(VIEW)), users.filter(roles)
    known = users.filter(pk__in=reading.values("pk")).filter(pk__in=acting.values("pk"))
    return known.order_by("last_name", "first_name", "pk")


def reviewers() -> "QuerySet[AbstractBaseUser]":
    """The accounts that may review candidatures, by their names."""
    found = get_user_model()._default_manager.filter(_with_right(ROLE_RIGHTS[Role.INSTRUCTEUR]))
    return members().filter(pk__in=found.values("pk"))


def _with_right(right: str) -> Q:
    app, codename = right.split(".")
    own = {"content_type__app_label": app, "codename": codename}
    by_user = Q(**{f"user_permissions__{name}": value for name, value in own.items()})
    by_group = Q(**{f"groups__permissions__{name}": value for name, value in own.items()})
    return Q(is_superuser=True) | by_user | by_group


def may_make(user: "AnyUser", transition: Transition) -> bool:
    """Whether one of their roles makes `transition`, whatever the candidature."""
    return bool(roles_of(user) & transition.roles)


def transitions_for(user: "AnyUser", candidature: "Candidature") -> list[Transition]:
    """What they may make of a candidature in its present state, guards apart, in the order of the table."""
    roles, state = roles_of(user), State(candidature.state)
    return [one for one in TRANSITIONS.values() if state in one.sources and one.roles & roles]


def _holds(user: "AnyUser", right: str) -> bool:
    return bool(user.has_perm(right))  # type: ignore[union-attr]
