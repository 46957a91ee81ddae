package digr.attack;

import digr.run.UserException;

/** Checks of options: each mistake is a {@link UserException}, whether a command made it or a cell. */
final class Checks {
    private Checks() {}

    static void atLeastOne(String who, String what, int n) {
        if (n < 1) throw new UserException(who + ": " + what + " must be at least 1, got " + n);
    }

    static void positive(String who, String what, double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY))
            throw new UserException(who + ": " + what + " must be finite and above 0, got " + x);
    }

    static void eps(double eps) {
        if (!(eps >= 0 && eps <= 1))
            throw new UserException(
                    "Attack: eps must be in [0, 1], got " + eps + "; pixels are in [0, 1], so 8/255 is 0.031");
    }
}
