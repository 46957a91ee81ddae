package digr.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class GradientsTest {
    private static ParameterVector vector(double a, double b) {
        Network two = new Network(new Architecture(1, 1, 1, List.of(), List.of(), 1, false), DataType.DOUBLE);
        ParameterVector vector = two.newVector();
        vector.flat().assign(Nd4j.createFromArray(a, b));
        return vector;
    }

    @Test
    void aLongGradientIsScaledDownAndAShortOneLeftAlone() {
        ParameterVector g = vector(3, -4);
        assertEquals(5, Gradients.clip(g, 0.5), 1e-15);
        assertArrayEquals(new double[] {0.3, -0.4}, g.flat().toDoubleVector(), 1e-7);
        assertEquals(0.5, Gradients.norm(g), 1e-6);
        double[] before = g.flat().toDoubleVector();
        assertEquals(0.5, Gradients.clip(g, 0.6), 1e-6);
        assertArrayEquals(before, g.flat().toDoubleVector());
        assertEquals(0, Gradients.clip(vector(0, 0), 0.5));
    }

    @Test
    void innerProductByHand() {
        assertEquals(3 * 2 - 4 * 0.5, Gradients.dot(vector(3, -4), vector(2, 0.5)), 1e-15);
    }
}
