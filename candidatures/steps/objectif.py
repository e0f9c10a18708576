"""The page « objectif » of the form: what the event is for, and about."""

from django.utils.translation import gettext_lazy as _

from candidatures.enums import Step
from candidatures.steps import fields
from candidatures.steps.base import StepForm
from socle.models import Thematique


class ObjectifForm(StepForm):
    step = Step.OBJECTIF
    introduction = _("Quelques phrases suffisent : l’équipe lit le projet dans ses grandes lignes.")

    objective = fields.text(
        _("Objectif du NEC local"),
        help_text=_("Ce que l’événement doit changer sur votre territoire, et pour qui."),
    )
    thematiques = fields.choices(_("Thématiques"), help_text=_("Celles dont il sera vraiment question."))
    contribution = fields.text(
        _("Ce que ces thématiques apportent aux acteurs locaux"),
        help_text=_("Par exemple un besoin entendu, une question que plusieurs structures partagent."),
    )
    national_link = fields.text(
        _("Lien avec la démarche nationale"),
        required=False,
        help_text=_("Par exemple un sujet d’une édition nationale que vous prolongez chez vous."),
        rows=4,
    )

    def set_up(self) -> None:
        field = self.fields["thematiques"]
        field.choices = [(str(pk), title) for pk, title in Thematique.objects.actuelles().values_list("pk", "title")]  # type: ignore[attr-defined]
        # A site without thématiques has none to ask for.
        field.required = bool(field.choices)  # type: ignore[attr-defined]
