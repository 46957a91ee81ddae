"""Points the `java` kernel of this Python environment at this checkout: ./digr kernel starts it, as it does a command.

Edits kernel.json in place: `jupyter kernelspec install --replace` would delete the jars that pip put beside it.
Everything is absolute there, so that other front ends (VS Code, a plain `jupyter lab`) start the same kernel. On Windows, where
Jupyter can start programs alone, it starts Java itself, with the class path and the options that digr.cmd had.
"""
import json
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPEC = pathlib.Path(sys.prefix) / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
KEPT = ("JAVA_HOME", "DIGR_BACKEND", "DIGR_MEMORY", "DIGR_JAVA_OPTS")  # of what the launcher obeys
MARK = "digr"  # in the metadata of a kernel.json that a checkout wrote
SET_ON_WINDOWS = ("JAVA_HOME", "JJAVA_JVM_OPTS", "OMP_NUM_THREADS", "GOMP_SPINCOUNT")  # by digr.cmd, for a command, too


def register():
    write(SPEC, specification())


def specification():
    """The text of a kernel.json that starts this checkout's kernel, wherever that file lies."""
    kernel = json.loads(SPEC.read_text())
    directly(kernel, os.environ) if sys.platform == "win32" else by_launcher(kernel, os.environ)
    kernel["display_name"] = "Java"
    kernel["metadata"] = {MARK: str(ROOT)}
    return json.dumps(kernel, indent=1) + "\n"


def write(path, text):
    """Writes a file of this Python environment; another's installation stays as its owner made it."""
    if os.access(sys.prefix, os.W_OK):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def by_launcher(kernel, environment):
    kernel["argv"] = [str(ROOT / "digr"), "kernel", "java", *_jars(kernel)]
    kernel["env"] = {name: environment[name] for name in KEPT if name in environment}


def directly(kernel, environment):
    home = environment.get("JAVA_HOME")
    kernel["argv"] = [str(pathlib.PureWindowsPath(home, "bin", "java.exe")) if home else "java", *_jars(kernel)]
    lib = ROOT / "lib" / "target"
    kernel["env"] = {name: environment[name] for name in SET_ON_WINDOWS if name in environment}
    kernel["env"]["JJAVA_CLASSPATH"] = f"{lib / 'classes'};{(lib / 'classpath.txt').read_text('utf-8')}"


def _jars(kernel):
    """What follows java."""
    given = kernel["argv"][kernel["argv"].index("-jar"):]
    return [part.replace("{resource_dir}", str(SPEC.parent)) for part in given]


if __name__ == "__main__":
    register()
