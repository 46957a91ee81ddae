package digr.env;

/** The errors that all environments share. */
final class Checks {
    private Checks() {}

    static void action(String who, int action, int actions) {
        if (action < 0 || action >= actions)
            throw new IllegalArgumentException(who + ": an action is 0 to " + (actions - 1) + ", got " + action);
    }

    static void running(String who, boolean ended) {
        if (ended) throw new IllegalStateException(who + ": no episode is running; call reset before step");
    }

    static void started(String who, boolean started) {
        if (!started) throw new IllegalStateException(who + ": no episode has begun; call reset first");
    }

    static void fits(String who, int size, byte[] frame, int offset) {
        if (offset < 0 || offset > frame.length - size)
            throw new IllegalArgumentException(who + ": an observation takes " + size + " bytes, got a buffer of "
                    + frame.length + " and offset " + offset);
    }
}
