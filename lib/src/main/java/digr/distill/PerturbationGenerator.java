package digr.distill;

import digr.env.Separable;
import digr.env.VectorEnvironment;
import digr.nn.NativeThreads;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.ConnectionLostException;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.Training;
import digr.run.UserException;
import digr.saliency.Background;
import digr.saliency.Removal;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import digr.saliency.SharedWork;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * Makes a {@link PerturbationDataset}: a teacher acts in many environments, its actions sampled; each state on the way
 * is kept with probability 1/20, never two that follow each other; when all are kept they are explained by a saliency
 * method.
 *
 * <p>So states are met as often as the teacher meets them, over many episodes (of 20 steps, one state each, on
 * average). Where things are removed from the picture ({@link Removal}), a state is explained when it is kept, while its
 * environment is there. As a {@link Training} its unit is a state explained, and it can be stopped and resumed to the same bytes;
 * no byte hangs on the number of {@link NativeThreads}.
 */
public final class PerturbationGenerator implements Training {
    private static final double KEPT = 1.0 / 20;
    private static final double PAPERS_LAMBDA = 0.1;
    private static final String PROVENANCE = "provenance";
    private static final String METHOD = "method";

    /** States explained in one pass. */
    private static final int TOGETHER = 8;

    private static final String COUNTS = "counts"; // kept, explained, steps, episodes
    private static final String STATES = "states";
    private static final String LEVELS = "levels";
    private static final String KEPT_BEFORE = "kept";
    private static final String SAMPLING = "sampling";
    private static final String ENVIRONMENTS = "environments";
    private static final Set<String> PARTS = Set.of(COUNTS, STATES, LEVELS, KEPT_BEFORE, SAMPLING, ENVIRONMENTS);

    /** What it takes to explain a state, beside the teacher. */
    private enum Needs {
        NOTHING,
        BACKGROUND,
        ENVIRONMENT
    }

    private final Policy teacher;
    private final Function<Background, SaliencyMethod> maker;
    private final Needs needs;
    private final VectorEnvironment environments;
    private Provenance provenance;
    private final byte[] states;
    private final byte[] levels;
    private RestorableUniformRandomProvider sampling;
    private final boolean[] keptBefore; // whether the state before, of the same episode, was kept
    private Background background; // once it is needed
    private int kept;
    private int explained;
    private long steps;
    private long episodes;

    /**
     * @param task the task's name, for the provenance
     * @param teacher of the environments' shape and actions
     * @param size how many states to keep, at least 1
     * @param environments closed by the caller
     */
    public PerturbationGenerator(
            String task, Policy teacher, SaliencyMethod method, int size, VectorEnvironment environments, Seeds seeds) {
        this(task, teacher, method.toString(), none -> method, Needs.NOTHING, size, environments, seeds);
    }

    /**
     * One whose maps are made by {@link Removal}.
     *
     * @param environments each {@link Separable}
     * @throws UserException if they are not
     */
    public static PerturbationGenerator removing(
            String task, Policy teacher, int size, VectorEnvironment environments, Seeds seeds) {
        if (!(environments.environment(0) instanceof Separable))
            throw new UserException("PerturbationGenerator: things can be removed one by one where the environment can"
                    + " draw its picture without them, as that of driving can; that of " + task + " can't");
        return new PerturbationGenerator(task, teacher, "removal", null, Needs.ENVIRONMENT, size, environments, seeds);
    }

    /**
     * The same as the other constructor, with a method that replaces things by the median of the states kept.
     *
     * @param name of the method, for the provenance of what is not finished
     * @param method from the background to the method
     */
    public PerturbationGenerator(
            String task,
            Policy teacher,
            String name,
            Function<Background, SaliencyMethod> method,
            int size,
            VectorEnvironment environments,
            Seeds seeds) {
        this(task, teacher, name, method, Needs.BACKGROUND, size, environments, seeds);
    }

