"""Who may look at the demonstration, one for each kind of work. Made-up people."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "mithaq-demo-2026"  # noqa: S105 - published on purpose, for made-up data only


@dataclass(frozen=True)
class Login:
    username: str
    kind: str
    organisation: str
    location: str
    role_ar: str
    role_en: str
    name_ar: str
    name_en: str


LOGINS = (
    Login(
        "planner", "planner", "D-NORTH", "SY", "مخطِّط", "planner", "سلمى الخطيب", "Salma Al-Khatib"
    ),
    Login(
        "officer",
        "officer",
        "D-NORTH",
        "SY07",
        "موظف المديرية، إدلب",
        "directorate officer, Idleb",
        "بسام الأحمد",
        "Bassam Al-Ahmad",
    ),
    Login(
        "reporter",
        "reporter",
        "D-NORTH",
        "D-F01",
        "معدّ تقارير منشأة",
        "facility reporter",
        "هدى منصور",
        "Huda Mansour",
    ),
    Login(
        "partner",
        "partner",
        "D-GHADEER",
        "SY",
        "منسق الشريك",
        "partner focal point",
        "نزار العلي",
        "Nizar Al-Ali",
    ),
    Login(
        "monitor", "monitor", "D-NORTH", "SY", "مراقب ميداني", "monitor", "وليد سعيد", "Walid Saeed"
    ),
    Login("auditor", "auditor", "D-NORTH", "SY", "مدقق", "auditor", "رنا حسن", "Rana Hasan"),
    Login(
        "admin",
        "administrator",
        "D-NORTH",
        "SY",
        "مدير النظام",
        "administrator",
        "مازن يوسف",
        "Mazen Yousef",
    ),
)
