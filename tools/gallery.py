"""index.html in the folder of the figures: every figure and table on one page, and the notebooks as pages. All opens from disk, offline."""
import base64
import datetime
import html
import json
import re

import notebooks
from notebook_page import CODE_STYLE, body, title

PAGES = notebooks.FIGURES / "notebooks"
PAPER = {  # what the paper's own shows, in short; in the paper's order
    "fig1a": "saliency maps by the methods that are compared",
    "fig1b": "the time that each method takes for a map",
    "fig2": "an overview of the method",
    "fig3": "states with the original policy's gradient, its perturbation map, and the gradient after DIGR",
    "summary": "part of a row of Figure 3",
    "fig4": "states of Breakout with the original policy's gradient, its perturbation map, and the gradient after DIGR",
    "fig5": "the same of driving in CARLA",
    "fig6": "a drive while the simulator's clock runs on: states, and the perturbation map, which comes late",
    "fig7": "states of the saliency dataset, with what is important in them and what is not",
    "table1": "saliency of important and of unimportant pixels, and AUC, of every method",
    "table1-sum99": "Table 1, which leaves open how maps are scaled",
    "fig8": "return under attacks of growing size, with and without DIGR",
    "fig8-driving": "the driving part of Figure 8",
    "fig9": "return while the policies are distilled",
    "fig10": "more states with the maps of every method",
    "fig11": "states of Breakout with the maps of every method",
    "fig12": "states of driving in CARLA with the maps of every method",
    "table2": "options of PPO",
    "table3": "options of DIGR",
}
TITLES = {
    "ablations-table": "Ablations in numbers",
    "ablations-tradeoff": "Ablations: clean maps and robust policies",
    "cost": "How the cost of a map grows",
    "fig8-areas": "Figure 8: areas under the curves",
    "fig8-checks": "Figure 8: checks of the attacks",
    "fig8-driving": "Figure 8: driving",
    "fig8-states": "Figure 8: attacked states",
    "fig9-maps": "Figure 9: the maps meanwhile",
    "summary": "From Figure 3: the README's picture",
    "table1-breakout": "Table 1 for Breakout",
    "table1-checks": "Table 1: more measures",
    "table1-driving": "Table 1 for driving",
    "table1-sum99": "Table 1 by the clipped sum",
}
STYLE = """
:root { color-scheme: light dark; --ink: #222; --ground: #fff; --soft: #666; --line: #ddd; --code: #f6f6f6; --link: #0057ae; }
@media (prefers-color-scheme: dark) {
    :root { --ink: #ddd; --ground: #161616; --soft: #9a9a9a; --line: #444; --code: #222; --link: #7ab8ff; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); max-width: 60rem; margin: 0 auto;
    padding: 1rem; }
a { color: var(--link); } nav { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; margin: .5rem 0; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin: 0; }
body > figure { margin: 2rem 0; padding-top: 1rem; border-top: 1px solid var(--line); }
img, svg { max-width: 100%; height: auto; }
figcaption { margin: .5rem 0; }
.about { color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
mi:not([mathvariant]) { text-transform: none; font-style: italic; }
body > figure caption { display: none; }
summary { cursor: pointer; color: var(--soft); }
.answer { margin: .5rem 0 1rem; padding-left: .8rem; border-left: 3px solid var(--line); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); } th { border-bottom: 1px solid var(--soft); }
@media (max-width: 40rem) { img.wide { max-width: none; width: 40rem; } table { font-size: .85rem; }
    th, td { padding: .2rem .4rem; } }
pre { background: var(--code); padding: .6rem; overflow-x: auto; font-size: .85rem; line-height: 1.4; }
code { font-size: .9em; }
.output { margin: .5rem 0 1rem; overflow-x: auto; } .output pre { background: none; padding: 0; margin: 0; }
""" + CODE_STYLE
NAVIGATION = "<nav></nav>"


def page(path, notebook, seconds):
    """Writes an executed notebook as figures/notebooks/NAME.html."""
    PAGES.mkdir(parents=True, exist_ok=True)
    name = title(notebook)
    (PAGES / f"{path.stem}.html").write_text(_document(name or path.stem, f"{NAVIGATION}\n{body(notebook)}\n{NAVIGATION}"), encoding="utf-8")
    ran = {"seconds": round(seconds), "when": datetime.date.today().isoformat(), "title": name}
    (PAGES / f"{path.stem}.json").write_text(json.dumps(ran), encoding="utf-8")


