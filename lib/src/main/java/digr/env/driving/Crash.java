package digr.env.driving;

/** What ended an episode early. */
public enum Crash {
    NONE,
    /** Into another vehicle. */
    VEHICLE,
    /** A corner of the car beyond the outer lane's edge. */
    EDGE
}
