package digr.attack;

/** Checks of options. */
final class Checks {
    private Checks() {}

    static void atLeastOne(String who, String what, int n) {
        if (n < 1) throw new IllegalArgumentException(who + ": " + what + " must be at least 1, got " + n);
    }

    static void positive(String who, String what, double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException(who + ": " + what + " must be finite and above 0, got " + x);
    }
}
