"""Re-deriving the ledger: every posting, every batch, the chain, and what must always hold.

The digest of the last batch covers everything before it. An auditor who notes it down finds out
even about a ledger whose whole chain was made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from mithaq.ledger.append_only import append_only_models
from mithaq.ledger.batch_checks import BatchFault, BatchFaults, check_batches, recorded_after
from mithaq.ledger.canonical import GENESIS
from mithaq.ledger.models import Batch, Chain, Delivery, Posting
from mithaq.ledger.reading import DjangoReader, address, shared_out
from mithaq.ledger.verification import Finding, Findings, PostingRange, verify, verify_range
from mithaq.registry import append_only as registry
from mithaq.registry.append_only import missing
from mithaq.registry.faults import Fault, FaultKind
from mithaq.registry.rows import default_country

Progress = Callable[[int, int | None], None]
# Lines checked at once, and from how many on processes of their own do it.
STRETCH = 250_000
MANY = 200_000

POSTING = FaultKind(
    "posting",
    ar="القيد «{source}» (رقم {posting}) لا يصح: {what_ar}.",
    en="The posting “{source}” (number {posting}) does not hold: {what_en}.",
)
BATCH = FaultKind(
    "batch",
    ar="الدفعة {batch} لا تصح: {what_ar}. أول قيودها «{source}» (رقم {posting}).",
    en="Batch {batch} does not hold: {what_en}. Its first posting is “{source}” ({posting}).",
)
EMPTY_BATCH = FaultKind(
    "batch",
    ar="الدفعة {batch} لا تصح: {what_ar}. وليس فيها قيود، بل {entries}.",
    en="Batch {batch} does not hold: {what_en}. It has no postings, but {entries}.",
)
HEAD = FaultKind(
    "head",
    ar="رأس السلسلة لا يطابق آخر دفعة.",
    en="The head of the chain is not its last batch.",
)
UNCOUNTED = FaultKind(
    "uncounted",
    ar="في الدفتر {found} سطراً، والدفعات تشمل {expected}.",
    en="The ledger has {found} lines where its batches have {expected}.",
)
UNGUARDED = FaultKind(
    "unguarded",
    ar="محفّز منع التعديل «{found}» غير موجود أو معطّل.",
    en="The append-only trigger “{found}” is missing or disabled.",
)
WHAT = {
    "missing": ("مفقود", "it is missing"),
    "country": ("رمز الدولة غير صحيح", "its country is another"),
    "content": ("محتواه غير ما سُجّل", "its content is not what was recorded"),
    "position": ("مواضع أسطره غير متتابعة", "its lines are not where they were recorded"),
    "order": ("ترتيب أسطره غير صحيح", "its lines are out of order"),
    "lines": (
        "أسطره مفقودة أو له سبب عكس بلا عكس",
        "it has no lines, or a reason without reversal",
    ),
    "reversal": ("القيد العكسي غير صحيح", "it is no proper reversal"),
    "reversed_twice": ("القيد المعكوس معكوس مرتين", "what it reverses is reversed twice"),
    "stage": ("مرحلة غير معروفة", "a stage is none of the three"),
    "claimant": ("مُطالِب غير معروف", "a claimant is neither of the two"),
    "quantity": ("كمية سالبة", "a quantity is negative"),
    "claim": (
        "ما يُجيب عنه غير موجود أو هو نفسه إجابة",
        "what it answers is not there, or is an answer itself",
    ),
    "batch": ("مسجَّل في دفعة غير دفعته", "it is said to be of another batch"),
    "sequence": ("رقمها أو وقتها غير متتابع", "its number or instant is out of sequence"),
    "link": ("لا تتصل بالدفعة السابقة", "it is not linked to the one before"),
    "range": ("مواضعها غير متتابعة", "its positions do not follow those before"),
    "digest": ("بصمتها غير صحيحة", "its digest is not that of its content"),
    "entries": ("عدد صفوفها غير صحيح", "the number of its other rows is another"),
    "measure": ("المقياس غير ما عُرّف به", "a measure is not what it was last said to be"),
    "stray": ("صف مسجَّل خارج كل دفعة", "a row was recorded outside every batch"),
    "actor": ("منفّذ أحد صفوفها غير منفّذها", "a row of it has another actor"),
}


@dataclass(frozen=True)
class CheckResult:
    """What the check came to. `faults` begin with the first posting that does not hold."""

    batches: int
    postings: int
    deliveries: int
    digest: str
    """Of the last batch: noted down, it vouches for everything so far."""
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "holds": self.holds,
            "batches": self.batches,
            "postings": self.postings,
            "deliveries": self.deliveries,
            "digest": self.digest,
            "faults": [
                {"code": fault.code, **fault.parameters, "ar": fault.ar, "en": fault.en}
                for fault in self.faults
            ],
        }


def check(progress: Progress | None = None) -> CheckResult:
    """Re-derive the chain and every invariant; name the first posting that does not hold.

    What is recorded while it is checked is left for the next time.
    """
    chain = _head()
    tasks = list(_ranges(chain.posting))
    total = sum(lines for _, lines in tasks)
    with _verified([task for task, _ in tasks], total) as results:
        batches = check_batches(chain)
        findings: list[Findings] = []
        for each in results:
            findings.append(each)
            if progress is not None:
                progress(sum(found.lines for found in findings), total)
    faults = _posting_faults(findings, batches)
    faults += _whole_faults(chain, findings, batches)
    return CheckResult(
        batches.count,
        batches.postings,
        sum(each.lines for each in findings),
        chain.digest,
        tuple(faults),
    )


def _head() -> Chain:
    country = default_country()
    head = Chain.objects.filter(country=country).first()
    return head or Chain(country=country, digest=GENESIS)


def _ranges(last: int) -> Iterator[tuple[PostingRange, int]]:
    """All postings up to the last, in stretches of about STRETCH lines, and how many to expect.

    Batches only guide how they are cut: whatever they say, every number up to the last is in.
    """
    country = default_country()
    guides = Batch.objects.order_by("id").values_list(
        "last_posting", "first_delivery", "last_delivery"
    )
    start, lines = 1, 0
    for last_posting, first_delivery, last_delivery in guides.iterator():
        lines += max(last_delivery - first_delivery + 1, 0)
        if lines < STRETCH or not start <= last_posting <= last:
            continue
        pieces = min(max(lines // STRETCH, 1), last_posting - start + 1)
        width = -(-(last_posting - start + 1) // pieces)
        for begin in range(start, last_posting + 1, width):
            end = min(begin + width - 1, last_posting)
            yield PostingRange(begin, end, country), lines // pieces
        start, lines = last_posting + 1, 0
    if start <= last:
        yield PostingRange(start, last, country), lines


@contextmanager
def _verified(tasks: Sequence[PostingRange], lines: int) -> Iterator[Iterable[Findings]]:
    where = address() if lines >= MANY else None
    if where is None:
        reader = DjangoReader()
        yield (verify(reader, task) for task in tasks)
        return
    with shared_out(verify_range, where, tasks) as results:
        yield results


def _posting_faults(findings: Sequence[Findings], batches: BatchFaults) -> list[Fault]:
    """The first posting that does not hold; or the first batch, by its first posting."""
    found = [each.first for each in findings if each.first is not None]
    found += _gaps(findings)
    found += _reversed_twice()
    found += [Finding(each.posting, each.source, "batch") for each in batches.of_postings]
    first = min(found, key=lambda each: each.posting, default=None)
    broken = batches.first
    if broken is None or (first and first.posting <= (broken.last_posting or 0)):
        return [_posting_fault(first)] if first else []
    return [_batch_fault(broken)]


def _gaps(findings: Sequence[Findings]) -> list[Finding]:
    """Where the lines of a range do not follow those of the range before."""
    gaps: list[Finding] = []
    last = 0
    for each in findings:
        if each.lines and each.first_delivery != last + 1:
            source = Posting.objects.filter(id=each.asked.first).values_list("source", flat=True)
            gaps.append(Finding(each.asked.first, source.first() or "", "position"))
        last = each.last_delivery if each.lines else last
    return gaps


def _reversed_twice() -> list[Finding]:
    twice = (
        Posting.objects.filter(reverses__isnull=False)
        .values("reverses")
        .annotate(times=Count("id"))
        .filter(times__gt=1)
        .values("reverses")
    )
    rows = Posting.objects.filter(reverses__in=twice).order_by("-id").values_list("id", "source")
    return [Finding(number, source, "reversed_twice") for number, source in rows]


def _whole_faults(chain: Chain, findings: Sequence[Findings], batches: BatchFaults) -> list[Fault]:
    guarded = [*append_only_models(), *registry.append_only_models()]
    faults = [UNGUARDED(found=name) for name in missing(connection, guarded)]
    head = (chain.batch, chain.posting, chain.delivery, chain.digest)
    is_last = head == batches.head and chain.recorded_at == batches.recorded_at
    if not is_last or _is_passed():
        faults.append(HEAD())
    counted = sum(each.lines for each in findings)
    present = Delivery.objects.filter(id__lte=chain.delivery).count()
    if not counted == present == batches.head[2]:
        faults.append(UNCOUNTED(found=present, expected=batches.head[2]))
    return faults


def _is_passed() -> bool:
    """Whether anything lies behind the head of the chain, which moves on as things are recorded;
    so it is read last."""
    ends = [
        model.objects.aggregate(last=Max("id"))["last"] or 0 for model in (Batch, Posting, Delivery)
    ]
    head = _head()
    passed = any(
        end > known
        for end, known in zip(ends, (head.batch, head.posting, head.delivery), strict=True)
    )
    return passed or recorded_after(head.recorded_at)


def _posting_fault(found: Finding) -> Fault:
    ar, en = WHAT[found.code]
    return POSTING(
        source=found.source, posting=found.posting, what_ar=ar, what_en=en, reason=found.code
    )


def _batch_fault(found: BatchFault) -> Fault:
    ar, en = WHAT[found.code]
    words: dict[str, Any] = {
        "batch": found.batch,
        "what_ar": ar,
        "what_en": en,
        "reason": found.code,
    }
    if found.first_posting is None:
        return EMPTY_BATCH(entries=found.entries, posting=None, source="", **words)
    return BATCH(source=found.source, posting=found.first_posting, **words)
