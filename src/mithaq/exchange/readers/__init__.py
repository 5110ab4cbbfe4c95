"""Files into checked tables.

    read_table(path, table) -> Reading

A reading never raises for what is in the file: everything wrong with it is in `faults`.
"""

from mithaq.exchange.readers.reading import Reading, read_table

__all__ = ["Reading", "read_table"]
