package digr.env;

/**
 * A task: actions in, pictures and rewards out. One thread at a time.
 *
 * <p>Every implementation keeps these promises, and {@code EnvironmentContractTest} checks them: the seed alone decides
 * an episode's start and its chances; {@link #observe} writes its own region and nothing else; a saved state, restored
 * into any environment made with the same options, goes on bit for bit. Where a simulator outside this program does the
 * work, all this holds as far as the simulator repeats itself.
 */
public interface Environment extends AutoCloseable {

    /** The observation's shape {C, H, W}; a stack of frames lies in C, the newest last. */
    int[] observationShape();

    /** The number of actions; an action is 0 to {@code actions() - 1}. */
    int actions();

    /** What the actions are called, and how somebody plays them. */
    default Controls controls() {
        return Controls.numbered(actions());
    }

    /**
     * Starts an episode.
     *
     * @param seed decides everything random from here to the episode's end
     */
    void reset(long seed);

    /**
     * Starts a recorded episode where it began, so that its actions, stepped again, show and pay what they did.
     *
     * @throws IllegalArgumentException if the recording lacks what tells its start
     */
    default void reset(Recording recording) {
        reset(recording.seed());
    }

    /**
     * Takes one action.
     *
     * @throws IllegalArgumentException if there is no such action
     * @throws IllegalStateException if {@link #ended()}
     */
    Step step(int action);

    /**
     * Says which action the next {@link #step} will take, so that an environment of another program can begin with it.
     * Changes nothing here; a {@link #reset} may come in place of the step.
     *
     * @throws IllegalArgumentException if there is no such action
     * @throws IllegalStateException if {@link #ended()}
     */
    default void announce(int action) {}

    /** Whether {@link #reset} has to come next: before the first episode, and after the end of each. */
    boolean ended();

    /**
     * How the episode that {@link #ended()} ended, in a few words, the same for episodes that are to be counted
     * together.
     */
    default String outcome() {
        return "ended";
    }

    /**
     * Writes the present observation, uint8 CHW.
     *
     * @param frame modified from {@code offset} on, for as many bytes as C · H · W
     * @throws IllegalArgumentException if it does not fit there
     * @throws IllegalStateException before the first episode
     */
    void observe(byte[] frame, int offset);

    /** All that the rest of the episode depends on. */
    byte[] saveState();

    /**
     * Goes on from a saved state.
     *
     * @throws digr.run.UserException if the bytes are not a state of an environment of this kind
     */
    void restoreState(byte[] state);

    /**
     * Whether a simulator outside this program does the work, so that a step may end in a {@link
     * digr.run.ConnectionLostException}.
     */
    default boolean canBeLost() {
        return false;
    }

    /** Frees what the environment holds outside the Java heap; closing twice does no harm. */
    @Override
    default void close() {}
}
