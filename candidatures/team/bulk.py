"""What the team does to several dossiers of the list at once: give them to someone, write to their organisers.

Each dossier is dealt with by the same service as alone: what it refuses is told, and stops none of the others.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from candidatures.actors import Actor
from candidatures.forms.exchanges import MAX_MESSAGE, TokenField
from candidatures.models import Candidature
from candidatures.rights import actor_of, may_act, reviewers
from candidatures.services.instruction import assign, name_of, send_message
from candidatures.services.refusals import ActRefusedError

#: More than a page of the list holds.
MAX_DOSSIERS: Final = 100
#: Digits of a key that every database may be asked for.
MAX_DIGITS: Final = 15
NOBODY: Final = "personne"


class CandidatureBulkAction(BulkAction):
    """Does something to the dossiers that are ticked, for those who have a role; drafts are not found."""

    models: ClassVar = [Candidature]
    template_name = "nec_candidatures/admin/bulk.html"
    #: What the page is called, what it asks, and its button.
    title: Any
    question: Any
    button: Any

    cleaned_form: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_act(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @classmethod
    def get_queryset(cls, model: type[Candidature], object_ids: Iterable[Any]) -> list[Candidature]:
        """The dossiers that the address names, of those that the team sees; what is no key names none."""
        named = [text for text in map(str, object_ids) if text.isascii() and text.isdigit() and len(text) < MAX_DIGITS]
        keys = list(dict.fromkeys(map(int, named)))[:MAX_DOSSIERS]
        # In one order, so that two people who act at once never wait for each other.
        return list(model.objects.sent().filter(pk__in=keys).order_by("pk"))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """None: dossiers are ticked one by one."""
        return []

    @cached_property
    def actor(self) -> Actor:
        actor = actor_of(self.request.user)
        if actor is None:
            raise PermissionDenied
        return actor

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"title": self.title, "question": self.question, "button": self.button, "header_icon": "form"}
        context: dict[str, Any] = super().get_context_data(**own, **kwargs)
        return context

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self}

    @classmethod
    def execute_action(
        cls, objects: list[Candidature], action: "CandidatureBulkAction | None" = None, **kwargs: Any
    ) -> tuple[int, int]:
        if action is None:
            return 0, 0
        done = sum(action.act_on(candidature) for candidature in objects)
        return done, 0

    def act_on(self, candidature: Candidature) -> bool:
        """Act on one dossier, and tell what is refused. Whether something was done."""
        try:
            with transaction.atomic():
                return self.act(candidature)
        except ActRefusedError as error:
            words = _t("%(dossier)s : %(reason)s") % {"dossier": candidature, "reason": error}
            messages.warning(self.request, words)
            return False

    def act(self, candidature: Candidature) -> bool:
        """Act on one dossier. Whether something was done; raises `ActRefusedError` where it may not be."""
        raise NotImplementedError

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        return self.tell(num_parent_objects) if num_parent_objects else None

    def tell(self, count: int) -> str:
        """What was done, in words."""
        raise NotImplementedError


def reviewer_choices() -> Iterator[tuple[str, Any]]:
    yield "", _("Choisissez")
    yield NOBODY, _("Personne : rendre les dossiers")
    yield from ((str(user.pk), name_of(user)) for user in reviewers())


class AssignForm(forms.Form):
    """To whom the dossiers are given."""

    use_required_attribute = False

    instructeur = forms.ChoiceField(
        label=_("Personne qui instruit"),
        choices=reviewer_choices,
        error_messages={
            "required": _("Choisissez une personne."),
            "invalid_choice": _("Choisissez une personne de la liste."),
        },
    )


class AssignAction(CandidatureBulkAction):
    """Gives dossiers to a member of the team who may review."""

    display_name = _("Attribuer")
    aria_label = _("Attribuer les dossiers choisis")
    action_type = "assign"
    action_priority = 10
    form_class = AssignForm
    title = _("Attribuer des dossiers")
    question = _("La personne choisie reçoit un courriel pour chaque dossier qui lui est nouvellement attribué.")
    button = _("Attribuer")

    @cached_property
    def instructeur(self) -> Any:
        chosen = self.cleaned_form.cleaned_data["instructeur"]
        return None if chosen == NOBODY else get_user_model()._default_manager.get(pk=chosen)

    def act(self, candidature: Candidature) -> bool:
        return assign(candidature, self.instructeur, self.actor)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return self.tell(num_parent_objects)

    def tell(self, count: int) -> str:
        if not count:
            return _t("Aucune attribution n’a changé.")
        if self.instructeur is None:
            return ngettext("%(count)s dossier est rendu.", "%(count)s dossiers sont rendus.", count) % {"count": count}
        words = ngettext(
            "%(count)s dossier est attribué à %(name)s.", "%(count)s dossiers sont attribués à %(name)s.", count
        )
        return words % {"count": count, "name": name_of(self.instructeur)}


class BulkMessageForm(forms.Form):
    """One message for all. `token` tells a message sent twice from two messages."""

    use_required_attribute = False

    body = forms.CharField(
        label=_("Message"),
        max_length=MAX_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Chaque équipe organisatrice le lit dans le suivi de son dossier et le reçoit par courriel."),
        error_messages={
            "required": _("Écrivez votre message."),
            "max_length": _("Raccourcissez ce message : %(limit_value)d signes au plus."),
        },
    )
    token = TokenField(required=False, initial=uuid4)


class MessageAction(CandidatureBulkAction):
    """Writes the same message to the organisers of several dossiers."""

    display_name = _("Écrire")
    aria_label = _("Écrire aux équipes des dossiers choisis")
    action_type = "message"
    action_priority = 20
    form_class = BulkMessageForm
    title = _("Écrire à plusieurs équipes")
    question = _("Le même message part pour chacun de ces dossiers ; aucune équipe ne voit les autres.")
    button = _("Envoyer")

    def act(self, candidature: Candidature) -> bool:
        token: UUID = self.cleaned_form.cleaned_data["token"]
        body = self.cleaned_form.cleaned_data["body"]
        # Of each dossier its own: sent twice, the form makes no second message in any.
        send_message(candidature, self.actor, body, token=uuid5(token, str(candidature.pk)))
        return True

    def tell(self, count: int) -> str:
        words = ngettext(
            "Le message est envoyé pour %(count)s dossier.", "Le message est envoyé pour %(count)s dossiers.", count
        )
        return words % {"count": count}
