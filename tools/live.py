"""What only a running kernel and a real browser tell; each test yields "ok", "FAILED" or "skipped", and prints its line."""
import contextlib
import json
import os
import pathlib
import queue
import secrets
import shutil
import subprocess
import sys
import tempfile
import time

import kernel
import lab
import notebooks

BROWSER = pathlib.Path(__file__).resolve().parent / "browser"
WORK = """
long[] steps = {0};
try (var progress = progress("work")) {
    while (true) progress.report(++steps[0] % 1000, 1000, "");
}
"""
BATCHES = """
Network network = new Network(Architecture.small(3, 64, 64, 7), DataType.FLOAT);
INDArray states = Nd4j.zeros(DataType.FLOAT, 50, 3, 64, 64);
double seconds() {
    long start = System.nanoTime();
    for (int i = 0; i < 50; i++) network.forward(states);
    return (System.nanoTime() - start) / 1e9;
}
"""
VIEWS = """
Policy teacher = PolicyFile.load(data("policies/rfg/teacher-seed0.safetensors"));
RoomStates seen = RoomStates.seenBy(teacher, 20, seeds(3), "live");
Map<String, Policy> both = new LinkedHashMap<>();
both.put("teacher", teacher);
both.put("student", PolicyFile.load(data("policies/rfg/digr-seed0.safetensors")));
new LiveExplorer(both, teacher.states(seen.frames(), seen.size()), "left", "right", "forward", "pick up", "drop", "toggle", "done")
---
RedFetchGreen room = new RedFetchGreen();
room.reset(31);
SaliencyMethod slow = (policy, states) -> {
    java.util.concurrent.locks.LockSupport.parkNanos(1_500_000_000);
    return new VanillaGradient().attributions(policy, states);
};
new LiveGame(room, both.get("student"), new VanillaGradient()).or(slow)
---
Highway road = new Highway(HighwayOptions.defaults());
new LiveGame(road, PolicyFile.load(data("policies/driving/digr-seed0.safetensors")),
        new VanillaGradient()).or(new GaussianBlur(5))
---
DigrOptions options = PaperTasks.RFG.digr().withUpdates(100);
new LiveTraining(options.with(options.steps().from(DigrOptions.Start.TEACHER)), teacher, PerturbationDataset.load(data("perturbation/rfg.npz")),
        RedFetchGreen::new, seen, seeds(7))
"""