    private PerturbationGenerator(
            String task,
            Policy teacher,
            String name,
            Function<Background, SaliencyMethod> maker,
            Needs needs,
            int size,
            VectorEnvironment environments,
            Seeds seeds) {
        if (size < 1)
            throw new IllegalArgumentException("PerturbationGenerator: states must be at least 1, got " + size);
        int[] shape = environments.observationShape();
        if (needs == Needs.BACKGROUND) {
            Background.requireFixed(environments.frames(), shape); // no number of states helps where the view moves
            Background.requireEnough(size);
        }
        NpzFile.requireRoom("perturb", size, (shape[0] + 1L) * shape[1] * shape[2]);
        teacher.requireFits("PerturbationGenerator: the teacher for " + task, shape, environments.actions());
        this.teacher = teacher;
        this.maker = maker;
        this.needs = needs;
        this.environments = environments;
        this.sampling = seeds.stream("sampling");
        this.keptBefore = new boolean[environments.size()];
        states = new byte[size * stateSize()];
        levels = new byte[size * shape[1] * shape[2]];
        provenance = Provenance.of(
                        task,
                        Map.of(
                                METHOD,
                                name,
                                "states",
                                Integer.toString(size),
                                "environments",
                                Integer.toString(environments.size())),
                        seeds.seed())
                .withParent("teacher", teacher);
    }

    /** States explained so far; 0 while they are collected. */
    @Override
    public long done() {
        return explained;
    }

    @Override
    public long total() {
        return states.length / stateSize();
    }

    /** Steps on until a state or more are kept; when all are, explains some. */
    @Override
    public Map<String, Double> iterate() {
        Map<String, Double> point = new LinkedHashMap<>();
        int before = explained;
        if (kept < total()) NativeThreads.useOneFor(this::collect);
        else explain();
        point.put("important", important(before));
        point.put("kept", (double) kept);
        point.put("episodes", (double) episodes);
        return point;
    }

    private void collect() {
        int before = kept;
        while (kept == before) step();
    }

    private void explain() {
        addLevels(levels(explained, Math.min(explained + TOGETHER * NativeThreads.count(), kept)));
    }

    /** The share of pixels above the paper's threshold in the maps from one on; NaN where there are none yet. */
    private double important(int from) {
        int last = MapLevels.at(PAPERS_LAMBDA);
        long important = IntStream.range(from * pixels(), explained * pixels())
                .filter(i -> (levels[i] & 255) > last)
                .count();
        return from == explained ? Double.NaN : (double) important / ((explained - from) * pixels());
    }

    /**
     * Explains states that are kept, {@value #TOGETHER} in a pass. Where {@code from} is a multiple of that, these are
     * those that {@link #iterate} explains together, so the bits are the same.
     *
     * @return the levels of the maps of states {@code from} to {@code to} − 1, [to − from, H, W]
     */
    public byte[] levels(int from, int to) {
        if (!(0 <= from && from < to && to <= kept))
            throw new IllegalArgumentException(
                    "PerturbationGenerator: needed some of the " + kept + " states kept, got " + from + " to " + to);
        int size = stateSize();
        int pixels = pixels();
        byte[] made = new byte[(to - from) * pixels];
        SaliencyMethod method = method();
        int passes = (to - from + TOGETHER - 1) / TOGETHER;
        Runnable explaining = () -> SharedWork.run(passes, teacher, own -> pass -> {
            int first = from + pass * TOGETHER;
            int end = Math.min(first + TOGETHER, to);
            byte[] frames = Arrays.copyOfRange(states, first * size, end * size);
            byte[] some = levels(method.explain(own, own.states(frames, end - first)));
            System.arraycopy(some, 0, made, (first - from) * pixels, some.length);
        });
        if (passes == 1) NativeThreads.useOneFor(explaining); // a single pass would have them all
        else explaining.run();
        return made;
    }

    private byte[] levels(List<SaliencyMap> maps) {
        int pixels = pixels();
        byte[] made = new byte[maps.size() * pixels];
        for (int i = 0; i < maps.size(); i++)
            System.arraycopy(MapLevels.of(maps.get(i).values()), 0, made, i * pixels, pixels);
        return made;
    }

