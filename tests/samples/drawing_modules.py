"""What the tests of the drawing machine share: its modules (exit 77 where they cannot run), and a page's text out of its HTML."""
import html
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "samples"))
sys.dont_write_bytecode = True
try:
    import numpy as np
    import draw
    import kinds
    import measure_papers
    import records
    import variation
except ImportError as e:
    print(f"SKIPPED: {e}; tools/setup samples installs it")
    sys.exit(77)

__all__ = ["draw", "kinds", "measure_papers", "np", "records", "variation", "text_of"]


def text_of(made, between=" "):
    """All that the source's pages say; `between` stands for each tag."""
    body = "".join(draw.html(d, made["style"]) for d in made["document"])
    return html.unescape(re.sub(r"<[^>]+>", between, body))
