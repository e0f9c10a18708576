"""What the team does while it reviews a dossier: attribution, notes, messages, requests, conversations, the grid."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access

from candidatures.actors import Actor
from candidatures.deadlines import PARIS, paris_day
from candidatures.enums import MailKey, State
from candidatures.models import Appointment, Candidature, FollowUp, InformationRequest, InternalNote
from candidatures.services import instruction, meetings, reports, requests, transitions
from candidatures.services.mails import Words
from candidatures.team import forms
from candidatures.team.acts import ActView
from candidatures.workflow import OVER, TRANSITIONS

ADD_QUESTION = "ajouter"


def closed_problem(candidature: Candidature) -> str:
    """Why a dossier that is over takes no act any more."""
    if candidature.state not in OVER:
        return ""
    state = {"state": State(candidature.state).label}
    return gettext("Ce dossier est dans l’état « %(state)s » : il ne se traite plus.") % state


class AssignView(ActView):
    form_class = forms.AssignForm
    title = _("Attribuer le dossier")
    button = _("Attribuer")
    done = _("Le dossier est attribué.")
    refused_field = "instructeur"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"instructeur": self.candidature.instructeur_id}

    def problem(self) -> str:
        return closed_problem(self.candidature)

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        instruction.assign(candidature, form.cleaned_data["instructeur"], actor)


class NoteView(ActView):
    form_class = forms.NoteForm
    title = _("Écrire une note interne")
    button = _("Garder la note")
    done = _("La note est gardée.")
    anchor = "notes"

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        instruction.write_note(candidature, actor, form.cleaned_data["body"])


class OwnNoteMixin(ActView):
    """For acts on a note: its author's alone."""

    anchor = "notes"

    @cached_property
    def note(self) -> InternalNote:
        note: InternalNote = get_object_or_404(self.candidature.notes, pk=self.kwargs["note_pk"])
        return note

    def problem(self) -> str:
        is_mine = self.note.author_id is not None and self.note.author_id == self.request.user.pk
        return "" if is_mine else gettext("Seule la personne qui a écrit cette note peut la changer.")


class EditNoteView(OwnNoteMixin):
    form_class = forms.NoteForm
    title = _("Modifier la note")
    button = _("Garder la note")
    done = _("La note est modifiée.")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"body": self.note.body}

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        instruction.edit_note(self.note, actor, form.cleaned_data["body"])


class DeleteNoteView(OwnNoteMixin):
    title = _("Supprimer la note")
    introduction = _("La note disparaît pour toute l’équipe. Cela ne se reprend pas.")
    done = _("La note est supprimée.")
    is_dangerous = True

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        note = InternalNote.objects.filter(pk=self.note.pk).first()
        if note:
            instruction.delete_note(note, actor)


class PlanView(ActView):
    form_class = forms.PlanForm
    title = _("Noter une échéance")
    introduction = _("Pour l’équipe : elle compte dans la prochaine échéance du dossier.")
    done = _("L’échéance est notée.")
    anchor = "echeances"

    def problem(self) -> str:
        return closed_problem(self.candidature)

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        instruction.plan(candidature, actor, form.cleaned_data["due_on"], form.cleaned_data["label"])


class FinishView(ActView):
    title = _("Noter l’échéance comme faite")
    button = _("C’est fait")
    done = _("L’échéance est faite.")
    anchor = "echeances"

    @cached_property
    def follow_up(self) -> FollowUp:
        found: FollowUp = get_object_or_404(self.candidature.follow_ups, pk=self.kwargs["follow_up_pk"])
        return found

    def get_page_subtitle(self) -> str:
        return str(self.follow_up.label)

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        instruction.finish(self.follow_up, actor)


class MessageView(ActView):
    form_class = forms.TeamMessageForm
    title = _("Écrire aux porteuses et porteurs")
    button = _("Envoyer le message")
    done = _("Le message est parti.")
    mails = (MailKey.MESSAGE,)
    refused_field = "body"
    file_field = "files"
    anchor = "messages"

    def problem(self) -> str:
        return gettext("Ce dossier a été rendu anonyme.") if self.candidature.anonymised_at else ""

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        uploads = known["files"] if actor.token else ()
        instruction.send_message(candidature, actor, known["body"], token=actor.token, uploads=uploads)


