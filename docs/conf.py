"""How Sphinx builds these pages: `sphinx-build -W --keep-going -n docs OUT`."""

import sys
from pathlib import Path

import seatplan

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "seatplan"
author = "the seatplan authors"
version = release = seatplan.__version__

extensions = [
    "generated",  # _ext: the parts that are made from the classes and the command
    "landing",  # _ext: live pages and cards for the first screen
    "mathml",  # _ext: formulas that a browser shows without a script
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_ext", "pictures"]
nitpicky = True
# Nothing is fetched while building, so a name of the standard library leads nowhere.
nitpick_ignore_regex = [
    (r"py:.*", r"(datetime|pathlib|os|collections|concurrent|fractions|typing|types|enum)\..*"),
    (r"py:.*", r"(matplotlib|numpy|pandas|pd)\..*|Axes|DataFrame|Figure"),
    (r"py:.*", r"(date|Path|PathLike|Callable|Iterable|Iterator|Mapping|Sequence|Any|Self)"),
    # A name for a longer type, or a type variable: a signature is clear without a page on it.
    (
        r"py:.*",
        r"(.*\.[A-Z]|.*\._[A-Z]\w*|.*\.Several|.*\.Points|Day|Leg|Legs|Crewed|Reach|Sense|Unit|Variable)",
    ),
    # A front is made by `tradeoff`; what it is made of is the engine's own.
    (r"py:class", r"seatplan\.engine\.solver\.reproduction\.Case"),
    # Where the checker alone imports a name, it stands without its module.
    (r"py:.*", r"(Account|Barred|Claim|Ending|Entry|NoEditError|Piece|PortStay|Solved|TourLimits)"),
]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
napoleon_use_ivar = True
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = f"seatplan {version}"
html_static_path = ["_static"]
html_css_files = ["seatplan.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_math_renderer = "mathml"
