"""The addresses of accounts, keys and audits."""

from __future__ import annotations

from django.urls import path

from mithaq.shells.web import audits, users

urlpatterns = [
    path("users/", users.users, name="users"),
    path("users/new/", users.user_new, name="user_new"),
    path("users/<uuid:account>/", users.user, name="user"),
    path("users/<uuid:account>/password/", users.user_password, name="user_password"),
    path("users/<uuid:account>/roles/", users.user_role_give, name="user_role_give"),
    path("users/<uuid:account>/keys/", users.user_key_make, name="user_key_make"),
    path("users/roles/<uuid:role>/end/", users.user_role_end, name="user_role_end"),
    path("keys/", users.own_keys, name="own_keys"),
    path("keys/<uuid:token>/revoke/", users.key_revoke, name="key_revoke"),
    path("audit/", audits.audit_edits, name="audit_edits"),
    path("audit/batches/", audits.audit_batches, name="audit_batches"),
]
