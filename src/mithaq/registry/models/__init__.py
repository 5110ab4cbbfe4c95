"""Who and where."""

from mithaq.registry.models.accounts import ApiToken, Role, RoleKind, User
from mithaq.registry.models.facilities import (
    Availability,
    Extent,
    Facility,
    FacilityBody,
    FacilityEvent,
    FacilityStatus,
    ServiceStatus,
)
from mithaq.registry.models.locations import (
    Level,
    Location,
    LocationAlias,
    LocationCode,
    LocationParent,
    Population,
)
from mithaq.registry.models.organisations import (
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Person,
    PersonAlias,
    PersonRole,
)
from mithaq.registry.models.papers import Attachment, Letter, NameWord, Source, SubjectKind

__all__ = [
    "ApiToken",
    "Attachment",
    "Availability",
    "Extent",
    "Facility",
    "FacilityBody",
    "FacilityEvent",
    "FacilityStatus",
    "Letter",
    "Level",
    "Location",
    "LocationAlias",
    "LocationCode",
    "LocationParent",
    "NameWord",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "Person",
    "PersonAlias",
    "PersonRole",
    "Population",
    "Role",
    "RoleKind",
    "ServiceStatus",
    "Source",
    "SubjectKind",
    "User",
]
