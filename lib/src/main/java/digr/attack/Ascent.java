package digr.attack;

import digr.nn.ReluRule;
import digr.policy.Policy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The common part of attacks: the loss, and the loop of attacks that follow its gradient:
 *
 * <pre>  x ← start;  as many times as there are steps:  x ← project(move(x, ∂loss/∂x))  </pre>
 *
 * <p>A state at which that did not raise the loss is left clean, so no attack is weaker than none.
 */
final class Ascent {
    /** One step, before it is projected into the ball. */
    @FunctionalInterface
    interface Move {
        /**
         * @param x where the states are, [N, C, H, W]; may be modified
         * @param gradient of the loss there, same shape; may be modified
         * @param losses there, [N]
         * @return where they go
         */
        INDArray from(INDArray x, INDArray gradient, double[] losses);
    }

    private final Policy policy;
    private final Ball ball;
    private final Loss loss;
    private final double[][] clean;

    Ascent(Policy policy, Ball ball, Loss loss) {
        this.policy = policy;
        this.ball = ball;
        this.loss = loss;
        clean = policy.logits(ball.states());
    }

    /** @param start within the ball; not modified */
    INDArray climb(INDArray start, int steps, Move move) {
        INDArray x = start.dup('c');
        double[] losses = new double[clean.length];
        for (int k = 0; k < steps; k++) {
            INDArray gradient = policy.inputGradient(
                    x,
                    (i, logits) -> {
                        losses[i] = loss.value(clean[i], logits);
                        return loss.gradient(clean[i], logits);
                    },
                    ReluRule.PLAIN);
            x = ball.project(move.from(x, gradient, losses));
        }
        return strongest(ball.states(), x);
    }

    /**
     * Keeps for each state the candidate of greater loss, or {@code other} if they are equal; {@code other} is
     * modified.
     */
    INDArray strongest(INDArray one, INDArray other) {
        double[] losses = losses(one);
        double[] otherLosses = losses(other);
        for (int i = 0; i < losses.length; i++)
            if (losses[i] > otherLosses[i]) other.slice(i).assign(one.slice(i));
        return other;
    }

    /** The loss at each state of x, [N]. */
    double[] losses(INDArray x) {
        double[][] logits = policy.logits(x);
        double[] losses = new double[clean.length];
        for (int i = 0; i < losses.length; i++) losses[i] = loss.value(clean[i], logits[i]);
        return losses;
    }

    /** Steps of this length along the gradient's sign. */
    static Move signSteps(double length) {
        return (x, gradient, losses) -> x.addi(sign(gradient).muli(length));
    }

    /** sign(g), the steepest direction in the l∞ norm; features without influence (sign 0) stay. */
    static INDArray sign(INDArray gradient) {
        return Transforms.sign(gradient, true);
    }
}
