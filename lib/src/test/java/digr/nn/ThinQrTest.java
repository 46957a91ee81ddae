package digr.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.run.Seeds;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinQrTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "5, 5", "7, 3", "40, 1", "200, 32"})
    void isTheLibrarysToTheLastBit(int m, int n) {
        UniformRandomProvider random = new Seeds(m).stream("matrix");
        RealMatrix tall = new Array2DRowRealMatrix(m, n);
        for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) tall.setEntry(i, j, random.nextDouble() - 0.5);
        ThinQr thin = new ThinQr(tall);
        QRDecomposition whole = new QRDecomposition(tall);
        double[][] columns = thin.columns();
        assertEquals(n, columns.length);
        for (int j = 0; j < n; j++) {
            assertArrayEquals(whole.getQ().getColumn(j), columns[j]);
            assertEquals(whole.getR().getEntry(j, j), thin.diagonal()[j]);
        }
    }

    /** A column of zeros has no reflection. */
    @Test
    void soOfAMatrixWithoutFullRank() {
        RealMatrix zeros = new Array2DRowRealMatrix(3, 2);
        assertArrayEquals(new double[][] {{1, 0, 0}, {0, 1, 0}}, new ThinQr(zeros).columns());
        assertArrayEquals(
                new double[] {1, 0, 0}, new QRDecomposition(zeros).getQ().getColumn(0));
    }
}
