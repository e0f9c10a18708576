"""The programme: days, and what happens in each, in the order of the hours."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    DateBlock,
    IntegerBlock,
    ListBlock,
    MultipleChoiceBlock,
    RichTextBlock,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructValue,
    TimeBlock,
)
from wagtail.snippets.blocks import SnippetChooserBlock

from nec_locaux.blocks.programme_checks import ends_before_it_starts, room_errors
from nec_locaux.enums import Audience, Format, SessionAccess, SessionService
from nec_locaux.programme import Entry
from socle.blocks.base import INLINE_FEATURES, NecStructBlock, OptionBlock


class PersonneChooserBlock(SnippetChooserBlock):
    """People with their portraits, in one query for a whole programme."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        found = self.model_class._default_manager.select_related("portrait").in_bulk([*values])
        return [found.get(value) for value in values]


class SpeakerBlock(NecStructBlock):
    """A person of the register, and what they do in the session."""

    personne = PersonneChooserBlock("nec_socle.Personne", label=_("Personne"))
    part = CharBlock(
        label=_("Ce qu’elle y fait"),
        required=False,
        max_length=120,
        help_text=_("Par exemple « animation » ou « grand témoin ». Sa fonction vient de sa fiche."),
    )

    class Meta:
        icon = "user"
        label = _("Intervenante ou intervenant")


class TimedBlock(NecStructBlock):
    """What has an hour in a day: it ends after it starts, and shows as it does in the programme."""

    start_time = TimeBlock(label=_("Début"))
    end_time = TimeBlock(label=_("Fin"), required=False, help_text=_("« 00:00 » pour minuit."))

    class Meta:
        template = "nec_locaux/includes/programme_entry.html"

    def get_errors(self, value: StructValue) -> dict[str, str]:
        if self.is_deferred_validation or not ends_before_it_starts(value):
            return {}
        return {"end_time": _t("Indiquez une heure de fin qui vient après l’heure de début.")}

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "entry": Entry.from_block(self.name, value), "shows_hours": True}


class SessionBlock(TimedBlock):
    """A plenary, a workshop, a talk: anything with a title and an hour."""

    format = OptionBlock(label=_("Format"), choices=Format.choices, required=False)
    title = CharBlock(label=_("Titre"), max_length=200)
    description = RichTextBlock(label=_("De quoi parlera-t-on ?"), required=False, features=INLINE_FEATURES)
    speakers = ListBlock(SpeakerBlock(), label=_("Intervenantes et intervenants"), default=[], max_num=30)
    partenaire = SnippetChooserBlock(
        "nec_socle.Partenaire",
        label=_("Proposée par"),
        required=False,
        help_text=_("La structure qui tient la séance, par exemple une offre de format."),
    )
    room = CharBlock(label=_("Salle"), required=False, max_length=120)
    off_site = CharBlock(
        label=_("Hors les murs"),
        required=False,
        max_length=255,
        help_text=_("L’adresse, si la séance se tient ailleurs que le reste de la journée."),
    )
    thematique = SnippetChooserBlock("nec_socle.Thematique", label=_("Thématique"), required=False)
    track = CharBlock(
        label=_("Parcours"), required=False, max_length=80, help_text=_("Le même nom réunit les séances d’un parcours.")
    )
    audience = OptionBlock(label=_("Public"), choices=Audience.choices, required=False)
    capacity = IntegerBlock(label=_("Places"), required=False, min_value=1, max_value=100_000)
    access = OptionBlock(label=_("Accès"), choices=SessionAccess.choices, required=False)
    services = MultipleChoiceBlock(
        label=_("Accessibilité et diffusion"), choices=SessionService.choices, required=False, search_index=False
    )
    is_highlight = BooleanBlock(label=_("Temps fort"), required=False)

    class Meta:
        icon = "date"
        label = _("Séance")
        label_format = "{start_time} {title}"
        description = _("Une plénière, un atelier, une table ronde… avec qui y parle, où, et pour qui.")
        form_layout = BlockGroup(
            children=["start_time", "end_time", "format", "title", "description", "speakers", "partenaire", "room"],
            settings=[
                *("off_site", "thematique", "track", "audience", "capacity", "access", "services", "is_highlight"),
            ],
        )
        preview_value = {
            "start_time": time(11, 30),
            "end_time": time(12, 30),
            "format": Format.ATELIER,
            "title": "Structurer une feuille de route territoriale de l’inclusion numérique",
            "description": "<p>Partir des besoins, nommer qui fait quoi, se donner un calendrier.</p>",
            "room": "Salle 1",
            "capacity": 30,
            "access": SessionAccess.REGISTRATION,
            "services": [SessionService.INDUCTION_LOOP],
        }


