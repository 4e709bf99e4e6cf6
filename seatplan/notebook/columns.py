"""The columns of pandas frames, each with the right type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from seatplan.later import Later

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")


def the_pandas() -> Any:
    """Return the module pandas, which is an extra.

    Raises:
        ImportError: if it is not installed; the message has the command to install it.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_frame() needs pandas: pip install 'seatplan[pandas]'") from error
    return pandas


def texts(values: Sequence[str]) -> pd.Series[str]:
    found: pd.Series[str] = the_pandas().Series(values, dtype="str")
    return found


def numbers(values: Sequence[int | None], *, missing: bool = False) -> pd.Series[int]:
    """Return a column of whole numbers; with `missing`, some can be None."""
    wide = any(value is not None and abs(value) >= 2**63 for value in values)
    dtype = object if wide else "Int64" if missing else "int64"
    found: pd.Series[int] = the_pandas().Series(values, dtype=dtype)
    return found


def days(values: Sequence[date | None]) -> pd.Series[pd.Timestamp]:
    import numpy

    # Days in seconds, made by numpy, can be any date; those in nanoseconds end in 2262.
    found: pd.Series[pd.Timestamp] = the_pandas().Series(numpy.array(values, dtype="datetime64[s]"))
    return found
