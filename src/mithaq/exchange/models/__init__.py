"""What the exchange keeps of what came in."""

from mithaq.exchange.models.imports import ApiReply, Import
from mithaq.exchange.models.statements import (
    Statement,
    StatementFinding,
    StatementMark,
    StatementOrigin,
    StatementPair,
)

__all__ = [
    "ApiReply",
    "Import",
    "Statement",
    "StatementFinding",
    "StatementMark",
    "StatementOrigin",
    "StatementPair",
]
