"""Whether Maven finds the library's dependencies for every kind of machine. Downloads them, so only where DIGR_PROFILES is set:

    DIGR_PROFILES=all ./digr test                                   # 4 GB at the first time
    DIGR_PROFILES=windows-x86_64,plain python3 tools/profiles.py

Nothing of them is run. First they are downloaded by the profiles' names. Then, without a network, Maven is told the machine by its JVM's
os.name and os.arch, as it would be there, and has to find the same by itself: with a wrong name no JVM opens a socket. Not so for Windows,
whose name alone makes Maven load a library of its own.
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
WINDOWS = ("Windows 11", "amd64")
PROFILES = {  # name: the machine, the profiles that hold there or are asked for, what must be among the files
    "linux-x86_64": (LINUX, [], ["nd4j-native-*-linux-x86_64-onednn-avx2", "openblas-*-linux-x86_64", "ale-*-linux-x86_64"]),
    "avx512": (LINUX, ["avx512"], ["nd4j-native-*-linux-x86_64-onednn-avx512", "ale-*-linux-x86_64"]),
    "plain": (LINUX, ["plain"], ["nd4j-native-*-linux-x86_64-onednn", "ale-*-linux-x86_64"]),
    "linux-arm64": (("Linux", "aarch64"), ["linux-arm64", "!emulator"],
                    ["nd4j-native-*-linux-arm64", "openblas-*-linux-arm64", "javacpp-*-linux-arm64"]),
    "macosx-x86_64": (("Mac OS X", "x86_64"), ["macosx-x86_64"],
                      ["nd4j-native-*-macosx-x86_64-onednn-avx2", "openblas-*-macosx-x86_64", "ale-*-macosx-x86_64"]),
    "macosx-arm64": (("Mac OS X", "aarch64"), ["macosx-arm64", "!emulator"],
                     ["nd4j-native-*-macosx-arm64", "openblas-*-macosx-arm64", "javacpp-*-macosx-arm64"]),
    "windows-x86_64": (WINDOWS, ["windows-x86_64"],
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
        trouble = _trouble(name, *PROFILES[name])
        print(f"FAILED  profile {name}: {trouble}" if trouble else f"ok      profile {name} resolves", flush=True)
        yield "FAILED" if trouble else "ok"


def _trouble(name, machine, profiles, wanted):
    platform = [] if machine == LINUX else [f"-Djavacpp.platform={name}"]  # for ND4J's own profiles
    try:
        files = _files(*(f"-P{profile}" for profile in profiles), *platform)
        if machine not in (LINUX, WINDOWS):
            system, processor = machine
            files = _files("-o", options=f'"-Dos.name={system}" -Dos.arch={processor}')
    except subprocess.CalledProcessError as e:
        return next((line for line in e.stdout.splitlines() if "[ERROR]" in line), e.stdout)
    missing = [name for name in wanted if not any(file.match(f"{name}.jar") for file in files)]
    others = [file.name for file in files if machine != LINUX and "linux-x86_64" in file.name]
    return "; ".join(f"{what} {', '.join(names)}" for what, names in
                     (("lacks", missing), ("has another machine's", others)) if names)


def _files(*arguments, options=""):
    """The library's class path, as Maven resolves it."""
    with tempfile.TemporaryDirectory() as folder:
        found = pathlib.Path(folder) / "classpath.txt"
        subprocess.run(
            [*MAVEN, "-B", "-q", "-ntp", "-f", str(ROOT / "pom.xml"), "-pl", "lib", *arguments,
             "dependency:build-classpath", "-DincludeScope=runtime", f"-Dmdep.outputFile={found}"],
            env={**os.environ, "JDK_JAVA_OPTIONS": options}, text=True, check=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return [pathlib.Path(file) for file in found.read_text().split(os.pathsep)]


if __name__ == "__main__":
    sys.exit("FAILED" in list(resolved()))
