"""The two versions of CASE that are served, and what of a framework either can say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from credentials.standards.vc import JSON
from exchange.case_api.classes import ASSOCIATION_TYPES, CLASSES

CODES = (
    *("fullsuccess", "invalid_sort_field", "invalid_selection_field", "forbidden", "unauthorised_request"),
    *("internal_server_error", "unknownobject", "server_busy", "invalid_uuid"),
)


@dataclass(frozen=True, eq=False)
class Version:
    """A version of CASE: where it is served, and how it spells the codes of errors."""

    number: str
    base: str
    discovery: str
    spelling: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_first(self) -> bool:
        """Tell whether this is CASE 1.0, which knows less."""
        return self.number == "1.0"

    def code(self, name: str) -> str:
        """Spell a minor code as this version does."""
        return self.spelling.get(name, name)

    @cached_property
    def members(self) -> Mapping[str, Mapping[str, str]]:
        """Give the kind of every member that a class has in this version, without its marks."""
        return {
            name: {
                member: kind.rstrip("!+1").strip("[]")
                for member, kind in members.items()
                if not (self.is_first and kind.endswith("+"))
            }
            for name, members in CLASSES.items()
        }

    @property
    def fields(self) -> frozenset[str]:
        """Give the fields of a document."""
        return frozenset(self.members["CFDocument"])

    def knows(self, association: Mapping[str, Any]) -> bool:
        """Tell whether this version has the type of an association."""
        return not self.is_first or association.get("associationType") in ASSOCIATION_TYPES

    def shaped(self, name: str, body: JSON) -> JSON:
        """Return an object of a class with those members alone that this version has."""
        shaped = {}
        for member, kind in self.members[name].items():
            if (value := body.get(member)) is None:
                continue
            if kind in CLASSES:
                value = self._shaped_part(kind, value)
            elif kind == "uuid":
                value = value.lower()
            shaped[member] = value
        if self.is_first and "CFPackageURI" in shaped:
            link = shaped["CFPackageURI"]
            shaped["CFPackageURI"] = {**link, "uri": link["uri"].replace(V1P1.base, self.base)}
        return shaped

    def _shaped_part(self, kind: str, value: Any) -> Any:
        if not isinstance(value, list):
            return self.shaped(kind, value)
        if self.is_first and kind == "CFPckgAssociation":
            value = [association for association in value if self.knows(association)]
        return [self.shaped(kind, part) for part in value]


V1P1 = Version(
    number="1.1",
    base="/ims/case/v1p1",
    discovery="/ims/case/v1p1/discovery/imscasev1p1_openapi3_v1p0.json",
)
V1P0 = Version(
    number="1.0",
    base="/ims/case/v1p0",
    discovery="/ims/case/v1p0/discovery/imscasev1p0_openapi2_v1p0.json",
    spelling={"invalid_uuid": "invaliduuid", "unauthorised_request": "unauthorisedrequest"},
)
VERSIONS = (V1P1, V1P0)
