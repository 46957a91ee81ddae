package digr.env.driving;

/**
 * The lanes of a road in its own coordinates: x along it, y to the right of the centre of lane 0, the leftmost.
 *
 * @param count at least 1
 * @param width of each
 */
record Lanes(int count, double width) {
    /** Nobody wants to go faster. */
    static final double SPEED_LIMIT = 30;

    double centre(int lane) {
        return width * lane;
    }

    /** The lane with the nearest centre, the lower one of two. */
    int at(double y) {
        int lane = (int) Math.ceil(y / width - 0.5);
        return Math.max(0, Math.min(count - 1, lane));
    }

    boolean has(int lane) {
        return lane >= 0 && lane < count;
    }

    double leftEdge() {
        return -width / 2;
    }

    double rightEdge() {
        return width * (count - 0.5);
    }

    double middle() {
        return (leftEdge() + rightEdge()) / 2;
    }
}
