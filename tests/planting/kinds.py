"""Every kind of secret the generator can invent."""

from planting.kind import Form, Kind
from planting.kinds_connections import CONNECTIONS
from planting.kinds_microsoft import MICROSOFT
from planting.kinds_people import PEOPLE
from planting.kinds_urls import URLS
from planting.kinds_vendors import VENDORS

ALL_KINDS: tuple[Kind, ...] = (*PEOPLE, *MICROSOFT, *VENDORS, *CONNECTIONS, *URLS)
KINDS: dict[str, Kind] = {kind.name: kind for kind in ALL_KINDS}

__all__ = ["ALL_KINDS", "KINDS", "Form", "Kind"]
