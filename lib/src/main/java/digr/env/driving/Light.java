package digr.env.driving;

/** The time of day: colours of the sky, how bright things are, whether headlights burn. */
public enum Light {
    /** A clear morning. */
    DAY(0x5b8fd0, 0xc3d6e6, 0xffffff, 0.55, 0.55, 0),
    /** The sun has just set. */
    DUSK(0x38406a, 0xe09a6a, 0xffd9c0, 0.42, 0.25, 0.25),
    /** No moon. */
    NIGHT(0x05070f, 0x141a2a, 0xc8d4ff, 0.16, 0.04, 0.9);

    /** Towards the sun, of unit length. */
    private static final double[] SUN = {-0.48, -0.36, 0.8};

    private static final double HAZE = 260; // metres in which all but 1/e of a colour is lost

    final int zenith;
    final int horizon;
    final double headlights;
    final int tint;
    private final double ambient;
    private final double sun;

    Light(int zenith, int horizon, int tint, double ambient, double sun, double headlights) {
        this.zenith = zenith;
        this.horizon = horizon;
        this.tint = tint;
        this.ambient = ambient;
        this.sun = sun;
        this.headlights = headlights;
    }

    /** The brightness of a surface with the given normal of unit length, headlights apart. */
    double on(double nx, double ny, double nz) {
        return ambient + sun * Math.max(0, SUN[0] * nx + SUN[1] * ny + SUN[2] * nz);
    }

    /** What the headlights add at a point before the car. */
    double beam(double forward, double right) {
        if (headlights == 0 || forward <= 0) return 0;
        double far = forward / 22;
        double beside = right / (1.5 + 0.22 * forward);
        return headlights / ((1 + far * far) * (1 + beside * beside));
    }

    /** A colour at this brightness and distance. */
    int seen(int colour, double brightness, double distance) {
        return Colour.mix(lit(colour, brightness), horizon, haze(distance));
    }

    int lit(int colour, double brightness) {
        double scale = brightness / 255;
        return Colour.of(
                Colour.red(colour) * Colour.red(tint) * scale,
                Colour.green(colour) * Colour.green(tint) * scale,
                Colour.blue(colour) * Colour.blue(tint) * scale);
    }

    /** The share of the horizon's colour in what is seen at a distance. */
    double haze(double distance) {
        return 1 - Math.exp(-distance / HAZE);
    }
}
