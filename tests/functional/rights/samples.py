"""How each route is asked for the rows of a variant: the address, the query, the body.

A route that is not named here is asked without anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.functional.rights import world
from tests.functional.rights.world import COMMON, Variant

Fill = Callable[[Variant], Mapping[str, Any]]


def _nothing(_: Variant) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Sample:
    """`address`: the names in the path; `body`: a form, or for the interface JSON."""

    address: Fill = _nothing
    query: Fill = _nothing
    body: Fill = _nothing
    headers: Mapping[str, str] = field(default_factory=dict)


AS_OF = Sample(query=lambda variant: {"as_of": world.AS_OF.isoformat()})

SAMPLES: dict[str, Sample] = {
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
