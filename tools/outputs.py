"""Whether a notebook that ran again says what its committed outputs say.

Compared is text, number by number; pictures and pages are not, nor are the live lines of progress. A cell's tags exempt it:
`timing` if what it says depends on the clock, `shortened` if it says something else when `quick()` is true.
"""
import re

FULL = {"timing"}
QUICK = {"timing", "shortened"}
NUMBER = re.compile(r"(\d+(?:\.\d+)?(?:[eE]-?\d+)?)")
TOLERANCE = 1e-3  # processors add up in different orders,
SMALLEST = 1e-6  # and float32 keeps seven digits


def changed(committed, again, exempt):
    """Yields what each cell that bears none of the tags said before and says now, where the two differ."""
    for number, (before, after) in enumerate(zip(committed.cells, again.cells), 1):
        if before.cell_type == "code" and not exempt.intersection(before.metadata.get("tags", [])):
            if not same(_text(before), _text(after)):
                yield f"cell {number} said\n{_text(before)}\nnow it says\n{_text(after)}"


def same(one, other):
    """Texts of the same words, in which numbers differ by a thousandth or a unit of their last decimal at most.

    >>> same("AUC  0.991 of 100", "AUC 0.992  of 100"), same("AUC 0.991", "AUC 0.993"), same("AUC 0.991", "area 0.991")
    (True, False, False)
    >>> same("1.2345E-2", "1.2349E-2"), same("1.2345E-2", "1.2345E-3"), same("5 of 100", "5 of 101")
    (True, False, False)
    """
    ones, others = (NUMBER.split(_plain(text)) for text in (one, other))
    return len(ones) == len(others) and all(map(_close, ones, others))


def _plain(text):
    """Without what only lines up a table."""
    return re.sub(r"\s+", " ", re.sub(r"-{2,}", "", text)).strip()


def _close(one, other):
    if one == other:
        return True
    if not NUMBER.fullmatch(one) or not NUMBER.fullmatch(other) or "." not in one + other:
        return False
    x, y = float(one), float(other)
    return abs(x - y) <= max(SMALLEST, TOLERANCE * max(x, y), 1.01 * _unit(one), 1.01 * _unit(other))


def _unit(number):
    """Of the last decimal: 0.01 of 2.75."""
    mantissa, _, exponent = number.lower().partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2])) if "." in mantissa else 0


def _text(cell):
    texts = [o.text if o.output_type == "stream" else o.get("data", {}).get("text/plain", "") for o in cell.outputs]
    return "\n".join(text for text in texts if not text.startswith("<progress"))
