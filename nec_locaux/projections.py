"""From degrees to the units of a drawing. The constants of each drawing come from `scripts/build_map.py`."""

import math
from dataclasses import dataclass
from typing import Final, Protocol, Self

#: Lambert's conic as the shapes of France were drawn: standard parallels, and the meridian of Paris, in degrees.
PARALLELS: Final = (44.0, 49.0)
MERIDIAN: Final = 2.337229
#: The latitude whose image has ordinate 0: the middle of mainland France.
ORIGIN: Final = 46.5
#: Beyond it the conic runs to infinity, far from any drawing of France.
HIGHEST_LATITUDE: Final = 85.0

Point = tuple[float, float]


class Grid(Protocol):
    """How degrees become plane coordinates, before a drawing's scale."""

    def __call__(self, latitude: float, longitude: float) -> Point: ...


def _isometric(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


_CONE: Final = math.log(math.cos(math.radians(PARALLELS[0])) / math.cos(math.radians(PARALLELS[1]))) / (
    _isometric(PARALLELS[1]) - _isometric(PARALLELS[0])
)
_SIZE: Final = math.cos(math.radians(PARALLELS[0])) * math.exp(_CONE * _isometric(PARALLELS[0])) / _CONE
_ORIGIN_RADIUS: Final = _SIZE * math.exp(-_CONE * _isometric(ORIGIN))


def lambert(latitude: float, longitude: float) -> Point:
    """Lambert's conformal conic on a sphere of radius 1 (Snyder, Map Projections, 1987, section 15)."""
    latitude = max(-HIGHEST_LATITUDE, min(HIGHEST_LATITUDE, latitude))
    radius = _SIZE * math.exp(-_CONE * _isometric(latitude))
    angle = _CONE * math.radians(longitude - MERIDIAN)
    return radius * math.sin(angle), _ORIGIN_RADIUS - radius * math.cos(angle)


def degrees(latitude: float, longitude: float) -> Point:
    """Degrees as they are: enough for one island, whose drawing gives each axis its own scale."""
    return longitude, latitude


GRIDS: Final[dict[str, Grid]] = {"lambert": lambert, "degrees": degrees}


@dataclass(frozen=True)
class Projection:
    """Where a drawing puts a point of the earth; its ordinates grow downwards."""

    grid: str
    x_scale: float
    x_start: float
    y_scale: float
    y_start: float

    def place(self, latitude: float, longitude: float) -> Point:
        """The point in the drawing's units, inside it or not."""
        x, y = GRIDS[self.grid](latitude, longitude)
        return self.x_start + self.x_scale * x, self.y_start - self.y_scale * y

    def scaled(self, factor: float, left: float, top: float) -> Self:
        """The projection of the same drawing whose point (left, top) comes to its corner, `factor` times as large."""
        return type(self)(
            self.grid,
            self.x_scale * factor,
            (self.x_start - left) * factor,
            self.y_scale * factor,
            (self.y_start - top) * factor,
        )