    /**
     * Takes the maps of the next states that have none, as {@link #levels} made them, here or elsewhere.
     *
     * @throws UserException if a byte is no level
     */
    public void addLevels(byte[] next) {
        if (next.length % pixels() != 0 || next.length > (kept - explained) * pixels())
            throw new IllegalArgumentException("PerturbationGenerator: needed maps of at most " + (kept - explained)
                    + " states of " + pixels() + " pixels, got " + next.length + " levels");
        MapLevels.requireLevels("PerturbationGenerator", next);
        System.arraycopy(next, 0, levels, explained * pixels(), next.length);
        explained += next.length / pixels();
    }

    /** States that are kept so far. */
    public int kept() {
        return kept;
    }

    /** Pixels of a map. */
    public int pixels() {
        int[] shape = environments.observationShape();
        return shape[1] * shape[2];
    }

    /** What makes the dataset, and the states that are kept: one that explains others is another. */
    public Provenance ofStates() {
        return provenance.withParent("states", SafeFiles.sha256(first(states, kept * stateSize())));
    }

    /** This training as far as all states are kept; its unit is their collection. */
    public Training collecting() {
        return new Training() {
            @Override
            public long done() {
                return kept < PerturbationGenerator.this.total() ? 0 : 1;
            }

            @Override
            public long total() {
                return 1;
            }

            @Override
            public Map<String, Double> iterate() {
                return PerturbationGenerator.this.iterate();
            }

            @Override
            public Safetensors checkpoint() {
                return PerturbationGenerator.this.checkpoint();
            }

            @Override
            public void restore(Safetensors checkpoint) {
                PerturbationGenerator.this.restore(checkpoint);
            }
        };
    }

    private SaliencyMethod method() {
        if (needs == Needs.BACKGROUND && background == null)
            background = Background.of(states, environments.observationShape());
        return maker.apply(background);
    }

    /** Nothing has happened if an environment is lost in it. */
    private void step() {
        byte[] chances = Seeds.save(sampling);
        boolean[] flags = keptBefore.clone();
        int[] counts = {kept, explained};
        try {
            take();
        } catch (ConnectionLostException e) {
            sampling = Seeds.restore(chances);
            System.arraycopy(flags, 0, keptBefore, 0, flags.length);
            kept = counts[0];
            explained = counts[1];
            throw e;
        }
    }

    private void take() {
        int n = environments.size();
        double[][] logits = teacher.logits(environments.frames(), n);
        for (int i = 0; i < n; i++) {
            keptBefore[i] = sampling.nextDouble() < KEPT && !keptBefore[i] && kept < total();
            if (keptBefore[i]) keep(i);
        }
        int[] actions = new int[n];
        for (int i = 0; i < n; i++) actions[i] = Softmax.sample(logits[i], sampling.nextDouble());
        environments.step(actions);
        steps += n;
        episodes += environments.drainFinished().size();
        for (int i = 0; i < n; i++)
            if (environments.terminated()[i] || environments.truncated()[i]) keptBefore[i] = false;
    }

    private void keep(int environment) {
        int size = stateSize();
        System.arraycopy(environments.frames(), environment * size, states, kept * size, size);
        kept++;
        if (needs == Needs.ENVIRONMENT)
            addLevels(levels(List.of(Removal.explain(teacher, (Separable) environments.environment(environment)))));
    }

    /** The dataset of all states that have their map by now. */
    public PerturbationDataset dataset() {
        Provenance made = provenance.withSteps(steps).withResults(Map.of("episodes", (double) episodes));
        if (background != null)
            made = made.withOption(METHOD, method().toString())
                    .withOption("background", "median of " + total() + " states");
        return new PerturbationDataset(
                environments.observationShape(),
                first(states, explained * stateSize()),
                first(levels, explained * pixels()),
                background,
                made,
                null);
    }

