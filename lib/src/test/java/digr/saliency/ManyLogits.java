package digr.saliency;

import digr.nn.Architecture;
import digr.run.Seeds;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the tests of faster ways to the logits of many copies of a state share. */
final class ManyLogits {
    private ManyLogits() {}

    /** A random state, [C, H, W]. */
    static INDArray state(Architecture a) {
        var random = new Seeds(9).stream("state");
        float[] values = new float[a.channels() * a.height() * a.width()];
        for (int i = 0; i < values.length; i++) values[i] = random.nextFloat();
        return Nd4j.createFromArray(values).reshape(a.channels(), a.height(), a.width());
    }

    /** The root of the sum of squared differences. */
    static double error(double[][] logits, double[][] exact) {
        double squares = 0;
        for (int k = 0; k < exact.length; k++)
            for (int a = 0; a < exact[k].length; a++) squares += Math.pow(logits[k][a] - exact[k][a], 2);
        return Math.sqrt(squares);
    }
}
