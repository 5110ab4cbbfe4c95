"""How each route is asked for the rows of a variant: the address, the query, the body.

A route that is not named here is asked without anything.
"""

from __future__ import annotations

import io

from mithaq.exchange.uploads import upload
from tests.functional.rights import world
from tests.functional.rights.asking import Sample
from tests.functional.rights.partnership_samples import PARTNERSHIPS
from tests.functional.rights.statement_samples import STATEMENTS
from tests.functional.rights.world import COMMON


def _report(**body: str) -> Sample:
    return Sample(address=lambda variant: {"report": variant.report}, body=lambda variant: body)


def _month(month: str, **body: str) -> Sample:
    return Sample(
        address=lambda variant: {"facility": variant.facility, "month": month},
        body=lambda variant: body,
    )


def _closing(**body: str) -> Sample:
    return Sample(body=lambda variant: {"place": variant.place, "month": "2025-03", **body})


def _account(**body: str) -> Sample:
    return Sample(
        address=lambda variant: {"account": world.account_of("nobody")}, body=lambda variant: body
    )


def _import(_: world.Variant) -> dict[str, object]:
    table = io.BytesIO(b"code,name_ar,name_en,kind\nSENT,\xd8\xac\xd9\x87\xd8\xa9,Sent,ngo\n")
    return {"uid": upload("organisations", "sent.csv", table, actor=world.account_of("planner"))}


IMPORT = Sample(address=_import)
AS_OF = Sample(query=lambda variant: {"as_of": world.AS_OF.isoformat()})

SAMPLES: dict[str, Sample] = {
    **PARTNERSHIPS,
    **STATEMENTS,
    "search": Sample(query=lambda variant: {"q": COMMON}),
    "agreement": Sample(address=lambda variant: {"code": variant.agreement}),
    "facility": Sample(address=lambda variant: {"code": variant.facility}),
    "overlap_explain": Sample(
        body=lambda variant: {
            "facility": variant.facility,
            "measure": "service.dialysis_session",
            "month": "2025-04",
            "kind": "duplicate",
        }
    ),
    "import": IMPORT,
    "import_confirm": IMPORT,
    "import_faults": IMPORT,
    "import_template": Sample(address=lambda variant: {"table": "measures"}),
    # Monthly reports.
    "report_missing": Sample(query=lambda variant: {"month": "2025-05"}),
    "report_review": _report(),
    "report": _month("2025-03"),
    "report_save": _month("2025-04"),
    "report_submit": _month("2025-04", no_activity="strike"),
    "report_draft_take": Sample(address=lambda variant: {"draft": variant.kept_draft}),
    "report_draft_discard": Sample(address=lambda variant: {"draft": variant.kept_draft}),
    "report_accept": _report(revision="1"),
    "report_accept_many": Sample(body=lambda variant: {"report": f"{variant.report}:1"}),
    "report_send_back": _report(**{"revision": "1", "code|": "missing"}),
    "report_verify": _report(revision="1"),
    "report_month_close": _closing(),
    "report_month_reopen": _closing(reason="وصل تقرير متأخر"),
    # Accounts: one without a role, and the planner's role and key.
    "user_new": Sample(body=lambda variant: {"username": "fresh"}),
    "user": _account(),
    "user_password": _account(),
    "user_role_give": _account(kind="planner", organisation="MOH", location="SY"),
    "user_key_make": _account(label="x"),
    "user_role_end": Sample(
        address=lambda variant: {"role": world.role_of("planner")},
        body=lambda variant: {"on": "2027-01-01"},
    ),
    "own_keys": Sample(body=lambda variant: {"label": "x"}),
    "key_revoke": Sample(address=lambda variant: {"token": world.key_of("planner")}),
    # The sign-in's own addresses name keys that nobody has.
    "account_confirm_email": Sample(address=lambda variant: {"key": "x"}),
    "account_reset_password_from_key": Sample(
        address=lambda variant: {"uidb36": "1", "key": "a-b"}
    ),
    "mfa_remove_webauthn": Sample(address=lambda variant: {"pk": 1}),
    "mfa_edit_webauthn": Sample(address=lambda variant: {"pk": 1}),
    "set_language": Sample(body=lambda variant: {"language": "en"}),
    "api:agreement": Sample(address=lambda variant: {"code": variant.agreement}),
    "api:facility": Sample(address=lambda variant: {"code": variant.facility}),
    "api:reckoning": AS_OF,
    "api:unpledged": AS_OF,
    "api:overlaps": AS_OF,
    "api:cliffs": AS_OF,
    "api:report": Sample(
        address=lambda variant: {"facility": variant.facility, "month": "2025-04"},
        body=lambda variant: {"no_activity": "strike"},
    ),
    "api:deliveries": Sample(
        body=lambda variant: {
            "source": f"api-{variant.mark}",
            "lines": [
                {
                    "line": "1",
                    "measure": "service.dialysis_session",
                    "organisation": variant.organisation,
                    "facility": variant.facility,
                    "month": "2025-05",
                    "quantity": "3",
                }
            ],
        }
    ),
}
