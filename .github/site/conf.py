"""The lessons as pages: `python -m sphinx .github/site OUT`. Nothing is run, nothing is fetched."""

import os
import sys
import tempfile
import tomllib
from pathlib import Path

from docutils.nodes import SkipNode
from math_core import LatexToMathML

sys.path.insert(0, str(Path(__file__).parent))
import sources

# Where links lead: GitHub names its workflows the repository, and the tag or branch, they build.
COURSE = tomllib.loads((sources.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
REPOSITORY = os.environ.get("GITHUB_REPOSITORY", "OWNER/zero-loops")
TAG = os.environ.get("GITHUB_REF_NAME", f"v{COURSE['version']}")

project = html_title = "Zero Loops"
author = COURSE["authors"][0]["name"]
language = "en"
extensions = ["myst_nb"]
exclude_patterns = ["README.md"]  # the index takes two parts of it
nb_execution_mode = "off"  # a page shows what its notebook stores
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3  # links to a part of a page, as on GitHub
myst_url_schemes = {
    "http": None,
    "https": None,
    "binder": f"https://mybinder.org/v2/gh/{REPOSITORY}/{TAG}?urlpath=lab/tree/{{{{path}}}}",
    "github": f"https://github.com/{REPOSITORY}/blob/{TAG}/{{{{path}}}}#{{{{fragment}}}}",
}

html_theme = "sphinx_book_theme"
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "home_page_in_toc": True,  # in place of the theme's logo, which stands outside every landmark
    "navbar_persistent": [],
}
html_context = {"default_mode": "auto"}
html_sidebars = {"**": ["search-button-field.html", "sbt-sidebar-nav.html"]}
html_static_path = html_css_files = ["site.css"]
html_copy_source = html_show_copyright = html_show_sphinx = html_use_index = False

FORMULAS = LatexToMathML(fancy_error=False)


def inline(page, node):
    """Write a formula as MathML, which browsers draw without a script and without a font."""
    page.body.append(FORMULAS.convert_with_local_state(node.astext(), displaystyle=False))
    raise SkipNode


def block(page, node):
    """The same on a line of its own, in what the theme lets scroll, with the keyboard too."""
    formula = FORMULAS.convert_with_local_state(node.astext(), displaystyle=True)
    page.body.append(f'<div class="pst-scrollable-table-container">{formula}</div>')
    raise SkipNode


def setup(app):
    """Sphinx's folder of sources is a temporary one: the files of the repository as pages."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    sources.gather(Path(folder.name))
    app.srcdir = type(app.srcdir)(folder.name).resolve()
    app.connect("build-finished", lambda *_: folder.cleanup())
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
