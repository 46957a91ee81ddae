package digr.nn;

import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A tall matrix [m, n] as Q R with Q [m, n]. The library's own {@link #getQ} is of all m columns: for the weights behind a
 * driving policy's convolutions that takes seconds.
 */
final class ThinQr extends QRDecomposition {
    private double[][] reflections; // [n][m], set while the superclass is constructed

    ThinQr(RealMatrix tall) {
        super(tall);
    }

    @Override
    protected void decompose(double[][] matrix) {
        super.decompose(matrix);
        reflections = matrix;
    }

    /** The diagonal of R, [n]. */
    double[] diagonal() {
        RealMatrix r = getR();
        double[] diagonal = new double[reflections.length];
        for (int i = 0; i < diagonal.length; i++) diagonal[i] = r.getEntry(i, i);
        return diagonal;
    }

    /** The first n columns of {@link #getQ}, to the last bit: [n][m], a row a column. */
    double[][] columns() {
        int m = reflections[0].length;
        double[] diagonal = diagonal();
        double[][] q = new double[reflections.length][m];
        for (int k = q.length - 1; k >= 0; k--) {
            double[] v = reflections[k];
            q[k][k] = 1;
            if (v[k] == 0) continue;
            for (int column = k; column < q.length; column++) {
                double alpha = 0;
                for (int i = k; i < m; i++) alpha -= q[column][i] * v[i];
                alpha /= diagonal[k] * v[k];
                for (int i = k; i < m; i++) q[column][i] += -alpha * v[i];
            }
        }
        return q;
    }
}
