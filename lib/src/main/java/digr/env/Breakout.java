package digr.env;

import digr.run.Seeds;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.bytedeco.ale.global.ale;

/**
 * Atari Breakout on the Arcade Learning Environment.
 *
 * <p><b>Actions</b>, 4: 0 nothing, 1 fire (serves the ball), 2 right, 3 left. Each is held for four frames.
 *
 * <p><b>Observation</b>, uint8 [stack, 84, 84]: the last steps' pictures, the newest last. A picture is the pixel-wise
 * maximum of the step's last two gray screens, shrunk by area averaging.
 *
 * <p><b>Start</b>: a new game after 1 to {@link Options#noops} frames without action, one picture repeated in the
 * stack.
 *
 * <p><b>Reward</b>: the points won, 1, 4 or 7 a brick.
 *
 * <p><b>End</b>: terminated when the last of five lives is lost; truncated at step 27 000 (half an hour of play). Under
 * {@link Options#lifeLossTerminates} a step that loses any life says terminated, while the game goes on without a
 * reset: {@link #ended()} and returns are of whole games.
 *
 * <p>Bit for bit what ale-py 0.12.1 and gymnasium 1.4.0's AtariPreprocessing show. The emulator is native;
 * {@link #close} frees it.
 *
 * @see <a href="https://arxiv.org/abs/1709.06009">Machado et al. 2018, on starts, stickiness and limits</a>
 */
public final class Breakout implements Environment, Marked {
    /** The time limit, in steps. */
    public static final int MAX_STEPS = 27_000;

    private static final String NAME = "Breakout";
    private static final String TAG = "BRK1";
    private static final int[] ACTIONS = {ale.PLAYER_A_NOOP, ale.PLAYER_A_FIRE, ale.PLAYER_A_RIGHT, ale.PLAYER_A_LEFT};
    private static final int FRAME_SKIP = 4;
    private static final int STEP_MILLIS = 1000 * FRAME_SKIP / 60; // of a screen with 60 frames a second
    private static final int SIDE = 84;
    private static final int PICTURE = SIDE * SIDE;

    // where the game keeps its objects' places, found by comparing memory and screens (BreakoutTest does)
    private static final int PADDLE_X = 72;
    private static final int BALL_X = 99;
    private static final int BALL_Y = 101;

    /** Between the walls. */
    private static final ScreenBox FIELD = new ScreenBox(8, 32, 144, 164);

    /**
     * How to play.
     *
     * @param stack how many pictures an observation holds, at least 1
     * @param noops the most frames without action before the first step; 0 for none
     * @param sticky probability that a frame repeats the action of the frame before, 0 to 1
     * @param lifeLossTerminates whether {@link Step#terminated} is true at every loss of a life, for learning
     */
    public record Options(int stack, int noops, double sticky, boolean lifeLossTerminates) {
        public Options {
            if (stack < 1) throw new IllegalArgumentException(NAME + ": stack must be at least 1, got " + stack);
            if (noops < 0) throw new IllegalArgumentException(NAME + ": noops must not be negative, got " + noops);
            if (!(sticky >= 0 && sticky <= 1))
                throw new IllegalArgumentException(NAME + ": sticky is a probability, got " + sticky);
        }

        /** Whole games, as results are measured: stack 2, up to 30 no-ops, no sticky actions. */
        public static Options evaluation() {
            return new Options(2, 30, 0, false);
        }

        /** As {@link #evaluation}, a lost life being terminal. */
        public static Options training() {
            return new Options(2, 30, 0, true);
        }
    }

    private final Options options;
    private final Emulator emulator;
    private final AreaResize resize = new AreaResize(Emulator.WIDTH, Emulator.HEIGHT, SIDE, SIDE);
    private final byte[] observation;
    private final byte[] shown = new byte[Emulator.SCREEN]; // the maximum of two screens
    private final byte[] before = new byte[Emulator.SCREEN]; // the older of the two
    private RestorableUniformRandomProvider stickiness; // null before the first episode
    private final Deque<List<ScreenBox>> objects = new ArrayDeque<>(); // of each frame that the observation shows
    private int held; // the emulator's action in the last frame
    private int steps;
    private boolean closed;

