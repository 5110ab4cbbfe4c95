"""The only writer of the registry. All raise `mithaq.registry.faults.ActionRefused` with every
fault, having written nothing; the same content under a known key changes nothing."""

from mithaq.registry.actions.accounts import (
    IssuedToken,
    change_password,
    end_role,
    erase_user,
    give_role,
    make_api_token,
    make_user,
    revoke_api_token,
    use_api_token,
)
from mithaq.registry.actions.country_packs import load_country_pack
from mithaq.registry.actions.days import bring_registry_up_to
from mithaq.registry.actions.facilities import record_bodies, record_facilities
from mithaq.registry.actions.locations import (
    record_locations,
    rename_location,
    retire_location,
)
from mithaq.registry.actions.organisations import record_organisations, retire_organisation
from mithaq.registry.actions.papers import (
    StoredFile,
    add_letter,
    add_source,
    attach_file,
    attach_stored_file,
    forget_file,
    store_file,
    stored_name,
)
from mithaq.registry.actions.people import erase_person, record_people
from mithaq.registry.actions.statuses import record_events, record_statuses
from mithaq.registry.actions.trees import move_location, redraw_tree

__all__ = [
    "IssuedToken",
    "StoredFile",
    "add_letter",
    "add_source",
    "attach_file",
    "attach_stored_file",
    "bring_registry_up_to",
    "change_password",
    "end_role",
    "erase_person",
    "erase_user",
    "forget_file",
    "give_role",
    "load_country_pack",
    "make_api_token",
    "make_user",
    "move_location",
    "record_bodies",
    "record_events",
    "record_facilities",
    "record_locations",
    "record_organisations",
    "record_people",
    "record_statuses",
    "redraw_tree",
    "rename_location",
    "retire_location",
    "retire_organisation",
    "revoke_api_token",
    "store_file",
    "stored_name",
    "use_api_token",
]
