package digr.env.driving;

/**
 * A rectangle seen from above, by its middle.
 *
 * @param heading of its length
 */
record Rectangle(double x, double y, double length, double width, double heading) {

    /** The corner at the given signs of length and width, {x, y}. */
    double[] corner(int along, int across) {
        double cos = Math.cos(heading);
        double sin = Math.sin(heading);
        double forward = along * length / 2;
        double right = across * width / 2;
        return new double[] {x + cos * forward - sin * right, y + sin * forward + cos * right};
    }

    /** Whether the two overlap: no edge of either separates them. */
    boolean intersects(Rectangle other) {
        double reach = Math.hypot(length, width) + Math.hypot(other.length, other.width);
        if (Math.hypot(x - other.x, y - other.y) > reach / 2) return false;
        return !separates(this, other) && !separates(other, this);
    }

    /** Whether the direction of length or width of {@code a} is a separating axis. */
    private static boolean separates(Rectangle a, Rectangle b) {
        double cos = Math.cos(a.heading);
        double sin = Math.sin(a.heading);
        double dx = b.x - a.x;
        double dy = b.y - a.y;
        double turnCos = Math.abs(Math.cos(b.heading - a.heading));
        double turnSin = Math.abs(Math.sin(b.heading - a.heading));
        double along = Math.abs(dx * cos + dy * sin);
        double across = Math.abs(dy * cos - dx * sin);
        return along > (a.length + b.length * turnCos + b.width * turnSin) / 2
                || across > (a.width + b.length * turnSin + b.width * turnCos) / 2;
    }
}
