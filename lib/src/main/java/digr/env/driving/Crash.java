package digr.env.driving;

/** What ended an episode early. */
public enum Crash {
    NONE("reached the time limit"),
    /** Into another vehicle. */
    VEHICLE("hit a vehicle"),
    /** A corner of the car beyond the outer lane's edge. */
    EDGE("left the road");

    private final String outcome;

    Crash(String outcome) {
        this.outcome = outcome;
    }

    /** What became of the episode. */
    public String outcome() {
        return outcome;
    }
}
