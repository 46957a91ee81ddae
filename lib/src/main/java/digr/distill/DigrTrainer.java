package digr.distill;

import digr.env.VectorEnvironment;
import digr.nn.Adam;
import digr.nn.Architecture;
import digr.nn.DataParallel;
import digr.nn.HostArrays;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.nn.Optimiser;
import digr.nn.ParameterVector;
import digr.nn.RmsProp;
import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.policy.Softmax;
import digr.policy.TrainingState;
import digr.run.ConnectionLostException;
import digr.run.DivergedException;
import digr.run.NdArray;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.Training;
import digr.run.UserException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DIGR: policy distillation with selective input-gradient regularisation (arXiv 2205.08685, algorithm 1). One update:
 *
 * <ol>
 *   <li>the student, the control policy, takes a step in every environment; what it saw enters the buffer, with the
 *       teacher's logits there;
 *   <li>the distillation loss on states of the buffer ({@link DistillationLoss}) and the selective loss on states of
 *       the dataset ({@link SelectiveLoss}) each give a gradient;
 *   <li>where the two conflict they are projected ({@link PcGrad}); one optimiser step with their sum.
 * </ol>
 *
 * <p>The student starts from random weights, or from the teacher's ({@link DigrOptions.Start}). What counts as the student is
 * the moving average of its weights.
 */
public final class DigrTrainer implements Training {
    /** Updates from one point of the learning curve to the next. */
    public static final int UPDATES_A_POINT = 50;

    private static final double ADAM_EPSILON = 1e-8;

    private final Policy teacher;
    private final MaskSource masks;
    private final VectorEnvironment environments;
    private final Network student;
    private final Network average;
    private final DataParallel parallel;
    private final Optimiser optimiser;
    private final StateBuffer buffer;
    private DigrOptions options;
    private DigrGradient gradient;
    private boolean changed;
    private RestorableUniformRandomProvider sampling;
    private RestorableUniformRandomProvider drawing;
    private long updates;
    private CurvePoint point; // null between two iterations
    private Provenance provenance;
    private boolean teacherActs;
    private Progress inside = Progress.NONE;
    private Validation validation;
    private long validateEvery;
    private Map<String, Double> validated = Map.of(); // the last values

