package digr.env.driving;

import digr.env.driving.Labels.Region;

/**
 * Paints the ground: asphalt with lines, curbs, grass. Each pixel is found on the road and gets the average of what
 * lies in its footprint, so that far lines fade and do not flicker.
 */
final class Ground {
    private static final int ASPHALT = 0x55565a;
    private static final int SHOULDER = 0x4c4d50;
    private static final int CURB = 0xa9a69c;
    private static final int GRASS = 0x557d3c;
    private static final int WHITE = 0xe8e8e4;
    private static final int YELLOW = 0xe0b020;

    /** Metres across: line widths, and from the outer lane's edge to the ends of shoulder and curb. */
    private static final double LINE = 0.2;

    private static final double SHOULDER_END = 0.6;
    private static final double CURB_END = 0.95;
    private static final double DASH = 3;
    private static final double PERIOD = 9; // of dash and gap
    private static final double OFF_ROAD = 45; // metres from the middle line beyond which all is grass
    private static final double DEEPEST = 150; // metres, the most that is averaged along the line of sight
    private static final double GRAIN_UP_TO = 4; // metres of footprint at which patches have faded
    private static final int RUN = 8; // pixels of a row between two that are found exactly

    private final Road road;
    private final Lanes lanes;
    private final Light light;
    private final View view;
    private final int[] picture;
    private final byte[] regions;
    private final double level; // cosine and sine of the camera's pitch
    private final double sine;
    private final double[] forward; // {x, y} of unit length on the level
    private double foot; // the road x found last
    private double y; // and the road y

    Ground(Road road, Lanes lanes, Light light, View view, int[] picture, byte[] regions) {
        this.road = road;
        this.lanes = lanes;
        this.light = light;
        this.view = view;
        this.picture = picture;
        this.regions = regions;
        double[] axis = view.axes()[0];
        level = Math.hypot(axis[0], axis[1]);
        sine = axis[2];
        forward = new double[] {axis[0] / level, axis[1] / level};
    }

    /**
     * Paints all rows below the horizon; the camera does not roll.
     *
     * @param x the camera's place along the road
     */
    void paint(double x) {
        int height = view.camera().height();
        double highest = view.horizon() + 0.5; // above, a footprint has no end
        for (int row = view.firstGroundRow(); row < height; row++) {
            double ahead = ahead(row + 0.5);
            double deep = Math.min(DEEPEST, ahead(Math.max(row, highest)) - ahead(row + 1));
            row(row, ahead, deep, x + ahead);
        }
    }

    /**
     * How far before the camera, on the level, the ground is that a line of the picture shows. The line sees along
     * forward + b · up, b = (h/2 − line) / f, which falls by sin + b cos and goes on by cos − b sin, with the pitch's sine
     * and cosine.
     */
    private double ahead(double line) {
        return depth(line) * (level - sine * slope(line));
    }

    /** Distance along the camera's axis of the ground that a line of the picture shows. */
    private double depth(double line) {
        return view.position()[2] / -(sine + level * slope(line));
    }

    private double slope(double line) {
        return (view.camera().height() / 2.0 - line) / view.camera().focal();
    }

    /** One row of pixels, outwards from the middle, in runs along which road coordinates change evenly. */
    private void row(int row, double ahead, double deep, double near) {
        int width = view.camera().width();
        double pixel = depth(row + 0.5) / view.camera().focal();
        Illuminated lit = new Illuminated(light, ahead);
        foot = near;
        for (int k = 0; k < 4; k++) find(ahead, 0);
        double middleFoot = foot;
        double middleY = y;
        double slant = slant();
        for (int direction = -1; direction <= 1; direction += 2) {
            foot = middleFoot;
            y = middleY;
            for (int from = 0; from < width / 2; from += RUN) {
                double beside = direction * pixel * (from + RUN);
                double startFoot = foot;
                double startY = y;
                find(ahead, beside);
                double footStep = (foot - startFoot) / RUN;
                double yStep = (y - startY) / RUN;
                boolean plain = Math.min(Math.abs(startY - road.middle), Math.abs(y - road.middle)) > OFF_ROAD;
                double sight = slant + direction * (from + RUN / 2.0) * pixel / ahead;
                double wide = pixel + deep * Math.abs(sight); // what a pixel covers across the road
                for (int k = 0; k < RUN; k++) {
                    int at = row * width + width / 2 + (direction < 0 ? -1 - from - k : from + k);
                    double x = startFoot + footStep * (k + 0.5);
                    if (plain) paintGrass(at, lit);
                    else
                        paint(at, x, startY + yStep * (k + 0.5), wide, deep, lit, direction * pixel * (from + k + 0.5));
                }
                if (plain) foot = startFoot;
            }
        }
    }