    /** A console with the ROM that {@link BreakoutRom#find} finds. */
    public Breakout(Options options) {
        this(BreakoutRom.find(), options);
    }

    /** @throws UserException if the file is not Breakout's ROM */
    public Breakout(Path rom, Options options) {
        this.options = options;
        observation = new byte[options.stack * PICTURE];
        emulator = new Emulator(BreakoutRom.check(rom));
    }

    @Override
    public int[] observationShape() {
        return new int[] {options.stack, SIDE, SIDE};
    }

    @Override
    public int actions() {
        return ACTIONS.length;
    }

    @Override
    public Controls controls() {
        return new Controls(
                List.of("nothing", "serve", "right", "left"),
                Map.of(" ", 1, "ArrowRight", 2, "ArrowLeft", 3),
                0,
                STEP_MILLIS);
    }

    @Override
    public void reset(long seed) {
        reset(seed, options.noops);
    }

    /** A new game without no-ops. */
    @Override
    public void reset(Recording recording) {
        reset(recording.seed(), 0);
    }

    private void reset(long seed, int most) {
        requireOpen();
        var seeds = new Seeds(seed);
        stickiness = seeds.stream("sticky");
        held = ale.PLAYER_A_NOOP;
        steps = 0;
        emulator.restart(shown);
        int noops = most == 0 ? 0 : 1 + seeds.stream("start").nextInt(most);
        for (int i = 0; i < noops; i++) emulator.act(ale.PLAYER_A_NOOP);
        if (noops > 0) emulator.screen(shown);
        Arrays.fill(before, (byte) 0);
        for (int i = 0; i < options.stack; i++) resize.shrink(shown, observation, i * PICTURE);
        objects.clear();
        objects.add(objectsNow());
    }

    @Override
    public Step step(int action) {
        requireOpen();
        Checks.action(NAME, action, ACTIONS.length);
        Checks.running(NAME, ended());
        int lives = emulator.lives();
        float reward = emulate(ACTIONS[action]);
        steps++;
        show();
        boolean lost = emulator.gameOver() || options.lifeLossTerminates && emulator.lives() < lives;
        return new Step(reward, lost, steps >= MAX_STEPS);
    }

    /** A game that ends within the four frames leaves the pictures of the frames that it did not reach as they were. */
    private float emulate(int action) {
        float reward = 0;
        for (int frame = 1; frame <= FRAME_SKIP; frame++) {
            if (options.sticky == 0 || stickiness.nextDouble() >= options.sticky) held = action;
            reward += emulator.act(held);
            if (emulator.gameOver()) break;
            if (frame >= FRAME_SKIP - 1) {
                emulator.screen(frame == FRAME_SKIP ? shown : before);
                objects.add(objectsNow());
                if (objects.size() > 2 * options.stack) objects.remove();
            }
        }
        return reward;
    }

    /** Where the game's memory says that paddle and ball are; there is no ball before it is served. */
    private List<ScreenBox> objectsNow() {
        var paddle = new ScreenBox(emulator.memory(PADDLE_X) - 47, 189, 16, 4);
        var ball = new ScreenBox(emulator.memory(BALL_X) - 49, emulator.memory(BALL_Y) + 9, 2, 4);
        return Stream.of(paddle, ball)
                .limit(emulator.memory(BALL_Y) == 0 ? 1 : 2)
                .map(FIELD::intersection)
                .flatMap(Optional::stream)
                .toList();
    }

