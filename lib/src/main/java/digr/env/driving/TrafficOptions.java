package digr.env.driving;

/**
 * The other cars of {@link Highway}. They start ahead of the agent's car; one that has fallen behind comes again ahead.
 * Wherever a car is placed, enough lanes stay free beside it for a driver who cannot brake.
 *
 * @param cars how many, at most 8 a lane
 * @param slowest least speed that a driver wishes for, above 0, in m/s
 * @param fastest and the greatest, up to 30; steady drivers all have one speed, else they would meet
 * @param drivers what they do
 * @param start metres ahead at which they start
 * @param again metres ahead at which those come again who fell behind
 * @param behind metres behind the agent's car at which a car counts as fallen behind
 * @param gap least metres between the middles of two cars of one lane when one of them is placed
 * @param freeLanes how many lanes are free, when a car is placed, of any stretch of road that holds it
 * @param freeWithin how long these stretches are, in metres
 */
public record TrafficOptions(
        int cars,
        double slowest,
        double fastest,
        Drivers drivers,
        Stretch start,
        Stretch again,
        double behind,
        double gap,
        int freeLanes,
        double freeWithin) {

    /**
     * A part of the road ahead.
     *
     * @param from metres ahead of the agent's car
     * @param to the same
     */
    public record Stretch(double from, double to) {
        public Stretch {
            HighwayOptions.require(
                    from >= 0 && to > from && to <= 1000,
                    "a stretch lies 0 to 1,000 m ahead, its nearer end first, got " + from + " to " + to);
        }
    }

    public TrafficOptions {
        HighwayOptions.require(cars >= 0, "cars are at least 0, got " + cars);
        HighwayOptions.require(
                slowest > 0 && fastest >= slowest && fastest <= 30,
                "cars' speeds lie in (0, 30] m/s, the slowest first, got " + slowest + " and " + fastest);
        HighwayOptions.require(
                drivers != Drivers.STEADY || slowest == fastest,
                "steady drivers have one speed, got " + slowest + " and " + fastest + "; following ones may differ");
        HighwayOptions.require(behind >= 5 && behind <= 1000, "cars fall behind by 5 to 1,000 m, got " + behind);
        HighwayOptions.require(gap >= 5 && gap <= 200, "a gap is 5 to 200 m, got " + gap);
        HighwayOptions.require(freeLanes >= 0, "free lanes are at least 0, got " + freeLanes);
        HighwayOptions.require(
                freeWithin >= 0 && freeWithin <= 200, "lanes are free for 0 to 200 m, got " + freeWithin);
    }

    /**
     * 12 steady cars at 12 m/s, two lanes free within any 30 m: who keeps to a lane meets a car on nearly every drive,
     * and a driver who sees all cars passes them on nearly every drive.
     */
    public static TrafficOptions defaults() {
        return new TrafficOptions(
                12, 12, 12, Drivers.STEADY, new Stretch(35, 220), new Stretch(150, 220), 12, 18, 2, 30);
    }

    public TrafficOptions withCars(int cars) {
        return new TrafficOptions(cars, slowest, fastest, drivers, start, again, behind, gap, freeLanes, freeWithin);
    }

    /** What the drivers wish for, in m/s, and what they do. */
    public TrafficOptions withDrivers(Drivers drivers, double slowest, double fastest) {
        return new TrafficOptions(cars, slowest, fastest, drivers, start, again, behind, gap, freeLanes, freeWithin);
    }

    /** Where cars start, where they come again, and how far behind they leave. */
    public TrafficOptions withPlaces(Stretch start, Stretch again, double behind) {
        return new TrafficOptions(cars, slowest, fastest, drivers, start, again, behind, gap, freeLanes, freeWithin);
    }

    /** How much room there is between cars. */
    public TrafficOptions withRoom(double gap, int freeLanes, double freeWithin) {
        return new TrafficOptions(cars, slowest, fastest, drivers, start, again, behind, gap, freeLanes, freeWithin);
    }
}
