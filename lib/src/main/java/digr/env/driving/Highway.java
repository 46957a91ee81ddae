package digr.env.driving;

import digr.env.Checks;
import digr.env.Controls;
import digr.env.Marked;
import digr.env.Regions;
import digr.env.Separable;
import digr.env.StateBytes;
import digr.env.Step;
import digr.run.Seeds;
import digr.run.UserException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * Driving: a car of constant speed on a curved motorway, to be steered past slower cars. A lane assistant holds the car
 * to the road's heading ({@link LaneAssistant}), so that a driver has only the other cars to mind.
 *
 * <p><b>Actions</b>, 3: drift to the left, none, to the right, 3 m/s across the road.
 *
 * <p><b>Observation</b>, uint8 [3, 128, 128]: RGB from a camera 7 m behind the car and 4 m above the ground, which looks
 * down by 14 degrees. It shows the agent's own car, dark, always at the same place. No speed, no history.
 *
 * <p><b>Start</b>: the middle of any lane; the others 35 to 220 m ahead, at least 18 m apart in a lane, and two lanes
 * free within any 30 m. A car that falls back by 12 m comes again 150 to 220 m ahead.
 *
 * <p><b>Reward</b> a step: cos ψ, the share of the speed that goes along the road (ψ: heading from the road's), less 0.2
 * for a drift, less 0.5 times the missing share of 0.6 m beside the car, to the road's edges and to cars abreast, less
 * 100 for a crash. Of an action that is held, the sum over its steps.
 *
 * <p><b>End</b>: terminated by a crash, which is to touch another vehicle or to have a corner beyond the outer lane;
 * truncated at step 1,000, 50 s. A crash in step 1,000 is both.
 *
 * <p><b>Options</b>: {@link HighwayOptions}.
 *
 * <p>Traffic moves in road coordinates ({@link Traffic}); the agent's car is a kinematic bicycle in the plane. 0.05 s a
 * step.
 */
public final class Highway implements Marked, Separable {
    /** Seconds a step. */
    public static final double TIME_STEP = 0.05;

    private static final String NAME = "Highway";
    private static final String TAG = "HWY2";
    private static final double START = 100; // metres of road behind the start
    private static final double VISIBLE = 250; // metres of road that are seen
    private static final double ABREAST = Vehicle.LENGTH + 1; // metres along the road, from middle to middle
    private static final double TOUCHING = Vehicle.WIDTH + 0.2; // metres across it, a little room included

    private final HighwayOptions options;
    private final Lanes lanes;
    private final LaneAssistant assistant;
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
        lanes = new Lanes(options.road().lanes(), options.road().laneWidth());
        assistant = new LaneAssistant(speed(), TIME_STEP);
        entry = new Entry(options.traffic(), lanes);
        scene = new Scene(lanes, options.camera());
    }

    @Override
    public int[] observationShape() {
        return new int[] {3, Scene.SIDE, Scene.SIDE};
    }

    @Override
    public int actions() {
        return options.car().drifts().size();
    }

    @Override
    public Controls controls() {
        return options.car().controls();
    }

    @Override
    public void reset(long seed) {
        this.seed = seed;
        road = road(seed);
        chance = new Seeds(seed).stream("traffic");
        double y = lanes.centre(new Seeds(seed).stream("start").nextInt(lanes.count()));
        double[] place = road.point(START, y);
        body = new Vehicle(place[0], place[1], road.heading(START), speed(), speed());
        own = new Vehicle(START, y, 0, speed(), speed());
        cars = new ArrayList<>();
        traffic = new Traffic(lanes, options.traffic().drivers(), new ArrayList<>(List.of(own)));
        for (int i = 0; i < options.traffic().cars(); i++)
            add(entry.on(options.traffic().start(), START, traffic.vehicles(), chance));
        steps = 0;
        crash = Crash.NONE;
    }

    private double speed() {
        return options.car().speed();
    }

    private Road road(long seed) {
        double metres = START
                + options.maxSteps() * TIME_STEP * speed()
                + options.traffic().again().to()
                + VISIBLE;
        return Road.random(
                new Seeds(seed).stream("road"),
                (int) metres,
                options.road().sharpestRadius(),
                options.road().widestRadius(),
                lanes);
    }

    private void add(Car car) {
        cars.add(car);
        traffic.vehicles().add(car.vehicle());
    }

    @Override
    public Step step(int action) {
        Checks.action(NAME, action, actions());
        Checks.running(NAME, ended());
        double drift = options.car().drifts().get(action);
        double reward = 0;
        for (int k = 0; k < options.hold() && !ended(); k++) reward += step(drift);
        float scaled = (float) (options.reward().scale() * reward);
        return new Step(scaled, crash != Crash.NONE, steps >= options.maxSteps());
    }

    /** 0.05 s; returns what they pay. */
    private double step(double drift) {
        traffic.step(TIME_STEP);
        drive(assistant.steering(drift, own.heading, road.curvature[road.metre(own.x)]));
        replaceThoseLeftBehind();
        steps++;
        crash = crashed();
        RewardOptions reward = options.reward();
        return Math.cos(own.heading)
                - (drift == 0 ? 0 : reward.driftCost())
                - reward.marginCost() * missingMargin()
                - (crash == Crash.NONE ? 0 : reward.crashCost());
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
        TrafficOptions all = options.traffic();
        for (int i = 0; i < cars.size(); i++) {
            if (cars.get(i).vehicle().x >= own.x - all.behind()) continue;
            Car car = entry.on(all.again(), own.x, traffic.vehicles(), chance);
            cars.set(i, car);
            traffic.vehicles().set(i + 1, car.vehicle());
        }
    }

    /** 0 where the margin is free beside the car, to the road's edges and to cars abreast; 1 where the car touches. */
    private double missingMargin() {
        double free = Math.min(own.y - lanes.leftEdge(), lanes.rightEdge() - own.y) - Vehicle.WIDTH / 2;
        for (Car car : cars)
            if (Math.abs(car.vehicle().x - own.x) < ABREAST)
                free = Math.min(free, Math.abs(car.vehicle().y - own.y) - Vehicle.WIDTH);
        return Math.max(0, Math.min(1, 1 - free / options.reward().margin()));
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
        scene.show(place(), own.x, road, cars, i -> true, frame, offset);
    }

    /** Which car of the traffic each pixel shows; the agent's own is none. */
    @Override
    public int[] things() {
        return labels().vehicles();
    }

    /**
     * As {@link #observe(byte[], int)} would write it, were only some of the cars there. What changes in a policy when a
     * car is taken out of the picture is due to that car.
     *
     * @param shown which cars of the traffic, by number
     */
    @Override
    public void observe(IntPredicate shown, byte[] frame, int offset) {
        Checks.started(NAME, chance != null);
        Checks.fits(NAME, Scene.FRAME, frame, offset);
        scene.show(place(), own.x, road, cars, shown, frame, offset);
    }

    @Override
    public Regions regions() {
        return labels().regions();
    }

    /** What the pixels of the present observation show. */
    public Labels labels() {
        Checks.started(NAME, chance != null);
        return scene.labels(place(), own.x, road, cars);
    }

    /**
     * What a driver does who keeps to the middle of the present lane and minds no other car: nothing while that is nearer
     * than one step's drift, else the drift that leads to it.
     */
    public int laneKeepingAction() {
        Checks.started(NAME, chance != null);
        double aside = own.y - lanes.centre(lanes.at(own.y));
        boolean near = Math.abs(aside) <= TIME_STEP * widestDrift();
        return actionTowards(near ? 0 : aside > 0 ? -1 : 1);
    }

    /** What a driver does who knows all places and speeds, and plans ahead. */
    public int plannedAction() {
        Checks.started(NAME, chance != null);
        return actionTowards(new Planner(lanes, speed(), widestDrift()).direction(own, cars));
    }

    private double widestDrift() {
        return options.car().drifts().stream().mapToDouble(Math::abs).max().orElseThrow();
    }

    /** The action whose drift is nearest to the widest on that side; the first of two. */
    private int actionTowards(int side) {
        List<Double> drifts = options.car().drifts();
        double wanted = side * widestDrift();
        return IntStream.range(0, drifts.size())
                .boxed()
                .min(Comparator.comparingDouble(action -> Math.abs(drifts.get(action) - wanted)))
                .orElseThrow();
    }

    /**
     * How far the nearest car in the way is: one ahead that the agent's car would touch if it went straight on, or pass
     * with less than 0.2 m between them. Metres along the road, from middle to middle; infinity if there is none.
     */
    public double carInTheWay() {
        Checks.started(NAME, chance != null);
        return cars.stream()
                .map(Car::vehicle)
                .filter(other -> other.x > own.x && Math.abs(other.y - own.y) < TOUCHING)
                .mapToDouble(other -> other.x - own.x)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether the driver is in such a situation now. */
    public boolean isIn(Situation situation) {
        Checks.started(NAME, chance != null);
        return situation.holds(own, cars, lanes);
    }

    /**
     * Tag HWY2, long seed, int steps, byte {@link Crash}, block the generator's state; doubles x, y, heading of the
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
        if (new String(state, 0, Math.min(4, state.length), StandardCharsets.US_ASCII).equals("HWY1"))
            throw new UserException(
                    NAME + ": the saved state is of the driving task as it was before: another camera, other"
                            + " actions, other traffic; start anew");
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
        traffic = new Traffic(lanes, options.traffic().drivers(), new ArrayList<>(List.of(own)));
        saved.cars.forEach(this::add);
    }

    private Vehicle readOwn(DataInputStream in) throws IOException {
        return new Vehicle(number(in), number(in), number(in), speed(), speed());
    }

    private List<Car> readCars(DataInputStream in) throws IOException {
        int count = options.traffic().cars();
        StateBytes.readInt(in, count, count);
        List<Car> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
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