    @Override
    public Safetensors checkpoint() {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put(COUNTS, NdArray.of(new long[] {kept, explained, steps, episodes}, 4));
        tensors.put(STATES, bytes(first(states, kept * stateSize())));
        tensors.put(LEVELS, bytes(first(levels, explained * pixels())));
        tensors.put(KEPT_BEFORE, NdArray.of(keptBefore.clone(), keptBefore.length));
        tensors.put(SAMPLING, bytes(Seeds.save(sampling)));
        tensors.put(ENVIRONMENTS, bytes(environments.saveState()));
        return new Safetensors(Map.of(PROVENANCE, provenance.toJson()), tensors);
    }

    @Override
    public void restore(Safetensors checkpoint) {
        String json = checkpoint.metadata().get(PROVENANCE);
        if (json == null) throw new UserException("Checkpoint: it has no provenance; it is damaged");
        Provenance before = Provenance.fromJson(json);
        before.requireSameRun(provenance);
        if (!checkpoint.tensors().keySet().equals(PARTS))
            throw new UserException("Checkpoint: needed the parts " + PARTS + ", got "
                    + checkpoint.tensors().keySet() + "; it is damaged");
        long[] counts = tensor(checkpoint, COUNTS, NdArray.Type.INT64, 4).longs();
        if (!areCounts(counts))
            throw new UserException("Checkpoint: its kept and explained states, steps and episodes can't be "
                    + Arrays.toString(counts) + " of " + total() + " states; it is damaged");
        kept = (int) counts[0];
        explained = (int) counts[1];
        steps = counts[2];
        episodes = counts[3];
        copy(tensor(checkpoint, STATES, NdArray.Type.UINT8, kept * stateSize()), states);
        NdArray saved = tensor(checkpoint, LEVELS, NdArray.Type.UINT8, explained * pixels());
        MapLevels.requireLevels("Checkpoint", saved.bytes());
        copy(saved, levels);
        boolean[] flags = tensor(checkpoint, KEPT_BEFORE, NdArray.Type.BOOL, keptBefore.length)
                .booleans();
        System.arraycopy(flags, 0, keptBefore, 0, flags.length);
        provenance = provenance.goingOnFrom(before);
        sampling = Seeds.restore(
                tensor(checkpoint, SAMPLING, NdArray.Type.UINT8, -1).bytes());
        environments.restoreState(
                tensor(checkpoint, ENVIRONMENTS, NdArray.Type.UINT8, -1).bytes());
    }

    /** 0 ≤ explained ≤ kept ≤ the states asked for, kept ≤ steps, 0 ≤ episodes ≤ steps. */
    private boolean areCounts(long[] c) {
        if (needs == Needs.ENVIRONMENT && c[1] != c[0]) return false;
        return 0 <= c[1] && c[1] <= c[0] && c[0] <= total() && c[0] <= c[2] && 0 <= c[3] && c[3] <= c[2];
    }

    /** Not a copy where it is all: the states may take most of the memory. */
    private static byte[] first(byte[] bytes, int n) {
        return n == bytes.length ? bytes : Arrays.copyOf(bytes, n);
    }

    private static NdArray bytes(byte[] bytes) {
        return NdArray.of(bytes, bytes.length);
    }

    private static void copy(NdArray from, byte[] to) {
        System.arraycopy(from.bytes(), 0, to, 0, from.length());
    }

    /** @param length −1 for any */
    private static NdArray tensor(Safetensors checkpoint, String name, NdArray.Type type, int length) {
        NdArray array = checkpoint.tensors().get(name);
        if (array == null
                || array.type() != type
                || array.shape().length != 1
                || length >= 0 && array.length() != length)
            throw new UserException("Checkpoint: its " + name + " must be " + type
                    + (length < 0 ? "" : " of length " + length) + ", got " + array + "; it is damaged");
        return array;
    }

    private int stateSize() {
        return Arrays.stream(environments.observationShape()).reduce(1, (a, b) -> a * b);
    }
}