@contextlib.contextmanager
def _kernel():
    from jupyter_client.manager import start_new_kernel

    notebooks.LOG.parent.mkdir(exist_ok=True)
    with notebooks.LOG.open("w") as log:
        manager, client = start_new_kernel(kernel_name="java", startup_timeout=notebooks.START_SECONDS, stderr=log)
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def busy_machine():
    """Where other programs run, threads that wait for each other do not eat up the time: OpenMP's would by default."""
    name = "busy machine: a batch on all threads takes no more than eight times that on one"
    with _kernel() as (_, client), contextlib.ExitStack() as others:
        try:
            client.execute(BATCHES)
            for _ in range(max(1, os.cpu_count() // 2)):
                others.callback(subprocess.Popen([sys.executable, "-c", "while True: pass"]).kill)
            _value(client, "seconds()")
            many = float(_value(client, "seconds()"))
            one = float(_value(client, "digr.nn.NativeThreads.use(1); seconds()"))
            yield _told("ok" if many < 8 * one else "FAILED", f"{name}: {many:.2f} s and {one:.2f} s")
        except queue.Empty:
            yield _told("FAILED", f"{name}: the kernel says no more")


def stop_button():
    """Long work shows one line that is replaced, and ends when the reader presses stop: the kernel's interrupt."""
    name = "stop button: one live line, and the work ends"
    with _kernel() as (manager, client):
        yield _stopped(name, manager, client)


def _stopped(name, manager, client):
    try:
        client.execute(WORK)
        shown = _messages(client, lambda m: m["msg_type"] == "update_display_data")
        lines = [m for m in shown if m["msg_type"] == "display_data"]
        if len(lines) != 1 or "<progress" not in lines[0]["content"]["data"]["text/html"]:
            return _told("FAILED", f"{name}: it showed {len(lines)} lines")
        manager.interrupt_kernel()
        _messages(client, lambda m: m["msg_type"] == "status" and m["content"]["execution_state"] == "idle")
        counts = [_value(client, "steps[0]"), _value(client, "Thread.sleep(500); steps[0]")]
        return _told("ok", name) if counts[0] == counts[1] else _told("FAILED", f"{name}: it goes on, {counts}")
    except queue.Empty:
        return _told("FAILED", f"{name}: the kernel says no more")


def _messages(client, until):
    """All that the kernel says up to the first message of a kind, which must come within a minute."""
    messages = []
    end = time.time() + 60
    while not messages or not until(messages[-1]):
        messages.append(client.get_iopub_msg(timeout=max(0, end - time.time())))
    return messages


def _value(client, code):
    client.execute(code)
    return _messages(client, lambda m: m["msg_type"] == "execute_result")[-1]["content"]["data"]["text/plain"]


def pages(folder):
    """Works the pages of a gallery in Chromium: the system's, else the one that npm brings; see browser/pages.mjs."""
    yield from _in_browser("pages in a browser", "pages.mjs", folder)


def views(moves=None):
    """Works live views in JupyterLab: a slider is moved, an object dragged, a key pressed; see browser/live.mjs.

    With a file for `moves` only times the moves of a slider, for ./digr bench.
    """
    import nbformat.v4 as nbformat

    notebook = nbformat.new_notebook(metadata={"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
                                     cells=[nbformat.new_code_cell(cell.strip()) for cell in VIEWS.split("---\n")])
    lab.prepare()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        try:
            url, token = stack.enter_context(_lab(folder))
        except notebooks.Failed as e:
            yield _told("FAILED", f"live views in JupyterLab: {e}")
            return
        if not moves:
            loaded = f"{lab.PROMPTLY} | extension was successfully loaded" in notebooks.LOG.read_text("utf-8")
            yield _told("ok" if loaded else "FAILED", "live views: Jupyter's server sends each message at once")
        pathlib.Path(folder, "views.ipynb").write_text(nbformat.writes(notebook), "utf-8")
        yield from _in_browser("live views in JupyterLab", "live.mjs", url, token, folder, *([moves] if moves else []))


@contextlib.contextmanager
def _lab(folder):
    """JupyterLab on a folder and a free port: its address and token."""
    token = secrets.token_hex(16)
    environment = os.environ | {"JUPYTER_RUNTIME_DIR": f"{folder}/runtime"}
    with open(notebooks.LOG, "w") as log, subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.port=0", f"--IdentityProvider.token={token}",
             f"--ServerApp.root_dir={folder}", "--LabApp.default_url=/lab", "--LabApp.expose_app_in_browser=True"],
            env=environment, stdout=log, stderr=log) as server:
        try:
            yield _address(pathlib.Path(folder, "runtime", f"jpserver-{server.pid}.json"), server), token
        finally:
            server.terminate()  # it ends its kernels


def _address(info, server):
    end = time.time() + notebooks.START_SECONDS
    while not (info.exists() and info.stat().st_size):
        if server.poll() is not None or time.time() > end:
            raise notebooks.Failed(f"JupyterLab did not start; it wrote {notebooks.LOG}")
        time.sleep(.1)
    return json.loads(info.read_text())["url"]


def _in_browser(name, script, *arguments):
    if not shutil.which("node") or not shutil.which("npm"):
        yield _told("skipped", f"{name}: they need node and npm")
        return
    if not (BROWSER / "node_modules").exists():
        system = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
        command = ["npm", "ci", "--no-audit", "--no-fund", *(["--omit=optional"] if system else [])]
        if (installed := subprocess.run(command, cwd=BROWSER, capture_output=True, text=True)).returncode != 0:
            why = (installed.stderr.strip().splitlines() or ["npm ci failed"])[0]
            yield _told("skipped", f"{name}: no browser to be had, {why}")
            return
    with subprocess.Popen(["node", script, *map(str, arguments)], cwd=BROWSER, stdout=subprocess.PIPE, text=True) as browser:
        for line in browser.stdout:
            yield _told(*line.rstrip().split(maxsplit=1))
    if browser.returncode != 0:
        yield _told("FAILED", f"{name}: node ended with {browser.returncode}, see above")


def _told(outcome, what):
    print(f"{outcome:7} {what}", flush=True)
    return outcome


if __name__ == "__main__":
    kernel.register()
    sys.exit("FAILED" in views(sys.argv[1]))
