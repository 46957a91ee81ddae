package digr.env.driving;

import digr.env.driving.Labels.Region;
import java.util.List;
import java.util.function.IntPredicate;

/** The picture that the camera behind the agent's car takes: sky and ground first, then all that stands on it. */
final class Scene {
    static final int SIDE = 128;
    static final int FRAME = 3 * SIDE * SIDE;

    private static final byte RAIL = 1;
    private static final byte SHADOW = 2;
    private static final byte OWN = 3;
    private static final byte CARS = 4; // and above
    private static final double SHADED = 0.45;

    private final Lanes lanes;
    private final CameraOptions options;
    private final Light light;
    private final Camera camera;
    private final Samples samples;
    private final int[] picture = new int[SIDE * SIDE];
    private final byte[] regions = new byte[SIDE * SIDE]; // of what lies behind the samples

    Scene(Lanes lanes, CameraOptions options) {
        this.lanes = lanes;
        this.options = options;
        light = options.light();
        camera = new Camera(SIDE, SIDE, options.fieldOfView(), options.mount());
        samples = new Samples(camera);
    }

    /**
     * @param x of the agent's car along the road
     * @param shown which of the cars, by number
     */
    private void paint(Rectangle own, double x, Road road, List<Car> cars, IntPredicate shown) {
        View view = camera.on(new Pose(own.x(), own.y(), 0, 0, Math.toDegrees(own.heading()), 0));
        Sky.paint(view, light, picture, regions);
        double from = x - options.back();
        new Ground(road, lanes, light, view, picture, regions).paint(from);
        samples.clear();
        GuardRails.paint(from, road, lanes, light, view, samples, RAIL);
        CarPainter painter = new CarPainter(view, light, samples);
        for (int i = 0; i < cars.size(); i++) {
            Car car = cars.get(i);
            int paint = CarPainter.PAINTS[car.paint()];
            if (shown.test(i)) painter.paint(car.footprint(road), paint, car.body(), (byte) (CARS + i), SHADOW);
        }
        painter.paint(own, CarPainter.OWN_PAINT, CarMesh.SALOON, OWN, SHADOW);
    }

    /**
     * Writes RGB planes.
     *
     * @param shown which of the cars, by number
     */
    void show(Rectangle own, double x, Road road, List<Car> cars, IntPredicate shown, byte[] frame, int offset) {
        paint(own, x, road, cars, shown);
        for (int row = 0; row < SIDE; row++) {
            boolean mixed = row >= samples.firstRow() && row < samples.endRow();
            for (int column = 0; column < SIDE; column++) {
                int at = row * SIDE + column;
                int colour = mixed ? mixed(row, column, picture[at]) : picture[at];
                frame[offset + at] = (byte) (colour >> 16);
                frame[offset + SIDE * SIDE + at] = (byte) (colour >> 8);
                frame[offset + 2 * SIDE * SIDE + at] = (byte) colour;
            }
        }
    }

    /** The mean of a pixel's samples before the given background. */
    private int mixed(int row, int column, int behind) {
        int first = Samples.PER_PIXEL * (row * samples.width + column);
        byte[] label = samples.label;
        int below = first + samples.width;
        if ((label[first] | label[first + 1] | label[below] | label[below + 1]) == 0) return behind;
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int k = 0; k < 4; k++) {
            int at = (k < 2 ? first : below) + k % 2;
            int colour = label[at] == 0 ? behind : label[at] == SHADOW ? shaded(behind) : samples.colour[at];
            red += Colour.red(colour);
            green += Colour.green(colour);
            blue += Colour.blue(colour);
        }
        return (red + 2) / 4 << 16 | (green + 2) / 4 << 8 | (blue + 2) / 4;
    }

    private static int shaded(int colour) {
        return Colour.mix(0, colour, SHADED);
    }

    Labels labels(Rectangle own, double x, Road road, List<Car> cars) {
        paint(own, x, road, cars, i -> true);
        Region[] kinds = new Region[SIDE * SIDE];
        int[] vehicles = new int[SIDE * SIDE];
        for (int at = 0; at < kinds.length; at++) {
            byte label = most(at / SIDE, at % SIDE);
            vehicles[at] = label >= CARS ? label - CARS : -1;
            if (label >= CARS) kinds[at] = Region.VEHICLE;
            else if (label == RAIL) kinds[at] = Region.BORDER;
            else if (label == OWN) kinds[at] = Region.OWN;
            else kinds[at] = Region.values()[regions[at]];
        }
        double[] distances =
                cars.stream().mapToDouble(car -> car.vehicle().x - x).toArray();
        return new Labels(kinds, vehicles, distances);
    }

    /** The label of at least half of a pixel's samples, of the first of two; 0 if there is none. */
    private byte most(int row, int column) {
        int first = Samples.PER_PIXEL * (row * samples.width + column);
        int[] at = {first, first + 1, first + samples.width, first + samples.width + 1};
        for (int i : at) {
            int count = 0;
            for (int j : at) if (samples.label[i] == samples.label[j]) count++;
            if (count >= 2) return samples.label[i];
        }
        return 0;
    }
}
