"""Who may do what in the admin: rights on a row, and the rights of the team's groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from socle.enums import TerritoireKind
from socle.models import Territoire

AnyUser = AbstractBaseUser | AnonymousUser

WRITING = frozenset({"change", "delete"})
OFFICIAL = ~Q(code="") & ~Q(kind=TerritoireKind.PROJET)


def is_official(territoire: Territoire) -> bool:
    """Whether a row comes from the official geographic code: loading that code again would undo any change to it."""
    return bool(territoire.code) and territoire.kind != TerritoireKind.PROJET


class TerritoirePermissionPolicy(ModelPermissionPolicy):
    """Editors read the official code and manage the territoires they add; only an administrator corrects the code."""

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Territoire) -> bool:
        if action in WRITING and is_official(instance) and not _is_administrator(user):
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Territoire]:
        instances: QuerySet[Territoire] = super().instances_user_has_any_permission_for(user, actions)
        if set(actions) <= WRITING and not _is_administrator(user):
            return instances.exclude(OFFICIAL)
        return instances


class InstancePermissionMixin:
    """For the views of one row: asks for the right on this row, where Wagtail's asks for the right on its type alone.

    Raises `PermissionDenied` where the user lacks it.
    """

    permission_required: str

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        instance: Model = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not self.user_has_permission_for_instance(self.permission_required, instance):  # type: ignore[attr-defined]
            raise PermissionDenied
        return instance


class InstanceButtonsMixin:
    """For listings: offers on each row only what the user may do to it."""

    def get_edit_url(self, instance: Model) -> str | None:
        may_change = self.user_has_permission_for_instance("change", instance)  # type: ignore[attr-defined]
        return super().get_edit_url(instance) if may_change else None  # type: ignore[misc]

    def get_delete_url(self, instance: Model) -> str | None:
        may_delete = self.user_has_permission_for_instance("delete", instance)  # type: ignore[attr-defined]
        return super().get_delete_url(instance) if may_delete else None  # type: ignore[misc]


@dataclass(frozen=True)
class GroupRights:
    """What a group may do, by Django's names of rights (`app.action_model`)."""

    name: str
    pages: tuple[str, ...]
    collections: tuple[str, ...]
    models: tuple[str, ...]


def _rights(actions: str, *models: str) -> tuple[str, ...]:
    """`app.action_model` for every action on every `app.model`."""
    return tuple(
        f"{app}.{action}_{model}" for app, model in (name.split(".") for name in models) for action in actions.split()
    )


ADMIN_ACCESS = ("wagtailadmin.access_admin",)
SNIPPETS = (
    *("nec_socle.thematique", "nec_socle.motcle", "nec_socle.partenaire", "nec_socle.personne"),
    *("nec_socle.territoire", "nec_revue.rubrique"),
)
SETTINGS = (
    "nec_socle.identitysettings",
    "nec_socle.contactsettings",
    "nec_socle.socialsettings",
    "nec_socle.menusettings",
    "nec_socle.alertsettings",
    "nec_socle.legalsettings",
)

IMAGE, DOCUMENT, COLLECTION = "wagtailimages.image", "wagtaildocs.document", "wagtailcore.collection"
PAGE = "wagtailcore.page"
CANDIDATURE = "nec_candidatures.candidature"
CANDIDATURE_SETTINGS = (
    "nec_candidatures.retentionsettings",
    "nec_candidatures.followupsettings",
    "nec_candidatures.conventionsettings",
    "nec_candidatures.demarchessettings",
)

TEAM = GroupRights(
    name="Équipe NEC",
    pages=_rights("add change publish bulk_delete lock unlock", PAGE),
    collections=(*_rights("add change choose", IMAGE, DOCUMENT), *_rights("add change delete", COLLECTION)),
    models=(
        *ADMIN_ACCESS,
        *_rights("add change delete view", *SNIPPETS),
        *_rights("change", *SETTINGS),
        *_rights("add change delete", "wagtailredirects.redirect", "wagtailsearchpromotions.searchpromotion"),
        *_rights("view delete", "nec_socle.formsubmission"),
        *_rights("view", "nec_locaux.miseenrelation"),
    ),
)
WRITERS = GroupRights(
    name="Rédaction",
    pages=_rights("add change publish lock unlock", PAGE),
    collections=_rights("add change choose", IMAGE, DOCUMENT),
    models=(*ADMIN_ACCESS, *_rights("add change view", *SNIPPETS)),
)
CONTRIBUTORS = GroupRights(
    name="Contribution",
    # Whoever may add pages, images or documents may also change their own.
    pages=_rights("add", PAGE),
    collections=_rights("add choose", IMAGE, DOCUMENT),
    models=(*ADMIN_ACCESS, *_rights("view", *SNIPPETS)),
)
#: Candidatures hold personal data: these three groups alone read them (docs/adr/0009).
REVIEW = GroupRights(
    name="Instruction",
    pages=(),
    collections=(),
    models=(*ADMIN_ACCESS, *_rights("view review", CANDIDATURE)),
)
DECISION = GroupRights(
    name="Décision",
    pages=(),
    collections=(),
    models=(*ADMIN_ACCESS, *_rights("view decide", CANDIDATURE)),
)
MANAGEMENT = GroupRights(
    name="Gestion",
    pages=(),
    # The annexes of the agreements.
    collections=_rights("add choose", DOCUMENT),
    models=(
        *ADMIN_ACCESS,
        *_rights("view manage export", CANDIDATURE),
        *_rights("add change delete view", "nec_candidatures.modelecourriel"),
        *_rights("change", *CANDIDATURE_SETTINGS),
    ),
)
GROUPS = (TEAM, WRITERS, CONTRIBUTORS, REVIEW, DECISION, MANAGEMENT)
#: Whose approval publishes what a contributor submits.
REVIEWERS = (WRITERS.name, TEAM.name)


def _is_administrator(user: AnyUser) -> bool:
    return bool(user.is_active and getattr(user, "is_superuser", False))
