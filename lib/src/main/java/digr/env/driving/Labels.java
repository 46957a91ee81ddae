package digr.env.driving;

import digr.env.Regions;

/**
 * What each pixel of a frame shows at its middle, [H · W] row by row.
 *
 * @param kinds not copied
 * @param vehicles which car of the traffic, or −1; not copied
 * @param distances of the cars of the traffic, along the road from the agent's car to each, in m, negative behind
 */
public record Labels(Region[] kinds, int[] vehicles, double[] distances) {
    /** Metres ahead between which other cars matter: a car's length behind, the agent has passed them. */
    private static final double PASSED = -5;

    private static final double NEAR = 40;

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
        boolean[] marked = new boolean[kinds.length];
        for (int i = 0; i < marked.length; i++) marked[i] = kinds[i] == region;
        return marked;
    }

    /** The pixels of cars that are more than {@code from} and at most {@code to} metres ahead; behind is below 0. */
    public boolean[] vehiclesBetween(double from, double to) {
        boolean[] marked = new boolean[kinds.length];
        for (int i = 0; i < marked.length; i++) {
            if (vehicles[i] < 0) continue;
            double ahead = distances[vehicles[i]];
            marked[i] = ahead > from && ahead <= to;
        }
        return marked;
    }

    /**
     * What matters: cars that are at most 40 m ahead and not yet passed; what does not is all the rest but the road's edges
     * (outer lines, curbs, guard rails) and other cars, which may matter and need not.
     */
    public Regions regions() {
        boolean[] border = of(Region.BORDER);
        boolean[] vehicles = of(Region.VEHICLE);
        boolean[] unimportant = new boolean[kinds.length];
        for (int i = 0; i < unimportant.length; i++) unimportant[i] = !border[i] && !vehicles[i];
        return new Regions(vehiclesBetween(PASSED, NEAR), unimportant, of(Region.OWN));
    }
}