class BreakBlock(TimedBlock):
    """Welcome, coffee, lunch, last words: an hour and a few words."""

    title = CharBlock(label=_("Intitulé"), max_length=160, help_text=_("Par exemple « Accueil, café »."))

    class Meta:
        icon = "minus"
        label = _("Accueil ou pause")
        label_format = "{start_time} {title}"
        description = _("L’accueil, un repas, le mot de la fin : une heure et quelques mots, sans rien d’autre.")
        preview_value = {"start_time": time(9), "end_time": time(9, 30), "title": "Accueil, café"}


class StandBlock(NecStructBlock):
    """A stand: who holds it, and what one does there."""

    title = CharBlock(label=_("Nom du stand"), max_length=120)
    partenaire = SnippetChooserBlock("nec_socle.Partenaire", label=_("Tenu par"), required=False)
    description = CharBlock(label=_("Ce qu’on y fait"), required=False, max_length=255)

    class Meta:
        icon = "group"
        label = _("Stand")
        label_format = "{title}"


class StandsBlock(TimedBlock):
    """Stands open at the same hours."""

    title = CharBlock(label=_("Intitulé"), max_length=160)
    room = CharBlock(label=_("Où"), required=False, max_length=120)
    audience = OptionBlock(label=_("Public"), choices=Audience.choices, required=False)
    stands = ListBlock(StandBlock(), label=_("Stands"), min_num=1, max_num=60)

    class Meta:
        icon = "group"
        label = _("Stands")
        label_format = "{start_time} {title}"
        description = _("Des stands ouverts aux mêmes heures, avec qui tient chacun et ce qu’on y fait.")
        preview_value = {
            "start_time": time(15),
            "end_time": time(17),
            "title": "Stands découverte",
            "room": "Cour et rez-de-chaussée",
            "audience": Audience.BOTH,
            "stands": [
                {"title": "Réparer", "description": "Apportez votre téléphone, repartez avec."},
                {"title": "Se protéger", "description": "Choisir et retenir de bons mots de passe."},
            ],
        }


class DayStreamBlock(StreamBlock):
    """What happens in a day, in any order: pages sort it by the hour."""

    session = SessionBlock()
    pause = BreakBlock()
    stands = StandsBlock()

    class Meta:
        collapsed = True


class DayBlock(NecStructBlock):
    """A day of the programme, in one place."""

    date = DateBlock(label=_("Date"))
    title = CharBlock(
        label=_("Titre de la journée"), required=False, max_length=120, help_text=_("Par exemple « Journée OFF ».")
    )
    place = CharBlock(
        label=_("Lieu"),
        required=False,
        max_length=255,
        help_text=_("S’il diffère du lieu de l’événement. Pour deux lieux le même jour, ajoutez deux journées."),
    )
    items = DayStreamBlock(
        label=_("Séances et pauses"), help_text=_("Dans n’importe quel ordre : la page les range par heure.")
    )

    class Meta:
        icon = "date"
        label = _("Journée")
        label_format = "{date} {title}"


class ProgrammeStreamBlock(StreamBlock):
    """The days of an event. A room holds one session at a time."""

    day = DayBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        errors = {} if self.is_deferred_validation else room_errors(cleaned)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned
