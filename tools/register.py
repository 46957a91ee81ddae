"""./digr register: makes this checkout's Java kernel known to another Jupyter, the user's or that of a Python environment."""
import json
import pathlib
import sys

import failures
import kernel


def main():
    parser = failures.Parser(prog="register", add_help=False)
    parser.add_argument("--prefix", type=pathlib.Path)
    parser.add_argument("--verbose", action="store_true")  # see failures
    folder = data_folder(parser.parse_args().prefix) / "kernels" / "java"
    spec = folder / "kernel.json"
    try:
        if spec.exists() and not ours(spec):
            sys.exit(f"digr: {folder} is another Java kernel, and the notebooks ask for one of that name; "
                     "remove it with: jupyter kernelspec remove java")
        folder.mkdir(parents=True, exist_ok=True)
        spec.write_text(kernel.specification())
    except OSError as e:
        sys.exit(f"digr: can't write {spec}: {e.strerror}; --prefix names a Python environment that you may write to")
    print(f"kernel: {folder}")


def data_folder(prefix):
    """Where a Jupyter looks for kernels: that of the environment with this sys.prefix, or all those of the user."""
    from jupyter_core.paths import jupyter_data_dir

    if prefix is None:
        return pathlib.Path(jupyter_data_dir())
    if not prefix.is_dir():
        sys.exit(f"digr: --prefix is {prefix}, which is no folder; it needs what the other Jupyter's Python "
                 'prints for: python -c "import sys; print(sys.prefix)"')
    return prefix.resolve() / "share" / "jupyter"


def ours(spec):
    """Whether a checkout of this project wrote it, this or another."""
    try:
        return kernel.MARK in json.loads(spec.read_text())["metadata"]
    except (ValueError, LookupError, TypeError):  # no JSON, or none of a kernel
        return False


if __name__ == "__main__":
    failures.told(main)
