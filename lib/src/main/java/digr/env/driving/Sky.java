package digr.env.driving;

import digr.env.driving.Labels.Region;
import java.util.Arrays;

/** Paints the sky, paler towards the horizon, and hills before it that stand still in space. */
final class Sky {
    private static final int HILLS = 0x55705e;

    private Sky() {}

    static void paint(View view, Light light, int[] picture, byte[] regions) {
        int width = view.camera().width();
        int horizon = view.firstGroundRow();
        for (int row = 0; row < horizon; row++) {
            double down = (row + 0.5) / horizon;
            int colour = Colour.mix(light.zenith, light.horizon, down * down);
            for (int at = row * width; at < (row + 1) * width; at++) picture[at] = colour;
        }
        Arrays.fill(regions, 0, horizon * width, (byte) Region.SKY.ordinal());
        int hills = Colour.mix(light.lit(HILLS, light.on(0, 0, 1)), light.horizon, 0.55);
        double yaw = Math.atan2(view.axes()[0][1], view.axes()[0][0]);
        double f = view.camera().focal();
        for (int column = 0; column < width; column++) {
            double azimuth = yaw + Math.atan((column + 0.5 - width / 2.0) / f);
            double top = horizon - f * (0.045 + 0.025 * Math.sin(3 * azimuth) + 0.014 * Math.sin(11 * azimuth + 1));
            int first = (int) Math.floor(top);
            int at = first * width + column;
            if (first >= 0 && first < horizon) picture[at] = Colour.mix(picture[at], hills, first + 1 - top);
            for (int row = Math.max(0, first + 1); row < horizon; row++) picture[row * width + column] = hills;
        }
    }
}
