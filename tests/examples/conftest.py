"""The examples, imported from where they are; their libraries are those of the extra `examples`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def example(path: str) -> ModuleType:
    """The module in a file of the examples."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, EXAMPLES / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where pydantic looks its annotations up
    spec.loader.exec_module(module)
    return module
