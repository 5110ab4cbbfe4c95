"""Recording people and what they are to organisations; erasing them, history and all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from mithaq.registry.actions.contents import changes_to, name_faults, save_as, user_of
from mithaq.registry.actions.names import forget_names, index_names, sort_key
from mithaq.registry.actions.papers import forget_file
from mithaq.registry.faults import (
    ENDS_BEFORE_START,
    NOT_FOUND,
    REQUIRED,
    UNKNOWN_CODE,
    ActionRefused,
    Fault,
    refuse,
)
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import (
    Attachment,
    Letter,
    Location,
    Organisation,
    Person,
    PersonAlias,
    PersonRole,
    Source,
    SubjectKind,
)
from mithaq.registry.records import NewPerson, NewPersonRole


@transaction.atomic
def record_people(people: Sequence[NewPerson], *, actor: uuid.UUID | None) -> tuple[Person, ...]:
    """Record people with their roles; the rows in the order given. Known ones are completed.

    Raises ActionRefused with every fault: no name, unknown organisations, places or sources, a
    role that ends before it starts, other content under a known name.
    """
    organisations, places, sources = _references(people)
    known = _known(people)
    faults: list[Fault] = []
    for item, person in enumerate(people):
        faults += name_faults(person.name_ar, person.name_en, item)
        for role in person.roles:
            faults += _role_faults(role, item, organisations, places, sources)
        if row := known.get(sort_key(person.name_ar)):
            faults += changes_to(row, _values(person), key=person.name_ar, item=item)[1]
    refuse(faults)
    rows = _make_or_complete(people, known, actor)
    for person in people:
        row = rows[sort_key(person.name_ar)]
        _add_aliases(row, person.aliases)
        for role in person.roles:
            _add_role(row, role, organisations, places, sources)
    _index(rows.values())
    return tuple(rows[sort_key(person.name_ar)] for person in people)


def _references(
    people: Sequence[NewPerson],
) -> tuple[dict[str, Organisation], dict[str, Location], dict[str, Source]]:
    roles = [role for person in people for role in person.roles]
    uids = {uuid.UUID(role.source) for role in roles if role.source}
    return (
        by_code(Organisation.objects.all(), [role.organisation for role in roles]),
        by_code(Location.objects.all(), [role.location for role in roles]),
        {str(source.uid): source for source in Source.objects.filter(uid__in=uids)},
    )


def _known(people: Sequence[NewPerson]) -> dict[str, Person]:
    keys = sorted({sort_key(person.name_ar) for person in people})
    known: dict[str, Person] = {}
    for chunk in chunks(keys):
        known.update((row.sort_ar, row) for row in Person.objects.filter(sort_ar__in=chunk))
    return known


def _values(person: NewPerson) -> dict[str, str]:
    return {
        "name_en": person.name_en,
        "honorific": person.honorific,
        "phone": person.phone,
    }


def _role_faults(
    role: NewPersonRole,
    item: int,
    organisations: Mapping[str, Organisation],
    places: Mapping[str, Location],
    sources: Mapping[str, Source],
) -> list[Fault]:
    faults = [
        UNKNOWN_CODE(found=code, item=item, field=field)
        for field, code, known in (
            ("organisation", role.organisation, organisations),
            ("location", role.location, places),
            ("source", role.source, sources),
        )
        if code and code not in known
    ]
    if not role.title_ar.strip():
        faults.append(REQUIRED(item=item, field="title_ar"))
    if role.valid_from and role.valid_to and role.valid_to < role.valid_from:
        faults.append(
            ENDS_BEFORE_START(
                found=role.valid_to, expected=role.valid_from, item=item, field="valid_to"
            )
        )
    return faults


def _make_or_complete(
    people: Sequence[NewPerson], known: Mapping[str, Person], actor: uuid.UUID | None
) -> dict[str, Person]:
    rows = dict(known)
    new: dict[str, Person] = {}
    for item, person in enumerate(people):
        key = sort_key(person.name_ar)
        if row := rows.get(key):
            changes, _ = changes_to(row, _values(person), key=person.name_ar, item=item)
            if changes:
                for field, value in changes.items():
                    setattr(row, field, value)
                save_as(row, actor, list(changes))
        elif key not in new:
            new[key] = Person(
                name_ar=person.name_ar,
                sort_ar=key,
                is_made_up=person.is_made_up,
                **_values(person),
            )
    made = bulk_create_with_history(
        list(new.values()), Person, batch_size=1000, default_user=user_of(actor)
    )
    return {**rows, **{row.sort_ar: row for row in made}}


def _add_aliases(row: Person, aliases: Sequence[str]) -> None:
    for alias in aliases:
        PersonAlias.objects.get_or_create(person=row, name=alias)


def _add_role(
    row: Person,
    role: NewPersonRole,
    organisations: Mapping[str, Organisation],
    places: Mapping[str, Location],
    sources: Mapping[str, Source],
) -> None:
    """The same title at the same body from the same day is one role; its end may come later."""
    kept, is_new = PersonRole.objects.get_or_create(
        person=row,
        organisation=organisations.get(role.organisation),
        location=places.get(role.location),
        title_ar=role.title_ar,
        valid_from=role.valid_from,
        defaults={
            "title_en": role.title_en,
            "is_acting": role.is_acting,
            "valid_to": role.valid_to,
            "source": sources.get(role.source),
        },
    )
    if not is_new and role.valid_to and kept.valid_to is None:
        kept.valid_to = role.valid_to
        kept.save(update_fields=["valid_to"])


def _index(rows: Iterable[Person]) -> None:
    names: dict[int, set[str]] = {row.id: {row.name_ar, row.name_en} for row in rows}
    for chunk in chunks(list(names)):
        aliases = PersonAlias.objects.filter(person__in=chunk)
        for person, name in aliases.values_list("person_id", "name"):
            names[person].add(name)
    index_names(SubjectKind.PERSON, names)


@transaction.atomic
def erase_person(uid: uuid.UUID) -> None:
    """Take a person out: name, aliases, roles, letters, files, index and history of edits.

    What named the person (a meeting, an agreement) stays, without the name. The ledger never had
    it. Raises ActionRefused: no such person.
    """
    person = Person.objects.filter(uid=uid).first()
    if person is None:
        raise ActionRefused([NOT_FOUND(found=uid)])
    files = Attachment.objects.filter(subject_kind=SubjectKind.PERSON, subject=uid)
    digests = list(files.values_list("sha256", flat=True))
    files.delete()
    Letter.objects.filter(subject_kind=SubjectKind.PERSON, subject=uid).delete()
    forget_names(SubjectKind.PERSON, person.id)
    identifier = person.id
    person.delete()
    # Deleting writes a last line of history; it goes with the rest.
    Person.history.filter(id=identifier).delete()
    for digest in digests:
        transaction.on_commit(lambda digest=digest: forget_file(digest))  # type: ignore[misc]
