"""The addresses of monthly reports.

The more definite ones come first: a facility's code may be any word.
"""

from __future__ import annotations

from django.urls import path

from mithaq.shells.web import completeness, reports, reviews, verifications
from mithaq.shells.web import report_writing as writing

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/completeness/", completeness.report_completeness, name="report_completeness"),
    path("reports/missing/", completeness.report_missing, name="report_missing"),
    path("reports/accept/", reviews.report_accept_many, name="report_accept_many"),
    path("reports/months/close/", completeness.report_month_close, name="report_month_close"),
    path("reports/months/reopen/", completeness.report_month_reopen, name="report_month_reopen"),
    path("reports/<uuid:report>/", reviews.report_review, name="report_review"),
    path("reports/<uuid:report>/accept/", reviews.report_accept, name="report_accept"),
    path("reports/<uuid:report>/back/", reviews.report_send_back, name="report_send_back"),
    path("reports/<uuid:report>/verify/", verifications.report_verify, name="report_verify"),
    path("reports/kept/<uuid:draft>/take/", writing.report_draft_take, name="report_draft_take"),
    path(
        "reports/kept/<uuid:draft>/discard/",
        writing.report_draft_discard,
        name="report_draft_discard",
    ),
    path("reports/<str:facility>/<str:month>/", writing.report, name="report"),
    path("reports/<str:facility>/<str:month>/save/", writing.report_save, name="report_save"),
    path("reports/<str:facility>/<str:month>/submit/", writing.report_submit, name="report_submit"),
]
