"""The gate to agreements and what hangs on them. An agreement is seen by who answers for a place
that it reaches, and by the organisations that are party to it."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from mithaq.ledger.models import (
    Agreement,
    AgreementParty,
    Delivery,
    FoundCliff,
    FoundOverlap,
    Pledge,
    PledgeScope,
    Support,
)
from mithaq.registry.access import (
    Permission,
    Span,
    Visitor,
    count_as_business,
    facility_condition,
    gate_files_of,
    is_business_of,
    once,
    spans,
    take,
)
from mithaq.registry.lookups import coded
from mithaq.registry.models import Organisation, SubjectKind, User
from mithaq.registry.tree import lineages_above, under, under_any


def visible_agreements(
    user: Visitor, permission: Permission = Permission.SEE_AGREEMENT
) -> QuerySet[Agreement]:
    """Agreements that reach the user's places, or to which the user's organisation is party."""
    agreements = Agreement.objects.select_related("authority", "partner", "source")
    covered = spans(user, permission)
    if covered.everything:
        return agreements
    condition = Q(pk__in=())
    for lineage in covered.places:
        condition |= _reaches(lineage)
    for span in covered.of_organisations:
        condition |= _is_party(span) & _lies_in(span)
    return agreements.filter(condition)


def visible_agreement_ids(
    user: Visitor, permission: Permission = Permission.SEE_AGREEMENT
) -> frozenset[int] | None:
    """Ids of the visible agreements, worked out once a request; None: all of them."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if spans(user, permission).everything:
        return None
    return once(
        user,
        f"agreements {permission}",
        lambda: frozenset(
            visible_agreements(user, permission).order_by().values_list("id", flat=True)
        ),
    )


def may_on_agreement(user: Visitor, agreement: Agreement, permission: Permission) -> bool:
    """Whether a permission covers an agreement that the user sees; for what a page offers."""
    covered = visible_agreement_ids(user, permission)
    return covered is None or agreement.pk in covered


def agreement_condition(
    user: Visitor, permission: Permission = Permission.SEE_AGREEMENT, prefix: str = "agreement_"
) -> Q:
    """A condition on rows that point at an agreement by `prefix` + `id`."""
    if spans(user, permission).everything:
        return Q()
    visible = visible_agreements(user, permission).order_by().values("id")
    return Q(**{f"{prefix}id__in": visible})


def access_agreement(
    user: Visitor,
    code: str,
    permission: Permission = Permission.SEE_AGREEMENT,
    *,
    lock: bool = False,
) -> Agreement:
    """The agreement of a code. Raises NotFound, Denied."""
    return take(
        visible_agreements,
        user,
        see=Permission.SEE_AGREEMENT,
        to=permission,
        row=coded(code),
        lock=lock,
    )


def access_agreement_of_file(user: Visitor, uid: uuid.UUID) -> Agreement:
    """Who sees an agreement sees its files."""
    row = Q(uid=uid)
    see = Permission.SEE_AGREEMENT
    return take(visible_agreements, user, see=see, to=see, row=row)


def _reaches(lineage: str) -> Q:
    """The agreement's lines name the place, something in it or something that holds it; or it
    supports a facility there; or the place's own authority signed it."""
    near = under(lineage, "location__") | Q(location__lineage__in=lineages_above(lineage))
    scoped = PledgeScope.objects.filter(near).values("pledge__agreement")
    supporting = Support.objects.filter(
        under(lineage, "facility__"), agreement__isnull=False
    ).values("agreement")
    own = Organisation.objects.filter(under(lineage, "location__")).values("id")
    return Q(id__in=scoped) | Q(id__in=supporting) | Q(authority__in=own)


def _is_party(span: Span) -> Q:
    parties = AgreementParty.objects.filter(organisation=span.organisation).values("agreement")
    return Q(partner=span.organisation) | Q(authority=span.organisation) | Q(id__in=parties)


def _lies_in(span: Span) -> Q:
    """In the span's place; what says no place at all lies everywhere."""
    if span.lineage.count("/") == 2:  # the root: the country
        return Q()
    says_where = Exists(Pledge.objects.filter(agreement=OuterRef("pk")))
    return _reaches(span.lineage) | ~Q(says_where)


