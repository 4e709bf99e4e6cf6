"""The notebooks of the documentation run, and show what a reader of them expects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import EXAMPLES

pytestmark = pytest.mark.examples

NOTEBOOKS = sorted((EXAMPLES / "notebooks").glob("*.ipynb"))


def types_of(cell: Any) -> set[str]:
    """The formats of what a cell shows."""
    return {kind for output in cell.get("outputs", ()) for kind in output.get("data", {})}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run(path: Path, tmp_path: Path) -> None:
    """Every cell, in a kernel of its own; tables are tables, and the plot is a picture."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = {cell.source.splitlines()[-1]: types_of(cell) for cell in code}
    assert "text/html" in shown["program"]
    assert "text/html" in shown["result.to_frame()"]
    assert "image/png" in shown["seatplan.plot(program, result.plan)"]
