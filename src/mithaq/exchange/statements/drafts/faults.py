"""What drafts of statements refuse, and what stands in the way of a card, in their own words."""

from __future__ import annotations

from mithaq.registry.faults import FaultKind

# --- the statement ------------------------------------------------------------------------------
TOO_MANY_FINDINGS = FaultKind(
    "statement_too_many_findings",
    ar="في النص {found} من المعلومات، والحد الأقصى لمسودة واحدة {expected}؛ قسِّم النص.",
    en="The text holds {found} findings; a draft takes at most {expected}. Take it in parts.",
)
SETTLED = FaultKind(
    "statement_settled",
    ar="هذا البيان لم يعد مسودة: صُرف النظر عنه أو دُمج في غيره.",
    en="This statement is no longer a draft: it was set aside or merged into another.",
)
SOMETHING_ADOPTED = FaultKind(
    "statement_adopted",
    ar="اعتُمد شيء من هذا البيان، فلا يجوز ذلك بعد الآن.",
    en="Something of this statement was adopted already, so this is no longer possible.",
)
NOT_SET_ASIDE = FaultKind(
    "statement_not_set_aside",
    ar="هذا البيان لم يُصرف النظر عنه.",
    en="This statement was not set aside.",
)
MERGED_INTO_ITSELF = FaultKind(
    "statement_merged_into_itself",
    ar="لا يُدمج البيان في نفسه.",
    en="A statement is not merged into itself.",
)
NO_SUCH_DAY = FaultKind(
    "statement_no_such_day",
    ar="لا يكون البيان من يوم «{found}».",
    en="A statement is not of the day “{found}”.",
)
ELSEWHERE = FaultKind(
    "statement_elsewhere",
    ar="لا يشمل دورك هذا المكان «{found}».",
    en="Your role does not reach the place “{found}”.",
)

# --- what comes in for a card -------------------------------------------------------------------
NOT_A_FIELD = FaultKind(
    "card_no_such_field",
    ar="ليس لهذه البطاقة خانة «{found}».",
    en="Such a card has no field “{found}”.",
)
WRONG_TYPE = FaultKind(
    "card_wrong_type",
    ar="القيمة «{found}» ليست من نوع هذه الخانة ({expected}).",
    en="“{found}” is not of this field's type ({expected}).",
)
NOT_IN_TEXT = FaultKind(
    "card_not_in_text",
    ar="الموضع المحدَّد ليس في نص البيان.",
    en="What was marked does not lie in the statement's text.",
)
ADOPTED_BEFORE = FaultKind(
    "card_adopted",
    ar="هذه البطاقة اعتُمدت، وما نتج عنها يُعدَّل في مكانه.",
    en="This card was adopted; what it became is changed where it is.",
)
NOTHING_TO_LINK = FaultKind(
    "card_not_linked",
    ar="بطاقة من هذا النوع لا تُربط بسجل.",
    en="A card of this kind is not linked to anything.",
)
CANNOT_BECOME = FaultKind(
    "card_cannot_become",
    ar="لا تصير بطاقة من هذا النوع «{found}».",
    en="A card of this kind cannot become “{found}”.",
)

# --- what stands in the way ---------------------------------------------------------------------
NOT_YOURS = FaultKind(
    "card_not_yours",
    ar="دورك لا يسمح بتسجيل ذلك هنا ({permission_ar})؛ اترك البطاقة بلا بتّ لمن يحق له، أو ارفضها.",
    en="Your role does not allow you to record this here ({found}): leave the card undecided for "
    "someone whose role does, or reject it.",
)
WAITS = FaultKind(
    "card_waits",
    ar="ينتظر قبول بطاقة «{found}».",
    en="It waits until the card “{found}” is accepted.",
)
KNOWN_ALREADY = FaultKind(
    "card_known_already",
    ar="«{found}» مسجَّل من قبل بالرمز {expected}؛ اربط البطاقة به.",
    en="“{found}” is registered already as {expected}; link the card to it.",
)
KIND_NEEDED = FaultKind(
    "card_kind_needed", ar="اختر نوع الجهة.", en="Choose what kind of organisation it is."
)
TYPE_NEEDED = FaultKind(
    "card_type_needed", ar="اختر نوع المنشأة.", en="Choose the facility's type."
)
OWNERSHIP_NEEDED = FaultKind(
    "card_ownership_needed", ar="اختر ملكية المنشأة.", en="Choose who owns the facility."
)
LINK_NEEDED = FaultKind(
    "card_link_needed",
    ar="الحدث يُسجَّل لمنشأة مسجَّلة؛ اربط البطاقة بها أو سجّل المنشأة.",
    en="An event is recorded of a registered facility: link the card to it, or register it.",
)
PLACE_NEEDED = FaultKind(
    "card_place_needed",
    ar="لا يُعرف في أي مكان من السجل تقع.",
    en="It is not known in which registered place it lies.",
)
AUTHORITY_NEEDED = FaultKind(
    "card_authority_needed",
    ar="لا يُعرف مَن الجهة العامة في الاتفاقية؛ اقبل بطاقتها أو اختر جهة.",
    en="Which public body signs is not known: accept its card or choose one.",
)
PARTNER_NEEDED = FaultKind(
    "card_partner_needed",
    ar="لا يُعرف مَن الشريك في الاتفاقية؛ اقبل بطاقته أو اختر جهة.",
    en="Which partner promises is not known: accept its card or choose one.",
)
UNDERTAKER_NEEDED = FaultKind(
    "card_undertaker_needed",
    ar="لا يُعرف مَن تعهّد بذلك؛ اقبل بطاقة الجهة أو اختر جهة.",
    en="Who undertakes it is not known: accept the organisation's card or choose one.",
)
MEETING_NEEDED = FaultKind(
    "card_meeting_needed",
    ar="القرار أو الموضوع يُسجَّل في اجتماع، ولا اجتماع مقبولاً في هذا البيان.",
    en="This is recorded with a meeting, and the statement has none that was accepted.",
)
AGREEMENT_NEEDED = FaultKind(
    "card_agreement_needed",
    ar="يلزم ذلك اتفاقية، ولا اتفاقية مقبولة في هذا البيان.",
    en="This needs an agreement, and the statement has none that was accepted.",
)
MEASURE_NEEDED = FaultKind(
    "card_measure_needed",
    ar="اختر المقياس الذي يُتعهّد به؛ الكمية بلا مقياس لا تصير بنداً.",
    en="Choose the measure that is promised; a quantity without one does not become a line.",
)
STATED_BY_NEEDED = FaultKind(
    "card_stated_by_needed",
    ar="لا يُعرف مَن ذكر هذا الرقم.",
    en="Who stated this figure is not known.",
)
SCOPE_NEEDED = FaultKind(
    "card_scope_needed",
    ar="لا يُعرف لأي مكان هذا التعهّد؛ اقبل بطاقة المكان، أو اكتب مكاناً في بطاقة الاتفاقية.",
    en="For which place it is promised is not known: accept the place's card, or write a place on "
    "the agreement's card.",
)
EFFECTIVE_DAY_NEEDED = FaultKind(
    "card_effective_day_needed",
    ar="لا يُعرف متى يسري البند: حدّد تاريخ البيان، أو تاريخ التوقيع في بطاقة الاتفاقية.",
    en="From when the line speaks is not known: give the statement's day or the day of signing.",
)
