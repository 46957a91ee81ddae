"""Points the `java` kernel of this Python environment at this checkout: ./digr kernel starts it, as it does a command.

Edits kernel.json in place: `jupyter kernelspec install --replace` would delete the jars that pip put beside it.
Everything is absolute there, so that other front ends (VS Code, a plain `jupyter lab`) start the same kernel.
"""
import json
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPEC = pathlib.Path(sys.prefix) / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
KEPT = ("JAVA_HOME", "DIGR_BACKEND", "DIGR_JAVA_OPTS")  # of what the launcher obeys


def register():
    kernel = json.loads(SPEC.read_text())
    java = kernel["argv"][kernel["argv"].index("java"):]
    java = [part.replace("{resource_dir}", str(SPEC.parent)) for part in java]
    kernel["argv"] = [str(ROOT / "digr"), "kernel", *java]
    kernel["display_name"] = "Java"
    kernel["env"] = {name: os.environ[name] for name in KEPT if name in os.environ}
    SPEC.write_text(json.dumps(kernel, indent=1) + "\n")


if __name__ == "__main__":
    register()
