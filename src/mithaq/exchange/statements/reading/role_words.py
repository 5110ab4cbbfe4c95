"""Words that go on with a role or end it: prepositions, callings, parts of bodies."""

from __future__ import annotations

from typing import Final

from mithaq.engine.text import normalised

COMMAS: Final = frozenset("،,")
ENDS: Final = frozenset("،,.؛;)")
DASHES: Final = frozenset("-–—/(")
WITHIN: Final = frozenset(normalised("في لدى").split())
ACTING: Final = frozenset(normalised("بالوكالة بالإنابة بالتكليف بالنيابة").split())
# Titles that may stand without article: دكتور, سعادة. لواء is also a district.
INDEFINITE_TITLES: Final = frozenset({"doctor", "engineer", "professor", "excellency", "mister"})
# Words that speak of what was named before: القابلة القانونية فيه.
BACK: Final = frozenset(normalised("فيه فيها لديه لديها").split())
# Callings that stand before a name, after the role proper: المحامي, الطبيب.
CALLINGS: Final = frozenset(
    {
        "physician", "surgeon", "pharmacist", "lawyer", "nurse", "midwife", "engineer_officer",
        "judge", "dentist", "expert", "consultant", "specialist", "teacher", "professor",
        "minister", "ambassador", "resident", "trainer", "researcher", "commissioner",
    }
)  # fmt: skip
# Callings that are offices, too: what they are of belongs to the role.
OFFICES: Final = frozenset({"minister", "ambassador", "commissioner"})
# Roles with a preposition of their own: ممثل عن المديرية, المشرف على المشروع.
TAKING: Final = {
    "عن": ("member", "representative", "delegate"),
    "علي": ("supervisor", "officer"),
}
# Parts of bodies that a role may be in: بدائرة برامج الصحة.
UNITS: Final = frozenset(normalised("دائرة قسم شعبة مكتب إدارة وحدة مديرية مركز هيئة لجنة").split())
# Bodies without their names, after which a place tells only where: في المنظمة بدمشق.
BARE: Final = frozenset(normalised("منظمة").split())
# Endings of what belongs to somebody, which closes a phrase: في مكتبه.
HIS: Final = ("ه", "ها", "هم")
MOST_CALLED: Final = 3
MOST_TITLES: Final = 8
MOST_INDEFINITE: Final = 4
WIDEST: Final = 24
QUOTED: Final = 10
ABBREVIATED: Final = frozenset(".٫/")
# Those whom و adds to a role's holder, and not to what the role is for.
COMPANY: Final = frozenset(
    normalised(
        "وفد حضور كادر كوادر فريق فرق منظمات جمعيات مؤسسات جهات سلطات أهالي أطباء عاملين مشاركين"
        " حاضرين محافظ وزير مدير رئيس سيد سيدة أهل إعلام صحافة شركاء ممثلين"
    ).split()
)
ORIGIN: Final = normalised("أصل")
