package digr.env.driving;

import digr.env.Checks;
import digr.env.Environment;
import digr.env.StateBytes;
import digr.env.Step;
import digr.run.Seeds;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * Driving: a car of constant speed on a curved motorway, among slower traffic, to be steered past everybody.
 *
 * <p><b>Actions</b>, 3: the front wheels' angle for one step, 0 left, 1 straight on, 2 right; what is not steered keeps
 * its heading while the road bends.
 *
 * <p><b>Observation</b>, uint8 [3, 128, 128]: RGB from a level camera 1.7 m above the ground, 0.8 m before the car's
 * middle. No speed, no history.
 *
 * <p><b>Start</b>: the middle of any lane; cars ahead by 30 to 330 m, at least 18 m apart in a lane. Who falls back by
 * 60 m comes again 200 to 330 m ahead.
 *
 * <p><b>Reward</b> a step: cos ψ, the share of the speed that goes along the road (ψ: heading from the road's), less
 * 0.05 for steering, less 20 for a crash.
 *
 * <p><b>End</b>: terminated by a crash, which is to touch another vehicle or to have a corner beyond the outer lane;
 * truncated at step 1,000, 50 s. A crash in step 1,000 is both.
 *
 * <p><b>Options</b>: {@link HighwayOptions}.
 *
 * <p>Traffic moves in road coordinates as highway-env 1.12.1 has it on a straight road ({@link Traffic}); the agent's
 * car is the same kinematic bicycle in the plane. 0.05 s a step.
 */
public final class Highway implements Environment {
    /** Seconds a step. */
    public static final double TIME_STEP = 0.05;

    private static final String NAME = "Highway";
    private static final String TAG = "HWY1";
    private static final double START = 100; // metres of road behind the start
    private static final double CARS_FROM = 30;
    private static final double CARS_TO = 330;
    private static final double AGAIN_FROM = 200;
    private static final double LEFT_BEHIND = 60;
    private static final double VISIBLE = 250; // metres of road that are seen

    private final HighwayOptions options;
    private final Lanes lanes;
    private final Entry entry;
    private final Scene scene;
    private RestorableUniformRandomProvider chance; // who comes; null before the first episode
    private long seed;
    private Road road;
    private Vehicle body; // the agent's car in the plane
    private Vehicle own; // and as traffic sees it, in road coordinates
    private List<Car> cars;
    private Traffic traffic;
    private int steps;
    private Crash crash;

    public Highway(HighwayOptions options) {
        this.options = options;
        lanes = new Lanes(options.lanes(), options.laneWidth());
        entry = new Entry(options, lanes);
        scene = new Scene(lanes, options.light(), options.fieldOfView());
    }

    @Override
    public int[] observationShape() {
        return new int[] {3, Scene.SIDE, Scene.SIDE};
    }

    @Override
    public int actions() {
        return options.steering().size();
    }

    @Override
    public void reset(long seed) {
        this.seed = seed;
        road = road(seed);
        chance = new Seeds(seed).stream("traffic");
        double y = lanes.centre(new Seeds(seed).stream("start").nextInt(lanes.count()));
        double[] place = road.point(START, y);
        body = new Vehicle(place[0], place[1], road.heading(START), options.speed(), options.speed());
        own = new Vehicle(START, y, 0, options.speed(), options.speed());
        cars = new ArrayList<>();
        traffic = new Traffic(lanes, new ArrayList<>(List.of(own)));
        for (int i = 0; i < options.cars(); i++)
            add(entry.between(START + CARS_FROM, START + CARS_TO, traffic.vehicles(), chance));
        steps = 0;
        crash = Crash.NONE;
    }

    private Road road(long seed) {
        double metres = START + options.maxSteps() * TIME_STEP * options.speed() + CARS_TO + VISIBLE;
        return Road.random(
                new Seeds(seed).stream("road"), (int) metres, options.sharpestRadius(), options.widestRadius(), lanes);
    }

    private void add(Car car) {
        cars.add(car);
        traffic.vehicles().add(car.vehicle());
    }

    @Override
    public Step step(int action) {
        Checks.action(NAME, action, actions());
        Checks.running(NAME, ended());
        double angle = options.steering().get(action);
        traffic.step(TIME_STEP);
        drive(angle);
        replaceThoseLeftBehind();
        steps++;
        crash = crashed();
        double reward = Math.cos(own.heading)
                - (angle == 0 ? 0 : options.steeringCost())
                - (crash == Crash.NONE ? 0 : options.crashCost());
        return new Step((float) (options.rewardScale() * reward), crash != Crash.NONE, steps >= options.maxSteps());
    }

    private void drive(double angle) {
        body.steering = angle;
        body.move(TIME_STEP);
        double[] place = road.locate(body.x, body.y, own.x);
        own.x = place[0];
        own.y = place[1];
        own.heading = body.heading - road.heading(own.x);
    }

    private void replaceThoseLeftBehind() {
        for (int i = 0; i < cars.size(); i++) {
            if (cars.get(i).vehicle().x >= own.x - LEFT_BEHIND) continue;
            Car car = entry.between(own.x + AGAIN_FROM, own.x + CARS_TO, traffic.vehicles(), chance);
            cars.set(i, car);
            traffic.vehicles().set(i + 1, car.vehicle());
        }
    }

    private Crash crashed() {
        Rectangle place = place();
        for (Car car : cars)
            if (Math.abs(car.vehicle().x - own.x) < 2 * Vehicle.LENGTH
                    && car.footprint(road).intersects(place)) return Crash.VEHICLE;
        for (int along = -1; along <= 1; along += 2)
            for (int across = -1; across <= 1; across += 2) {
                double[] corner = place.corner(along, across);
                double y = road.locate(corner[0], corner[1], own.x)[1];
                if (y < lanes.leftEdge() || y > lanes.rightEdge()) return Crash.EDGE;
            }
        return Crash.NONE;
    }

    private Rectangle place() {
        return new Rectangle(body.x, body.y, Vehicle.LENGTH, Vehicle.WIDTH, body.heading);
    }

    @Override
    public boolean ended() {
        return chance == null || crash != Crash.NONE || steps >= options.maxSteps();
    }

    /** How the present episode ended early, if it did. */
    public Crash crash() {
        Checks.started(NAME, chance != null);
        return crash;
    }

    @Override
    public String outcome() {
        return crash().outcome();
    }

    @Override
    public void observe(byte[] frame, int offset) {
        Checks.started(NAME, chance != null);
        Checks.fits(NAME, Scene.FRAME, frame, offset);
        scene.show(place(), own.x, road, cars, frame, offset);
    }

    /** What the pixels of the present observation show. */
    public Labels labels() {
        Checks.started(NAME, chance != null);
        return scene.labels(place(), own.x, road, cars);
    }

    /**
     * What a driver does who keeps to the middle of the present lane and minds no other car: the action whose steering is
     * nearest to that of the traffic's drivers, who see the road where the agent sees a picture. On a bend the angle that
     * follows it is added, δ = atan(2 tan(asin(κ L/2))), κ the road's curvature.
     */
    public int laneKeepingAction() {
        Checks.started(NAME, chance != null);
        double bend = Math.atan(2 * Math.tan(Math.asin(road.curvature[road.metre(own.x)] * Vehicle.LENGTH / 2)));
        double wanted = bend + LaneKeeping.steering(own, lanes.centre(lanes.at(own.y)));
        List<Double> angles = options.steering();
        return IntStream.range(0, angles.size())
                .boxed()
                .min(Comparator.comparingDouble(action -> Math.abs(angles.get(action) - wanted)))
                .orElseThrow();
    }

    /** Whether the driver is in such a situation now. */
    public boolean isIn(Situation situation) {
        Checks.started(NAME, chance != null);
        return situation.holds(own, cars, road, lanes);
    }

    /**
     * Tag HWY1, long seed, int steps, byte {@link Crash}, block the generator's state; doubles x, y, heading of the
     * agent's car in the plane and on the road; int number of cars, and of each doubles x, y, heading, speed, wished
     * speed, timer, bytes target lane, paint, body.
     */
    @Override
    public byte[] saveState() {
        Checks.started(NAME, chance != null);
        return StateBytes.write(TAG, out -> {
            out.writeLong(seed);
            out.writeInt(steps);
            out.writeByte(crash.ordinal());
            StateBytes.writeBlock(out, Seeds.save(chance));
            for (Vehicle vehicle : List.of(body, own)) writePlace(vehicle, out);
            out.writeInt(cars.size());
            for (Car car : cars) write(car, out);
        });
    }

    private static void writePlace(Vehicle vehicle, DataOutputStream out) throws IOException {
        out.writeDouble(vehicle.x);
        out.writeDouble(vehicle.y);
        out.writeDouble(vehicle.heading);
    }

    private static void write(Car car, DataOutputStream out) throws IOException {
        writePlace(car.vehicle(), out);
        out.writeDouble(car.vehicle().speed);
        out.writeDouble(car.vehicle().targetSpeed);
        out.writeDouble(car.vehicle().timer);
        out.writeByte(car.vehicle().targetLane);
        out.writeByte(car.paint());
        out.writeByte(car.body().ordinal());
    }

    @Override
    public void restoreState(byte[] state) {
        record Saved(long seed, int steps, Crash crash, byte[] chance, Vehicle body, Vehicle own, List<Car> cars) {}
        Saved saved = StateBytes.read(
                NAME,
                TAG,
                state,
                in -> new Saved(
                        in.readLong(),
                        StateBytes.readInt(in, 0, options.maxSteps()),
                        Crash.values()[StateBytes.readByte(in, 0, Crash.values().length - 1)],
                        StateBytes.readBlock(in),
                        readOwn(in),
                        readOwn(in),
                        readCars(in)));
        chance = Seeds.restore(saved.chance);
        seed = saved.seed;
        road = road(seed);
        steps = saved.steps;
        crash = saved.crash;
        body = saved.body;
        own = saved.own;
        cars = new ArrayList<>();
        traffic = new Traffic(lanes, new ArrayList<>(List.of(own)));
        saved.cars.forEach(this::add);
    }

    private Vehicle readOwn(DataInputStream in) throws IOException {
        return new Vehicle(number(in), number(in), number(in), options.speed(), options.speed());
    }

    private List<Car> readCars(DataInputStream in) throws IOException {
        StateBytes.readInt(in, options.cars(), options.cars());
        List<Car> read = new ArrayList<>();
        for (int i = 0; i < options.cars(); i++) {
            Vehicle vehicle = new Vehicle(number(in), number(in), number(in), number(in), number(in));
            vehicle.timer = number(in);
            vehicle.targetLane = StateBytes.readByte(in, 0, lanes.count() - 1);
            int paint = StateBytes.readByte(in, 0, CarPainter.PAINTS.length - 1);
            CarMesh mesh = CarMesh.values()[StateBytes.readByte(in, 0, CarMesh.values().length - 1)];
            read.add(new Car(vehicle, paint, mesh));
        }
        return read;
    }

    private static double number(DataInputStream in) throws IOException {
        double number = in.readDouble();
        if (!Double.isFinite(number)) throw new IllegalArgumentException("a number is finite, got " + number);
        return number;
    }
}
