"""The blocks of a national edition: figures, shares, formats, partners, people."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DecimalBlock, IntegerBlock, ListBlock, StructBlock, TextBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class EditionFigureBlock(StructBlock):
    """A figure with what it counts, its day and its source."""

    value = CharBlock(label=_("Valeur"), max_length=30, help_text=_("Par exemple « 1 800 » ou « 87 % »."))
    label = CharBlock(label=_("Ce qu’elle compte"), max_length=160)
    day = CharBlock(label=_("Jour"), required=False, max_length=60)
    source = CharBlock(label=_("Source"), required=False, max_length=160)

    class Meta:
        icon = "order"
        label = _("Chiffre")


class ShareBlock(StructBlock):
    """The share of a theme, in per cent."""

    label = CharBlock(label=_("Thème"), max_length=100)
    value = DecimalBlock(label=_("Part"), min_value=0, max_value=100, decimal_places=1, help_text=_("En pour cent."))

    class Meta:
        icon = "order"
        label = _("Part d’un thème")


class FormatCountBlock(StructBlock):
    """How many sessions of a format were held."""

    count = IntegerBlock(label=_("Nombre"), min_value=0)
    label = CharBlock(label=_("Format"), max_length=80)
    note = CharBlock(label=_("Précision"), required=False, max_length=160)

    class Meta:
        icon = "list-ol"
        label = _("Format")


class SuccessBlock(StructBlock):
    """Something that worked, told in a few words."""

    title = CharBlock(label=_("Titre"), max_length=100)
    text = TextBlock(label=_("Texte"))

    class Meta:
        icon = "tick"
        label = _("Réussite")


class PartnersBlock(StructBlock):
    """Partners of one category."""

    category = CharBlock(label=_("Catégorie"), max_length=80)
    partenaires = ListBlock(SnippetChooserBlock("nec_socle.Partenaire"), label=_("Partenaires"))

    class Meta:
        icon = "group"
        label = _("Partenaires d’une catégorie")


class PersonRoleBlock(StructBlock):
    """A person and what they did in the edition."""

    personne = SnippetChooserBlock("nec_socle.Personne", label=_("Personne"))
    role = CharBlock(label=_("Rôle dans l’édition"), required=False, max_length=120)

    class Meta:
        icon = "user"
        label = _("Personne")
