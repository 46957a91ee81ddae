package digr.env;

import digr.run.ConnectionLostException;
import digr.run.Seeds;
import digr.run.UserException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * N environments of one kind stepped together.
 *
 * <p>An environment whose episode ends is reset at once, with the next seed of its own stream ({@code
 * seeds.split("environment", i).stream("episodes")}): {@link #frames()} always shows states to act on, while {@link
 * #rewards()}, {@link #terminated()} and {@link #truncated()} tell of the step before.
 *
 * <p>Threads change the speed, never a number. They help only where a step costs more than handing it over, so steps
 * are timed, and only when all N together take long (Breakout, not Red-Fetch-Green) are they spread over threads.
 *
 * <p>The arrays handed out are the runner's own, written anew by every step. One thread at a time may call it.
 */
public final class VectorEnvironment implements AutoCloseable {
    private static final String NAME = "VectorEnvironment";
    private static final String TAG = "VEC1";

    /** Handing over and waiting costs 5 microseconds on an idle machine, 40 on a busy one; five times that pays. */
    private static final long WORTH_SPREADING_NANOS = 200_000;

    /** So many more long steps than short ones make the runner spread: a pause of the machine is no long step. */
    private static final int PATIENCE = 16;

    private final Environment[] environments;
    private final RestorableUniformRandomProvider[] seeds;
    private final int frameSize;
    private final byte[] frames;
    private final float[] rewards;
    private final boolean[] terminated;
    private final boolean[] truncated;
    private final double[] totals;
    private final int[] lengths;
    private final FinishedEpisode[] ended; // by the present step, or null
    private final byte[][] cut; // what an episode that the present step cut off showed last, or null
    private final List<FinishedEpisode> finished = new ArrayList<>();
    private final boolean canBeLost;
    private final int threads;
    private final ExecutorService helpers;
    private byte[] beforeLost; // the state before a step in which an environment was lost, or null
    private int longSteps = -PATIENCE; // long steps less short ones, within ±PATIENCE

    /** As {@link #VectorEnvironment(List, Seeds, int)} with as many threads as there are processors. */
    public VectorEnvironment(List<? extends Environment> environments, Seeds seeds) {
        this(environments, seeds, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Starts an episode in each environment.
     *
     * @param environments at least one, all of one observation shape and number of actions; closed with the runner
     * @param seeds decides every episode's seed
     * @param threads how many threads may step, the caller's among them; at least 1, more than N are not used
     */
    public VectorEnvironment(List<? extends Environment> environments, Seeds seeds, int threads) {
        if (environments.isEmpty()) throw new IllegalArgumentException(NAME + ": at least one environment is needed");
        if (threads < 1) throw new IllegalArgumentException(NAME + ": at least one thread is needed, got " + threads);
        this.environments = environments.toArray(Environment[]::new);
        int n = size();
        for (Environment other : environments)
            if (!Arrays.equals(other.observationShape(), observationShape()) || other.actions() != actions())
                throw new IllegalArgumentException(NAME + ": environments must agree in shape and actions");
        canBeLost = environments.stream().anyMatch(Environment::canBeLost);
        this.threads = Math.min(threads, n);
        frameSize = Arrays.stream(observationShape()).reduce(1, Math::multiplyExact);
        frames = new byte[Math.multiplyExact(n, frameSize)];
        rewards = new float[n];
        terminated = new boolean[n];
        truncated = new boolean[n];
        totals = new double[n];
        lengths = new int[n];
        ended = new FinishedEpisode[n];
        cut = new byte[n][];
        this.seeds = new RestorableUniformRandomProvider[n];
        for (int i = 0; i < n; i++) {
            this.seeds[i] = seeds.split("environment", i).stream("episodes");
            begin(i);
            observe(i);
        }
        helpers = this.threads == 1 ? null : Executors.newFixedThreadPool(this.threads - 1, VectorEnvironment::daemon);
    }

    /** As many environments as {@code count}, each from {@code maker}. */
    public static VectorEnvironment of(int count, Supplier<? extends Environment> maker, Seeds seeds) {
        return new VectorEnvironment(Stream.generate(maker).limit(count).toList(), seeds);
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "environments");
        thread.setDaemon(true);
        return thread;
    }

    /** N. */
    public int size() {
        return environments.length;
    }

    /** The shape {C, H, W} of each observation. */
    public int[] observationShape() {
        return environments[0].observationShape();
    }

    /** The number of actions of each environment. */
    public int actions() {
        return environments[0].actions();
    }

    /** One of them, to be looked at: {@link #step} alone steps and resets it. */
    public Environment environment(int i) {
        return environments[i];
    }

    /** The observations to act on now, uint8 [N, C, H, W]. */
    public byte[] frames() {
        return frames;
    }

    /** Rewards of the last step, [N], not clipped. */
    public float[] rewards() {
        return rewards;
    }

    /** Which environments the last step brought to a terminal state, [N]. */
    public boolean[] terminated() {
        return terminated;
    }

    /** Which environments reached their time limit in the last step, [N]. */
    public boolean[] truncated() {
        return truncated;
    }

    /**
     * What environment {@code i} showed at its time limit, uint8 [C, H, W], where the last step reached it without
     * coming to a terminal state: the episode could have gone on from there.
     */
    public Optional<byte[]> cutOffAt(int i) {
        return Optional.ofNullable(cut[i]);
    }

    /** The episodes finished since the last call, in the order of their ends and, within a step, of environments. */
    public List<FinishedEpisode> drainFinished() {
        var drained = List.copyOf(finished);
        finished.clear();
        return drained;
    }

    /**
     * Steps every environment.
     *
     * @param actions [N]; if one is out of range, none is taken
     * @throws ConnectionLostException if an environment {@link Environment#canBeLost} and is; {@link #saveState} then
     *     gives the state before this step, of all of them, and {@link #restoreState} has to come before the next
     */
    public void step(int[] actions) {
        if (actions.length != size())
            throw new IllegalArgumentException(NAME + ": " + size() + " actions are needed, got " + actions.length);
        for (int action : actions) Checks.action(NAME, action, actions());
        if (beforeLost != null)
            throw new IllegalStateException(NAME + ": an environment was lost; restoreState has to come first");
        byte[] before = canBeLost ? saveState() : null;
        try {
            stepAll(actions);
        } catch (ConnectionLostException e) {
            beforeLost = before; // some have taken the step
            throw e;
        }
    }

    private void stepAll(int[] actions) {
        for (int i = 0; i < size(); i++) environments[i].announce(actions[i]);
        forEachEnvironment(i -> step(i, actions[i]));
        for (FinishedEpisode episode : ended) if (episode != null) finished.add(episode);
    }

    private void step(int i, int action) {
        Step step = environments[i].step(action);
        rewards[i] = step.reward();
        terminated[i] = step.terminated();
        truncated[i] = step.truncated();
        totals[i] += step.reward();
        lengths[i]++;
        ended[i] = null;
        cut[i] = null;
        if (environments[i].ended()) {
            ended[i] = new FinishedEpisode(i, totals[i], lengths[i], step.truncated() && !step.terminated());
            if (ended[i].truncated()) {
                cut[i] = new byte[frameSize];
                environments[i].observe(cut[i], 0);
            }
            begin(i);
        }
        observe(i);
    }

    private void begin(int i) {
        environments[i].reset(seeds[i].nextLong());
        totals[i] = 0;
        lengths[i] = 0;
    }

    private void observe(int i) {
        environments[i].observe(frames, i * frameSize);
    }

    private void forEachEnvironment(IntConsumer work) {
        var next = new AtomicInteger();
        var nanos = new AtomicLong();
        Runnable share = () -> { // takes the next environment until none is left
            long start = System.nanoTime();
            for (int i = next.getAndIncrement(); i < size(); i = next.getAndIncrement()) work.accept(i);
            nanos.addAndGet(System.nanoTime() - start);
        };
        if (threads > 1 && longSteps > 0) onAllThreads(share);
        else share.run();
        longSteps += nanos.get() > WORTH_SPREADING_NANOS ? 1 : -1;
        longSteps = Math.max(-PATIENCE, Math.min(PATIENCE, longSteps));
    }

    private void onAllThreads(Runnable share) {
        var others = new CompletableFuture<?>[threads - 1];
        Arrays.setAll(others, k -> CompletableFuture.runAsync(share, helpers));
        try {
            share.run();
        } finally {
            join(others);
        }
    }

    private static void join(CompletableFuture<?>... futures) {
        try {
            CompletableFuture.allOf(futures).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw e;
        }
    }

    /**
     * Everything that later steps depend on, and what is not drained yet. Tag VEC1, int N; per environment its stream's
     * state and its own (two blocks), double running return, int length, float reward, boolean terminated and
     * truncated; int number of finished episodes, and of each int environment, double return, int length, boolean
     * truncated.
     */
    public byte[] saveState() {
        if (beforeLost != null) return beforeLost.clone();
        return StateBytes.write(TAG, out -> {
            out.writeInt(size());
            for (int i = 0; i < size(); i++) {
                StateBytes.writeBlock(out, Seeds.save(seeds[i]));
                StateBytes.writeBlock(out, environments[i].saveState());
                out.writeDouble(totals[i]);
                out.writeInt(lengths[i]);
                out.writeFloat(rewards[i]);
                out.writeBoolean(terminated[i]);
                out.writeBoolean(truncated[i]);
            }
            out.writeInt(finished.size());
            for (FinishedEpisode episode : finished) write(episode, out);
        });
    }

    private static void write(FinishedEpisode episode, DataOutputStream out) throws IOException {
        out.writeInt(episode.environment());
        out.writeDouble(episode.total());
        out.writeInt(episode.length());
        out.writeBoolean(episode.truncated());
    }

    /**
     * Goes on from a saved state.
     *
     * @throws UserException if it is not the state of as many environments of this kind; the runner is of no use then
     */
    public void restoreState(byte[] state) {
        StateBytes.read(NAME, TAG, state, in -> {
            int n = in.readInt();
            if (n != size())
                throw new UserException(NAME + ": the saved state is of " + n + " environments, not of " + size());
            for (int i = 0; i < n; i++) {
                seeds[i] = Seeds.restore(StateBytes.readBlock(in));
                environments[i].restoreState(StateBytes.readBlock(in));
                totals[i] = in.readDouble();
                lengths[i] = in.readInt();
                rewards[i] = in.readFloat();
                terminated[i] = in.readBoolean();
                truncated[i] = in.readBoolean();
                if (environments[i].ended()) begin(i); // a simulator outside may not repeat itself
                observe(i);
            }
            finished.clear();
            for (int left = in.readInt(); left > 0; left--) finished.add(readEpisode(in));
            return null;
        });
        beforeLost = null;
    }

    private static FinishedEpisode readEpisode(DataInputStream in) throws IOException {
        return new FinishedEpisode(in.readInt(), in.readDouble(), in.readInt(), in.readBoolean());
    }

    /** Closes the environments and ends the threads; closing twice does no harm. */
    @Override
    public void close() {
        if (helpers != null) helpers.shutdown();
        for (Environment environment : environments) environment.close();
    }
}
