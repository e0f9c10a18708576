"""An act of the team on a dossier: a page with a form, what will be sent, and the act itself, made once.

What an act will send is read by making it and undoing it: the preview is the e-mail, to the letter. A form carries the
state its dossier was read in, so that nobody decides on what somebody else has just changed, and a token, so that a
form sent twice acts once (`Actor.token`).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import FormView

from candidatures.actors import Actor
from candidatures.enums import MailKey, Role, State
from candidatures.forms.exchanges import TokenField
from candidatures.models import Candidature, Courriel
from candidatures.rights import TEAM_ROLES, actor_of, roles_of
from candidatures.services import journal, mails, transitions
from candidatures.services.files import FileRefusedError
from candidatures.services.locks import lock
from candidatures.services.mails import Words
from candidatures.services.refusals import ActRefusedError
from candidatures.team.base import CandidaturePageMixin
from candidatures.workflow import TRANSITIONS, Transition
from socle.typst import PdfError

#: The button that shows the e-mail without making the act.
PREVIEW: Final = "apercu"


class ActForm(forms.Form):
    """What every form of an act holds: the state the dossier was read in, and what tells this form from another."""

    use_required_attribute = False

    state = forms.CharField(required=False, widget=forms.HiddenInput)
    token = TokenField(required=False, initial=uuid4)

    def __init__(self, *args: Any, candidature: Candidature, **kwargs: Any) -> None:
        self.candidature = candidature
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.set_up()

    def set_up(self) -> None:
        """Give fields what depends on the candidature. Subclasses tell."""


class Remedy(NamedTuple):
    """What to do first, and where."""

    label: str | Promise
    url: str


class ActView(CandidaturePageMixin, FormView):
    """The page of an act. Subclasses say what it is called, who may make it, and make it."""

    template_name = "nec_candidatures/admin/act.html"
    form_class: type[ActForm] = ActForm
    #: The transition of `workflow.TRANSITIONS` it makes, if any: its label, its roles and its guard are then known.
    transition = ""
    title: ClassVar[str | Promise] = ""
    #: What it does, in one sentence, for who has not made it yet.
    introduction: ClassVar[str | Promise] = ""
    button: ClassVar[str | Promise] = ""
    #: What is said once it is made.
    done: ClassVar[str | Promise] = ""
    roles: ClassVar[Iterable[Role]] = TEAM_ROLES
    #: The e-mails it sends to organisers: shown with their variables before anything is typed.
    mails: ClassVar[tuple[MailKey, ...]] = ()
    #: The field beside which a refusal of the service is told; the top of the form without one.
    refused_field: ClassVar[str] = ""
    #: The field that takes files, if any.
    file_field: ClassVar[str] = ""
    #: The section of the dossier that shows what was done.
    anchor = ""
    is_dangerous = False

    # Rights and words

    def is_allowed(self) -> bool:
        return super().is_allowed() and bool(roles_of(self.request.user) & self._roles)

    @property
    def _roles(self) -> frozenset[Role]:
        return self._transition.roles if self._transition else frozenset(self.roles)

    @property
    def _transition(self) -> Transition | None:
        return TRANSITIONS.get(self.transition)

    @property
    def actor(self) -> Actor:
        """Who acts, in the role that this act asks for."""
        actor = actor_of(self.request.user, self._roles)  # type: ignore[arg-type] # nobody else passes `is_allowed`
        if actor is None:
            message = "Views of acts are closed to who has no role."
            raise RuntimeError(message)
        return actor

    def get_page_title(self) -> str:
        return str(self.title or (self._transition.label if self._transition else ""))

    def is_timely(self) -> bool:
        """Whether the dossier has come to this act, which is then offered, or told with what it still lacks."""
        return self.candidature.state in self._transition.sources if self._transition else not self.problem()

    def problem(self) -> str:
        """Why the act may not be made now; empty where the form may be filled in."""
        return transitions.problem_of(self.candidature, self.transition) if self.transition else ""

    def remedy(self) -> Remedy | None:
        """Where what hinders the act is put right, if it is in one place where they may go."""
        return None

    # The form

    def get_initial(self) -> dict[str, Any]:
        return {"state": self.candidature.state}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"candidature": self.candidature}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known: dict[str, Any] = {
            "view": self,
            "problem": self.problem(),
            "remedy": self.remedy(),
            "introduction": self.introduction,
            "button": self.button or self.get_page_title(),
            "back_url": self.dossier_url(self.anchor),
            "preview_name": PREVIEW,
        }
        if not self.request.POST:
            known["letters"] = self.sample_letters()
        return super().get_context_data(**known | kwargs)

    @property
    def sends(self) -> bool:
        """Whether organisers are written to."""
        return bool(self.mails or (self._transition and self._transition.mails))

    def sample_letters(self) -> list[Words]:
        """What organisers will read, what is not typed yet between square brackets."""
        keys = self.mails or (self._transition.mails if self._transition else ())
        return [mails.preview(self.candidature, key) for key in keys]

    # The act

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        """Make it, by a service. Raises what the service raises."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        if PREVIEW in self.request.POST:
            return self._show_letters(form)
        token = self._token(form)
        try:
            with transaction.atomic():
                lock(self.candidature)
                if not journal.is_written(self.candidature, token):
                    self._check_state(form)
                    self.act(self.candidature, replace(self.actor, token=token), form)
        except (ActRefusedError, FileRefusedError, PdfError) as error:
            return self._refuse(form, error)
        return self._leave()

    def _token(self, form: Any) -> UUID:
        """Tells this act from all others: the same form sent again with other words, by « Back », is another act."""
        typed = sorted((name, values) for name, values in self.request.POST.lists() if name != "csrfmiddlewaretoken")
        sent = sorted((upload.name, upload.size) for _name, uploads in self.request.FILES.lists() for upload in uploads)
        return uuid5(form.cleaned_data["token"], repr((typed, sent)))

    def _check_state(self, form: Any) -> None:
        read_in = form.cleaned_data["state"]
        if read_in and read_in != self.candidature.state:
            raise StaleError(
                _("Ce dossier a changé entre-temps : il est dans l’état « %(state)s ». Relisez-le avant d’agir.")
                % {"state": State(self.candidature.state).label}
            )

    def _refuse(self, form: Any, error: Exception) -> HttpResponse:
        """The form again, with all that was typed, why nothing was done, and the state the dossier is now in."""
        form.add_error(self._field_of(error), _describe(error))
        del self.candidature
        form.data = form.data.copy()
        form.data["state"] = self.candidature.state
        return self.form_invalid(form)

    def _field_of(self, error: Exception) -> str | None:
        if isinstance(error, FileRefusedError):
            return self.file_field or None
        is_about_field = isinstance(error, ActRefusedError) and not isinstance(error, StaleError)
        return self.refused_field or None if is_about_field else None

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=422)

    def _leave(self) -> HttpResponse:
        messages.success(self.request, str(self.done))
        response = HttpResponseRedirect(self.dossier_url(self.anchor))
        response.status_code = 303
        return response

    # What will be sent

    def _show_letters(self, form: Any) -> HttpResponse:
        try:
            letters = self.rehearse(form)
        except (ActRefusedError, FileRefusedError, PdfError) as error:
            return self._refuse(form, error)
        return self.render_to_response(self.get_context_data(form=form, letters=letters, is_exact=True))

    def rehearsed_letters(self) -> list[Words]:
        """The e-mails of an act that asks nothing, as they would leave now; none where it may not be made."""
        if self.problem():
            return []
        try:
            return self.rehearse(None)
        except ActRefusedError:
            # Told to who makes it, beside the form.
            return []

    def rehearse(self, form: Any) -> list[Words]:
        """The e-mails of the act as they would leave now: it is made on a copy, read, and undone."""
        with transaction.atomic():
            copy = type(self.candidature).objects.whole().get(pk=self.candidature.pk)
            before = set(copy.courriels.values_list("pk", flat=True))
            if form is not None:
                self._check_state(form)
            self.act(copy, self.actor, form)
            written = Courriel.objects.filter(candidature=copy, porteur__isnull=False).exclude(pk__in=before)
            texts = {(one.subject, one.body): None for one in written.order_by("created_at")}
            transaction.set_rollback(True)
        return [Words(subject, body) for subject, body in texts]


class StaleError(ActRefusedError):
    """The dossier is no longer in the state the form was read in."""


def _describe(error: Exception) -> str:
    if isinstance(error, FileRefusedError):
        return str(error.message)
    if isinstance(error, PdfError):
        return _("Le PDF n’a pas pu être fait : un texte contient ce que l’impression refuse.")
    return str(error)
