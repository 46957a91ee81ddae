"""./digr figures: runs the notebooks, which draw into target/gallery, then makes the gallery there; --save keeps what they drew."""
import os
import re
import sys

import api
import failures
import gallery
import kernel
import notebooks
import outputs

SLOW_SECONDS = 120


def main():
    parser = failures.Parser(prog="figures", add_help=False)
    parser.add_argument("--only", type=lambda names: names.split(","))
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--verbose", action="store_true")  # see failures
    options = parser.parse_args()
    kernel.register()

    todo = {path: notebooks.read(path) for path in sorted(notebooks.FOLDER.glob("*.ipynb"))}
    if options.only is not None:
        todo = chosen(todo, options.only, parser)
    if "DIGR_FIGURES" not in os.environ:
        notebooks.begin()
    failed = 0
    for path, notebook in todo.items():
        try:
            seconds = notebooks.run(path, notebook)
            gallery.page(path, notebook, seconds)
            for change in outputs.changed(notebooks.read(path), notebook, outputs.FULL):
                print(f"{path.stem}: {change}", file=sys.stderr)
            if options.save:
                notebooks.save(path, notebook)
            print(f"ok      {path.stem}  {seconds:.0f} s")
            if seconds > SLOW_SECONDS:
                print(f"{path.stem}: took more than {SLOW_SECONDS} s; on an idle machine none does", file=sys.stderr)
        except notebooks.Failed as e:
            failed += 1
            print(f"FAILED  {path.stem}: {e}", file=sys.stderr)
            failures.trace()
    failed += not api.made(sys.stderr)
    print(f"gallery: {gallery.index()}")
    sys.exit(1 if failed else 0)


def chosen(all_notebooks, names, parser):
    """The notebooks that draw one of these; fig1 stands for fig1a and fig1b, not for fig10."""
    drawn = {figure for notebook in all_notebooks.values() for figure in notebooks.figures(notebook)}
    matches = {name: {f for f in drawn if re.fullmatch(re.escape(name) + "[a-z]?", f)} for name in names}
    unknown = [name for name, found in matches.items() if not found]
    if unknown:
        parser.error(f"no notebook draws {', '.join(unknown)}; there are {', '.join(sorted(drawn)) or 'none yet'}")
    wanted = set().union(*matches.values())
    return {path: n for path, n in all_notebooks.items() if wanted & set(notebooks.figures(n))}


if __name__ == "__main__":
    failures.told(main)