class StartReviewView(ActView):
    transition = "start_review"
    introduction = _("Vous ouvrez le dossier : ses porteuses et porteurs l’apprennent par courriel.")
    done = _("L’instruction commence.")

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        transitions.apply(candidature, self.transition, actor)


class ResumeReviewView(StartReviewView):
    transition = "resume_review"
    introduction = _("L’entretien est passé : le dossier revient à l’instruction. Aucun courriel ne part.")
    done = _("L’instruction reprend.")


class RequestView(ActView):
    """A request for information. In a dossier that awaits answers already, it joins the first."""

    template_name = "nec_candidatures/admin/act_request.html"
    form_class = forms.RequestForm
    transition = "request_information"
    introduction = _(
        "Chaque question porte sur une réponse du dossier, que la porteuse ou le porteur récrit, ou sur autre chose. "
        "Le dossier attend ensuite ses réponses."
    )
    button = _("Envoyer la demande")
    done = _("La demande est partie.")
    refused_field = "due_on"
    anchor = "complements"

    def get_initial(self) -> dict[str, Any]:
        days = reports.follow_up_settings(self.candidature).request_days
        due_on = paris_day(timezone.now()) + timedelta(days=days)
        return super().get_initial() | {"due_on": forms.day_words(due_on)}

    def is_timely(self) -> bool:
        return self.candidature.state in TRANSITIONS[self.transition].sources | {State.INFO_REQUESTED}

    def problem(self) -> str:
        if self.is_timely():
            # The questions are what the form asks for.
            return ""
        return transitions.problem_of(self.candidature, self.transition)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if ADD_QUESTION not in request.POST:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        form = self.get_form().with_one_more()
        return self.render_to_response(self.get_context_data(form=form))

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        known = form.cleaned_data
        requests.request_information(
            candidature, actor, form.questions, introduction=known["introduction"], due_on=known["due_on"]
        )


class CancelRequestView(ActView):
    title = _("Annuler la demande de complément")
    roles = TRANSITIONS["cancel_request"].roles
    introduction = _(
        "Les porteuses et porteurs n’ont plus à répondre. Avec la dernière demande, l’instruction reprend."
    )
    done = _("La demande est annulée.")
    mails = (MailKey.INFORMATION_CANCELLED,)
    anchor = "complements"

    @cached_property
    def information_request(self) -> InformationRequest:
        rows = self.candidature.information_requests.all()
        found: InformationRequest = get_object_or_404(rows, pk=self.kwargs["request_pk"])
        return found

    def problem(self) -> str:
        if self.information_request.is_open:
            return ""
        return gettext("Cette demande n’attend plus de réponse.")

    def sample_letters(self) -> list[Words]:
        return self.rehearsed_letters()

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        request = InformationRequest.objects.get(pk=self.information_request.pk)
        request.candidature = candidature
        requests.cancel_request(request, actor)


# Conversations


class MeetingView(ActView):
    form_class = forms.MeetingForm
    title = _("Fixer un rendez-vous")
    introduction = _("Un courriel part, avec un fichier pour l’agenda. Un dossier en instruction passe en entretien.")
    button = _("Fixer le rendez-vous")
    done = _("Le rendez-vous est fixé.")
    mails = (MailKey.APPOINTMENT,)
    refused_field = "day"
    anchor = "rendez-vous"

    def problem(self) -> str:
        if self.candidature.state == State.IN_REVIEW and not self.may_invite:
            return gettext("L’instruction seule propose un entretien ; écrivez-lui une note.")
        return closed_problem(self.candidature)

    @property
    def may_invite(self) -> bool:
        """Whether the conversation that makes an interview is theirs to set."""
        return bool(TRANSITIONS["invite"].roles & {self.actor.role})

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        meetings.invite(candidature, actor, form.meeting)


