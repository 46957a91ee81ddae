package digr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.run.Seeds;
import org.junit.jupiter.api.Test;

class AucTest {
    @Test
    void tiesCountHalf() {
        // pairs: 3 beats 1, 2, 2 (3); 2 beats 1 and ties twice (2); 1 ties once (1/2): 5.5 of 9
        assertEquals(5.5 / 9, Auc.of(new float[] {2, 1, 3}, new float[] {2, 1, 2}), 1e-15);
        assertEquals(0.5, Auc.of(new float[] {0, 0}, new float[] {0, -0f, 0}), 0);
        assertEquals(1, Auc.of(new float[] {5, 4}, new float[] {3}), 0);
        assertEquals(0, Auc.of(new float[] {0.1f}, new float[] {0.2f, 0.3f}), 0);
    }

    @Test
    void agreesWithCountingEveryPair() {
        var random = new Seeds(3).stream("scores");
        float[] positives = new float[300];
        float[] negatives = new float[200];
        for (int i = 0; i < positives.length; i++) positives[i] = random.nextInt(40);
        for (int i = 0; i < negatives.length; i++) negatives[i] = random.nextInt(30);
        double sum = 0;
        for (float p : positives) for (float n : negatives) sum += p > n ? 1 : p == n ? 0.5 : 0;
        assertEquals(sum / 300 / 200, Auc.of(positives, negatives), 1e-15);
    }

    @Test
    void needsBothKindsAndNumbers() {
        assertThrows(IllegalArgumentException.class, () -> Auc.of(new float[0], new float[1]));
        assertThrows(IllegalArgumentException.class, () -> Auc.of(new float[1], new float[0]));
        assertThrows(IllegalArgumentException.class, () -> Auc.of(new float[1], new float[] {1, Float.NaN}));
    }
}
