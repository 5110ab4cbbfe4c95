"""The addresses of agreements, meetings and what comes of them, supports, attached files."""

from __future__ import annotations

from django.urls import path

from mithaq.shells.web import (
    action_points,
    agreement_amendments,
    agreement_beginnings,
    agreement_changes,
    agreement_notes,
    agreements,
    attachments,
    meeting_additions,
    meetings,
    requests,
    supports,
    undertakings,
)

# Codes are people's own and may hold a slash; what follows a code comes before the code alone.
urlpatterns = [
    path("agreements/", agreements.agreements, name="agreements"),
    path("new/agreement/", agreement_beginnings.new, name="agreement_new"),
    path("agreements/<path:code>/status/", agreement_changes.status, name="agreement_status"),
    path("agreements/<path:code>/amend/", agreement_amendments.amend, name="agreement_amend"),
    path("agreements/<path:code>/party/", agreement_changes.party, name="agreement_party"),
    path("agreements/<path:code>/figure/", agreement_notes.figure, name="agreement_figure"),
    path(
        "agreements/<path:code>/undertaking/",
        agreement_notes.undertaking,
        name="agreement_undertaking",
    ),
    path("agreements/<path:code>/letter/", agreement_notes.letter, name="agreement_letter"),
    path("agreements/<path:code>/file/", agreement_notes.file, name="agreement_file"),
    path("agreements/<path:code>/", agreements.agreement, name="agreement"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("new/meeting/", meetings.new, name="meeting_new"),
    path("meetings/<path:code>/add/<str:what>/", meeting_additions.add, name="meeting_add"),
    path("meetings/<path:code>/letter/", meeting_additions.letter, name="meeting_letter"),
    path("meetings/<path:code>/file/", meeting_additions.file, name="meeting_file"),
    path("meetings/<path:code>/", meetings.meeting, name="meeting"),
    path("points/", action_points.points, name="meeting_points"),
    path("points/<uuid:uid>/", action_points.point, name="meeting_point"),
    path("points/<uuid:uid>/done/", action_points.done, name="meeting_point_done"),
    path("points/<uuid:uid>/close/", action_points.close, name="meeting_point_close"),
    path("points/<uuid:uid>/reopen/", action_points.reopen, name="meeting_point_reopen"),
    path("points/<uuid:uid>/drop/", action_points.drop, name="meeting_point_drop"),
    path("requests/", requests.requests, name="meeting_requests"),
    path("requests/<uuid:uid>/", requests.one, name="meeting_request"),
    path("requests/<uuid:uid>/study/", requests.study, name="meeting_request_study"),
    path("requests/<uuid:uid>/answer/", requests.answer, name="meeting_request_answer"),
    path("undertakings/", undertakings.undertakings, name="meeting_undertakings"),
    path("undertakings/<uuid:uid>/", undertakings.undertaking, name="meeting_undertaking"),
    path(
        "undertakings/<uuid:uid>/put-off/", undertakings.put_off, name="meeting_undertaking_put_off"
    ),
    path("undertakings/<uuid:uid>/kept/", undertakings.fulfil, name="meeting_undertaking_kept"),
    path("undertakings/<uuid:uid>/drop/", undertakings.drop, name="meeting_undertaking_drop"),
    path("undertakings/<uuid:uid>/ripen/", undertakings.ripen, name="meeting_undertaking_ripen"),
    path("supports/", supports.supports, name="supports"),
    path("supports/ask/", supports.ask, name="supports_ask"),
    path("supports/all/", supports.answer_all, name="supports_answer_all"),
    path("supports/<uuid:uid>/", supports.answer, name="support_answer"),
    path("files/<uuid:uid>/", attachments.attachment, name="attachment"),
]
