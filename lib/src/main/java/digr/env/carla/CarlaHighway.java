package digr.env.carla;

import digr.env.Checks;
import digr.env.Controls;
import digr.env.StateBytes;
import digr.env.Step;
import digr.env.bridge.Bridged;
import digr.env.bridge.Launch;
import digr.env.driving.Crash;
import digr.env.driving.HighwayOptions;
import digr.env.driving.RewardOptions;
import digr.run.ConnectionLostException;
import digr.run.UserException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The driving task of {@link digr.env.driving.Highway} on a CARLA server: a car of constant speed, to be steered past
 * slower cars. A lane assistant holds it to the heading of the map's lane. The server is found at the first
 * {@link #reset}, and loads Town04; the car starts on road 45, a curve of four lanes.
 *
 * <p><b>Actions</b>, 3: drift to the left, none, to the right, 3 m/s across the road.
 *
 * <p><b>Observation</b>, uint8 [3, 128, 128]: RGB from a camera 7 m behind the car and 4 m above the ground, which looks
 * down by 14 degrees. It shows the agent's own car, dark. No speed, no history.
 *
 * <p><b>Start</b>: in one of the lanes at 20 m/s; the others 35 to 220 m ahead at 12 m/s, at least 18 m apart in a lane,
 * and two lanes free within any 30 m. The first 10 ticks, in which the cars settle on the road, are not seen. A car that
 * falls back by 12 m comes again 150 to 220 m ahead, as soon as it has room there. The traffic manager drives them: they
 * keep their lane, and brake for what is before them.
 *
 * <p><b>Reward</b> a step: v/20 for the speed v along the lane in m/s, less 0.2 for a drift, less 0.5 times the missing
 * share of 0.6 m beside the car, to the lanes' outer edges and to cars abreast, less 100 for a crash. Of an action that is
 * held, the sum over its steps.
 *
 * <p><b>End</b>: terminated when the car touches anything or a corner of it leaves the outer lanes; truncated at step
 * 1,000, after 50 s.
 *
 * <p><b>Options</b>: {@link CarlaOptions}; the numbers above are their defaults.
 *
 * <p><b>Saved states</b>: a server cannot put away a running episode. So the state is the seed and the actions taken,
 * needs no server to be saved, and is restored by driving them again. That is exact as far as the server repeats
 * itself; if the car crashes earlier this time, the restored episode is an ended one.
 *
 * <p>A server serves one environment at a time. {@link #close} frees it; so does the end of this program, however it
 * ends. After an error the next {@link #reset} connects anew.
 */
public final class CarlaHighway extends Bridged {
    private static final String NAME = "Carla";
    private static final String TAG = "CRL2";
    private static final int SIZE = 128;
    private static final int PIXELS = SIZE * SIZE;
    private static final int SETTLING = 10;

    /** Pedal for each m/s that the car is too slow or too fast. */
    private static final double GAIN = 0.5;

    private static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    /** A held action, driven to its end. */
    private record Driven(Session.Picture last, int steps, double reward) {}

    private final CarlaOptions options;
    private final HighwayOptions task;
    private final Launch launch;
    private final byte[] actions; // held ones once
    private Session session; // null where there is no connection
    private long seed;
    private int steps; // of 0.05 s
    private int decisions;
    private Crash crash = Crash.NONE;
    private double speed;

    /** Connects to nothing yet. */
    public CarlaHighway(CarlaOptions options) {
        this(options, CarlaBridge.ofProject());
    }

    CarlaHighway(CarlaOptions options, Launch launch) {
        super(NAME);
        this.options = options;
        task = options.task();
        actions = new byte[task.maxSteps()];
        this.launch = launch;
    }

    @Override
    public int[] observationShape() {
        return new int[] {3, SIZE, SIZE};
    }

    @Override
    public int actions() {
        return task.car().drifts().size();
    }

    @Override
    public Controls controls() {
        return task.car().controls();
    }

    /** @throws ConnectionLostException if there is no server, or it fails */
    @Override
    public void reset(long seed) {
        requireOpen();
        guarded(() -> {
            if (session == null) connect();
            show(session.reset(seed, SIZE));
            for (int i = 0; i < SETTLING; i++) show(tick(0, speed));
            return null;
        });
        this.seed = seed;
        steps = 0;
        decisions = 0;
        crash = Crash.NONE;
        begun();
    }

    /**
     * @throws ConnectionLostException if the server or the bridge is lost; {@link #saveState} still works, without this
     *     action
     */
    @Override
    public Step step(int action) {
        requireOpen();
        Checks.action(NAME, action, actions());
        Checks.running(NAME, ended());
        if (session == null)
            throw new ConnectionLostException(NAME + ": the connection was lost after step " + steps
                    + "; start another episode, or restore this one");
        Driven driven = guarded(() -> hold(task.car().drifts().get(action)));
        actions[decisions++] = (byte) action;
        steps += driven.steps;
        crash = driven.last.crash();
        show(driven.last);
        float scaled = (float) (task.reward().scale() * driven.reward);
        return new Step(scaled, crash != Crash.NONE, steps == task.maxSteps());
    }

    private Driven hold(double drift) {
        int most = Math.min(task.hold(), task.maxSteps() - steps);
        Session.Picture picture = tick(drift, speed);
        double reward = reward(drift, picture);
        int ticks = 1;
        for (; ticks < most && picture.crash() == Crash.NONE; ticks++) {
            picture = tick(drift, picture.speed());
            reward += reward(drift, picture);
        }
        return new Driven(picture, ticks, reward);
    }

    /** 0.05 s, at a pedal that leads from this speed to the wished one. */
    private Session.Picture tick(double drift, double from) {
        double pedal = Math.max(-1, Math.min(1, GAIN * (task.car().speed() - from)));
        return session.step(drift, Math.max(pedal, 0), Math.max(-pedal, 0), SIZE);
    }

    private double reward(double drift, Session.Picture picture) {
        RewardOptions pays = task.reward();
        double missing = Math.max(0, Math.min(1, 1 - picture.free() / pays.margin()));
        return picture.speed() / task.car().speed()
                - (drift == 0 ? 0 : pays.driftCost())
                - pays.marginCost() * missing
                - (picture.crash() == Crash.NONE ? 0 : pays.crashCost());
    }

    /** Keeps what the camera saw, and the speed. */
    private void show(Session.Picture picture) {
        byte[] observation = new byte[3 * PIXELS];
        for (int i = 0; i < PIXELS; i++)
            for (int c = 0; c < 3; c++) observation[c * PIXELS + i] = picture.rgb()[3 * i + c];
        show(observation);
        speed = picture.speed();
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

    @Override
    protected void disconnect() {
        if (session == null) return;
        session.close();
        session = null;
        TAKEN.remove(options.server());
    }

    @Override
    public boolean ended() {
        return !started() || crash != Crash.NONE || steps == task.maxSteps();
    }

    /** How the present episode ended early, if it did; what is no vehicle, such as a guard rail, counts as one. */
    public Crash crash() {
        requireStarted();
        return crash;
    }

    @Override
    public String outcome() {
        return crash().outcome();
    }

    /** Tag CRL2, long the episode's seed, int for how many steps an action is held, block: the actions, a byte each. */
    @Override
    public byte[] saveState() {
        requireOpen();
        requireStarted();
        return StateBytes.write(TAG, out -> {
            out.writeLong(seed);
            out.writeInt(task.hold());
            StateBytes.writeBlock(out, Arrays.copyOf(actions, decisions));
        });
    }

    /** @throws ConnectionLostException if there is no server, or it fails */
    @Override
    public void restoreState(byte[] state) {
        requireOpen();
        if (new String(state, 0, Math.min(4, state.length), StandardCharsets.US_ASCII).equals("CRL1"))
            throw new UserException(
                    NAME + ": the saved state is of the driving task as it was before: another camera, other"
                            + " actions, other traffic; start anew");
        record Saved(long seed, int[] actions) {}
        Saved saved = StateBytes.read(NAME, TAG, state, in -> {
            long itsSeed = in.readLong();
            int hold = in.readInt();
            if (hold != task.hold())
                throw new IllegalArgumentException(
                        "its actions are held for " + hold + " steps, here they are for " + task.hold());
            byte[] taken = StateBytes.readBlock(in);
            int most = (task.maxSteps() + hold - 1) / hold;
            if (taken.length > most)
                throw new IllegalArgumentException(taken.length + " actions, the most are " + most);
            for (byte action : taken) Checks.action(NAME, action, actions());
            return new Saved(
                    itsSeed, IntStream.range(0, taken.length).map(i -> taken[i]).toArray());
        });
        replay(saved.seed, saved.actions);
    }

    /** The bridge's process number. */
    long bridge() {
        return session.pid();
    }
}
