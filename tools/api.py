"""The library's Javadoc as pages of the gallery: api/index.html there."""
import shutil
import subprocess

import failures
import notebooks

SOURCES = notebooks.ROOT / "lib" / "src" / "main" / "java"
CLASSPATH = notebooks.ROOT / "lib" / "target" / "classpath.txt"
MADE = notebooks.ROOT / "target" / "api"
OPTIONS = ["-quiet", "-Xdoclint:none", "-encoding", "UTF-8", "-docencoding", "UTF-8", "-notimestamp", "-notree", "-nohelp",
           "--ignore-source-errors",  # the kernels' jars are not on the class path; Maven's build has checked all
           "-windowtitle", "DIGR", "-doctitle", "The library of the DIGR workbench"]


def made(to):
    """Whether the gallery has them now; where it cannot, says why."""
    try:
        pages()
        return True
    except notebooks.Failed as e:
        print(f"FAILED  api: {e}", file=to, flush=True)
        failures.trace()
        return False


def pages():
    """Lays them into the gallery; makes them first, where the library's sources are newer."""
    if _stale():
        _make()
    shutil.copytree(MADE, notebooks.FIGURES / "api", dirs_exist_ok=True)


def _stale():
    index = MADE / "index.html"
    # a folder is newer when a file was deleted there
    return not index.exists() or any(file.stat().st_mtime > index.stat().st_mtime for file in SOURCES.rglob("*"))


def _make():
    javadoc = shutil.which("javadoc")
    if javadoc is None:
        raise notebooks.Failed("no javadoc found, so the gallery has no API pages; install a JDK, which has it beside javac")
    half = MADE.with_name("api.half")
    shutil.rmtree(half, ignore_errors=True)
    ran = subprocess.run([javadoc, *OPTIONS, "-d", str(half), "-classpath", CLASSPATH.read_text("utf-8"),
                          "-sourcepath", str(SOURCES), "-subpackages", "digr"], capture_output=True, text=True)
    if ran.returncode:
        raise notebooks.Failed("javadoc failed: " + " ".join(ran.stderr.split())[:500])
    shutil.rmtree(MADE, ignore_errors=True)
    half.rename(MADE)
