"""A small health system as its tables: each can be imported, in this order, onto nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mithaq.exchange.imports import ImportResult, import_file

HEADS: Mapping[str, str] = {
    "measures": "code,name_ar,name_en,unit,family,parent,combine,stale_after",
    "places": "code,name_ar,name_en,level,parent,lat,lon,population,population_year",
    "organisations": "code,name_ar,name_en,kind",
    "facilities": "code,name_ar,name_en,type,ownership,place,lat,lon,beds,opened_on",
    "statuses": "facility,on,functionality,building_damage,equipment_damage,accessibility,"
    "barriers,source",
    "agreements": "code,title_ar,title_en,kind,authority,partner,signed_on,starts_on,ends_on,"
    "counts_from,status,parent,announced_on,status_on",
    "parties": "agreement,organisation,role,share,from,to",
    "supports": "facility,family,organisation,agreement,share,from,to",
    "pledges": "agreement,line,measure,quantity,scope,starts_on,ends_on,profile,effective_on",
    "deliveries": "source,line,organisation,agreement,measure,facility,place,month,quantity,"
    "stage,answers,claimant",
    "reversals": "source,reverses,reason",
    "reports": "facility,month,measure,sex,age_group,value",
}

# Rows that refer to each other stand before what they refer to.
ROWS: Mapping[str, Sequence[str]] = {
    "measures": (
        "visit.child,زيارات أطفال,Visits of children,visit,service,visit,sum,",
        "visit,زيارات,Visits,visit,service,,sum,",
        "staff,كوادر,Staff in post,person,staff,,last,3",
    ),
    "places": (
        "QC01,المشيرفة,Msheirfeh,community,QS01,34.85,36.95,4100,2024",
        "QS01,عين النسر,Ein Elniser,subdistrict,QD01,,,,",
        "QD01,حمص,Homs,district,QG01,34.73,36.71,,",
        "QG01,محافظة حمص,Homs,governorate,QQ,34.73,36.71,1762500,2024",
        "QQ,سورية,Syria,country,,,,,",
    ),
    "organisations": (
        "MOH,وزارة الصحة,Ministry of Health,authority",
        "ORG1,الهيئة الأولى,First Organisation,ingo",
        "ORG2,الهيئة الثانية,Second Organisation,ngo",
    ),
    "facilities": (
        "HF1,مركز المشيرفة,Msheirfeh,primary_care_centre,public,QC01,34.85,36.95,,2001-05-01",
        "HF2,مشفى عين النسر,Ein Elniser Hospital,hospital,public,QS01,,,40,",
    ),
    "statuses": (
        "HF1,2026-01-15,full,none,,full,,زيارة ميدانية",
        "HF2,2026-01-15,partial,partial,partial,full,staff|supplies,زيارة ميدانية",
    ),
    "agreements": (
        "AG2,اتفاق تدريب,Training,training,MOH,ORG2,2026-01-05,2026-01-01,2026-12-31,,,AG1,,",
        (
            "AG1,مذكرة تفاهم,Memorandum,memorandum,MOH,ORG1,2025-12-20,2026-01-01,2026-12-31,"
            "claimed,active,,2025-12-01,"
        ),
    ),
    "parties": (
        "AG1,ORG2,implementing,0.4,2026-01-01,2026-06-30",
        "AG1,ORG1,donor,60%,,",
    ),
    "supports": (
        "HF1,service,ORG1,AG1,1,2026-01-01,2026-12-31",
        "HF2,staff,ORG2,,,2026-01-01,",
    ),
    "pledges": (
        "AG1,1,visit,1200,HF1|QS01,2026-01-01,2026-12-31,,",
        "AG1,2,staff,12.5,HF2,2026-01-01,2026-12-31,on_completion,",
        "AG1,10,visit.child,300,QG01,2026-01-01,2026-12-31,2026-06-30:100|2026-12-31:300,2026-02-01",
    ),
    "deliveries": (
        "ACC-1,1,ORG1,AG1,visit.child,HF1,,2026-01,90,accepted,PS-1#1,",
        "PS-1,1,ORG1,AG1,visit.child,HF1,,2026-01,100,claimed,,",
        "PS-1,2,ORG1,AG1,staff,,QS01,2026-01,3,claimed,,partner",
    ),
    "reversals": ("REV-1,PS-1,duplicate",),
    "reports": (
        "HF1,2026-01,visit.child,,,120",
        "HF1,2026-01,staff,,,4",
    ),
}
TABLES = tuple(HEADS)


def lines_of(table: str, *rows: str) -> str:
    return "\n".join([HEADS[table], *rows, ""])


def written(folder: Path, table: str, *rows: str, name: str = "") -> Path:
    """A CSV of a table; without rows the world's."""
    path = folder / (name or f"{table}.csv")
    path.write_text(lines_of(table, *(rows or ROWS[table])), encoding="utf-8")
    return path


def take(folder: Path, table: str, *rows: str, dry_run: bool = False) -> ImportResult:
    """Import rows of a table; without any the world's."""
    return import_file(table, written(folder, table, *rows), actor=None, dry_run=dry_run)


def world(folder: Path, before: str) -> None:
    """Everything that stands before a table."""
    for table in TABLES[: TABLES.index(before)]:
        result = take(folder, table)
        assert not result.faults, (table, result.faults)


def codes(result: ImportResult) -> list[str]:
    return [fault.code for fault in result.faults]


def asked(result: ImportResult) -> list[str]:
    return [question.code for question in result.questions]


def places(result: ImportResult) -> list[tuple[int | None, str | None, str]]:
    """Row, column and code of every error."""
    return [(fault.row, fault.column, fault.code) for fault in result.faults]
