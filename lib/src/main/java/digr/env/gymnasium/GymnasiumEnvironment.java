package digr.env.gymnasium;

import digr.env.Checks;
import digr.env.Controls;
import digr.env.StateBytes;
import digr.env.Step;
import digr.env.bridge.Bridged;
import digr.env.bridge.Launch;
import digr.env.bridge.Wire;
import digr.run.ConnectionLostException;
import digr.run.UserException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * An environment of <a href="https://gymnasium.farama.org">Gymnasium</a>, in a Python process that has the package. At
 * most as many processes run as there are processors; each serves several environments.
 *
 * <p><b>Actions</b>: those of its space, which must be Discrete; named where it names them.
 *
 * <p><b>Observation</b>, uint8 [stack · C, H, W]: what {@link GymnasiumOptions#wrap} makes pictures of, the newest last;
 * after a reset all are the first.
 *
 * <p><b>Start</b>: its own reset with the seed's lower 31 bits.
 *
 * <p><b>Reward</b>: its own.
 *
 * <p><b>End</b>: terminated and truncated as it says, and terminated at a lost life where {@link
 * GymnasiumOptions#lifeLossTerminates}: {@link #ended()} and returns are of whole games.
 *
 * <p><b>Options</b>: {@link GymnasiumOptions}.
 *
 * <p><b>Saved states</b>: the seed and the actions taken. They are restored by taking them again, which is exact as far as
 * the environment repeats itself.
 *
 * <p>After an error the next {@link #reset} makes the environment anew.
 */
public final class GymnasiumEnvironment extends Bridged {
    private static final String NAME = "Gymnasium";
    private static final String TAG = "GYM1";
    private static final AtomicLong NUMBERS = new AtomicLong();

    private record Make(
            String op, long environment, String id, String wrap, int size, int stack, boolean lifeLossTerminates) {}

    private record Reset(String op, long environment, long seed) {}

    private record Act(String op, long environment, int action) {}

    private record Close(String op, long environment) {}

    private record Shown(boolean ok, double reward, boolean terminated, boolean truncated, boolean ended) {}

    private record Saved(long seed, int[] actions) {}

    private final GymnasiumOptions options;
    private final Launch launch;
    private final long number = NUMBERS.getAndIncrement();
    private Server server; // null where it is lost, or after the end
    private Served served;
    private int[] actions = new int[256]; // those taken, then room
    private int steps;
    private long seed;
    private boolean ended;
    private boolean truncated;
    private Server.Request announced; // the next step, or null
    private int next; // the action of that

    /**
     * @throws UserException if Python, the package or the environment is missing, its observations are no pictures or its
     *     actions not Discrete
     */
    public GymnasiumEnvironment(GymnasiumOptions options) {
        this(options, GymnasiumBridge.ofProject());
    }

    GymnasiumEnvironment(GymnasiumOptions options, Launch launch) {
        super(NAME);
        this.options = options;
        this.launch = launch;
        connect();
    }

    private void connect() {
        server = Servers.join(launch, limit());
        try {
            var make = new Make(
                    "MAKE",
                    number,
                    options.id(),
                    options.wrap().toString(),
                    options.size(),
                    options.stack(),
                    options.lifeLossTerminates());
            Served made = server.read(server.ask(what("MAKE"), make, limit(), 0), Served.class);
            if (served != null && !served.sameAs(made))
                throw new UserException(NAME + ": " + options.id() + " has another shape than before: " + made);
            served = made;
        } catch (UserException e) {
            disconnect();
            throw e;
        }
    }

    private Duration limit() {
        return Duration.ofMillis(Math.max(1, Math.round(1000 * options.timeout())));
    }

    private String what(String operation) {
        return operation + " of " + options.id();
    }

    @Override
    protected void disconnect() {
        announced = null;
        if (server == null) return;
        try {
            if (!server.lost()) server.ask(what("CLOSE"), new Close("CLOSE", number), limit(), 0);
        } catch (UserException e) {
            // it is not there any more, which is as good
        } finally {
            Servers.leave(server);
            server = null;
        }
    }

    @Override
    public int[] observationShape() {
        return served.shape().clone();
    }

    @Override
    public int actions() {
        return served.actions();
    }

    @Override
    public Controls controls() {
        Controls numbered = super.controls();
        return served.names().isEmpty()
                ? numbered
                : new Controls(served.names(), numbered.keys(), numbered.idle(), numbered.stepMillis());
    }

    /** @throws ConnectionLostException if the environment or its process fails */
    @Override
    public void reset(long seed) {
        requireOpen();
        announced = null;
        show(() -> send("RESET", new Reset("RESET", number, seed & Integer.MAX_VALUE)));
        this.seed = seed;
        steps = 0;
        begun();
    }

    @Override
    public void announce(int action) {
        requireRunning(action);
        if (server == null) return;
        try {
            announced = send("STEP", new Act("STEP", number, action));
            next = action;
        } catch (UserException e) {
            announced = null; // step will find out
        }
    }

    private void requireRunning(int action) {
        requireOpen();
        Checks.action(NAME, action, actions());
        Checks.running(NAME, ended());
    }

    /**
     * @throws ConnectionLostException if the environment or its process fails; {@link #saveState} still works, without this
     *     action
     */
    @Override
    public Step step(int action) {
        requireRunning(action);
        if (announced != null && action != next)
            throw new IllegalArgumentException(NAME + ": action " + next + " was announced, got " + action);
        if (server == null)
            throw new ConnectionLostException(NAME + ": " + options.id() + " was lost after step " + steps
                    + "; start another episode, or restore this one");
        Server.Request begun = announced;
        announced = null;
        Shown shown = show(() -> begun == null ? send("STEP", new Act("STEP", number, action)) : begun);
        if (steps == actions.length) actions = Arrays.copyOf(actions, 2 * steps);
        actions[steps++] = action;
        return new Step((float) shown.reward, shown.terminated, shown.truncated);
    }

    private Server.Request send(String operation, Object request) {
        return server.send(what(operation), request, served.size());
    }

    private Shown show(Supplier<Server.Request> asking) {
        return guarded(() -> {
            if (server == null) connect();
            Wire.Message reply = server.reply(asking.get(), limit());
            Shown shown = server.read(reply, Shown.class);
            show(reply.payload());
            ended = shown.ended;
            truncated = shown.truncated;
            return shown;
        });
    }

    @Override
    public boolean ended() {
        return !started() || ended;
    }

    @Override
    public String outcome() {
        requireStarted();
        return !ended ? "running" : truncated ? "truncated" : "terminated";
    }

    /** Tag GYM1, UTF id and wrap, long the episode's seed, int number of actions taken, each an int. */
    @Override
    public byte[] saveState() {
        requireOpen();
        requireStarted();
        return StateBytes.write(TAG, out -> {
            out.writeUTF(options.id());
            out.writeUTF(options.wrap().toString());
            out.writeLong(seed);
            out.writeInt(steps);
            for (int t = 0; t < steps; t++) out.writeInt(actions[t]);
        });
    }

    /** @throws ConnectionLostException if the environment or its process fails */
    @Override
    public void restoreState(byte[] state) {
        requireOpen();
        Saved saved = StateBytes.read(NAME, TAG, state, in -> {
            String its = in.readUTF() + " by " + in.readUTF();
            String here = options.id() + " by " + options.wrap();
            if (!its.equals(here)) throw new IllegalArgumentException("it is of " + its + ", not of " + here);
            long itsSeed = in.readLong();
            int[] taken = new int[StateBytes.readInt(in, 0, in.available() / Integer.BYTES)];
            for (int t = 0; t < taken.length; t++) taken[t] = StateBytes.readInt(in, 0, actions() - 1);
            return new Saved(itsSeed, taken);
        });
        replay(saved.seed, saved.actions);
    }

    /** The number of the process that serves it. */
    long process() {
        return server.pid();
    }
}
