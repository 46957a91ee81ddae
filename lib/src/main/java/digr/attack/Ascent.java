package digr.attack;

import digr.nn.ReluRule;
import digr.policy.Policy;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The loop that all gradient attacks share:
 *
 * <pre>  x ← start;  as many times as there are steps:  x ← project(x + step · direction(∂loss/∂x))  </pre>
 *
 * <p>A state at which that did not raise the loss is left clean, so no attack is weaker than none.
 */
final class Ascent {
    private final Policy policy;
    private final Ball ball;
    private final Loss loss;

    Ascent(Policy policy, Ball ball, Loss loss) {
        this.policy = policy;
        this.ball = ball;
        this.loss = loss;
    }

    /**
     * @param start within the ball; not modified
     * @param step length of a step in each feature
     * @param direction from the loss's gradient [N, C, H, W] to where a step goes, of size 1 in each feature
     */
    INDArray climb(INDArray start, int steps, double step, UnaryOperator<INDArray> direction) {
        double[][] clean = policy.logits(ball.states());
        INDArray x = start.dup('c');
        for (int k = 0; k < steps; k++) {
            INDArray gradient = policy.inputGradient(x, (i, logits) -> loss.gradient(clean[i], logits), ReluRule.PLAIN);
            ball.project(x.addi(direction.apply(gradient).muli(step)));
        }
        double[][] reached = policy.logits(x);
        for (int i = 0; i < clean.length; i++)
            if (loss.value(clean[i], reached[i]) < loss.value(clean[i], clean[i]))
                x.slice(i).assign(ball.states().slice(i));
        return x;
    }

    /** sign(g), the steepest direction in the l∞ norm; features without influence (sign 0) stay. */
    static INDArray sign(INDArray gradient) {
        return Transforms.sign(gradient, false);
    }
}
