"""A project outside that depends on the library: installed as README says, found by its coordinates, used."""
import os
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = pathlib.Path.home() / ".m2" / "repository"
PROJECT = ROOT / "tools" / "outside"
MAVEN = ["mvn"] if shutil.which("mvn") else [str(ROOT / "mvnw")]
INSTALL = "-pl lib,bom -am -DskipTests -Dspotless.check.skip install"  # as README has it
POLICY = ROOT / "data" / "policies" / "rfg" / "digr-seed0.safetensors"
SAID = "Policy, map, table and chart of a project outside"


def project():
    """Yields the one outcome, and prints its line."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            if not _can_link(pathlib.Path(folder)):
                print("skipped a project outside: Maven's repository lies on another disk, and a copy would be large", flush=True)
                yield "skipped"
                return
            _use(pathlib.Path(folder))
        print("ok      a project outside depends on the library, and uses it", flush=True)
        yield "ok"
    except (subprocess.CalledProcessError, AssertionError) as e:
        print(f"FAILED  a project outside: {e}\n{getattr(e, 'stdout', '') or ''}", flush=True)
        yield "FAILED"


def _use(folder):
    own = folder / "repository"
    _link_what_is_there(own)
    copy = folder / "outside"
    shutil.copytree(PROJECT, copy)
    checkout = _sources(folder / "checkout")
    backend = os.environ.get("DIGR_BACKEND", "native")
    profile = [] if backend == "native" else [f"-P{backend}"]
    _maven(own, checkout, *profile, *INSTALL.split())
    _maven(own, copy, *profile, "compile")
    jars = (copy / "target" / "classpath.txt").read_text().strip()
    said = _run("java", "-cp", os.pathsep.join([str(copy / "target" / "classes"), jars]), "Outside", str(POLICY), cwd=copy)
    assert SAID in said, said
    assert (copy / "chart.png").read_bytes().startswith(b"\x89PNG"), "its chart is no PNG"


def _sources(checkout):
    """What the library is built from, and its classes: installed from the checkout itself, the launcher's class path would change."""
    for name in ("pom.xml", "bom/pom.xml", "lib/pom.xml", "bench/pom.xml"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, checkout / name)
    for name in ("lib/src/main", "lib/target/classes"):
        shutil.copytree(ROOT / name, checkout / name)
    return checkout


def _can_link(folder):
    try:
        os.link(next(REPOSITORY.rglob("*.pom")), folder / "link")
        return True
    except (OSError, StopIteration):
        return False


def _link_what_is_there(own):
    """Else Maven would download 400 MB for each test; what this library has left there is no part of it."""
    shutil.copytree(REPOSITORY, own, copy_function=os.link,
                    ignore=lambda at, names: {"digr"} if at == str(REPOSITORY) else ())


def _maven(repository, folder, *goals):
    _run(*MAVEN, "-B", "-q", "-ntp", f"-Dmaven.repo.local={repository}", "-f", str(folder / "pom.xml"), *goals, cwd=folder)


def _run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout)
    return done.stdout
