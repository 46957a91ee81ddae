"""An executed notebook as HTML that needs no network: formulas as MathML, pictures inside."""
import html
import re

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import JavaLexer

CODE = HtmlFormatter(nowrap=True, style="tango")
CODE_STYLE = (CODE.get_style_defs("pre") + "\n@media (prefers-color-scheme: dark) {\n"
              + HtmlFormatter(style="github-dark").get_style_defs("pre") + "\n}\n")


class _Renderer(IPythonRenderer):
    def link(self, text, url, title=None):
        """Other notebooks are pages, too."""
        return super().link(text, re.sub(r"^([\w-]+)\.ipynb", r"\1.html", url), title)

    def codespan(self, text):
        """What lies in the gallery is a link to it; in JupyterLab, which cannot reach it, it is a path."""
        page = re.fullmatch(r"target/gallery/(.+\.html)", text)
        code = super().codespan(text)
        return f'<a href="../{page[1]}">{code}</a>' if page else code

    def heading(self, text, level, **attributes):
        """With the name that JupyterLab gives it, so that a link into a notebook leads into its page, too."""
        name = re.sub(r"<[^>]+>", "", text).replace(" ", "-")
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def table(self, text):
        return _wide(f"<table>{text}</table>")

    def inline_math(self, body):
        return _formula(body, "inline")

    def block_math(self, body):
        return _wide(_formula(body.strip(), "block"))

    def latex_environment(self, name, body):
        return _wide(_formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block"))


def _formula(latex, display):
    r"""As MathML; as it is written, where it holds a command that the converter does not know.

    >>> "<mo>arg</mo>" in _formula(r"\arg\max_a z_a", "inline")
    True
    >>> _formula(r"\argh < x", "inline")
    '<code class="formula">\\argh &lt; x</code>'
    """
    mathml = convert(re.sub(r"\\arg(?![a-z])", r"\\operatorname{arg}", latex), display=display)
    return f'<code class="formula">{html.escape(latex)}</code>' if re.search(r">\\\w+<", mathml) else mathml


def _wide(element):
    return f'<div class="scroll">{element}</div>'


def title(notebook):
    """The first heading; empty if there is none."""
    heading = re.search(r"^# (.+)", "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown"), re.M)
    return heading[1].strip() if heading else ""


def body(notebook):
    return "\n".join(map(_cell, notebook.cells))


def _cell(cell):
    if cell.cell_type == "markdown":
        return MarkdownWithMath(renderer=_Renderer(escape=False, exclude_anchor_links=True)).render(cell.source)
    if cell.cell_type == "code" and cell.source.strip():
        folded = cell.metadata.get("jupyter", {})
        code = f"<pre>{highlight(cell.source, JavaLexer(), CODE)}</pre>"
        outputs = "".join(f'<div class="output">{_output(o)}</div>' for o in cell.outputs)
        if "answer" in cell.metadata.get("tags", []):
            return f'<details class="answer"><summary>answer</summary>{code}{outputs}</details>'
        return (f"<details><summary>code</summary>{code}</details>" if folded.get("source_hidden") else code) + outputs
    return ""


def _output(output):
    if output.output_type == "stream":
        return f"<pre>{html.escape(output.text)}</pre>"
    if output.output_type == "error":
        text = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))
        return f"<pre>{html.escape(text)}</pre>"
    data = output.data
    if "text/html" in data:
        return data["text/html"]
    if "image/svg+xml" in data:
        return data["image/svg+xml"]
    if "image/png" in data:
        about = output.metadata.get("image/png", {})
        size = "".join(f' {side}="{about[side]}"' for side in ("width", "height") if side in about)
        wide = ' class="wide"' if int(about.get("width", 0)) > 640 else ""  # on a phone it scrolls
        alt = html.escape(about.get("alt", data.get("text/plain", "")))
        return f'<img{wide}{size} alt="{alt}" src="data:image/png;base64,{data["image/png"].strip()}">'
    return f'<pre>{html.escape(data.get("text/plain", ""))}</pre>'
