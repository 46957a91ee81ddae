package digr.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class AdamTest {
    @Test
    void theMomentOfADeadWeightEndsAtZeroWhileALivingOneStays() {
        Network two = new Network(new Architecture(1, 1, 1, List.of(), List.of(), 1, false), DataType.FLOAT);
        ParameterVector gradient = two.newVector();
        Adam adam = new Adam(1e-8);
        for (int step = 1; step <= 1_000; step++) {
            gradient.flat().assign(Nd4j.createFromArray(step == 1 ? 1f : 0f, 1e-6f)); // adam overwrites it
            adam.step(two, gradient, 0);
            float dead = adam.moments().get(0).flat().getFloat(0);
            assertTrue(dead == 0 || dead >= Float.MIN_NORMAL, "step " + step + ": " + dead);
        }
        float[] moments = adam.moments().get(0).flat().toFloatVector();
        assertEquals(0, moments[0]); // 0.1 · 0.9^999 would be 2e-47
        assertEquals(1e-6, moments[1], 1e-11);
    }
}