def supported_facilities(organisation: int) -> QuerySet[Support, Any]:
    """Facilities that an organisation supports or has supported."""
    return Support.objects.filter(organisation=organisation).values("facility")


def pledged_facilities(organisation: int) -> QuerySet[PledgeScope, Any]:
    """Facilities that agreements with the organisation as partner name."""
    return PledgeScope.objects.filter(pledge__agreement__partner=organisation).values("location")


def party_facilities(organisation: int) -> QuerySet[PledgeScope, Any]:
    """Facilities that agreements name to which the organisation is another party."""
    party = AgreementParty.objects.filter(organisation=organisation).values("agreement")
    return PledgeScope.objects.filter(pledge__agreement__in=party).values("location")


def visible_supports(
    user: Visitor, permission: Permission = Permission.SEE_AGREEMENT
) -> QuerySet[Support]:
    """The log of supports: of the user's places, or of the user's organisation."""
    covered = spans(user, permission)
    supports = Support.objects.select_related("facility", "organisation", "agreement")
    if covered.everything:
        return supports
    condition = under_any(covered.places, "facility__")
    for span in covered.of_organisations:
        condition |= under(span.lineage, "facility__") & Q(organisation=span.organisation)
    return supports.filter(condition)


def visible_deliveries(user: Visitor) -> QuerySet[Delivery]:
    """Deliveries at the user's places; of the user's organisation, under its agreements, or
    reported by a facility that it has to do with and said to be nobody else's."""
    covered = spans(user, Permission.SEE_DELIVERIES)
    if covered.everything:
        return Delivery.objects.all()
    condition = under_any(covered.places, "location__")
    for span in covered.of_organisations:
        if span.organisation is not None:
            condition |= under(span.lineage, "location__") & _delivered_for(span.organisation)
    return Delivery.objects.filter(condition)


def _delivered_for(organisation: int) -> Q:
    parties = AgreementParty.objects.filter(organisation=organisation).values("agreement")
    nobodys = Q(organisation__isnull=True, agreement__isnull=True)
    return (
        Q(organisation=organisation)
        | Q(agreement__partner=organisation)
        | Q(agreement__in=parties)
        | (nobodys & is_business_of(organisation, "location_id__"))
    )


def visible_overlaps(
    user: Visitor, permission: Permission = Permission.SEE_OVERLAPS
) -> QuerySet[FoundOverlap]:
    """Overlaps at the user's places, or that the user's organisation is part of."""
    covered = spans(user, permission)
    overlaps = FoundOverlap.objects.select_related("facility", "measure")
    if covered.everything:
        return overlaps
    condition = under_any(covered.places, "facility__")
    codes = dict(
        Organisation.objects.filter(
            id__in=[span.organisation for span in covered.of_organisations]
        ).values_list("id", "code")
    )
    for span in covered.of_organisations:
        named = names_code(codes.get(span.organisation or 0, ""))
        condition |= under(span.lineage, "facility__") & named
    return overlaps.annotate(codes=Cast("organisations", TextField())).filter(condition)


def names_code(code: str) -> Q:
    """A list of codes, cast to text as `codes`, holds this one; SQLite keeps Arabic escaped,
    PostgreSQL does not."""
    escaped, plain = json.dumps(code), json.dumps(code, ensure_ascii=False)
    return Q(codes__contains=escaped) | Q(codes__contains=plain)


def visible_cliffs(user: Visitor) -> QuerySet[FoundCliff]:
    """Cliffs at facilities that the user sees."""
    seen = facility_condition(user, Permission.SEE_FACILITY, "facility__")
    return FoundCliff.objects.select_related("facility").filter(seen)


def open_gates() -> None:
    """Tell the registry's gate what only the ledger knows; called once, when the app is ready."""
    count_as_business(supported_facilities)
    count_as_business(pledged_facilities)
    count_as_business(party_facilities)
    gate_files_of(SubjectKind.AGREEMENT, access_agreement_of_file)