class SetMeetingMixin(ActView):
    """For acts on an appointment already set."""

    anchor = "rendez-vous"

    @cached_property
    def appointment(self) -> Appointment:
        found: Appointment = get_object_or_404(self.candidature.appointments, pk=self.kwargs["appointment_pk"])
        return found

    def problem(self) -> str:
        return gettext("Ce rendez-vous est annulé : fixez-en un autre.") if self.appointment.cancelled_at else ""

    def fresh(self, candidature: Candidature) -> Appointment:
        """The appointment as it is now, of the very `candidature` that the act changes."""
        appointment = Appointment.objects.get(pk=self.appointment.pk)
        appointment.candidature = candidature
        return appointment


class ChangeMeetingView(SetMeetingMixin):
    form_class = forms.MeetingForm
    title = _("Déplacer le rendez-vous")
    button = _("Changer le rendez-vous")
    done = _("Le rendez-vous est changé.")
    mails = (MailKey.APPOINTMENT_CHANGED,)
    refused_field = "day"

    def get_initial(self) -> dict[str, Any]:
        one = self.appointment
        starts_at, ends_at = (moment.astimezone(PARIS) for moment in (one.starts_at, one.ends_at))
        return super().get_initial() | {
            "day": forms.day_words(starts_at),
            "begins": starts_at.time(),
            "ends": ends_at.time(),
            "place": one.place,
            "url": one.url,
            "note": one.note,
        }

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        meetings.change(self.fresh(candidature), actor, form.meeting)


class CancelMeetingView(SetMeetingMixin):
    title = _("Annuler le rendez-vous")
    introduction = _("Un courriel l’annonce, avec un fichier qui le retire de l’agenda.")
    done = _("Le rendez-vous est annulé.")
    mails = (MailKey.APPOINTMENT_CANCELLED,)

    def sample_letters(self) -> list[Words]:
        return self.rehearsed_letters()

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        meetings.cancel(self.fresh(candidature), actor)


class AssessView(ActView):
    template_name = "nec_candidatures/admin/act_assess.html"
    form_class = forms.GridForm
    title = _("Remplir la grille d’appréciation")
    introduction = _("Les critères pris en compte par l’appel sous lequel ce dossier a été écrit.")
    button = _("Garder la grille")
    done = _("La grille est gardée.")
    anchor = "appreciation"

    def problem(self) -> str:
        if not self.candidature.version.rules.criteria:
            return gettext("Cet appel n’a pas de critères à apprécier.")
        return closed_problem(self.candidature)

    def act(self, candidature: Candidature, actor: Actor, form: Any) -> None:
        instruction.assess(candidature, actor, form.grid)


def _path(route: str, view: type[ActView], name: str) -> URLPattern:
    return path(f"<int:pk>/{route}", require_admin_access(view.as_view()), name=name)


urlpatterns = [
    _path("attribution/", AssignView, "assign"),
    _path("notes/", NoteView, "note"),
    _path("notes/<int:note_pk>/", EditNoteView, "edit_note"),
    _path("notes/<int:note_pk>/suppression/", DeleteNoteView, "delete_note"),
    _path("echeances/", PlanView, "plan"),
    _path("echeances/<int:follow_up_pk>/", FinishView, "finish"),
    _path("messages/", MessageView, "message"),
    _path("instruction/", StartReviewView, "start_review"),
    _path("instruction/reprise/", ResumeReviewView, "resume_review"),
    _path("complements/", RequestView, "request_information"),
    _path("complements/<int:request_pk>/annulation/", CancelRequestView, "cancel_request"),
    _path("rendez-vous/", MeetingView, "invite"),
    _path("rendez-vous/<int:appointment_pk>/", ChangeMeetingView, "change_appointment"),
    _path("rendez-vous/<int:appointment_pk>/annulation/", CancelMeetingView, "cancel_appointment"),
    _path("appreciation/", AssessView, "assess"),
]
