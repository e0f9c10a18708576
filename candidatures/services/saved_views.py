"""The views of the list that members of the team keep."""

from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from candidatures.models import SavedView
from candidatures.rights import may_read
from candidatures.services.refusals import ActRefusedError
from socle.text import clean_line

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

MAX_NAME: Final = 60
MAX_QUERY: Final = 2000
#: Views that one person keeps: more would be no list.
MAX_VIEWS: Final = 20


def save_view(user: "AbstractBaseUser", name: str, query: str, *, is_shared: bool = False) -> SavedView:
    """Keep the list as `query` narrows and sorts it, under a name that is its owner's own.

    Raises:
        ActRefusedError: for someone who may not read, without a name, for a name already taken, or one view too many.
    """
    words = clean_line(name)[:MAX_NAME].strip()
    if not may_read(user):
        raise ActRefusedError(_("Votre rôle ne permet pas cette action."))
    if not words:
        raise ActRefusedError(_("Donnez un nom à cette vue."))
    if len(query) > MAX_QUERY:
        raise ActRefusedError(_("Ces filtres sont trop nombreux pour être enregistrés. Retirez-en."))
    if SavedView.objects.filter(owner_id=user.pk).count() >= MAX_VIEWS:
        raise ActRefusedError(
            _("Vous avez déjà %(limit)s vues. Supprimez-en une pour enregistrer celle-ci.") % {"limit": MAX_VIEWS}
        )
    try:
        with transaction.atomic():
            return SavedView.objects.create(owner_id=user.pk, name=words, query=query, is_shared=is_shared)
    except IntegrityError as error:
        raise ActRefusedError(_("Vous avez déjà une vue de ce nom. Donnez-lui un autre nom.")) from error


def may_delete_view(view: SavedView, user: "AbstractBaseUser") -> bool:
    """Whether they may take a view away: its owner, or an administrator where all see it."""
    return view.owner_id == user.pk or (view.is_shared and bool(getattr(user, "is_superuser", False)))


def delete_view(view: SavedView, user: "AbstractBaseUser") -> None:
    """Take a view away.

    Raises:
        ActRefusedError: for another person's.
    """
    if not may_delete_view(view, user):
        raise ActRefusedError(_("Seule la personne qui a enregistré cette vue peut la supprimer."))
    view.delete()
