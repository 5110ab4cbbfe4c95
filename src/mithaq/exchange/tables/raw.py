"""A table as it was found in a file: text by known column, with the row numbers people see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from mithaq.exchange.faults import Fault


class RefusalError(Exception):
    """The file cannot be read on; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.en)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class RawTable:
    """Columns by code, each dictionary<int32, string> and as long as `rows`.

    `rows` are row numbers as a spreadsheet counts them. Cells of a workbook carry a mark of their
    type before the text (`is_marked`); see `tables.columns`.
    """

    sheet: str | None
    columns: dict[str, pa.DictionaryArray]
    rows: np.ndarray
    is_marked: bool
