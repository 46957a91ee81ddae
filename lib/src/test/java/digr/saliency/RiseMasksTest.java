package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Seeds;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class RiseMasksTest {
    @Test
    void pixelsAreSeenAsOftenAsTheProbabilitySays() {
        RiseMasks masks = new RiseMasks(2000, 4, 0.3, 10, 13, new Seeds(3).stream("masks"));
        double sum = 0;
        for (int k = 0; k < 2000; k++)
            for (double m : masks.mask(k)) {
                assertTrue(m >= 0 && m <= 1);
                sum += m / (2000 * 130);
            }
        assertEquals(0.3, sum, 0.012); // 3 standard errors: √(0.21 / 16 / 2000) · 3, and some for the shifts
    }

    /** 2 cells of 2 pixels become 6 pixels at −1/6, 1/6, 1/2, 5/6 between the cells' centres, clamped, cut to 4. */
    @Test
    void aMaskIsAGridEnlargedByOneCellAndCut() {
        RiseMasks masks = new RiseMasks(40, 2, 0.5, 4, 4, new Seeds(3).stream("masks"));
        double[] right = {0, 0, 1 / 3.0, 2 / 3.0, 1, 1}; // the right cell's share
        for (int k = 0; k < 40; k++) {
            boolean[] grid = masks.grid(k);
            float[] mask = masks.mask(k);
            for (int y = 0; y < 4; y++)
                for (int x = 0; x < 4; x++) {
                    double v = right[masks.top(k) + y];
                    double u = right[masks.left(k) + x];
                    double expected = (1 - v) * ((grid[0] ? 1 - u : 0) + (grid[1] ? u : 0))
                            + v * ((grid[2] ? 1 - u : 0) + (grid[3] ? u : 0));
                    assertEquals(expected, mask[4 * y + x], 1e-7);
                }
        }
    }

    /** A seed's masks are those that it had before they were kept as grids: grid row by row, top, left. */
    @Test
    void aSeedsMasksStayThose() {
        RiseMasks masks = new RiseMasks(30, 5, 0.4, 23, 16, new Seeds(8).stream("rise"));
        UniformRandomProvider random = new Seeds(8).stream("rise");
        for (int k = 0; k < 30; k++) {
            double[] grid = new double[25];
            for (int i = 0; i < 25; i++) grid[i] = random.nextDouble() < 0.4 ? 1 : 0;
            double[] whole = Bilinear.resize(grid, 5, 5, 6 * 5, 6 * 4);
            int top = random.nextInt(5);
            int left = random.nextInt(4);
            float[] expected = new float[23 * 16];
            for (int y = 0; y < 23; y++)
                for (int x = 0; x < 16; x++) expected[y * 16 + x] = (float) whole[(top + y) * 24 + left + x];
            assertArrayEquals(expected, masks.mask(k), 1e-7f);
        }
    }

    @Test
    void theSumIsThatOfTheMasks() {
        for (int cells : new int[] {1, 3, 7, 20}) {
            RiseMasks masks = new RiseMasks(50, cells, 0.5, 11, 18, new Seeds(4).stream("rise"));
            double[] factors = new double[50];
            double[] expected = new double[11 * 18];
            for (int k = 0; k < 50; k++) {
                factors[k] = Math.sin(k);
                float[] mask = masks.mask(k);
                for (int i = 0; i < mask.length; i++) expected[i] += factors[k] * mask[i];
            }
            assertArrayEquals(expected, masks.sum(factors), 1e-6);
        }
    }

    @Test
    void masksOfOnePlaceFollowEachOther() {
        RiseMasks masks = new RiseMasks(300, 7, 0.5, 30, 20, new Seeds(4).stream("rise"));
        int[] order = masks.byPlace();
        boolean[] seen = new boolean[300];
        int places = 0;
        for (int i = 0; i < 300; i++) {
            seen[order[i]] = true;
            boolean same = i > 0
                    && masks.top(order[i]) == masks.top(order[i - 1])
                    && masks.left(order[i]) == masks.left(order[i - 1]);
            if (!same) places++;
        }
        for (boolean s : seen) assertTrue(s);
        assertEquals(5 * 3, places);
    }
}
