"""The second half of ./digr test: counts Maven's tests, looks at what is committed, then runs every notebook through the
kernel, shortened, looks whether they still say what their committed outputs say, and works the pages that come of them in
a browser. In the end a project outside uses the library, and the profiles of other machines are resolved where that is asked for.

Its argument is Maven's exit code. The last line says how many passed, failed and were skipped.
"""
import multiprocessing
import os
import pathlib
import shutil
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOGETHER = min(2, os.cpu_count())  # notebooks: most of a short run is the start of a kernel, which keeps one core busy
os.environ["DIGR_QUICK"] = "1"
os.environ["DIGR_FIGURES"] = str(ROOT / "target" / "figures")  # the shortened ones must not replace the real

import api  # noqa: E402
import committed  # noqa: E402
import failures  # noqa: E402
import gallery  # noqa: E402
import kernel  # noqa: E402
import live  # noqa: E402
import notebooks  # noqa: E402
import outputs  # noqa: E402
import outside  # noqa: E402
import profiles  # noqa: E402


def main():
    built = sys.argv[1] == "0"
    passed, failed, skipped = unit_tests()
    if not built and not failed:
        failed += 1
        print("FAILED  the build, or a check of it such as the formatting (mvn spotless:apply); see above")
    wrong = list(committed.wrong())
    print("\n".join(f"FAILED  {line}" for line in wrong) or "ok      what is committed fits together", flush=True)
    failed += len(wrong)
    todo = sorted(notebooks.FOLDER.glob("*.ipynb"))
    if passed:
        kernel.register()
        shutil.rmtree(notebooks.FIGURES, ignore_errors=True)
        # of processes: each tells its kernel the notebook by the environment
        with multiprocessing.Pool(TOGETHER, one_compiler) as pool:
            good = sum(pool.imap_unordered(runs, todo))
        passed += good
        failed += len(todo) - good
        failed += not api.made(sys.stdout)
        gallery.index()
        outcomes = [*live.stop_button(), *live.busy_machine(), *live.pages(notebooks.FIGURES), *live.views(),
                    *outside.project(), *profiles.resolved()]
        passed += outcomes.count("ok")
        failed += outcomes.count("FAILED")
        skipped += outcomes.count("skipped")
    else:
        skipped += len(todo)
    passed += not wrong
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    sys.exit(1 if failed else 0)


def unit_tests():
    passed = failed = skipped = 0
    for report in ROOT.glob("*/target/surefire-reports/TEST-*.xml"):
        suite = ElementTree.parse(report).getroot()
        tests, errors, failures, skips = (int(suite.get(key)) for key in ("tests", "errors", "failures", "skipped"))
        passed += tests - errors - failures - skips
        failed += errors + failures
        skipped += skips
    return passed, failed, skipped


def one_compiler():
    """A short run ends before the JVM's second compiler has earned what it costs, a third of the processors' time."""
    os.environ["DIGR_JAVA_OPTS"] = "-XX:TieredStopAtLevel=1 " + os.environ.get("DIGR_JAVA_OPTS", "")


def runs(path):
    try:
        committed, notebook = notebooks.read(path), notebooks.read(path)
        seconds = notebooks.run(path, notebook)
        gallery.page(path, notebook, seconds)
        changes = list(outputs.changed(committed, notebook, outputs.QUICK))
        if changes:
            raise notebooks.Failed("its committed outputs are of another time; ./digr figures --save renews them\n"
                                   + "\n".join(changes))
        print(f"ok      {path.stem}  {seconds:.0f} s", flush=True)
        return True
    except notebooks.Failed as e:
        print(f"FAILED  {path.stem}: {e}", flush=True)
        failures.trace()
        return False


if __name__ == "__main__":
    failures.told(main)
