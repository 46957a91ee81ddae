package digr.distill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.ToyEnvironment;
import digr.distill.DigrOptions.Combination;
import digr.distill.DigrOptions.Data;
import digr.distill.DigrOptions.Masks;
import digr.distill.DigrOptions.OptimiserKind;
import digr.distill.DigrOptions.Schedule;
import digr.distill.DigrOptions.Start;
import digr.distill.DigrOptions.Steps;
import digr.env.Regions;
import digr.env.VectorEnvironment;
import digr.eval.SaliencyScore;
import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Progress;
import digr.run.Seeds;
import digr.saliency.SaliencyMap;
import digr.saliency.VanillaGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A task that DIGR solves in seconds: noise of 8 x 8 pixels, of which four decide. The teacher acts by those four; its
 * gradient sees a little of the rest, too.
 */
class DigrLearnsTest {
    private static final int SIDE = 8;
    private static final int FIRST = 4; // row and column of the four
    private static final Architecture SMALL =
            new Architecture(1, SIDE, SIDE, List.of(new Architecture.Convolution(8, 2, 2)), List.of(16), 2, false);
    private static final Policy TEACHER = teacher();
    private static final int STATES = 64;

    /** Every state is another noise; no action changes anything. */
    private static final class Noise extends ToyEnvironment {
        private UniformRandomProvider chance;
        private final byte[] picture = new byte[SIDE * SIDE];

        Noise() {
            super(20);
        }

        @Override
        public int[] observationShape() {
            return new int[] {1, SIDE, SIDE};
        }

        @Override
        public void reset(long seed) {
            super.reset(seed);
            chance = new Seeds(seed).stream("noise");
            chance.nextBytes(picture);
        }

        @Override
        public digr.env.Step step(int action) {
            chance.nextBytes(picture);
            return super.step(action);
        }

        @Override
        public void observe(byte[] frame, int offset) {
            System.arraycopy(picture, 0, frame, offset, picture.length);
        }
    }

    /** Of the mean of the four pixels, the logits are its distance to ½, times ± 8; small random weights see all. */
    private static Policy teacher() {
        Network network = new Network(SMALL, DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(1).stream("teacher"));
        Map<String, INDArray> weights = network.export();
        weights.replaceAll((name, array) -> array.mul(0.12));
        INDArray convolution = weights.get("conv1.weight"); // [8, 1, 2, 2]
        INDArray hidden = weights.get("fc1.weight"); // [16, 8 · 4 · 4]
        INDArray actions = weights.get("fc2.weight"); // [2, 16]
        for (int k = 0; k < 4; k++) convolution.putScalar(0, 0, k / 2, k % 2, 0.25);
        int seen = (FIRST / 2) * 4 + FIRST / 2; // where the first filter looks at the four
        for (int sign : new int[] {1, -1}) {
            int unit = sign > 0 ? 0 : 1;
            hidden.putScalar(unit, seen, sign * 4.0);
            weights.get("fc1.bias").putScalar(unit, sign * -2.0);
            actions.putScalar(0, unit, sign * 4.0);
            actions.putScalar(1, unit, sign * -4.0);
        }
        network.load(weights);
        return new Policy(network);
    }

    private static byte[] states() {
        byte[] states = new byte[STATES * SIDE * SIDE];
        new Seeds(2).stream("states").nextBytes(states);
        return states;
    }

    private static boolean isImportant(int pixel) {
        return pixel / SIDE / 2 == FIRST / 2 && pixel % SIDE / 2 == FIRST / 2;
    }

    private static MaskSource masks() {
        boolean[] important = new boolean[STATES * SIDE * SIDE];
        for (int i = 0; i < important.length; i++) important[i] = isImportant(i % (SIDE * SIDE));
        return new ExpertAnnotation(new int[] {1, SIDE, SIDE}, states(), important);
    }

    /** Mean over the states of the map's AUC, and of the share of its sum that is on the four pixels. */
    private static double[] aucAndShare(Policy policy) {
        boolean[] important = new boolean[SIDE * SIDE];
        boolean[] rest = new boolean[SIDE * SIDE];
        for (int i = 0; i < important.length; i++) {
            important[i] = isImportant(i);
            rest[i] = !important[i];
        }
        Regions regions = new Regions(important, rest);
        List<SaliencyMap> maps = new VanillaGradient().explain(policy, policy.states(states(), STATES));
        double[] sum = new double[2];
        for (SaliencyMap map : maps) {
            SaliencyScore score = SaliencyScore.of(map, regions);
            sum[0] += score.auc() / STATES;
            sum[1] += score.important() / (score.important() + score.unimportant()) / STATES;
        }
        return sum;
    }

    /** Mean over the states of KL(teacher || student). */
    private static double kl(Policy student) {
        double[][] p = TEACHER.logits(states(), STATES);
        double[][] q = student.logits(states(), STATES);
        double sum = 0;
        for (int i = 0; i < STATES; i++) sum += Softmax.kl(p[i], q[i]);
        return sum / STATES;
    }

    private static Policy train(SelectiveLoss loss, List<Map<String, Double>> points) {
        DigrOptions options = new DigrOptions(
                loss,
                new Masks(0.05, 0.3),
                new Combination(1, 0, true, false),
                new Schedule(400, 0.3, 0.1, 0.4),
                new Steps(Start.RANDOM, OptimiserKind.ADAM, 3e-3, 0.95),
                new Data(8, 2_000, 64, 16));
        Seeds seeds = new Seeds(3);
        try (VectorEnvironment environments = VectorEnvironment.of(8, Noise::new, seeds)) {
            DigrTrainer trainer = new DigrTrainer(
                    "noise", options, TEACHER, TEACHER.network().architecture(), masks(), environments, seeds, 1);
            trainer.run(Progress.NONE, points::add);
            return trainer.student();
        }
    }

    @Test
    void theStudentActsLikeTheTeacherAndItsGradientIsWhereItMatters() {
        List<Map<String, Double>> points = new ArrayList<>();
        SelectiveLoss selective = new SelectiveLoss(
                SaliencyField.UNIT, Map.of(new AbsolutePenalty(), 30.0, new RootSharePenalty(), 0.3), 0.1);
        Policy student = train(selective, points);
        Policy distilled = train(new SelectiveLoss(SaliencyField.UNIT, Map.of(), 0.1), new ArrayList<>());
        double[] clean = aucAndShare(student);
        double[] alone = aucAndShare(distilled);
        String got = "KL " + kl(student) + ", AUC and share " + Arrays.toString(clean) + ", of distillation alone "
                + Arrays.toString(alone) + ", of the teacher " + Arrays.toString(aucAndShare(TEACHER)) + ", losses "
                + points.get(0) + " to " + points.get(points.size() - 1);
        assertTrue(clean[0] > 0.99, got);
        assertTrue(clean[1] > 0.95 && clean[1] > alone[1] + 0.05, got);
        assertTrue(kl(student) < 0.02, got);
    }
}
