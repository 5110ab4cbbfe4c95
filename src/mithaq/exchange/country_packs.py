"""A country pack brought into the registers: each layer loads what is its own."""

from __future__ import annotations

from django.conf import settings

from mithaq.countries import load_pack
from mithaq.countries.pack import CountryPack
from mithaq.domains.services.actions import load_data_sets
from mithaq.ledger.actions import record_measures
from mithaq.ledger.records import NewMeasure
from mithaq.registry import actions as registry


def load_country_pack() -> None:
    """Load the pack of the installation's country; what is known already is left as it is."""
    pack = load_pack(settings.COUNTRY)
    registry.load_country_pack(pack, actor=None)
    record_measures(_measures(pack), actor=None)
    load_data_sets(pack)


def _measures(pack: CountryPack) -> list[NewMeasure]:
    return [
        NewMeasure(
            code=measure.code,
            name_ar=measure.name_ar,
            name_en=measure.name_en,
            unit=measure.unit_en,
            unit_ar=measure.unit_ar,
            family=measure.family,
            parent=measure.parent,
            combine=measure.combine,
            stale_after=measure.stale_after,
            service=measure.service,
            by_sex=measure.by_sex,
            by_age=measure.by_age,
            from_pack=True,
        )
        for measure in pack.measures.values()
    ]
