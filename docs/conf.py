"""
How Sphinx builds these pages: `sphinx-build -W --keep-going -n docs build/html`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from numpydoc.xref import DEFAULT_LINKS
from pygments.lexers.special import TextLexer

import buying_groups


if TYPE_CHECKING:
    from sphinx.application import Sphinx


HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_extensions"))

project = "buying-groups"
author = "the authors of buying-groups"
project_copyright = "the authors of buying-groups"
version = release = buying_groups.__version__
language = "en"

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_nb",
    "sphinx_copybutton",
    "mathml",
    "offline",
    "public_names",
]
exclude_patterns = ["_build", "_extensions", "_templates", "how-to/programs"]
templates_path = ["_templates"]
nitpicky = True
default_role = "py:obj"  # `Name` in a docstring is a link, and a name that does not exist is a warning
add_module_names = False
python_use_unqualified_type_names = True
toc_object_entries_show_parents = "hide"
maximum_signature_line_length = 80

autodoc_typehints = "none"  # the docstrings say the types, in words
autodoc_preserve_defaults = True  # a default by its name, not by its value
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "show-inheritance": True}
autosummary_generate = True
autosummary_ignore_module_all = False

numpydoc_show_class_members = False  # autodoc shows them, under the class
numpydoc_xref_param_type = True
numpydoc_xref_aliases = {name: name for name in DEFAULT_LINKS}  # no links to other projects' sites: see public_names
numpydoc_xref_ignore = {
    "of", "or", "and", "to", "a", "an", "the", "in", "with", "any", "shape", "optional", "default", "from", "each",
    "array", "array_like", "array-like", "callable", "classifier", "classifier_", "collection", "collections", "frame",
    "instance", "iterable", "mapping", "mappings", "sequence", "splitter", "table",
}  # fmt: skip

myst_enable_extensions = ["attrs_block", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4
myst_links_external_new_tab = False
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 60  # seconds for each cell
nb_merge_streams = True
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "pydata_sphinx_theme"
html_title = "buying-groups"
html_static_path = ["_static"]
html_css_files = ["custom.css"]
html_math_renderer = "mathml"
html_show_sourcelink = False
html_copy_source = False
html_sidebars = {page: [] for page in ("index", "tutorial", "glossary")}  # they stand alone
html_theme_options = {
    "header_links_before_dropdown": 8,
    "show_nav_level": 1,
    "navigation_depth": 3,
    "collapse_navigation": True,
    "secondary_sidebar_items": ["page-toc"],
    "navbar_persistent": ["search-button"],  # the icon: with a field, the head is two lines on a laptop
    "navbar_end": ["theme-switcher"],
    "footer_start": ["copyright"],
    "footer_end": [],
}

# The list of the decision records is a page for readers of the repository too: its table of contents is added here.
RECORDS = """

```{toctree}
:hidden:
:glob:

0*
```
"""


def _add_records(_app: Sphinx, page: str, source: list[str]) -> None:
    if page == "decisions/README":
        source[0] += RECORDS


def _move_links(_app: Sphinx, _path: Path, _page: str, content: list[str]) -> None:
    for link, moved in {"CHANGELOG.md": "changelog.md", "LICENSE": "../LICENSE"}.items():
        content[0] = content[0].replace(f"]({link})", f"]({moved})")


def _trim(_app: Sphinx, doctree: nodes.document) -> None:
    # The empty line that ends the output of an example is for doctest.
    for block in doctree.findall(nodes.literal_block):
        block.rawsource = block.astext().rstrip()
        block.children = [nodes.Text(block.rawsource)]


def setup(app: Sphinx) -> None:
    """Read pages as they have to be here, while a Git host shows them as they are."""
    app.connect("source-read", _add_records)
    app.connect("doctree-read", _trim)
    app.connect("include-read", _move_links)
    app.add_lexer("mermaid", TextLexer)  # drawing them takes a script of several megabytes
