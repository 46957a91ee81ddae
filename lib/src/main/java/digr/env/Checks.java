package digr.env;

/** The errors that all environments share; for those in packages below this one, too. */
public final class Checks {
    private Checks() {}

    public static void action(String who, int action, int actions) {
        if (action < 0 || action >= actions)
            throw new IllegalArgumentException(who + ": an action is 0 to " + (actions - 1) + ", got " + action);
    }

    public static void running(String who, boolean ended) {
        if (ended) throw new IllegalStateException(who + ": no episode is running; call reset before step");
    }

    public static void started(String who, boolean started) {
        if (!started) throw new IllegalStateException(who + ": no episode has begun; call reset first");
    }

    public static void fits(String who, int size, byte[] frame, int offset) {
        if (offset < 0 || offset > frame.length - size)
            throw new IllegalArgumentException(who + ": an observation takes " + size + " bytes, got a buffer of "
                    + frame.length + " and offset " + offset);
    }
}
