"""Who may do what, and how far: one table, read by nothing but the gate.

A role is held within an organisation and a place. Its reach says which rows a permission covers:

- PLACE: what lies in the role's place (a facility is a place of its own);
- ORGANISATION: what is the role's organisation's own, and lies in the role's place;
- ALL: everything in the country.

What is not in the table is not allowed. `docs/rights.md` says the same in words, by hand.
"""

from __future__ import annotations

from enum import StrEnum

from mithaq.registry.models import RoleKind


class Reach(StrEnum):
    PLACE = "place"
    ORGANISATION = "organisation"
    ALL = "all"


class Permission(StrEnum):
    SEE_AGREEMENT = "see_agreement"
    EDIT_AGREEMENT = "edit_agreement"
    SEE_FACILITY = "see_facility"
    EDIT_FACILITY = "edit_facility"
    SEE_EXACT_POINT = "see_exact_point"
    SEE_PEOPLE = "see_people"
    SEE_CONTACT_DETAILS = "see_contact_details"
    SEE_REPORT = "see_report"
    REPORT_MONTH = "report_month"
    REVIEW_REPORT = "review_report"
    VERIFY_REPORT = "verify_report"
    CLOSE_MONTH = "close_month"
    SEE_MEETING = "see_meeting"
    EDIT_MEETING = "edit_meeting"
    ACT_ON_POINT = "act_on_point"
    CLOSE_POINT = "close_point"
    ANSWER_REQUEST = "answer_request"
    CONFIRM_SUPPORT = "confirm_support"
    SEE_DELIVERIES = "see_deliveries"
    POST_DELIVERIES = "post_deliveries"
    SEE_OVERLAPS = "see_overlaps"
    EXPLAIN_OVERLAP = "explain_overlap"
    IMPORT_TABLES = "import_tables"
    EXPORT_TABLES = "export_tables"
    SEE_STATEMENT = "see_statement"
    EDIT_STATEMENT = "edit_statement"
    SEE_AUDIT = "see_audit"
    MANAGE_USERS = "manage_users"


P, R = Permission, Reach

# What a planner sees of the country, an officer, a monitor and a reporter see of their place.
_READING = (
    P.SEE_AGREEMENT,
    P.SEE_FACILITY,
    P.SEE_REPORT,
    P.SEE_MEETING,
    P.SEE_DELIVERIES,
    P.SEE_OVERLAPS,
    P.SEE_PEOPLE,
    P.EXPORT_TABLES,
)


def _all_of(permissions: tuple[Permission, ...], reach: Reach) -> dict[Permission, Reach]:
    return dict.fromkeys(permissions, reach)


