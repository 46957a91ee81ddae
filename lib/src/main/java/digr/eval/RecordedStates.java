package digr.eval;

import digr.env.Environment;
import digr.env.Marked;
import digr.env.Regions;
import digr.policy.Policy;
import digr.run.NpzFile;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * States as they were seen, each with its regions.
 *
 * @param shape {C, H, W}; not a copy
 * @param frames uint8 [N, C, H, W]; not a copy
 * @param marks [N, H, W]: {@value #NEITHER}, {@value #IMPORTANT}, {@value #UNIMPORTANT}, or {@value #OWN}, which is
 *     unimportant, too; not a copy
 */
public record RecordedStates(int[] shape, byte[] frames, byte[] marks) implements LabelledStates {
    static final byte NEITHER = 0;
    static final byte IMPORTANT = 1;
    static final byte UNIMPORTANT = 2;
    static final byte OWN = 3;
    private static final int AN_EPISODE = 20;

    /** How many times as many episodes are played at most as would do if they were long. */
    private static final int MOST = 64;

    /** In how many pixels a state must show what matters, that there be something to find. */
    private static final int LEAST_IMPORTANT = 8;

    public RecordedStates {
        int states = marks.length / (shape[1] * shape[2]);
        if (states < 1
                || marks.length != states * shape[1] * shape[2]
                || frames.length != states * shape[0] * shape[1] * shape[2])
            throw new IllegalArgumentException("RecordedStates: " + frames.length + " bytes of frames "
                    + Arrays.toString(shape) + " and " + marks.length + " marks are not those of whole states");
        for (byte mark : marks)
            if (mark < NEITHER || mark > OWN)
                throw new IllegalArgumentException("RecordedStates: a mark is 0, 1, 2 or 3, got " + (mark & 255));
    }

    private record Recorded(byte[] frame, Regions regions) {}

    /**
     * The first {@code n} of {@value #AN_EPISODE} states of each of as many episodes as that takes, one of each episode
     * first; of states that show what matters in {@value #LEAST_IMPORTANT} pixels or more.
     */
    static RecordedStates seenBy(
            Policy policy, Supplier<? extends Environment> maker, int n, Seeds seeds, Progress progress) {
        int[] shape;
        try (Environment sample = maker.get()) {
            if (!(sample instanceof Marked))
                throw new UserException("StateCollector: " + sample.getClass().getName()
                        + " does not say which pixels matter; a " + Marked.class.getName() + " does");
            shape = sample.observationShape();
        }
        NpzFile.requireRoom("states", n, (shape[0] + 1L) * shape[1] * shape[2]);
        Function<Environment, Recorded> record = environment -> {
            byte[] frame = new byte[shape[0] * shape[1] * shape[2]];
            environment.observe(frame, 0);
            return new Recorded(frame, ((Marked) environment).regions());
        };
        StateSampler<Environment, Recorded> sampler =
                new StateSampler<>(maker::get, environment -> showsWhatMatters(record.apply(environment)), record);
        List<Recorded> first = drawn(n, episodes -> sampler.draw(policy, episodes, AN_EPISODE, seeds, progress))
                .subList(0, n);
        return of(
                shape,
                first.stream().map(Recorded::frame).toList(),
                first.stream().map(Recorded::regions).toList());
    }

    /** Of so many episodes as it takes: more than {@code n} / {@value #AN_EPISODE} where they are short. */
    private static List<Recorded> drawn(int n, IntFunction<List<Recorded>> draw) {
        int least = (n + AN_EPISODE - 1) / AN_EPISODE;
        for (int episodes = least; episodes <= MOST * least; episodes *= 2) {
            List<Recorded> states = draw.apply(episodes);
            if (states.size() >= n) return states;
        }
        throw new UserException("StateCollector: " + n + " states that show what matters were needed, and "
                + MOST * least + " episodes have fewer; of which pixels do the regions say that they matter?");
    }

    private static boolean showsWhatMatters(Recorded state) {
        int pixels = 0;
        for (boolean important : state.regions.important()) if (important) pixels++;
        return pixels >= LEAST_IMPORTANT;
    }

    /**
     * States that were gathered one by one.
     *
     * @param shape {C, H, W}
     * @param frames uint8 [C, H, W], one a state
     * @param regions of each, in the same order
     */
    public static RecordedStates of(int[] shape, List<byte[]> frames, List<Regions> regions) {
        int size = shape[0] * shape[1] * shape[2];
        int pixels = shape[1] * shape[2];
        byte[] all = new byte[frames.size() * size];
        byte[] marks = new byte[frames.size() * pixels];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, all, i * size, size);
            Regions own = regions.get(i);
            for (int k = 0; k < pixels; k++) marks[i * pixels + k] = mark(own, k);
        }
        return new RecordedStates(shape, all, marks);
    }

    private static byte mark(Regions regions, int pixel) {
        if (regions.own()[pixel]) return OWN;
        if (regions.important()[pixel]) return IMPORTANT;
        return regions.unimportant()[pixel] ? UNIMPORTANT : NEITHER;
    }

    @Override
    public int size() {
        return marks.length / pixels();
    }

    @Override
    public int statesAnEpisode() {
        return AN_EPISODE;
    }

    @Override
    public Regions regions(int i) {
        boolean[] important = new boolean[pixels()];
        boolean[] unimportant = new boolean[pixels()];
        boolean[] own = new boolean[pixels()];
        for (int k = 0; k < pixels(); k++) {
            byte mark = marks[i * pixels() + k];
            important[k] = mark == IMPORTANT;
            unimportant[k] = mark == UNIMPORTANT || mark == OWN;
            own[k] = mark == OWN;
        }
        return new Regions(important, unimportant, own);
    }

    @Override
    public RecordedStates part(int from, int to) {
        int size = frames.length / size();
        return new RecordedStates(
                shape,
                Arrays.copyOfRange(frames, from * size, to * size),
                Arrays.copyOfRange(marks, from * pixels(), to * pixels()));
    }

    private int pixels() {
        return shape[1] * shape[2];
    }
}
