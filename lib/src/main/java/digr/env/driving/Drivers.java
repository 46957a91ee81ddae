package digr.env.driving;

/** What the traffic's drivers do. */
public enum Drivers {
    /** They keep their lane and their speed, whatever is before them. */
    STEADY,
    /** They keep their lane and follow the car before them ({@link Idm}). */
    FOLLOWING,
    /** They follow, and change lanes where that gets them on ({@link Mobil}); as highway-env 1.12.1 has them. */
    CHANGING_LANES
}
