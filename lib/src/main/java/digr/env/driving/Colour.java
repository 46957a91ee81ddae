package digr.env.driving;

/** Colours as 0xRRGGBB. */
final class Colour {
    private Colour() {}

    /** Rounds; what is above 255 counts as that. No part is negative. */
    static int of(double red, double green, double blue) {
        return clip(red) << 16 | clip(green) << 8 | clip(blue);
    }

    private static int clip(double value) {
        return Math.min(255, (int) (value + 0.5));
    }

    static int red(int colour) {
        return colour >> 16 & 255;
    }

    static int green(int colour) {
        return colour >> 8 & 255;
    }

    static int blue(int colour) {
        return colour & 255;
    }

    /** From a, at share 0, to b. */
    static int mix(int a, int b, double share) {
        return of(
                red(a) + (red(b) - red(a)) * share,
                green(a) + (green(b) - green(a)) * share,
                blue(a) + (blue(b) - blue(a)) * share);
    }
}
