"""Whether Maven finds the library's dependencies for every kind of machine. Downloads them, so only where DIGR_PROFILES is set:

    DIGR_PROFILES=all ./digr test                                   # 4 GB at the first time
    DIGR_PROFILES=windows-x86_64,plain python3 tools/profiles.py

Nothing of them is run. The machine is told to Maven by the JVM's os.name and os.arch, as its profiles' activation reads them.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAVEN = ["mvn"] if shutil.which("mvn") else [str(ROOT / "mvnw")]
LINUX = ("Linux", "amd64")
PROFILES = {  # name: the machine, what is asked for by -P, what must be among the files
    "linux-x86_64": (LINUX, [], ["nd4j-native-*-linux-x86_64-onednn-avx2", "openblas-*-linux-x86_64", "ale-*-linux-x86_64"]),
    "avx512": (LINUX, ["avx512"], ["nd4j-native-*-linux-x86_64-onednn-avx512", "ale-*-linux-x86_64"]),
    "plain": (LINUX, ["plain"], ["nd4j-native-*-linux-x86_64-onednn", "ale-*-linux-x86_64"]),
    "linux-arm64": (("Linux", "aarch64"), [], ["nd4j-native-*-linux-arm64", "openblas-*-linux-arm64", "javacpp-*-linux-arm64"]),
    "macosx-x86_64": (("Mac OS X", "x86_64"), [],
                      ["nd4j-native-*-macosx-x86_64-onednn-avx2", "openblas-*-macosx-x86_64", "ale-*-macosx-x86_64"]),
    "macosx-arm64": (("Mac OS X", "aarch64"), [],
                     ["nd4j-native-*-macosx-arm64", "openblas-*-macosx-arm64", "javacpp-*-macosx-arm64"]),
    "windows-x86_64": (("Windows 11", "amd64"), [],
                       ["nd4j-native-*-windows-x86_64-onednn-avx2", "openblas-*-windows-x86_64", "ale-*-windows-x86_64"]),
    "cuda": (LINUX, ["cuda"], ["nd4j-cuda-11.6-*-linux-x86_64", "cuda-*-linux-x86_64-redist", "ale-*-linux-x86_64"]),
}


def resolved():
    """Yields the outcome of each, and prints its line."""
    asked = os.environ.get("DIGR_PROFILES", "")
    if not asked:
        print("skipped the profiles of other machines: DIGR_PROFILES=all downloads what they need", flush=True)
        yield "skipped"
        return
    for name in PROFILES if asked == "all" else asked.split(","):
        trouble = _trouble(*PROFILES[name])
        print(f"FAILED  profile {name}: {trouble}" if trouble else f"ok      profile {name} resolves", flush=True)
        yield "FAILED" if trouble else "ok"


def _trouble(machine, asked, wanted):
    with tempfile.TemporaryDirectory() as folder:
        found = pathlib.Path(folder) / "classpath.txt"
        system = dict(zip(("os.name", "os.arch"), machine))
        options = " ".join(f'"-D{key}={value}"' for key, value in system.items())
        done = subprocess.run(
            [*MAVEN, "-B", "-q", "-ntp", "-f", str(ROOT / "pom.xml"), "-pl", "lib", *(f"-P{name}" for name in asked),
             "dependency:build-classpath", "-DincludeScope=runtime", f"-Dmdep.outputFile={found}"],
            env={**os.environ, "JDK_JAVA_OPTIONS": options},
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            return next((line for line in done.stdout.splitlines() if "ERROR" in line), done.stdout)
        files = [pathlib.Path(file) for file in found.read_text().split(os.pathsep)]
    missing = [name for name in wanted if not any(file.match(f"{name}.jar") for file in files)]
    others = [file.name for file in files if machine != LINUX and "linux-x86_64" in file.name]
    return "; ".join(f"{what} {', '.join(names)}" for what, names in
                     (("lacks", missing), ("has another machine's", others)) if names)


if __name__ == "__main__":
    sys.exit("FAILED" in list(resolved()))
