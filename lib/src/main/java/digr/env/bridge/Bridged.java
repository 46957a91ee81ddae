package digr.env.bridge;

import digr.env.Checks;
import digr.env.Environment;
import digr.run.ConnectionLostException;
import digr.run.UserException;
import java.util.function.Supplier;

/** What environments have in common that are served by another program: a connection may be gone, and come back. */
public abstract class Bridged implements Environment {
    private final String name;
    private byte[] observation; // the newest
    private boolean started;
    private boolean closed;

    /** @param name begins every message, such as Carla */
    protected Bridged(String name) {
        this.name = name;
    }

    /** Gives the connection up, if there is one. */
    protected abstract void disconnect();

    @Override
    public final boolean canBeLost() {
        return true;
    }

    /** @param observation uint8 CHW; not copied */
    protected final void show(byte[] observation) {
        this.observation = observation;
    }

    /** An episode has begun as it ought to. */
    protected final void begun() {
        started = true;
    }

    /** Whether an episode has ever begun. */
    protected final boolean started() {
        return started;
    }

    /** @throws IllegalStateException before the first episode */
    protected final void requireStarted() {
        Checks.started(name, started);
    }

    /** @throws IllegalStateException after {@link #close} */
    protected final void requireOpen() {
        if (closed) throw new IllegalStateException(name + ": the environment is closed; make a new one");
    }

    /**
     * Does work that needs the other program; after an error the connection is given up.
     *
     * @throws ConnectionLostException instead of a {@link UserException}
     */
    protected final <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (UserException e) {
            disconnect();
            throw new ConnectionLostException(e.getMessage(), e);
        }
    }

    /** Takes an episode's actions again: exact as far as the other program repeats itself. */
    protected final void replay(long seed, int[] actions) {
        reset(seed);
        for (int t = 0; t < actions.length && !ended(); t++) step(actions[t]);
    }

    @Override
    public final void observe(byte[] frame, int offset) {
        requireStarted();
        Checks.fits(name, observation.length, frame, offset);
        System.arraycopy(observation, 0, frame, offset, observation.length);
    }

    @Override
    public final void close() {
        closed = true;
        disconnect();
    }
}
