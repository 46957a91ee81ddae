"""Tells a failure in one line, as the commands written in Java do; with --verbose also where it came from."""
import argparse
import sys
import traceback

VERBOSE = "--verbose" in sys.argv


class Parser(argparse.ArgumentParser):
    """Tells wrong usage as the commands written in Java do; they also print the help."""

    def error(self, message):
        print(f"digr: {message}\nTry ./digr {self.prog} --help", file=sys.stderr)
        sys.exit(2)


def told(command):
    """Runs a command to its end or its failure: then prints one line and exits with 1."""
    try:
        command()
    except KeyboardInterrupt:
        sys.exit("digr: stopped")
    except Exception as e:
        trace()
        hint = "" if VERBOSE else "; --verbose shows where"
        sys.exit(f"digr: {type(e).__name__}, {' '.join(str(e).split())}{hint}")


def trace():
    """The traceback of the exception being handled, if the user wants to see it."""
    if VERBOSE:
        traceback.print_exc()
