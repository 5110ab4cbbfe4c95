"""A broken pack does not load, and says everything that is wrong with it at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mithaq import countries
from mithaq.countries import PackFault, PackRejected
from mithaq.countries.loading import read_pack, read_words

SYRIA = Path(countries.__file__).parent / "syria"

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SYRIA, tmp_path / "syria"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """edit(file, old, new): in a copy of Syria's pack."""

    def change(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


def faults_of(folder: Path, read: Callable[[Path], object] = read_pack) -> tuple[PackFault, ...]:
    with pytest.raises(PackRejected) as rejected:
        read(folder)
    return rejected.value.faults


def only_fault_of(folder: Path) -> PackFault:
    faults = faults_of(folder)
    assert len(faults) == 1, [fault.en for fault in faults]
    return faults[0]


def test_a_whole_copy_loads(folder: Path) -> None:
    assert read_pack(folder).code == "SY"


def test_every_fault_of_every_file_is_said_at_once(folder: Path, edit: Edit) -> None:
    edit("places.csv", "SY-HL", "SY-DI")
    edit("places.csv", "SY0402,district,SY04", "SY0402,district,SY99")
    edit("measures.csv", "physiotherapy\n", "physio\n")
    edit(
        "measures.csv",
        ",sessions,service,service.provided,sum,,true,,dialysis",
        ",sessions,service,service.provided,mean,,true,,dialysis",
    )
    edit("services.yaml", "group: rehabilitation", "group: rehab")
    edit("facility_types.yaml", "{ar: مستشفى, en: Hospital", "{ar: مستشفى")
    edit("parameters/currency.yaml", "    value: 100\n", "")
    edit("aliases.csv", "SY01,", "SY77,")
    edit("country.yaml", "Asia/Damascus", "Asia/Nowhere")
    faults = faults_of(folder)
    assert {fault.file for fault in faults} == {
        "places.csv",
        "measures.csv",
        "services.yaml",
        "facility_types.yaml",
        "parameters/currency.yaml",
        "aliases.csv",
        "country.yaml",
    }
    assert len(faults) >= 9
    for fault in faults:
        assert fault.entry
        assert fault.expected_ar
        assert fault.expected_en
        assert fault.file in fault.ar


def test_a_fault_says_file_entry_found_and_expected(folder: Path, edit: Edit) -> None:
    edit("places.csv", "SY0402,district,SY04", "SY0402,district,SY99")
    fault = only_fault_of(folder)
    assert fault.file == "places.csv"
    assert fault.entry == "row 36 (SY0402).parent"
    assert fault.found == "SY99"
    assert fault.expected == "the code of a place of level governorate"
    assert fault.en == (
        "places.csv, row 36 (SY0402).parent: found “SY99”,"
        " expected the code of a place of level governorate."
    )
    assert fault.ar == (
        "places.csv، row 36 (SY0402).parent: وُجد «SY99»، والمتوقَّع رمز مكان من مستوى governorate."
    )


@pytest.mark.parametrize(
    ("old", "entry"),
    [
        ("  - from: 2026-01-01\n    status", "old_pounds_per_new_pound.values.1.from"),
        ("    status: announced\n", "old_pounds_per_new_pound.values.1.status"),
        ("    value: 100\n", "old_pounds_per_new_pound.values.1.value"),
        ("  unit: {ar: ليرة قديمة, en: old pounds}\n", "old_pounds_per_new_pound.unit"),
        (
            "    source: {ar: المرسوم رقم 293 لعام 2025, en: Decree 293 of 2025}\n",
            "old_pounds_per_new_pound.values.1.source",
        ),
    ],
)
def test_a_value_without_date_unit_or_source_does_not_load(
    folder: Path, edit: Edit, old: str, entry: str
) -> None:
    edit("parameters/currency.yaml", old, "  - status" if old.startswith("  - ") else "")
    faults = faults_of(folder)
    assert entry in {fault.entry for fault in faults}
    assert {fault.file for fault in faults} == {"parameters/currency.yaml"}


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("places.csv", "33.51,36.29,,SY-DI", "36.29,33.51,,SY-DI", "36.29, 33.51"),
        ("places.csv", "SY03,governorate", "SY02,governorate", "SY02"),
        ("places.csv", "SY,country,,سورية", "SY,country,SY,سورية", "SY"),
        ("places.csv", ",Aleppo,", ",حلب,", "حلب"),
        ("aliases.csv", "SY,سوريا,ar", "SY,سورية,ar", "سورية"),
        ("aliases.csv", "2015,,pcodes_2015", "2015,2014,pcodes_2015", "2014"),
        ("populations.csv", "census_2004", "", ""),
        ("populations.csv", "1552161", "many", "many"),
        ("measures.csv", "service.delivery_normal,", "delivery_normal,", "delivery_normal"),
        ("measures.csv", ",شخص,people,people,,max", ",شخص,people,people,,sum", "sum"),
        ("measures.csv", ",days,service,,sum,,", ",days,service,,sum,3,", "3"),
        ("measures.csv", "خدمات صحية مقدَّمة", "services", "services"),
        ("services.yaml", "at: [hospital, dialysis_centre]", "at: [dialysis_centre]",
         "service.dialysis_session (dialysis)"),
        ("age_groups.yaml", "low: 18", "low: 19", "19"),
        ("data_sets.yaml", "due_days: 10", "due_days: soon", "soon"),
        ("data_sets.yaml", "facility_type: laboratory", "facility_type: blood_bank", "blood_bank"),
        ("currencies.yaml", "replaces: syp_old", "replaces: lira", "lira"),
        ("facility_types.yaml", "beds: true", "beds: many", "many"),
        ("facility_types.yaml", "en: Laboratory}", "en: Laboratory, beds_no: 3}", "beds_no"),
        ("country.yaml", "[friday, saturday]", "[friday, someday]", "someday"),
        ("calendar.yaml", "كانون الثاني, شباط", "شباط", ""),
        ("parameters/norm.yaml", "value: 4", "value: four", "four"),
        ("parameters/norm.yaml", "status: assumed", "status: rumoured", "rumoured"),
        ("parameters/norm.yaml", "from: 1997", "from: the nineties", "the nineties"),
        ("parameters/report_check.yaml", "value: 3.5", "value: 0", "0"),
    ],
)  # fmt: skip
def test_a_single_mistake_is_found_where_it_is(
    folder: Path, edit: Edit, name: str, old: str, new: str, found: str
) -> None:
    edit(name, old, new)
    assert any(
        fault.file.split("/")[0] in (name.split("/")[0], "data_sets.yaml")
        and (fault.found == found or not found)
        for fault in faults_of(folder)
    ), [fault.en for fault in faults_of(folder)]


