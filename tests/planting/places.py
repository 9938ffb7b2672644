"""Every place, and those that the first detectors promise to cover."""

from planting.places_bodies import BODY_PLACES
from planting.places_http import HTTP_PLACES
from planting.places_logic import LOGIC_PLACES
from planting.places_outer import OUTER_PLACES
from planting.places_prose import PROSE_PLACES
from planting.places_values import VALUE_PLACES
from planting.seed import Place

ALL_PLACES: tuple[Place, ...] = (*HTTP_PLACES, *BODY_PLACES, *VALUE_PLACES, *LOGIC_PLACES, *OUTER_PLACES, *PROSE_PLACES)
PLACES: dict[str, Place] = {place.name: place for place in ALL_PLACES}

FIRST_PLACES = frozenset(
    {
        "http-authentication-basic",
        "http-authentication-oauth",
        "http-authentication-certificate",
        "http-authentication-raw",
        "header",
        "header-cookie",
        "uri",
        "uri-query",
        "uri-query-template",
        "queries",
        "body-member",
        "body-pairs",
        "variable",
        "variable-object",
        "variable-array",
        "variable-set",
        "compose-named",
        "compose-object",
        "compose-pairs",
        "parameter-default",
    }
)
