"""./digr lab: JupyterLab on the notebooks, for this machine only, with its token; takes JupyterLab's own options."""
import os
import sys

import kernel

kernel.register()
options = ["--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={kernel.ROOT / 'notebooks'}"]
if os.geteuid() == 0:
    options.append("--allow-root")
os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *options, *sys.argv[1:]])
