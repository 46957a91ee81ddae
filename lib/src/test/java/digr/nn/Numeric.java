package digr.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random arrays in float64, inner products and central differences. */
final class Numeric {
    private Numeric() {}

    /** Standard normal. */
    static INDArray random(Random random, long... shape) {
        int n = 1;
        for (long d : shape) n *= (int) d;
        double[] values = new double[n];
        for (int i = 0; i < n; i++) values[i] = random.nextGaussian();
        return Nd4j.createFromArray(values).reshape(shape);
    }

    /** A network with random parameters, biases too. */
    static Network network(Architecture architecture, Random random) {
        Network network = new Network(architecture, DataType.DOUBLE);
        ParameterVector parameters = network.newVector();
        parameters.flat().assign(random(random, architecture.parameters()).muli(0.5));
        network.setParameters(parameters);
        return network;
    }

    /** ⟨a, b⟩. */
    static double dot(INDArray a, INDArray b) {
        double[] x = a.dup('c').data().asDouble();
        double[] y = b.dup('c').data().asDouble();
        assertEquals(x.length, y.length);
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += x[i] * y[i];
        return sum;
    }

    /** (f(h) − f(−h)) / 2h. */
    static double difference(double h, DoubleUnaryOperator f) {
        return (f.applyAsDouble(h) - f.applyAsDouble(-h)) / (2 * h);
    }

    /** Equal within a part of the greater one, or of 1. */
    static void assertClose(double expected, double actual, double relative) {
        assertEquals(expected, actual, relative * Math.max(1, Math.abs(expected)));
    }

    /** Equal everywhere within a part of the greatest, or of 1. */
    static void assertClose(INDArray expected, INDArray actual, double relative) {
        assertArrayEquals(expected.shape(), actual.shape());
        double[] a = expected.dup('c').data().asDouble();
        double[] b = actual.dup('c').data().asDouble();
        double scale = 1;
        for (double x : a) scale = Math.max(scale, Math.abs(x));
        for (int i = 0; i < a.length; i++) assertEquals(a[i], b[i], relative * scale, "at " + i);
    }
}