def test_parents_that_lead_in_a_circle_are_refused(folder: Path, edit: Edit) -> None:
    edit("measures.csv", ",service,,sum,,,,\n", ",service,service.consultation,sum,,,,\n")
    assert any("lead back" in fault.expected for fault in faults_of(folder))


def test_a_list_of_the_house_must_hold_exactly_its_codes(folder: Path, edit: Edit) -> None:
    edit("lists.yaml", "  training: {ar: نقص التدريب, en: Lack of training}\n", "")
    fault = only_fault_of(folder)
    assert fault.entry == "barriers"
    assert fault.expected == "exactly the codes staff, training, supplies, equipment, finances"


def test_a_key_given_twice_is_refused(folder: Path, edit: Edit) -> None:
    edit("facility_types.yaml", "blood_bank:", "hospital:")
    faults = faults_of(folder)
    assert faults[0].file == "facility_types.yaml"
    assert "“hospital” is given twice" in faults[0].found


def test_a_missing_file_is_said_to_be_missing(folder: Path) -> None:
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in (".yaml", ".csv") and path.stem != "norm":
            text = path.read_bytes()
            path.unlink()
            name = path.relative_to(folder).as_posix()
            read = read_words if name.startswith("language/") else read_pack
            files = {fault.file for fault in faults_of(folder, read)}
            assert name in files or name == "parameters/currency.yaml"
            path.write_bytes(text)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"- a\n- b\n", b"{", b"a: [", b"[]: 1\n"]
)
def test_a_file_that_is_no_such_file_is_refused(folder: Path, content: bytes) -> None:
    for name in ("lists.yaml", "places.csv", "measures.csv", "data_sets.yaml"):
        text = (folder / name).read_bytes()
        (folder / name).write_bytes(content)
        assert name in {fault.file for fault in faults_of(folder)}
        (folder / name).write_bytes(text)


def test_yaml_words_stay_words_and_decimals_stay_exact(folder: Path, edit: Edit) -> None:
    edit(
        "facility_types.yaml",
        "blood_bank: {ar: بنك دم, en: Blood bank}",
        "no: {ar: بنك دم, en: Blood bank}",
    )
    faults = faults_of(folder)  # `no` is a code like another: only its users miss blood_bank
    assert {fault.found for fault in faults} == {"blood_bank"}
