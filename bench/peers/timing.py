"""What the peers' scripts share: which work to measure, how, and the JSON that Bench.java reads."""
import argparse
import json
import time

_parser = argparse.ArgumentParser()
_parser.add_argument("--only", default="", help="measure only work whose name holds this before the dot; behind a dot, that begins so")
_parser.add_argument("--out", required=True, help="JSON file to write")
_options = _parser.parse_args()
_results = []

WARM_UP_SECONDS, ROUND_SECONDS, ROUNDS = 6, 1, 5  # as Bench.java has JMH do


def wants(name):
    """Whether this work is to be measured."""
    kind, _, work = _options.only.lower().partition(".")
    its_kind, _, its_work = name.lower().partition(".")
    return kind in its_kind and its_work.startswith(work)


def measure(name, who, unit, work, operations=1):
    """Times calls of work(), a function without arguments, of so many operations each; unit: 'ms/op' or 'ops/s'."""
    if not wants(name):
        return
    _run(work, WARM_UP_SECONDS)
    seconds = min(_run(work, ROUND_SECONDS) for _ in range(ROUNDS)) / operations
    score = {"ms/op": 1e3 * seconds, "ops/s": 1 / seconds}[unit]
    _results.append({"name": name, "who": who, "score": score, "unit": unit})
    print(f"{name}  {who}  {score:.4g} {unit}", flush=True)


def write():
    with open(_options.out, "w", encoding="utf-8") as file:
        json.dump(_results, file, indent=1)


def _run(work, seconds):
    """Seconds a call, over as many calls as fit."""
    calls, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        work()
        calls += 1
    return (time.perf_counter() - start) / calls