TABLE: dict[str, dict[Permission, Reach]] = {
    RoleKind.PLANNER: {
        **_all_of(_READING, R.ALL),
        P.SEE_EXACT_POINT: R.ALL,
        P.SEE_CONTACT_DETAILS: R.ALL,
        P.EDIT_AGREEMENT: R.ALL,
        P.EDIT_FACILITY: R.ALL,
        P.EDIT_MEETING: R.ALL,
        P.ACT_ON_POINT: R.ALL,
        P.CLOSE_POINT: R.ALL,
        P.ANSWER_REQUEST: R.ALL,
        P.REVIEW_REPORT: R.ALL,
        P.CLOSE_MONTH: R.ALL,
        P.EXPLAIN_OVERLAP: R.ALL,
        P.IMPORT_TABLES: R.ALL,
        P.POST_DELIVERIES: R.ALL,
        P.SEE_STATEMENT: R.ALL,
        P.EDIT_STATEMENT: R.ALL,
    },
    RoleKind.OFFICER: {
        **_all_of(_READING, R.PLACE),
        P.SEE_EXACT_POINT: R.PLACE,
        P.SEE_CONTACT_DETAILS: R.PLACE,
        P.EDIT_FACILITY: R.PLACE,
        P.EDIT_MEETING: R.PLACE,
        P.ACT_ON_POINT: R.PLACE,
        P.CLOSE_POINT: R.PLACE,
        P.ANSWER_REQUEST: R.PLACE,
        P.REVIEW_REPORT: R.PLACE,
        P.CLOSE_MONTH: R.PLACE,
        P.EXPLAIN_OVERLAP: R.PLACE,
        P.SEE_STATEMENT: R.PLACE,
        P.EDIT_STATEMENT: R.PLACE,
    },
    RoleKind.REPORTER: {
        P.SEE_AGREEMENT: R.PLACE,
        P.SEE_FACILITY: R.PLACE,
        P.SEE_EXACT_POINT: R.PLACE,
        P.SEE_CONTACT_DETAILS: R.PLACE,
        P.SEE_REPORT: R.PLACE,
        P.SEE_DELIVERIES: R.PLACE,
        P.REPORT_MONTH: R.PLACE,
    },
    RoleKind.PARTNER: {
        P.SEE_AGREEMENT: R.ORGANISATION,
        P.SEE_FACILITY: R.ORGANISATION,
        P.SEE_MEETING: R.ORGANISATION,
        P.SEE_DELIVERIES: R.ORGANISATION,
        P.SEE_OVERLAPS: R.ORGANISATION,
        P.EXPORT_TABLES: R.ORGANISATION,
        P.ACT_ON_POINT: R.ORGANISATION,
        P.CONFIRM_SUPPORT: R.ORGANISATION,
        P.POST_DELIVERIES: R.ORGANISATION,
    },
    RoleKind.MONITOR: {
        P.SEE_AGREEMENT: R.PLACE,
        P.SEE_FACILITY: R.PLACE,
        P.SEE_EXACT_POINT: R.PLACE,
        P.SEE_CONTACT_DETAILS: R.PLACE,
        P.SEE_REPORT: R.PLACE,
        P.SEE_DELIVERIES: R.PLACE,
        P.SEE_OVERLAPS: R.PLACE,
        P.EXPORT_TABLES: R.PLACE,
        P.VERIFY_REPORT: R.PLACE,
    },
    # Their own work comes with their domains; until then they see where they work, and under which
    # agreements.
    RoleKind.STOREKEEPER: {P.SEE_AGREEMENT: R.PLACE, P.SEE_FACILITY: R.PLACE},
    RoleKind.ENGINEER: {
        P.SEE_AGREEMENT: R.PLACE,
        P.SEE_FACILITY: R.PLACE,
        P.SEE_EXACT_POINT: R.PLACE,
    },
    RoleKind.PERSONNEL: {
        P.SEE_AGREEMENT: R.PLACE,
        P.SEE_FACILITY: R.PLACE,
        P.SEE_PEOPLE: R.PLACE,
    },
    RoleKind.INSPECTOR: {P.SEE_AGREEMENT: R.PLACE, P.SEE_FACILITY: R.PLACE},
    RoleKind.FUND: {P.SEE_AGREEMENT: R.ORGANISATION},
    RoleKind.ACTUARY: {P.SEE_AGREEMENT: R.ORGANISATION},
    RoleKind.AUDITOR: {
        **_all_of(_READING, R.ALL),
        P.SEE_STATEMENT: R.ALL,
        P.SEE_AUDIT: R.ALL,
    },
    # Runs the system; takes no part in promising, reporting, accepting or verifying.
    RoleKind.ADMINISTRATOR: {
        **_all_of(_READING, R.ALL),
        P.SEE_EXACT_POINT: R.ALL,
        P.SEE_CONTACT_DETAILS: R.ALL,
        P.EDIT_FACILITY: R.ALL,
        P.IMPORT_TABLES: R.ALL,
        P.SEE_STATEMENT: R.ALL,
        P.SEE_AUDIT: R.ALL,
        P.MANAGE_USERS: R.ALL,
    },
}

# Someone made by Django's createsuperuser holds this role over the whole country.
SUPERUSER_ROLE = RoleKind.ADMINISTRATOR
