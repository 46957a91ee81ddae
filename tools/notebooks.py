"""Runs notebooks headless, through the real kernel."""
import atexit
import os
import pathlib
import re
import shutil
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
KEPT = ROOT / "figures"  # what git has; only ./digr figures --save writes there
FIGURES = pathlib.Path(os.environ.get("DIGR_FIGURES", ROOT / "target" / "gallery"))
LOG = ROOT / "target" / "kernel.log"
VIEW = "application/vnd.jupyter.widget-view+json"
CELL_SECONDS = 900  # a limit is a must: an Error thrown while an output is rendered would leave the kernel hanging
START_SECONDS = 180  # of the kernel, on a busy machine


class Failed(Exception):
    """A notebook did not run to its end; the text says which cell and shows the Java error."""


def read(path):
    import nbformat

    return nbformat.read(path, as_version=4)


def figures(notebook):
    """What a notebook draws, by its metadata: {"digr": {"figures": ["fig1a", "fig1b"]}}."""
    return notebook.metadata.get("digr", {}).get("figures", [])


def run(path, notebook):
    """Executes all cells, writing their outputs into `notebook`; returns the seconds it took.

    Fails when a cell does, or when a figure that the notebook says it draws was not drawn.
    """
    from nbclient import NotebookClient

    start = time.time()
    metadata = dict(notebook.metadata)
    os.environ["JPY_SESSION_NAME"] = str(path)  # as Jupyter's server does; figures name the notebook
    client = NotebookClient(notebook, timeout=CELL_SECONDS, startup_timeout=START_SECONDS, kernel_name="java",
                            record_timing=False, coalesce_streams=True, resources={"metadata": {"path": str(path.parent)}},
                            on_cell_start=lambda cell, cell_index: _tell(path, cell_index, len(notebook.cells)))
    LOG.parent.mkdir(exist_ok=True)
    own = LOG.with_name(f"kernel-{path.stem}.log")  # others may run beside it
    try:
        with own.open("w") as log:
            client.execute(stderr=log)
    except Exception as e:
        atexit.unregister(client._cleanup_kernel)  # nbclient leaves it there for a kernel that did not start, and stumbles
        if hasattr(client, "_async_cleanup_kernel_future"):  # Ctrl-C: nbclient ends the kernel, then stumbles
            sys.exit("digr: stopped")
        raise Failed(_why(e, notebook, own)) from e
    finally:
        _tell(path, None, None)
    notebook.metadata.clear()
    notebook.metadata.update(metadata)  # the kernel would write its JDK's version there, nbclient the live views' state
    _forget_live_views(notebook)
    missing = [name for name in figures(notebook) if not _drawn_since(start, name)]
    if missing:
        raise Failed("its metadata says that it draws " + ", ".join(missing) + ", which it did not")
    return time.time() - start


def _forget_live_views(notebook):
    """Leaves of a live view what stands in its place without a kernel: its kernel is gone, and its state says nothing more."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)


def save(path, notebook):
    """Keeps a notebook that ran, and what it drew, where git has them."""
    import nbformat

    nbformat.write(notebook, path)
    for name in figures(notebook):
        for file in FIGURES.glob(f"{name}.*"):
            shutil.copy(file, KEPT)


def begin():
    """Lays what is kept into the folder of the figures, so that the gallery has all of them."""
    shutil.copytree(KEPT, FIGURES, dirs_exist_ok=True)


def _drawn_since(start, name):
    about = FIGURES / f"{name}.json"
    return about.exists() and about.stat().st_mtime >= start - 1


def _why(e, notebook, log):
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    if isinstance(e, CellExecutionError):
        return _java_error(notebook) or str(e)
    if isinstance(e, CellTimeoutError):
        return f"a cell took more than {CELL_SECONDS} s"
    if isinstance(e, DeadKernelError):
        return f"the kernel died; it wrote {log}"
    return f"the kernel did not start: {e}; it wrote {log}"


def _java_error(notebook):
    """The failing cell and what Java said: the exception's own text holds only the kernel's stack."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                error = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))
                return "in the cell\n" + _indent(cell.source) + "\n" + _indent(error)
    return None


def _indent(text):
    return "\n".join("    " + line for line in text.splitlines())


def _tell(path, cell, cells):
    if sys.stderr.isatty():
        line = "" if cell is None else f"{path.stem}: cell {cell + 1} of {cells}"
        print("\r\x1b[K" + line, end="", file=sys.stderr, flush=True)
