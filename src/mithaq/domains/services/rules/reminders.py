"""The message to a facility whose report has not come, ready to copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mithaq.domains.services.rules.words import month_ar, month_en
from mithaq.engine.months import month_of


@dataclass(frozen=True)
class Reminder:
    ar: str
    en: str


def reminder(*, name_ar: str, name_en: str, month: int, due: date, today: date) -> Reminder:
    """Polite, with the month and the day on which it was or is due, and the way out."""
    if today > due:
        came_ar = f"لم يصلنا بعدُ تقريركم عن شهر {month_ar(month)}، وكان موعده {_day_ar(due)}."
        came_en = f"Your report for {month_en(month)} was due on {_day_en(due)} and has not come."
    else:
        came_ar = f"نذكّركم بتقريركم عن شهر {month_ar(month)}، وموعده {_day_ar(due)}."
        came_en = f"Your report for {month_en(month)} is due on {_day_en(due)}."
    ar = (
        f"إلى السادة في {name_ar} المحترمين،\n"
        f"تحية طيبة وبعد،\n"
        f"{came_ar} نرجو التكرم بإرساله في أقرب وقت. وإن لم يكن هناك نشاط في ذلك الشهر فيكفي أن"
        f" ترسلوا «لا نشاط» مع ذكر السبب. وإن واجهتكم صعوبة في الإرسال فأعلمونا لنساعدكم.\n"
        f"شاكرين تعاونكم وجهودكم."
    )
    en = (
        f"To our colleagues at {name_en or name_ar},\n"
        f"{came_en} Please send it as soon as you can. If there was no activity that month, it is"
        f" enough to say so with the reason. If sending is difficult, tell us and we will help.\n"
        f"With thanks for your work."
    )
    return Reminder(ar, en)


def _day_ar(day: date) -> str:
    return f"{day.day} {month_ar(month_of(day))}"


def _day_en(day: date) -> str:
    return f"{day.day} {month_en(month_of(day))}"
