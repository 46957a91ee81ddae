package digr.env.driving;

/**
 * The road of {@link Highway}: its lanes in one direction, and its bends.
 *
 * @param lanes 1 to 8
 * @param laneWidth 2.5 to 6 m
 * @param sharpestRadius of a bend, at least 50 m; infinite for a straight road
 * @param widestRadius of a bend, at least that
 */
public record RoadOptions(int lanes, double laneWidth, double sharpestRadius, double widestRadius) {

    public RoadOptions {
        HighwayOptions.require(lanes >= 1 && lanes <= 8, "lanes are 1 to 8, got " + lanes);
        HighwayOptions.require(laneWidth >= 2.5 && laneWidth <= 6, "a lane is 2.5 to 6 m wide, got " + laneWidth);
        HighwayOptions.require(
                sharpestRadius >= 50 && widestRadius >= sharpestRadius,
                "radii are at least 50 m, the sharpest first, got " + sharpestRadius + " and " + widestRadius);
    }

    /** As Town04's motorway: 4 lanes of 3.5 m, bends of 250 to 600 m. */
    public static RoadOptions defaults() {
        return new RoadOptions(4, 3.5, 250, 600);
    }

    public RoadOptions withLanes(int lanes) {
        return new RoadOptions(lanes, laneWidth, sharpestRadius, widestRadius);
    }

    public RoadOptions withLaneWidth(double metres) {
        return new RoadOptions(lanes, metres, sharpestRadius, widestRadius);
    }

    /** Radii of bends, in metres. */
    public RoadOptions withRadii(double sharpest, double widest) {
        return new RoadOptions(lanes, laneWidth, sharpest, widest);
    }
}