    private void show() {
        for (int start = 0; start < shown.length; start += Emulator.WIDTH) {
            int end = start + Emulator.WIDTH;
            if (Arrays.equals(shown, start, end, before, start, end)) continue; // most rows stand still
            for (int i = start; i < end; i++) shown[i] = (byte) Math.max(shown[i] & 255, before[i] & 255);
        }
        System.arraycopy(observation, PICTURE, observation, 0, observation.length - PICTURE);
        resize.shrink(shown, observation, observation.length - PICTURE);
    }

    /**
     * Where paddle and ball are in the frames that the present observation shows, two a picture: the ball moves in
     * between. After {@link #restoreState} they are known only of the frames since.
     */
    public List<ScreenBox> objects() {
        Checks.started(NAME, stickiness != null);
        return objects.stream().flatMap(List::stream).distinct().toList();
    }

    /**
     * What matters: paddle and ball wherever the observation's pictures show them; what is black in all of them does not;
     * bricks, walls and the score are neither.
     */
    @Override
    public Regions regions() {
        var regions = new Regions(new boolean[PICTURE], new boolean[PICTURE]);
        for (ScreenBox box : objects()) box.mark(regions.important(), SIDE);
        Arrays.fill(regions.unimportant(), true);
        for (int i = 0; i < observation.length; i++)
            if (observation[i] != 0) regions.unimportant()[i % PICTURE] = false;
        for (int i = 0; i < PICTURE; i++) regions.unimportant()[i] &= !regions.important()[i];
        return regions;
    }

    @Override
    public boolean ended() {
        requireOpen();
        return stickiness == null || emulator.gameOver() || steps >= MAX_STEPS;
    }

    @Override
    public String outcome() {
        return lives() == 0 ? "lost all lives" : "reached the time limit";
    }

    /** Lives left, 5 at the start. */
    public int lives() {
        requireOpen();
        Checks.started(NAME, stickiness != null);
        return emulator.lives();
    }

    @Override
    public void observe(byte[] frame, int offset) {
        Checks.started(NAME, stickiness != null);
        Checks.fits(NAME, observation.length, frame, offset);
        System.arraycopy(observation, 0, frame, offset, observation.length);
    }

    /**
     * Tag BRK1, int steps, byte the held action; blocks: the emulator's state, the generator's, the observation, the
     * screens' maximum (uint8 [210, 160]).
     */
    @Override
    public byte[] saveState() {
        requireOpen();
        Checks.started(NAME, stickiness != null);
        return StateBytes.write(TAG, out -> {
            out.writeInt(steps);
            out.writeByte(held);
            StateBytes.writeBlock(out, emulator.save());
            StateBytes.writeBlock(out, Seeds.save(stickiness));
            StateBytes.writeBlock(out, observation);
            StateBytes.writeBlock(out, shown);
        });
    }

    @Override
    public void restoreState(byte[] state) {
        requireOpen();
        record Saved(int steps, int held, byte[] game, byte[] random, byte[] observation, byte[] shown) {}
        Saved saved = StateBytes.read(
                NAME,
                TAG,
                state,
                in -> new Saved(
                        StateBytes.readInt(in, 0, MAX_STEPS),
                        StateBytes.readByte(in, ale.PLAYER_A_NOOP, ale.PLAYER_A_LEFT),
                        StateBytes.readBlock(in),
                        StateBytes.readBlock(in),
                        StateBytes.readBlock(in, observation.length),
                        StateBytes.readBlock(in, shown.length)));
        var random = Seeds.restore(saved.random);
        emulator.restore(saved.game);
        stickiness = random;
        held = saved.held;
        steps = saved.steps;
        System.arraycopy(saved.observation, 0, observation, 0, observation.length);
        System.arraycopy(saved.shown, 0, shown, 0, shown.length);
        Arrays.fill(before, (byte) 0);
        objects.clear();
    }

    private void requireOpen() {
        if (closed) throw new IllegalStateException(NAME + ": the emulator is closed; make a new one");
    }

    @Override
    public void close() {
        closed = true;
        emulator.close();
    }
}
