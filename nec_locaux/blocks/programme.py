"""The programme: days, and what happens in each, in the order of the hours."""

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
    TimeBlock,
)
from wagtail.snippets.blocks import SnippetChooserBlock

from nec_locaux.enums import Audience, Format, SessionAccess, SessionService
from socle.blocks.base import INLINE_FEATURES, NecStructBlock, OptionBlock


class SpeakerBlock(NecStructBlock):
    """A person of the register, and what they do in the session."""

    personne = SnippetChooserBlock("nec_socle.Personne", label=_("Personne"))
    part = CharBlock(
        label=_("Ce qu’elle y fait"),
        required=False,
        max_length=120,
        help_text=_("Par exemple « animation » ou « grand témoin ». Sa fonction vient de sa fiche."),
    )

    class Meta:
        icon = "user"
        label = _("Intervenante ou intervenant")


class SessionBlock(NecStructBlock):
    """A plenary, a workshop, a talk: anything with a title and an hour."""

    start_time = TimeBlock(label=_("Début"))
    end_time = TimeBlock(label=_("Fin"), required=False)
    format = OptionBlock(label=_("Format"), choices=Format.choices, required=False)
    title = CharBlock(label=_("Titre"), max_length=200)
    description = RichTextBlock(label=_("De quoi parlera-t-on ?"), required=False, features=INLINE_FEATURES)
    speakers = ListBlock(SpeakerBlock(), label=_("Intervenantes et intervenants"), default=[], max_num=30)
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
        form_layout = BlockGroup(
            children=["start_time", "end_time", "format", "title", "description", "speakers", "room"],
            settings=[
                *("off_site", "thematique", "track", "audience", "capacity", "access", "services", "is_highlight"),
            ],
        )


class BreakBlock(NecStructBlock):
    """Welcome, coffee, lunch, last words: an hour and a few words."""

    start_time = TimeBlock(label=_("Début"))
    end_time = TimeBlock(label=_("Fin"), required=False)
    title = CharBlock(label=_("Intitulé"), max_length=160, help_text=_("Par exemple « Accueil, café »."))

    class Meta:
        icon = "minus"
        label = _("Accueil ou pause")
        label_format = "{start_time} {title}"


class StandBlock(NecStructBlock):
    """A stand: who holds it, and what one does there."""

    title = CharBlock(label=_("Nom du stand"), max_length=120)
    partenaire = SnippetChooserBlock("nec_socle.Partenaire", label=_("Tenu par"), required=False)
    description = CharBlock(label=_("Ce qu’on y fait"), required=False, max_length=255)

    class Meta:
        icon = "group"
        label = _("Stand")


class StandsBlock(NecStructBlock):
    """Stands open at the same hours."""

    start_time = TimeBlock(label=_("Début"))
    end_time = TimeBlock(label=_("Fin"), required=False)
    title = CharBlock(label=_("Intitulé"), max_length=160)
    room = CharBlock(label=_("Où"), required=False, max_length=120)
    audience = OptionBlock(label=_("Public"), choices=Audience.choices, required=False)
    stands = ListBlock(StandBlock(), label=_("Stands"), min_num=1, max_num=60)

    class Meta:
        icon = "group"
        label = _("Stands")
        label_format = "{start_time} {title}"


class DayStreamBlock(StreamBlock):
    """What happens in a day, in any order: pages sort it by the hour."""

    session = SessionBlock()
    pause = BreakBlock()
    stands = StandsBlock()


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
    items = DayStreamBlock(label=_("Séances et pauses"))

    class Meta:
        icon = "date"
        label = _("Journée")
        label_format = "{date} {title}"


class ProgrammeStreamBlock(StreamBlock):
    """The days of an event."""

    day = DayBlock()
