package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class BilinearTest {
    @Test
    void pixelsLookAtTheirCentres() {
        // 2 to 4 columns: at −1/4, 1/4, 3/4, 5/4, clamped to 0 and 1
        assertArrayEquals(new double[] {1, 2, 4, 5}, Bilinear.resize(new double[] {1, 5}, 1, 2, 1, 4), 1e-15);
        assertArrayEquals(new double[] {1, 2, 4, 5}, Bilinear.resize(new double[] {1, 5}, 2, 1, 4, 1), 1e-15);
    }

    @Test
    void sameSizeIsTheSame() {
        double[] values = {3, 1, 4, 1, 5, 9};
        assertArrayEquals(values, Bilinear.resize(values, 2, 3, 2, 3), 0);
    }
}
