package digr.env.driving;

/** The light on level ground at one distance before the camera, and the haze in front of it. */
final class Illuminated {
    private final Light light;
    private final double ahead;
    private final double level; // without headlights
    private final double red;
    private final double green;
    private final double blue;
    private final double hazeRed;
    private final double hazeGreen;
    private final double hazeBlue;

    Illuminated(Light light, double ahead) {
        this.light = light;
        this.ahead = ahead;
        level = light.on(0, 0, 1);
        double haze = light.haze(ahead);
        double clear = level * (1 - haze) / 255;
        red = Colour.red(light.tint) * clear;
        green = Colour.green(light.tint) * clear;
        blue = Colour.blue(light.tint) * clear;
        hazeRed = Colour.red(light.horizon) * haze;
        hazeGreen = Colour.green(light.horizon) * haze;
        hazeBlue = Colour.blue(light.horizon) * haze;
    }

    /** How much brighter the ground is there than without headlights. */
    double brightness(double beside) {
        return light.headlights == 0 ? 1 : 1 + light.beam(ahead, beside) / level;
    }

    int seen(int colour, double brightness) {
        return Colour.of(
                hazeRed + Colour.red(colour) * red * brightness,
                hazeGreen + Colour.green(colour) * green * brightness,
                hazeBlue + Colour.blue(colour) * blue * brightness);
    }
}