def index():
    """Writes the gallery of all that lies in figures/; returns its path."""
    notebooks.FIGURES.mkdir(exist_ok=True)
    about = {path.stem: json.loads(path.read_text("utf-8")) for path in notebooks.FIGURES.glob("*.json")}
    ran = {path.stem: json.loads(path.read_text("utf-8")) for path in PAGES.glob("*.json")}
    names = sorted(about, key=_place)
    _link(sorted(ran), ran)
    parts = ["<h1>DIGR: figures and tables</h1>",
             "<p>Drawn by the notebooks of this project after "
             '<a href="https://arxiv.org/abs/2205.08685">arXiv 2205.08685</a>, from policies that it trained.</p>',
             *(['<p>The classes that they use are described on the <a href="api/index.html">API pages</a>.</p>']
               if (notebooks.FIGURES / "api" / "index.html").exists() else []),
             "<h2>Notebooks</h2><ul>",
             *(_notebook(path, ran) for path in sorted(notebooks.FOLDER.glob("*.ipynb"))), "</ul>",
             "<h2>Figures and tables</h2><p>" + " · ".join(
                 f'<a href="#{name}">{html.escape(_title(name))}</a>' for name in names) + "</p>"]
    parts += [_figure(name, about[name], ran) for name in names]
    path = notebooks.FIGURES / "index.html"
    path.write_text(_document("DIGR: figures and tables", "\n".join(parts)), encoding="utf-8")
    return path


def _link(stems, ran):
    """Writes into every page where the index and its neighbours are."""
    for before, stem, after in zip([None, *stems], stems, [*stems[1:], None]):
        links = ['<a href="../index.html">all figures and notebooks</a>']
        links += [f'<a href="{other}.html" rel="{side}">{word}: {html.escape(ran[other]["title"] or other)}</a>'
                  for other, side, word in ((before, "prev", "before"), (after, "next", "next")) if other]
        page = PAGES / f"{stem}.html"
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"<nav>.*?</nav>", lambda _: f"<nav>{''.join(links)}</nav>", text), encoding="utf-8")


def _place(name):
    """In the paper's order: what is beyond the paper comes behind the figure that it belongs to, or last."""
    order = list(PAPER)
    whole = name if name in PAPER else name.split("-")[0]
    return order.index(whole) if whole in PAPER else len(order), name not in PAPER, _natural(name)


def _notebook(path, ran):
    name = path.stem
    if name not in ran:
        name = html.escape(title(notebooks.read(path)) or name)
        return f'<li>{name} <span class="about">did not run here; <code>./digr figures</code> makes its page</span></li>'
    shown = html.escape(ran[name]["title"] or name)
    return f'<li><a href="notebooks/{name}.html">{shown}</a> <span class="about">{ran[name]["seconds"]} s</span></li>'


def _figure(name, about, ran):
    drawing = about["html"] if "html" in about else _picture(name, about)
    return (f'<figure id="{name}"><h2>{html.escape(_title(name))}</h2><div class="scroll">{drawing}</div>'
            f'<figcaption>{html.escape(about["caption"])}<br>{html.escape(_paper(name))}</figcaption>'
            f'<div class="about">{_about(name, about, ran)}</div></figure>')


def _paper(name):
    if name in PAPER:
        return f"In the paper: {PAPER[name]}."
    whole = name.split("-")[0]
    return f"Beyond the paper's {_title(whole)}." if whole in PAPER else "Beyond the paper."


def _picture(name, about):
    png = (notebooks.FIGURES / f"{name}.png").read_bytes()
    width = int.from_bytes(png[16:20], "big") // 2  # the picture is of twice its size
    wide = ' class="wide"' if width > 640 else ""  # on a phone it scrolls
    alt = html.escape(about.get("alt", about["caption"]))
    return f'<img{wide} width="{width}" alt="{alt}" src="data:image/png;base64,{base64.b64encode(png).decode()}">'


def _about(name, about, ran):
    notebook = about["notebook"]
    link = f'<a href="notebooks/{notebook}.html">{notebook}</a>' if notebook in ran else html.escape(notebook)
    took = f', which took {ran[notebook]["seconds"]} s on {ran[notebook]["when"]}' if notebook in ran else ""
    files = [f'<a href="{name}.{kind}">{kind}</a>' for kind in ("svg", "png", "csv")
             if (notebooks.FIGURES / f"{name}.{kind}").exists()]
    revision = re.sub(r"^([0-9a-f]{12})[0-9a-f]+", r"\1", about["revision"])
    lines = [f"revision {html.escape(revision)}"]
    lines += ["seeds " + ", ".join(map(str, about["seeds"]))] if about["seeds"] else []
    lines += [f"{html.escape(file)}, SHA-256 {sha256[:12]}…" for file, sha256 in about["dataSha256"].items()]
    return (f'{", ".join(files)} · drawn by {link}{took} · <code>{html.escape(about["command"])}</code>'
            f'<details><summary>provenance</summary>{"<br>".join(lines)}</details>')


def _title(name):
    if name in TITLES:
        return TITLES[name]
    number = re.sub(r"^(fig|table)", lambda m: {"fig": "Figure ", "table": "Table "}[m[1]], name)
    return number.replace("-", ", ").capitalize()


def _natural(name):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def _document(title, content):
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>\n<body>\n{content}\n</body></html>\n")
