package digr.distill;

import digr.env.VectorEnvironment;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.NdArray;
import digr.run.Provenance;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.Training;
import digr.run.UserException;
import digr.saliency.GaussianBlur;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * Makes a {@link PerturbationDataset}: a teacher acts in many environments, its actions sampled; each state on the way
 * is kept with probability 1/20, never two that follow each other; what is kept is explained by {@link GaussianBlur}.
 *
 * <p>So states are met as often as the teacher meets them, over many episodes (of 20 steps, one state each, on
 * average). As a {@link Training} its unit is a state, and it can be stopped and resumed to the same bytes.
 */
public final class PerturbationGenerator implements Training {
    private static final double KEPT = 1.0 / 20;
    private static final double PAPERS_LAMBDA = 0.1;
    private static final String PROVENANCE = "provenance";

    private static final String COUNTS = "counts"; // states, steps, episodes
    private static final String STATES = "states";
    private static final String LEVELS = "levels";
    private static final String KEPT_BEFORE = "kept";
    private static final String SAMPLING = "sampling";
    private static final String ENVIRONMENTS = "environments";
    private static final Set<String> PARTS = Set.of(COUNTS, STATES, LEVELS, KEPT_BEFORE, SAMPLING, ENVIRONMENTS);

    private final Policy teacher;
    private final GaussianBlur method;
    private final VectorEnvironment environments;
    private final Provenance provenance;
    private final byte[] states;
    private final byte[] levels;
    private RestorableUniformRandomProvider sampling;
    private final boolean[] keptBefore; // whether the state before, of the same episode, was kept
    private int done;
    private long steps;
    private long episodes;

    /**
     * @param task the task's name, for the provenance
     * @param teacher of the environments' shape and actions
     * @param teacherSha256 of the teacher's file, for the provenance
     * @param size how many states to keep, at least 1
     * @param environments closed by the caller
     */
    public PerturbationGenerator(
            String task,
            Policy teacher,
            String teacherSha256,
            GaussianBlur method,
            int size,
            VectorEnvironment environments,
            Seeds seeds) {
        if (size < 1)
            throw new IllegalArgumentException("PerturbationGenerator: states must be at least 1, got " + size);
        int[] shape = environments.observationShape();
        teacher.requireFits("PerturbationGenerator: the teacher for " + task, shape, environments.actions());
        this.teacher = teacher;
        this.method = method;
        this.environments = environments;
        this.sampling = seeds.stream("sampling");
        this.keptBefore = new boolean[environments.size()];
        states = new byte[Math.multiplyExact(size, stateSize())];
        levels = new byte[size * shape[1] * shape[2]];
        provenance = Provenance.of(
                        task,
                        Map.of(
                                "method", method.toString(),
                                "states", Integer.toString(size),
                                "environments", Integer.toString(environments.size())),
                        seeds.seed())
                .withParents(Map.of("teacher", teacherSha256));
    }

    /** States kept so far. */
    @Override
    public long done() {
        return done;
    }

    @Override
    public long total() {
        return states.length / stateSize();
    }

    /** Steps on until a state or more are kept, and explains them. */
    @Override
    public Map<String, Double> iterate() {
        int before = done;
        while (done == before) step();
        int pixels = pixels();
        int important = 0;
        int last = MapLevels.at(PAPERS_LAMBDA);
        for (int p = before * pixels; p < done * pixels; p++) if ((levels[p] & 255) > last) important++;
        Map<String, Double> point = new LinkedHashMap<>();
        point.put("important", (double) important / ((done - before) * pixels));
        point.put("episodes", (double) episodes);
        return point;
    }

    private void step() {
        int n = environments.size();
        double[][] logits = teacher.logits(environments.frames(), n);
        for (int i = 0; i < n; i++) {
            keptBefore[i] = sampling.nextDouble() < KEPT && !keptBefore[i] && done < total();
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
        byte[] frame = Arrays.copyOfRange(environments.frames(), environment * size, (environment + 1) * size);
        System.arraycopy(frame, 0, states, done * size, size);
        byte[] map = MapLevels.of(
                method.explain(teacher, teacher.states(frame, 1)).get(0).values());
        System.arraycopy(map, 0, levels, done * map.length, map.length);
        done++;
    }

    /** What is done so far. */
    public PerturbationDataset dataset() {
        return new PerturbationDataset(
                environments.observationShape(),
                Arrays.copyOf(states, done * stateSize()),
                Arrays.copyOf(levels, done * pixels()),
                provenance.withSteps(steps).withResults(Map.of("episodes", (double) episodes)));
    }

    @Override
    public Safetensors checkpoint() {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put(COUNTS, NdArray.of(new long[] {done, steps, episodes}, 3));
        tensors.put(STATES, bytes(Arrays.copyOf(states, done * stateSize())));
        tensors.put(LEVELS, bytes(Arrays.copyOf(levels, done * pixels())));
        tensors.put(KEPT_BEFORE, NdArray.of(keptBefore.clone(), keptBefore.length));
        tensors.put(SAMPLING, bytes(Seeds.save(sampling)));
        tensors.put(ENVIRONMENTS, bytes(environments.saveState()));
        return new Safetensors(Map.of(PROVENANCE, provenance.toJson()), tensors);
    }

    @Override
    public void restore(Safetensors checkpoint) {
        String json = checkpoint.metadata().get(PROVENANCE);
        if (json == null) throw new UserException("Checkpoint: it has no provenance; it is damaged");
        Provenance.fromJson(json).requireSameRun(provenance);
        if (!checkpoint.tensors().keySet().equals(PARTS))
            throw new UserException("Checkpoint: needed the parts " + PARTS + ", got "
                    + checkpoint.tensors().keySet() + "; it is damaged");
        long[] counts = tensor(checkpoint, COUNTS, NdArray.Type.INT64, 3).longs();
        if (counts[0] < 0 || counts[0] > total() || counts[1] < counts[0] || counts[2] < 0 || counts[2] > counts[1])
            throw new UserException("Checkpoint: its states, steps and episodes can't be " + Arrays.toString(counts)
                    + " of " + total() + " states; it is damaged");
        done = (int) counts[0];
        steps = counts[1];
        episodes = counts[2];
        copy(tensor(checkpoint, STATES, NdArray.Type.UINT8, done * stateSize()), states);
        NdArray saved = tensor(checkpoint, LEVELS, NdArray.Type.UINT8, done * pixels());
        MapLevels.requireLevels("Checkpoint", saved.bytes());
        copy(saved, levels);
        boolean[] kept = tensor(checkpoint, KEPT_BEFORE, NdArray.Type.BOOL, keptBefore.length)
                .booleans();
        System.arraycopy(kept, 0, keptBefore, 0, kept.length);
        sampling = Seeds.restore(
                tensor(checkpoint, SAMPLING, NdArray.Type.UINT8, -1).bytes());
        environments.restoreState(
                tensor(checkpoint, ENVIRONMENTS, NdArray.Type.UINT8, -1).bytes());
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

    private int pixels() {
        int[] shape = environments.observationShape();
        return shape[1] * shape[2];
    }
}
