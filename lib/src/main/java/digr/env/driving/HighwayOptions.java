package digr.env.driving;

import java.util.function.UnaryOperator;

/**
 * How {@link Highway} is set up. The paper names no numbers; these were found by experiment, so that a driver has to see
 * the other cars: one that keeps to its lane is lost, one that plans with all places and speeds is not.
 *
 * <pre>{@code
 * HighwayOptions dusk = HighwayOptions.defaults().withCamera(c -> c.withLight(Light.DUSK)).withCars(16);
 * }</pre>
 *
 * @param road lanes and bends
 * @param traffic the other cars
 * @param car the agent's
 * @param camera what is seen
 * @param reward what is paid
 * @param maxSteps time limit, in steps of 0.05 s, 1 to 10,000
 * @param hold for how many steps of 0.05 s an action is held; nothing is seen between, and their rewards are added up
 */
public record HighwayOptions(
        RoadOptions road,
        TrafficOptions traffic,
        CarOptions car,
        CameraOptions camera,
        RewardOptions reward,
        int maxSteps,
        int hold) {

    public HighwayOptions {
        require(traffic.cars() <= 8 * road.lanes(), "cars are 0 to 8 a lane, got " + traffic.cars());
        require(
                traffic.freeLanes() < road.lanes() || traffic.cars() == 0,
                "with " + traffic.freeLanes() + " free lanes of " + road.lanes() + " no car has a place");
        require(maxSteps >= 1 && maxSteps <= 10_000, "the time limit is 1 to 10,000 steps, got " + maxSteps);
        require(hold >= 1 && hold <= 100, "an action is held for 1 to 100 steps, got " + hold);
    }

    static void require(boolean holds, String what) {
        if (!holds) throw new IllegalArgumentException("Highway: " + what);
    }

    /** To be judged in: a decision every 0.05 s, 1,000 of them. */
    public static HighwayOptions defaults() {
        return new HighwayOptions(
                RoadOptions.defaults(),
                TrafficOptions.defaults(),
                CarOptions.defaults(),
                CameraOptions.defaults(),
                RewardOptions.defaults(),
                1000,
                1);
    }

    /**
     * To learn in: an action is held for 4 steps, so that chance does not undo at once what it began, and rewards are a
     * hundredth, as a value head likes it.
     */
    public static HighwayOptions training() {
        return defaults().withHold(4).withReward(r -> r.withScale(0.01));
    }

    public HighwayOptions withRoad(UnaryOperator<RoadOptions> change) {
        return new HighwayOptions(change.apply(road), traffic, car, camera, reward, maxSteps, hold);
    }

    public HighwayOptions withTraffic(UnaryOperator<TrafficOptions> change) {
        return new HighwayOptions(road, change.apply(traffic), car, camera, reward, maxSteps, hold);
    }

    public HighwayOptions withCar(UnaryOperator<CarOptions> change) {
        return new HighwayOptions(road, traffic, change.apply(car), camera, reward, maxSteps, hold);
    }

    public HighwayOptions withCamera(UnaryOperator<CameraOptions> change) {
        return new HighwayOptions(road, traffic, car, change.apply(camera), reward, maxSteps, hold);
    }

    public HighwayOptions withReward(UnaryOperator<RewardOptions> change) {
        return new HighwayOptions(road, traffic, car, camera, change.apply(reward), maxSteps, hold);
    }

    public HighwayOptions withMaxSteps(int steps) {
        return new HighwayOptions(road, traffic, car, camera, reward, steps, hold);
    }

    public HighwayOptions withHold(int steps) {
        return new HighwayOptions(road, traffic, car, camera, reward, maxSteps, steps);
    }

    /** Without bends. */
    public HighwayOptions straight() {
        return withRoad(r -> r.withRadii(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    /** Among so many others. */
    public HighwayOptions withCars(int cars) {
        return withTraffic(t -> t.withCars(cars));
    }
}
