"""./digr lab: JupyterLab on the notebooks, for this machine only, with its token; takes JupyterLab's own options."""
import json
import os
import pathlib
import subprocess
import sys
import sysconfig

import failures
import kernel
import notebooks

# In a page that is exported a live view would need a network, and its kernel: what stands in its place needs neither. nbconvert's
# own order, but for the view.
PAGES = {"HTMLExporter": {"NbConvertBase": {"display_data_priority": [
    "application/javascript", "text/html", "text/markdown", "image/svg+xml", "text/vnd.mermaid", "text/latex", "image/png",
    "image/jpeg", "text/plain"]}}}
EXTENSION = pathlib.Path(__file__).resolve().parent / "promptly.py"
PROMPTLY = "digr_promptly"  # the name of promptly.py where Jupyter finds it
SETTINGS = {  # of this Python environment; the user's own, and options, come before them
    "jupyter_server_config": {
        "ServerApp": {"ip": "127.0.0.1", "root_dir": str(notebooks.FOLDER), "allow_root": hasattr(os, "geteuid") and os.geteuid() == 0,
                      "jpserver_extensions": {PROMPTLY: True}},
        "LabApp": {"default_url": "/lab/tree/00-start-here.ipynb", "extension_manager": "readonly"},  # asks no package index
        "MultiKernelManager": {"default_kernel_name": "java"},
        **PAGES,
    },
    "jupyter_nbconvert_config": PAGES,
    "labconfig/page_config": {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}},
    "labconfig/default_setting_overrides": {
        # who only looks must not change a notebook that git watches
        "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
        # a live view that was saved shows its last picture, in place of an error
        "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
    },
}


def prepare():
    kernel.register()
    for name, settings in SETTINGS.items():
        kernel.write(pathlib.Path(sys.prefix, "etc", "jupyter", f"{name}.json"), json.dumps(settings))
    kernel.write(pathlib.Path(sysconfig.get_path("purelib"), f"{PROMPTLY}.py"), EXTENSION.read_text("utf-8"))
    trust()


def trust():
    """Signs the notebooks that are as git has them: their scripts work at once, without a cell being run.

    Of others, such as one that was downloaded, Jupyter takes scripts out until they are run.
    """
    from nbformat.sign import NotebookNotary

    try:
        unchanged = git("ls-files") - git("diff", "--name-only", "--relative", "HEAD")
    except (FileNotFoundError, subprocess.CalledProcessError):  # no git, or no clone
        return
    with NotebookNotary() as notary:
        for name in unchanged:
            notary.sign(notebooks.read(notebooks.FOLDER / name))


def git(*command):
    """The notebooks that it names; also where the checkout is another user's."""
    command = ["git", "-c", "safe.directory=*", *command, "-z", "--", "*.ipynb"]
    names = subprocess.run(command, cwd=notebooks.FOLDER, capture_output=True, text=True, check=True).stdout
    return set(filter(None, names.split("\0")))


if __name__ == "__main__":
    failures.told(prepare)
    lab = [sys.executable, "-m", "jupyterlab", *sys.argv[1:]]
    if sys.platform == "win32":  # where execv would let the command end at once
        sys.exit(subprocess.call(lab))
    os.execv(sys.executable, lab)
