package digr.attack;

import digr.policy.Policy;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Auto-PGD: projected gradient ascent from a random point with momentum,
 *
 * <pre>
 *   z ← project(x_k + a sign(∂L/∂x)),  x_{k+1} ← project(x_k + ¾ (z − x_k) + ¼ (x_k − x_{k−1})),
 * </pre>
 *
 * whose step a = 2 eps halves by itself. At each checkpoint, a state whose loss rose in less than ¾ of the steps since
 * the last one, or whose best loss and step are those of the last one, goes on from its best point with half the step.
 * Each state's best point counts.
 *
 * @param loss L
 * @param steps at least 1
 * @see <a href="https://arxiv.org/abs/2003.01690">Croce and Hein 2020, algorithm 1</a>
 */
public record AutoPgd(Loss loss, int steps) implements Attack {
    private static final double FORWARD = 0.75;
    private static final double ENOUGH_RISES = 0.75;

    public AutoPgd {
        Checks.atLeastOne("AutoPgd", "steps", steps);
    }

    /** Up the cross entropy; 20 steps of the paper's 100, as an episode has many observations to attack. */
    public static AutoPgd defaults() {
        return new AutoPgd(Loss.CROSS_ENTROPY, 20);
    }

    public AutoPgd withLoss(Loss loss) {
        return new AutoPgd(loss, steps);
    }

    public AutoPgd withSteps(int steps) {
        return new AutoPgd(loss, steps);
    }

    @Override
    public INDArray perturb(Policy policy, INDArray states, double eps, UniformRandomProvider random) {
        Ball ball = Ball.around(states, eps, policy);
        Climber climber = new Climber(ball, checkpoints(steps));
        Ascent ascent = new Ascent(policy, ball, loss);
        INDArray last = ascent.climb(ball.random(random), steps, climber);
        return ascent.strongest(climber.best, last);
    }

    /** Step numbers ⌈p_j steps⌉ with p_1 = 0.22 and p_{j+1} = p_j + max(p_j − p_{j−1} − 0.03, 0.06), below 1. */
    static BitSet checkpoints(int steps) {
        BitSet at = new BitSet();
        int before = 0; // percent
        for (int percent = 22; percent < 100; ) {
            at.set((percent * steps + 99) / 100);
            int next = percent + Math.max(percent - before - 3, 6);
            before = percent;
            percent = next;
        }
        return at;
    }

    /** All that is remembered from step to step; [N] of each. */
    private static final class Climber implements Ascent.Move {
        private final Ball ball;
        private final BitSet checkpoints;
        private final INDArray best;
        private final INDArray bestGradient;
        private final INDArray step; // [N, 1, 1, 1]
        private final double[] bestLoss;
        private final double[] bestAtCheckpoint;
        private final double[] lastLoss;
        private final boolean[] halved; // at the last checkpoint
        private final int[] rises;
        private INDArray previous;
        private int k;
        private int lastCheckpoint;

        Climber(Ball ball, BitSet checkpoints) {
            this.ball = ball;
            this.checkpoints = checkpoints;
            int n = (int) ball.states().size(0);
            best = ball.states().dup('c');
            bestGradient = Nd4j.zerosLike(best);
            step = Nd4j.valueArrayOf(new long[] {n, 1, 1, 1}, 2 * ball.eps(), best.dataType());
            bestLoss = filled(n);
            bestAtCheckpoint = filled(n);
            lastLoss = new double[n];
            halved = new boolean[n];
            rises = new int[n];
        }

        private static double[] filled(int n) {
            double[] losses = new double[n];
            Arrays.fill(losses, Double.NEGATIVE_INFINITY);
            return losses;
        }

        @Override
        public INDArray from(INDArray x, INDArray gradient, double[] losses) {
            for (int i = 0; i < losses.length; i++) {
                if (k > 0 && losses[i] > lastLoss[i]) rises[i]++;
                lastLoss[i] = losses[i];
                if (losses[i] > bestLoss[i]) {
                    bestLoss[i] = losses[i];
                    best.slice(i).assign(x.slice(i));
                    bestGradient.slice(i).assign(gradient.slice(i));
                }
            }
            if (checkpoints.get(k)) check(x, gradient);
            INDArray z = ball.project(Ascent.sign(gradient).muli(step).addi(x));
            INDArray next = k++ == 0
                    ? z
                    : z.subi(x).muli(FORWARD).addi(x).addi(x.sub(previous).muli(1 - FORWARD));
            previous = x;
            return next;
        }

        private void check(INDArray x, INDArray gradient) {
            for (int i = 0; i < rises.length; i++) {
                boolean fewRises = rises[i] < ENOUGH_RISES * (k - lastCheckpoint);
                boolean stuck = lastCheckpoint > 0 && !halved[i] && bestLoss[i] == bestAtCheckpoint[i];
                halved[i] = fewRises || stuck;
                if (halved[i]) {
                    step.putScalar(i, step.getDouble(i) / 2);
                    x.slice(i).assign(best.slice(i));
                    gradient.slice(i).assign(bestGradient.slice(i));
                    lastLoss[i] = bestLoss[i];
                }
                rises[i] = 0;
                bestAtCheckpoint[i] = bestLoss[i];
            }
            lastCheckpoint = k;
        }
    }
}
