"""Points the `java` kernel of this Python environment at the compiled library.

Edits kernel.json in place: `jupyter kernelspec install --replace` would delete the jars that pip put beside it.
Everything is absolute there, so that other front ends (VS Code, a plain `jupyter lab`) start the same kernel.
"""
import json
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPEC = pathlib.Path(sys.prefix) / "share" / "jupyter" / "kernels" / "java" / "kernel.json"


def register():
    kernel = json.loads(SPEC.read_text())
    target = ROOT / "lib" / "target"
    classpath = [str(target / "classes"), *(target / "classpath.txt").read_text().strip().split(":")]
    missing = [path for path in classpath if not pathlib.Path(path).exists()]
    if missing:
        sys.exit("digr: the kernel would drop these silently, they are not there: " + ", ".join(missing))
    kernel["display_name"] = "Java"
    kernel["argv"] = [part.replace("{resource_dir}", str(SPEC.parent)) for part in kernel["argv"]]
    kernel["env"] = {
        "JJAVA_CLASSPATH": ":".join(classpath),
        "JJAVA_JVM_OPTS": os.environ["DIGR_JVM_OPTIONS"],  # the kernel splits it at blanks: no paths in it
    }
    if "JAVA_HOME" in os.environ:  # the kernel starts the `java` of PATH
        kernel["env"]["PATH"] = os.environ["JAVA_HOME"] + "/bin:${PATH}"
    SPEC.write_text(json.dumps(kernel, indent=1) + "\n")


if __name__ == "__main__":
    register()