    /** One Newton step towards the foot on the middle line of a point before the camera: enough from run to run. */
    private void find(double ahead, double beside) {
        double[] right = view.axes()[1];
        int i = road.metre(foot);
        double u = foot - i;
        double turn = road.curvature[i] * u;
        double cos = road.cos[i] - turn * road.sin[i];
        double sin = road.sin[i] + turn * road.cos[i];
        double dx = view.position()[0] + ahead * forward[0] + beside * right[0] - road.x[i];
        double dy = view.position()[1] + ahead * forward[1] + beside * right[1] - road.y[i];
        dx -= u * (road.cos[i] - turn / 2 * road.sin[i]);
        dy -= u * (road.sin[i] + turn / 2 * road.cos[i]);
        double across = dy * cos - dx * sin;
        foot += (dx * cos + dy * sin) / Math.max(0.2, 1 - road.curvature[i] * across);
        y = across + road.middle;
    }

    /** Lateral metres a metre along the line of sight, at the foot. */
    private double slant() {
        int i = road.metre(foot);
        double across = forward[1] * road.cos[i] - forward[0] * road.sin[i];
        return across / Math.max(0.2, forward[0] * road.cos[i] + forward[1] * road.sin[i]);
    }

    private void paintGrass(int at, Illuminated lit) {
        picture[at] = lit.seen(GRASS, 1);
        regions[at] = (byte) Region.LAND.ordinal();
    }

    private void paint(int at, double x, double y, double wide, double deep, Illuminated lit, double beside) {
        double left = lanes.leftEdge();
        double right = lanes.rightEdge();
        int colour = ASPHALT;
        double asphalt = 1;
        double curbs = 0;
        double outer = 0;
        double from = y - wide / 2;
        double to = y + wide / 2;
        if (to < left - CURB_END || from > right + CURB_END) {
            colour = GRASS;
            asphalt = 0;
        } else if (from < left + LINE || to > right - LINE) {
            asphalt = cover(y, wide, left - SHOULDER_END, right + SHOULDER_END);
            curbs = cover(y, wide, left - CURB_END, right + CURB_END) - asphalt;
            double yellow = cover(y, wide, left, left + LINE);
            outer = yellow + cover(y, wide, right - LINE, right);
            colour = Colour.mix(SHOULDER, ASPHALT, cover(y, wide, left, right));
            if (asphalt < 1) {
                int outside = curbs <= 0 ? GRASS : Colour.mix(GRASS, CURB, Math.min(1, curbs / (1 - asphalt)));
                colour = Colour.mix(outside, colour, asphalt);
            }
            if (outer > 0) colour = Colour.mix(colour, yellow > 0 ? YELLOW : WHITE, Math.min(1, outer));
        }
        double dashes = dashes(x, y, wide, deep);
        if (dashes > 0) colour = Colour.mix(colour, WHITE, dashes);
        double brightness = lit.brightness(beside);
        if (deep < GRAIN_UP_TO)
            brightness *= 1 + (asphalt > 0.5 ? 0.05 : 0.14) * grain(x, y) * (1 - deep / GRAIN_UP_TO);
        picture[at] = lit.seen(colour, brightness);
        regions[at] = (byte) region(asphalt, curbs, outer, dashes).ordinal();
    }

    private static Region region(double asphalt, double curbs, double outer, double dashes) {
        if (outer > 0.5 || curbs > 0.5) return Region.BORDER;
        if (dashes > 0.5) return Region.MARKING;
        return asphalt > 0.5 ? Region.ROAD : Region.LAND;
    }

    /** How much of the footprint the nearest broken line covers. */
    private double dashes(double x, double y, double wide, double deep) {
        double boundary = Math.rint(y / lanes.width() - 0.5) + 0.5;
        if (boundary < 0 || boundary > lanes.count() - 1) return 0;
        double middle = boundary * lanes.width();
        if (Math.abs(y - middle) >= (LINE + wide) / 2) return 0;
        double across = cover(y, wide, middle - LINE / 2, middle + LINE / 2);
        return across * (dashed(x + deep / 2) - dashed(x - deep / 2)) / deep;
    }

    /** Metres of dashes up to x. */
    private static double dashed(double x) {
        double periods = Math.floor(x / PERIOD);
        return periods * DASH + Math.min(DASH, x - periods * PERIOD);
    }

    /** The share of an interval of this width about y that lies in [from, to]. */
    private static double cover(double y, double width, double from, double to) {
        double covered = Math.min(y + width / 2, to) - Math.max(y - width / 2, from);
        return covered <= 0 ? 0 : Math.min(1, covered / width);
    }

    /** Patches of the ground, from the darkest, −1, to the brightest, 1. */
    private static double grain(double x, double y) {
        int hash = (int) (x * (1 / 1.5)) * 0x9E3779B1 ^ (int) ((y + 1000) * (1 / 0.9)) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 15) * 0x2C1B3C6D;
        return (hash >>> 16 & 255) / 127.5 - 1;
    }
}