    /** The same as the other constructor, with the teacher's network and one thread for each processor. */
    public DigrTrainer(
            String task,
            DigrOptions options,
            Policy teacher,
            MaskSource masks,
            VectorEnvironment environments,
            Seeds seeds) {
        this(
                task,
                options,
                teacher,
                teacher.network().architecture(),
                masks,
                environments,
                seeds,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param task the task's name, for the provenance
     * @param network the student's; it gets no value head
     * @param masks dataset states and what is unimportant there; may be null where the options have no penalties
     * @param environments as many as the options say; closed by the caller
     * @param threads that compute, this one among them; they change the speed, never a number
     * @throws UserException if teacher or masks are of another task, the masks of another teacher, or the student's
     *     network another than the teacher's whose weights it is to begin with
     */
    public DigrTrainer(
            String task,
            DigrOptions options,
            Policy teacher,
            Architecture network,
            MaskSource masks,
            VectorEnvironment environments,
            Seeds seeds,
            int threads) {
        if (environments.size() != options.data().environments())
            throw new IllegalArgumentException("DigrTrainer: " + options.data().environments()
                    + " environments are needed, got " + environments.size());
        requireShapes(task, teacher, masks, environments);
        requireTeachersMasks(masks, teacher);
        Provenance made = Provenance.of(task, options.asText(), seeds.seed()).withParent("teacher", teacher);
        provenance = masks == null ? made : made.withParent(masks.role(), masks);
        this.options = options;
        this.teacher = teacher;
        this.masks = masks;
        this.environments = environments;
        student = new Network(network.withValueHead(false), teacher.network().type());
        if (options.steps().start() == DigrOptions.Start.TEACHER) student.setParameters(weightsOf(teacher));
        else Initialiser.orthogonal(student, seeds.stream("initialisation"));
        average = student.copy();
        parallel = new DataParallel(student, DigrGradient.PARTS, threads);
        optimiser =
                options.steps().optimiser() == DigrOptions.OptimiserKind.ADAM ? new Adam(ADAM_EPSILON) : new RmsProp();
        gradient = new DigrGradient(options, masks, student, parallel);
        buffer = new StateBuffer(
                options.data().bufferSize(), stateSize(), student.architecture().actions());
        sampling = seeds.stream("sampling");
        drawing = seeds.stream("drawing");
    }

    /** But for its value head, which a student has not. */
    private ParameterVector weightsOf(Policy policy) {
        Architecture theirs = policy.network().architecture().withValueHead(false);
        if (!theirs.equals(student.architecture()))
            throw new UserException("DigrTrainer: a student that begins with its teacher's weights needs its network: "
                    + theirs + "; got " + student.architecture()
                    + "; leave out --width and --kernel, or let it begin at"
                    + " random");
        Map<String, INDArray> named = new LinkedHashMap<>(policy.network().export());
        named.keySet().retainAll(student.architecture().parameterShapes().keySet());
        return student.flatten(named);
    }

    private static void requireShapes(String task, Policy teacher, MaskSource masks, VectorEnvironment environments) {
        int[] needed = environments.observationShape();
        teacher.requireFits("DigrTrainer: the teacher for " + task, needed, environments.actions());
        if (masks != null && !Arrays.equals(needed, masks.stateShape()))
            throw new UserException("DigrTrainer: the masks must be of states " + Arrays.toString(needed) + " for "
                    + task + ", they are of " + Arrays.toString(masks.stateShape()));
    }

    private static void requireTeachersMasks(MaskSource masks, Policy teacher) {
        if (masks == null || teacher.source().isEmpty()) return;
        String ours = teacher.source().get().sha256();
        masks.teacherSha256().filter(sha -> !sha.equals(ours)).ifPresent(sha -> {
            throw new UserException("DigrTrainer: the masks must be of the teacher, SHA-256 " + ours.substring(0, 12)
                    + "..., they are of another, " + sha.substring(0, 12)
                    + "...; ./digr perturb --policy TEACHER makes its own");
        });
    }

    /** Has the student judged every so many updates, at least 1, and at the end: more columns of the learning curve. */
    public void validateEvery(long updates, Validation validation) {
        if (updates < 1)
            throw new IllegalArgumentException("DigrTrainer: validation comes every 1 or more updates, got " + updates);
        this.validateEvery = updates;
        this.validation = validation;
    }

    /** Makes the teacher the control policy, in place of the student. */
    public void letTeacherAct() {
        teacherActs = true;
        provenance = provenance.withParent("control", teacher);
    }

    /**
     * Goes on with another loss, other thresholds or another combination, for a training to watch. From then on it has no
     * checkpoint, since no options say how its student was made.
     *
     * @throws IllegalArgumentException if schedule, steps or data are others, too
     */
    public void goOnWith(DigrOptions other) {
        if (!other.equals(options.with(other.loss()).with(other.masks()).with(other.combination())))
            throw new IllegalArgumentException(
                    "DigrTrainer: only loss, masks and combination can change on the way, got " + other.asText());
        gradient = new DigrGradient(other, masks, student, parallel);
        options = other;
        changed = true;
    }

    private int stateSize() {
        return environments.frames().length / environments.size();
    }

    /** The student: the moving average of the weights so far; not a copy. */
    public Policy student() {
        return new Policy(average);
    }

    /** Updates whose point of the learning curve is whole. */
    @Override
    public long done() {
        return point == null ? updates : point.from();
    }

    @Override
    public long total() {
        return options.schedule().updates();
    }

    @Override
    public void tellOfSteps(Progress inside) {
        this.inside = inside;
    }

    @Override
    public Map<String, Double> iterate() {
        return iterate(UPDATES_A_POINT);
    }

    /**
     * Some updates, fewer at the end, or those that an interruption left.
     *
     * @throws CancellationException if this thread was interrupted, after the present update
     */
    public Map<String, Double> iterate(int some) {
        if (point == null) point = new CurvePoint(updates, Math.min(updates + some, total()));
        while (updates < point.until()) {
            if (Thread.currentThread().isInterrupted()) requireFinite(); // or no checkpoint could be read
            Progress.checkInterrupted();
            act();
            point.add(gradient.compute(buffer, options.schedule().selectiveAt(updates), drawing));
            optimiser.step(
                    student,
                    gradient.vector(),
                    options.steps().learningRate() * options.schedule().learningRateAt(updates));
            updateAverage();
            updates++;
            inside.report(updates, total(), "");
        }
        requireFinite();
        Map<String, Double> values = point.means();
        if (validation != null) {
            boolean due = updates == total() || updates / validateEvery > point.from() / validateEvery;
            Map<String, Double> judged = due ? validation.of(student()) : Map.of();
            if (due) validated = judged;
            for (String column : validation.columns()) values.put(column, judged.getOrDefault(column, Double.NaN));
        }
        point = null;
        return values;
    }

    private void requireFinite() {
        double sum = average.parameters().flat().sumNumber().doubleValue();
        for (double mean : point.means().values()) sum += mean;
        if (Double.isFinite(sum)) return;
        point = null; // nobody goes on from here
        throw new DivergedException("train: a loss or a weight is not finite after " + updates
                + " updates; a lower learning rate may help, the last checkpoint is from before");
    }

    /** A step of the student in every environment; nothing has happened if one is lost in it. */
    private void act() {
        byte[] frames = environments.frames().clone(); // a step overwrites them
        byte[] chances = Seeds.save(sampling);
        int n = environments.size();
        double[][][] logits = new double[2][][];
        parallel.compute(
                2,
                (part, network, unused) -> logits[part] =
                        part == 0 ? teacher.logits(frames, n) : HostArrays.rows(network.forward(frames, 0, n)));
        int[] actions = new int[n];
        for (int i = 0; i < n; i++) actions[i] = Softmax.sample(logits[teacherActs ? 0 : 1][i], sampling.nextDouble());
        try {
            environments.step(actions);
        } catch (ConnectionLostException e) {
            sampling = Seeds.restore(chances);
            throw e;
        }
        environments.drainFinished();
        for (int i = 0; i < n; i++) buffer.add(frames, i, taught(logits[0][i]));
    }

    /** The logits that the student learns of the teacher's. */
    private double[] taught(double[] teachers) {
        return Arrays.stream(teachers)
                .map(logit -> logit / options.data().temperature())
                .toArray();
    }

    /** Early on the average follows faster, so that the random start is soon forgotten. */
    private void updateAverage() {
        double decay = Math.min(options.steps().averaging(), (1.0 + updates) / (10.0 + updates));
        average.parameters().flat().muli(decay).addi(student.parameters().flat().mul(1 - decay));
    }

    @Override
    public Safetensors checkpoint() {
        if (changed) throw new IllegalStateException("DigrTrainer: a training whose options changed has no checkpoint");
        TrainingState state = new TrainingState();
        if (point != null) point.save(state);
        return state.put("updates", updates)
                .put("sampling", sampling)
                .put("drawing", drawing)
                .put("environments", environments.saveState())
                .put("student", student, student.parameters())
                .put("optimiser", student, optimiser)
                .put("buffer.added", buffer.added())
                .put("buffer.packed", buffer.packedStates())
                .put("buffer.teacher", buffer.teacherToSave())
                .toSafetensors(average, provenance.withSteps(updates).withResults(validated));
    }

    @Override
    public void restore(Safetensors checkpoint) {
        PolicyWeights policy = TrainingState.policy(checkpoint, provenance);
        provenance = provenance.goingOnFrom(policy.provenance().orElseThrow());
        TrainingState state = TrainingState.of(checkpoint);
        updates = state.number("updates", 0, total());
        point = CurvePoint.restore(state, updates, total());
        Provenance saved = policy.provenance().orElseThrow();
        if (!policy.architecture().equals(average.architecture()))
            throw new UserException("Checkpoint: it is of another network: " + policy.architecture() + "; needed "
                    + average.architecture() + "; see --width and --kernel");
        if (saved.steps() != updates)
            throw new UserException("Checkpoint: needed a policy after " + updates + " updates, got one after "
                    + saved.steps() + "; it is damaged");
        validated = saved.results();
        sampling = state.generator("sampling");
        drawing = state.generator("drawing");
        environments.restoreState(state.bytes("environments"));
        average.setParameters(average.flatten(policy.network().export()));
        student.setParameters(state.vector("student", student));
        state.restore("optimiser", student, optimiser, updates);
        long added = updates * environments.size();
        state.number("buffer.added", added, added);
        int[] logits = {buffer.sizeAfter(added), student.architecture().actions()};
        buffer.restore(
                added, state.bytes("buffer.packed"), state.array("buffer.teacher", NdArray.Type.FLOAT32, logits));
        state.requireAllRead();
    }
}
