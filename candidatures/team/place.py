"""Where an event takes place, on the engraving of the public map."""

from dataclasses import dataclass
from typing import Final, Self

from django.utils.translation import gettext as _

from nec_locaux.cartography import Drawing, atlas
from socle.models import Territoire

#: Of the dot, in widths of the drawing.
RADIUS: Final = 0.016


@dataclass(frozen=True)
class PlaceMap:
    """A drawing and the point of a territoire in it, both in units of the drawing."""

    title: str
    drawing: Drawing
    x: int
    y: int

    @classmethod
    def of(cls, territoire: Territoire | None) -> Self | None:
        """The map of a territoire; None where its place is not known, or out of every drawing."""
        if territoire is None or territoire.latitude is None or territoire.longitude is None:
            return None
        coordinates = float(territoire.latitude), float(territoire.longitude)
        for drawing in (atlas().france, *atlas().insets.values()):
            spot = drawing.locate(coordinates)
            if spot:
                x, y = (round(value * drawing.width) for value in spot)
                return cls(_("Carte : %(name)s") % {"name": territoire}, drawing, x, y)
        return None

    @property
    def radius(self) -> int:
        return round(RADIUS * self.drawing.width)
