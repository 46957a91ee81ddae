package digr.env.carla;

import digr.env.Checks;
import digr.env.Environment;
import digr.env.StateBytes;
import digr.env.Step;
import digr.env.driving.Crash;
import digr.env.driving.HighwayOptions;
import digr.run.ConnectionLostException;
import digr.run.UserException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The driving task of {@link digr.env.driving.Highway} on a CARLA server: the car keeps its speed, the agent steers
 * among slower traffic. The server is found at the first {@link #reset}, and loads Town04; the car starts on road 45, a
 * curve of four lanes.
 *
 * <p><b>Actions</b>, 3, for one step: 0 steers left, 1 straight on, 2 right, by {@link CarlaOptions#steer}.
 *
 * <p><b>Observation</b>, uint8 [3, 128, 128]: RGB, seen by a camera on the car at (0.8, 0, 1.7) m.
 *
 * <p><b>Start</b>: in one of the lanes at 20 m/s, the others 30 to 330 m ahead at 12 to 17 m/s, 18 m apart in a lane;
 * the first 10 ticks, in which the cars settle on the road, are not seen. Who falls 60 m behind comes back 200 to 330 m
 * ahead.
 *
 * <p><b>Reward</b>: v/20 for the speed v along the lane in m/s, less 0.05 if the agent steered, less 20 if it crashed;
 * all that times {@link CarlaOptions#rewardScale}.
 *
 * <p><b>End</b>: terminated when the car touches anything or a corner of it leaves the outer lanes; truncated at step
 * 1000, after 50 s.
 *
 * <p><b>Saved states</b>: a server cannot put away a running episode. So the state is the seed and the actions taken,
 * needs no server to be saved, and is restored by driving them again. That is exact as far as the server repeats
 * itself; if the car crashes earlier this time, the restored episode is an ended one.
 *
 * <p>A server serves one environment at a time. {@link #close} frees it; so does the end of this program, however it
 * ends. After an error the next {@link #reset} connects anew.
 */
public final class CarlaHighway implements Environment {
    /** What is the same on both roads. */
    private static final HighwayOptions TASK = HighwayOptions.defaults();

    /** The time limit, in steps of 0.05 s. */
    public static final int MAX_STEPS = TASK.maxSteps();

    private static final String NAME = "Carla";
    private static final String TAG = "CRL1";
    private static final int SIZE = 128;
    private static final int PIXELS = SIZE * SIZE;
    private static final int ACTIONS = 3;
    private static final int STRAIGHT = 1;
    private static final int SETTLING = 10;
    private static final double SPEED = TASK.car().speed();

    /** Pedal for each m/s that the car is too slow or too fast. */
    private static final double GAIN = 0.5;

    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    private final CarlaOptions options;
    private final Launch launch;
    private final byte[] observation = new byte[3 * PIXELS];
    private final byte[] actions = new byte[MAX_STEPS];
    private Session session; // null where there is no connection
    private boolean started;
    private long seed;
    private int steps;
    private Crash crash = Crash.NONE;
    private double speed;
    private boolean closed;

    /** Connects to nothing yet. */
    public CarlaHighway(CarlaOptions options) {
        this(options, Launch.ofProject());
    }

    CarlaHighway(CarlaOptions options, Launch launch) {
        this.options = options;
        this.launch = launch;
    }

    @Override
    public int[] observationShape() {
        return new int[] {3, SIZE, SIZE};
    }

    @Override
    public int actions() {
        return ACTIONS;
    }

    /** @throws ConnectionLostException if there is no server, or it fails */
    @Override
    public void reset(long seed) {
        requireOpen();
        guarded(() -> {
            if (session == null) connect();
            show(session.reset(seed, SIZE, SPEED));
            for (int i = 0; i < SETTLING; i++) drive(STRAIGHT);
            return null;
        });
        this.seed = seed;
        steps = 0;
        crash = Crash.NONE;
        started = true;
    }

    /**
     * @throws ConnectionLostException if the server or the bridge is lost; {@link #saveState} still works, without this
     *     step
     */
    @Override
    public Step step(int action) {
        requireOpen();
        Checks.action(NAME, action, ACTIONS);
        Checks.running(NAME, ended());
        if (session == null)
            throw new ConnectionLostException(NAME + ": the connection was lost after step " + steps
                    + "; start another episode, or restore this one");
        crash = guarded(() -> drive(action));
        actions[steps++] = (byte) action;
        return new Step(reward(action), crash != Crash.NONE, steps == MAX_STEPS);
    }

    private Crash drive(int action) {
        double pedal = Math.max(-1, Math.min(1, GAIN * (SPEED - speed)));
        double steer = (action - STRAIGHT) * options.steer();
        return show(session.step(steer, Math.max(pedal, 0), Math.max(-pedal, 0), SIZE));
    }

    private float reward(int action) {
        double reward = speed / SPEED
                - (action == STRAIGHT ? 0 : TASK.reward().driftCost())
                - (crash == Crash.NONE ? 0 : TASK.reward().crashCost());
        return (float) (options.rewardScale() * reward);
    }

    /** Keeps what the camera saw; returns how the car crashed, if it did. */
    private Crash show(Session.Picture picture) {
        for (int i = 0; i < PIXELS; i++)
            for (int c = 0; c < 3; c++) observation[c * PIXELS + i] = picture.rgb()[3 * i + c];
        speed = picture.speed();
        return picture.crash();
    }

    private void connect() {
        if (!TAKEN.add(options.server()))
            throw new UserException(NAME + ": another environment of this program drives on " + options.server()
                    + "; a server serves one, so close that first, or name another server");
        try {
            session = new Session(options, launch);
        } finally {
            if (session == null) TAKEN.remove(options.server());
        }
        session.hello();
        session.open();
    }

    private void disconnect() {
        if (session == null) return;
        session.close();
        session = null;
        TAKEN.remove(options.server());
    }

    /** Work that needs the server; after an error the connection is given up. */
    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (UserException e) {
            disconnect();
            throw new ConnectionLostException(e.getMessage(), e);
        }
    }

    @Override
    public boolean ended() {
        return !started || crash != Crash.NONE || steps == MAX_STEPS;
    }

    /** How the present episode ended early, if it did; what is no vehicle, such as a guard rail, counts as one. */
    public Crash crash() {
        Checks.started(NAME, started);
        return crash;
    }

    @Override
    public String outcome() {
        return crash().outcome();
    }

    @Override
    public void observe(byte[] frame, int offset) {
        Checks.started(NAME, started);
        Checks.fits(NAME, observation.length, frame, offset);
        System.arraycopy(observation, 0, frame, offset, observation.length);
    }

    /** Tag CRL1, long the episode's seed, block: the actions taken, a byte each. */
    @Override
    public byte[] saveState() {
        requireOpen();
        Checks.started(NAME, started);
        return StateBytes.write(TAG, out -> {
            out.writeLong(seed);
            StateBytes.writeBlock(out, Arrays.copyOf(actions, steps));
        });
    }

    /** @throws ConnectionLostException if there is no server, or it fails */
    @Override
    public void restoreState(byte[] state) {
        requireOpen();
        record Saved(long seed, byte[] actions) {}
        Saved saved = StateBytes.read(NAME, TAG, state, in -> {
            var read = new Saved(in.readLong(), StateBytes.readBlock(in));
            if (read.actions.length > MAX_STEPS)
                throw new IllegalArgumentException(read.actions.length + " actions, the most are " + MAX_STEPS);
            for (byte action : read.actions) Checks.action(NAME, action, ACTIONS);
            return read;
        });
        reset(saved.seed);
        for (int i = 0; i < saved.actions.length && !ended(); i++) step(saved.actions[i]);
    }

    /** The bridge's process number. */
    long bridge() {
        return session.pid();
    }

    private void requireOpen() {
        if (closed) throw new IllegalStateException(NAME + ": the environment is closed; make a new one");
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }
}
