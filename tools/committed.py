"""Whether what is committed fits together, without running anything: python tools/committed.py prints what does not."""
import re

import gallery
import notebooks

TEMPLATES = notebooks.ROOT / "lib" / "src" / "main" / "resources" / "digr" / "lab"
PAGES = ("explorer.html", "player.html", "mask-pad.html")
CONTROL = re.compile(r"<(?:input|select|button)\b[^>]*>")
KEYS = 'data-lm-suppress-shortcuts="true"'


def wrong():
    """Yields a line for each thing that does not fit."""
    yield from _figures_without_words_on_the_papers()
    for path in sorted(notebooks.FOLDER.glob("*.ipynb")):
        if notebooks.VIEW in path.read_text("utf-8"):
            yield f"{path.name}: holds a live view of a kernel that is gone; ./digr figures --save leaves what stands in its place"
        for number, page in _pages(notebooks.read(path)):
            if not any(_made_of(name, page) for name in PAGES):
                yield f"{path.name}, cell {number}: its page is of no template as it is now; run it and save it again"
            elif mute := [control for control in CONTROL.findall(page) if KEYS not in control]:
                yield f"{path.name}, cell {number}: JupyterLab takes the keys from {mute[0]}; run it and save it again"


def _figures_without_words_on_the_papers():
    for path in sorted((notebooks.ROOT / "figures").glob("*.json")):
        whole = path.stem.split("-")[0]
        if re.match(r"(fig|table)\d", whole) and whole not in gallery.PAPER:
            yield f"{path.name}: gallery.PAPER does not say what the paper's {whole} shows"


def _pages(notebook):
    """The explorers, players and mask pads that a notebook holds, with the number of their cell."""
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            if html.startswith('<div id="digr-'):
                yield number, html


def _made_of(template, page):
    """True if the page holds all that is fixed in the template, in its order."""
    at = 0
    for fixed in re.split(r"\{\{\w+}}", _text(template)):
        at = page.find(fixed, at)
        if at < 0:
            return False
        at += len(fixed)
    return True


def _text(template):
    """As digr.lab.Page reads it: {{> file}} stands for a file's lines."""
    text = (TEMPLATES / template).read_text("utf-8")
    return re.sub(r"\{\{> ([\w.-]+)}}\n", lambda part: _text(part[1]), text)


if __name__ == "__main__":
    print("\n".join(wrong()))
