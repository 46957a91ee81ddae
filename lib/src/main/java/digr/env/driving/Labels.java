package digr.env.driving;

/**
 * What each pixel of a frame shows at its middle, [H · W] row by row.
 *
 * @param regions not copied
 * @param vehicles which car of the traffic, or −1; not copied
 * @param distances of the cars of the traffic, along the road from the agent's car to each, in m, negative behind
 */
public record Labels(Region[] regions, int[] vehicles, double[] distances) {

    /** The kinds of things in a frame. */
    public enum Region {
        SKY,
        LAND,
        ROAD,
        /** Lines between lanes. */
        MARKING,
        /** Outer lines, curbs and guard rails. */
        BORDER,
        VEHICLE,
        /** The agent's own car. */
        OWN
    }

    /** The pixels of one kind. */
    public boolean[] of(Region region) {
        boolean[] marked = new boolean[regions.length];
        for (int i = 0; i < marked.length; i++) marked[i] = regions[i] == region;
        return marked;
    }

    /** The pixels of cars that are more than {@code from} and at most {@code to} metres ahead; behind is below 0. */
    public boolean[] vehiclesBetween(double from, double to) {
        boolean[] marked = new boolean[regions.length];
        for (int i = 0; i < marked.length; i++) {
            if (vehicles[i] < 0) continue;
            double ahead = distances[vehicles[i]];
            marked[i] = ahead > from && ahead <= to;
        }
        return marked;
    }
}
