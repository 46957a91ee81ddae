package digr.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sets a network's parameters to a random start. */
public final class Initialiser {
    private static final double SQRT_2 = Math.sqrt(2);

    private Initialiser() {}

    /**
     * Orthogonal weights and zero biases, with the gains that PPO implementations use: √2 before a ReLU, 0.01 for the
     * logits, 1 for the value (Saxe et al. 2014, arXiv 1312.6120; CleanRL, "The 37 implementation details of PPO",
     * detail 2). A kernel [O, I, k, k] counts as a matrix [O, I·k·k]. Layer normalisations begin with weights of 1.
     */
    public static void orthogonal(Network network, UniformRandomProvider random) {
        Architecture a = network.architecture();
        String logits = "fc" + (a.hidden().size() + 1) + ".weight";
        Map<String, INDArray> named = new LinkedHashMap<>();
        a.parameterShapes().forEach((name, shape) -> {
            double gain = name.equals(logits) ? 0.01 : name.equals("value.weight") ? 1 : SQRT_2;
            if (name.endsWith(PyTorchLayout.NORM + ".weight")) named.put(name, Nd4j.ones(network.type(), shape));
            else
                named.put(
                        name,
                        name.endsWith(".bias")
                                ? Nd4j.zeros(network.type(), shape)
                                : Nd4j.create(orthogonal(shape, gain, random))
                                        .castTo(network.type())
                                        .reshape(shape));
        });
        network.load(named);
    }

    /** A matrix [shape[0], rest] whose shorter side's vectors are orthogonal, each of length {@code gain}; flat. */
    static double[] orthogonal(long[] shape, double gain, UniformRandomProvider random) {
        int rows = (int) shape[0];
        int columns = 1;
        for (int i = 1; i < shape.length; i++) columns *= (int) shape[i];
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        boolean wide = columns > rows;
        RealMatrix tall = new Array2DRowRealMatrix(Math.max(rows, columns), Math.min(rows, columns));
        for (int i = 0; i < tall.getRowDimension(); i++)
            for (int j = 0; j < tall.getColumnDimension(); j++) tall.setEntry(i, j, gaussian.sample());
        ThinQr qr = new ThinQr(tall);
        double[][] q = qr.columns();
        double[] r = qr.diagonal();
        double[] flat = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int k = wide ? i : j; // the short side: the sign of r makes the draw uniform over orthogonal matrices
                flat[i * columns + j] = gain * Math.signum(r[k]) * q[k][wide ? j : i];
            }
        }
        return flat;
    }
}
