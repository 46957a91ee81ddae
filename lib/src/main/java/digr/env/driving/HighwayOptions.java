package digr.env.driving;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * How {@link Highway} is set up. The paper names no numbers; these follow Town04's motorway and what was measured of
 * drivers on it.
 *
 * @param lanes in one direction; 4
 * @param laneWidth 3.5
 * @param sharpestRadius of a bend, 250: constant steering turns with 125
 * @param widestRadius of a bend, 600; both infinite for a straight road
 * @param cars of the traffic, 4; more build walls that a driver who cannot brake does not always pass
 * @param slowestCar least speed that a driver wishes for, 12
 * @param fastestCar and the greatest, 17
 * @param speed of the agent's car, held, 20
 * @param steering the front wheels' angle under each action: −0.04, 0, 0.04
 * @param maxSteps time limit, 1,000 steps of 0.05 s
 * @param steeringCost taken from the reward of a step that steers, 0.05
 * @param crashCost taken from the reward of the step that crashes, 20
 * @param rewardScale times every reward, 1
 * @param fieldOfView of the camera, across, in degrees, 90
 * @param light day
 */
public record HighwayOptions(
        int lanes,
        double laneWidth,
        double sharpestRadius,
        double widestRadius,
        int cars,
        double slowestCar,
        double fastestCar,
        double speed,
        List<Double> steering,
        int maxSteps,
        double steeringCost,
        double crashCost,
        double rewardScale,
        double fieldOfView,
        Light light) {

    public HighwayOptions {
        steering = List.copyOf(steering);
        require(lanes >= 1 && lanes <= 8, "lanes are 1 to 8, got " + lanes);
        require(laneWidth >= 2.5 && laneWidth <= 6, "a lane is 2.5 to 6 m wide, got " + laneWidth);
        require(
                sharpestRadius >= 50 && widestRadius >= sharpestRadius,
                "radii are at least 50 m, the sharpest first, got " + sharpestRadius + " and " + widestRadius);
        require(cars >= 0 && cars <= 8 * lanes, "cars are 0 to 8 a lane, got " + cars);
        require(
                slowestCar > 0 && fastestCar >= slowestCar && fastestCar <= 30,
                "cars' speeds lie in (0, 30] m/s, the slowest first, got " + slowestCar + " and " + fastestCar);
        require(speed > 0 && speed <= 40, "the speed lies in (0, 40] m/s, got " + speed);
        require(!steering.isEmpty(), "at least one steering angle is needed, got none");
        for (double angle : steering)
            require(Math.abs(angle) <= 1, "a steering angle lies in [-1, 1] rad, got " + angle);
        require(maxSteps >= 1 && maxSteps <= 10_000, "the time limit is 1 to 10,000 steps, got " + maxSteps);
        require(
                steeringCost >= 0 && crashCost >= 0,
                "costs must not be negative, got " + steeringCost + " and " + crashCost);
        require(rewardScale > 0 && rewardScale <= 1, "the scale of rewards lies in (0, 1], got " + rewardScale);
        require(fieldOfView >= 30 && fieldOfView <= 150, "the field of view is 30 to 150 degrees, got " + fieldOfView);
    }

    private static void require(boolean holds, String what) {
        if (!holds) throw new IllegalArgumentException("Highway: " + what);
    }

    /** The values named at the parameters. */
    public static HighwayOptions defaults() {
        return new HighwayOptions(
                4, 3.5, 250, 600, 4, 12, 17, 20, List.of(-0.04, 0.0, 0.04), 1000, 0.05, 20, 1, 90, Light.DAY);
    }

    /**
     * For learning: 12 cars, so that there is much to learn from, and rewards a hundredth: with discount 0.999 values
     * then stay below 7, as a value head likes it.
     */
    public static HighwayOptions training() {
        return defaults().withCars(12).withRewardScale(0.01);
    }

    public HighwayOptions withLanes(int lanes) {
        return with(o -> o.lanes = lanes);
    }

    public HighwayOptions withLaneWidth(double metres) {
        return with(o -> o.laneWidth = metres);
    }

    /** Radii of bends, in metres. */
    public HighwayOptions withRadii(double sharpest, double widest) {
        return with(o -> {
            o.sharpestRadius = sharpest;
            o.widestRadius = widest;
        });
    }

    /** Without bends. */
    public HighwayOptions straight() {
        return withRadii(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    public HighwayOptions withCars(int cars) {
        return with(o -> o.cars = cars);
    }

    /** What the traffic's drivers wish for, in m/s. */
    public HighwayOptions withCarSpeeds(double slowest, double fastest) {
        return with(o -> {
            o.slowestCar = slowest;
            o.fastestCar = fastest;
        });
    }

    public HighwayOptions withSpeed(double speed) {
        return with(o -> o.speed = speed);
    }

    /** An action for each of these angles, in radians, to the left below 0. */
    public HighwayOptions withSteering(double... angles) {
        return with(o -> o.steering = Arrays.stream(angles).boxed().toList());
    }

    public HighwayOptions withMaxSteps(int steps) {
        return with(o -> o.maxSteps = steps);
    }

    public HighwayOptions withSteeringCost(double cost) {
        return with(o -> o.steeringCost = cost);
    }

    public HighwayOptions withCrashCost(double cost) {
        return with(o -> o.crashCost = cost);
    }

    public HighwayOptions withRewardScale(double rewardScale) {
        return with(o -> o.rewardScale = rewardScale);
    }

    public HighwayOptions withFieldOfView(double degrees) {
        return with(o -> o.fieldOfView = degrees);
    }

    public HighwayOptions withLight(Light light) {
        return with(o -> o.light = light);
    }

    private HighwayOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options of which some change. */
    private static final class Draft {
        private int lanes;
        private double laneWidth;
        private double sharpestRadius;
        private double widestRadius;
        private int cars;
        private double slowestCar;
        private double fastestCar;
        private double speed;
        private List<Double> steering;
        private int maxSteps;
        private double steeringCost;
        private double crashCost;
        private double rewardScale;
        private double fieldOfView;
        private Light light;

        private Draft(HighwayOptions o) {
            lanes = o.lanes;
            laneWidth = o.laneWidth;
            sharpestRadius = o.sharpestRadius;
            widestRadius = o.widestRadius;
            cars = o.cars;
            slowestCar = o.slowestCar;
            fastestCar = o.fastestCar;
            speed = o.speed;
            steering = o.steering;
            maxSteps = o.maxSteps;
            steeringCost = o.steeringCost;
            crashCost = o.crashCost;
            rewardScale = o.rewardScale;
            fieldOfView = o.fieldOfView;
            light = o.light;
        }

        private HighwayOptions options() {
            return new HighwayOptions(
                    lanes,
                    laneWidth,
                    sharpestRadius,
                    widestRadius,
                    cars,
                    slowestCar,
                    fastestCar,
                    speed,
                    steering,
                    maxSteps,
                    steeringCost,
                    crashCost,
                    rewardScale,
                    fieldOfView,
                    light);
        }
    }
}
