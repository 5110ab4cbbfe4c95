"""How the routes of agreements, meetings and supports are asked for the rows of a variant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.functional.rights.asking import Sample
from tests.functional.rights.world import Variant

Body = Callable[[Variant], Mapping[str, Any]]


def _same(body: Mapping[str, Any]) -> Body:
    return lambda variant: body


def _agreement(**body: Any) -> Sample:
    return Sample(address=lambda variant: {"code": variant.agreement}, body=_same(body))


def _meeting(**body: Any) -> Sample:
    return Sample(address=lambda variant: {"code": variant.meeting}, body=_same(body))


def _point(**body: str) -> Sample:
    return Sample(address=lambda variant: {"uid": variant.point}, body=_same(body))


def _request(**body: str) -> Sample:
    return Sample(address=lambda variant: {"uid": variant.request}, body=_same(body))


def _undertaking(**body: str) -> Sample:
    return Sample(address=lambda variant: {"uid": variant.undertaking}, body=_same(body))


def _file() -> Sample:
    """A fresh upload each time it is asked: sending one empties it."""
    return Sample(
        address=lambda variant: {"code": variant.agreement},
        body=lambda variant: {"content": SimpleUploadedFile("ملحق.txt", b"annex")},
    )


def _file_of_meeting() -> Sample:
    return Sample(
        address=lambda variant: {"code": variant.meeting},
        body=lambda variant: {"content": SimpleUploadedFile("محضر.txt", b"minutes")},
    )


LETTER = {"direction": "incoming", "number": "217", "on": "2025-03-01"}

PARTNERSHIPS: dict[str, Sample] = {
    "agreement_new": Sample(
        body=lambda variant: {
            "code": "AG-NEW",
            "title_ar": "اتفاقية جديدة",
            "kind": "operation",
            "authority": "MOH",
            "partner": "THIRD",
        }
    ),
    "agreement_status": _agreement(status="suspended", on="2025-05-01", reason_ar="سبب"),
    "agreement_amend": _agreement(
        effective_on="2025-07-01",
        summary_ar="تمديد",
        **{"changes-0-line": "1", "changes-0-ends_on": "2026-06-30"},
    ),
    "agreement_party": _agreement(organisation="THIRD", role="donor"),
    "agreement_figure": _agreement(
        quantity="5",
        qualifier="about",
        unit_ar="خدمة",
        label_ar="خدمات",
        stated_by="MOH",
        title="بيان",
    ),
    "agreement_undertaking": _agreement(text_ar="سيُدعم المركز", organisation="MOH"),
    "agreement_letter": _agreement(**LETTER),
    "agreement_file": _file(),
    "meeting": _meeting(),
    "meeting_new": Sample(
        body=lambda variant: {
            "code": "M-NEW",
            "title_ar": "لقاء",
            "precision": "day",
            "location": variant.place,
        }
    ),
    "meeting_add": Sample(
        address=lambda variant: {"code": variant.meeting, "what": "topic"},
        body=_same({"text_ar": "موضوع"}),
    ),
    "meeting_letter": _meeting(**LETTER),
    "meeting_file": _file_of_meeting(),
    "meeting_points": Sample(query=lambda variant: {"whose": "all"}),
    "meeting_point": _point(),
    "meeting_point_done": _point(proof="كتاب رقم 12"),
    "meeting_point_close": _point(),
    "meeting_point_reopen": _point(reopen_reason="لا يكفي"),
    "meeting_point_drop": _point(drop_reason="لم يعد لازماً"),
    "meeting_request": _request(),
    "meeting_request_study": _request(follow_up_on="2025-09-01"),
    "meeting_request_answer": _request(answer_ar="تمت الموافقة"),
    "meeting_undertaking": _undertaking(),
    "meeting_undertaking_put_off": _undertaking(review_on="2025-09-01"),
    "meeting_undertaking_kept": _undertaking(kept_reason="محضر استلام"),
    "meeting_undertaking_drop": _undertaking(drop_reason="سُحب العرض"),
    "meeting_undertaking_ripen": Sample(
        address=lambda variant: {"uid": variant.undertaking},
        body=lambda variant: {
            "agreement": variant.agreement,
            "line": "9",
            "measure": "service.dialysis_session",
            "quantity": "120",
            "scope": variant.facility,
            "starts_on": "2025-07-01",
            "ends_on": "2025-12-31",
            "profile": "linear",
        },
    ),
    "support_answer": Sample(
        address=lambda variant: {"uid": variant.confirmation}, body=_same({"answer": "yes"})
    ),
    "attachment": Sample(address=lambda variant: {"uid": variant.file}),
}
