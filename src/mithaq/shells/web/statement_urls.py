"""The addresses of statements, their drafts and what is decided about them."""

from __future__ import annotations

from django.urls import path

from mithaq.shells.web import (
    statement_additions,
    statement_corrections,
    statement_decisions,
    statement_versions,
    statements,
)

_ONE = "statements/<uuid:uid>/"
_CARD = f"{_ONE}cards/<uuid:card>/"

urlpatterns = [
    path("statements/", statements.statements, name="statements"),
    path("new/statement/", statements.new, name="statement_new"),
    path(_ONE, statements.statement, name="statement"),
    path(f"{_ONE}details/", statements.details, name="statement_details"),
    path(f"{_ONE}set-aside/", statements.aside, name="statement_set_aside"),
    path(f"{_ONE}take-up/", statements.take_up, name="statement_take_up"),
    path(f"{_ONE}all/", statement_decisions.decide_many, name="statement_decide_all"),
    path(f"{_ONE}adopt/", statement_decisions.adopt_all, name="statement_adopt"),
    path(f"{_ONE}add/", statement_additions.add, name="statement_add"),
    path(f"{_ONE}find/", statement_corrections.find, name="statement_find"),
    path(f"{_ONE}beside/<uuid:other>/", statement_versions.beside, name="statement_beside"),
    path(f"{_ONE}merge/<uuid:other>/", statement_versions.merge, name="statement_merge"),
    path(f"{_ONE}apart/<uuid:other>/", statement_versions.apart, name="statement_apart"),
    path(_CARD, statement_decisions.card_alone, name="statement_card"),
    path(f"{_CARD}decide/", statement_decisions.decide_one, name="statement_decide"),
    path(f"{_CARD}correct/", statement_corrections.correct, name="statement_correct"),
]
