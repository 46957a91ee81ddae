"""./digr lab: JupyterLab on the notebooks, for this machine only, with its token; takes JupyterLab's own options."""
import json
import os
import pathlib
import sys

import failures
import kernel
import nbformat.sign
import notebooks


def prepare():
    kernel.register()
    # its script works at once, without a cell being run; of other notebooks Jupyter takes scripts out until they are run
    nbformat.sign.NotebookNotary().sign(notebooks.read(notebooks.FOLDER / "explorer.ipynb"))


failures.told(prepare)
settings = pathlib.Path(sys.prefix, "etc", "jupyter", "labconfig", "page_config.json")
settings.parent.mkdir(parents=True, exist_ok=True)
settings.write_text(json.dumps({"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}))
options = [
    "--ServerApp.ip=127.0.0.1",
    f"--ServerApp.root_dir={kernel.ROOT / 'notebooks'}",
    "--LabApp.default_url=/lab/tree/explorer.ipynb",
    "--MultiKernelManager.default_kernel_name=java",
    "--LabApp.extension_manager=readonly",  # asks no package index
]
if os.geteuid() == 0:
    options.append("--allow-root")
os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *options, *sys.argv[1:]])
