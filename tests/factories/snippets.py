"""What many pages refer to."""

import factory
from factory.django import DjangoModelFactory

from socle.enums import Papier, PartenaireKind, TerritoireKind, ThematiqueFamily
from socle.models import Partenaire, Personne, Territoire, Thematique


class ThematiqueFactory(DjangoModelFactory):
    class Meta:
        model = Thematique

    title = factory.Sequence("Thématique {}".format)
    slug = factory.Sequence("thematique-{}".format)
    family = ThematiqueFamily.ACTUELLE
    colour = Papier.DONNEES


class PartenaireFactory(DjangoModelFactory):
    class Meta:
        model = Partenaire

    name = factory.Sequence("Partenaire {}".format)
    kind = PartenaireKind.ASSOCIATION


class PersonneFactory(DjangoModelFactory):
    class Meta:
        model = Personne

    first_name = "Camille"
    last_name = factory.Sequence("Nom{}".format)


class TerritoireFactory(DjangoModelFactory):
    class Meta:
        model = Territoire

    kind = TerritoireKind.COMMUNE
    code = factory.Sequence("{:05d}".format)
    name = factory.Sequence("Commune {}".format)
