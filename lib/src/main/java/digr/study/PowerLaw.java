package digr.study;

import java.util.stream.IntStream;

/**
 * y = factor · x<sup>exponent</sup>, fitted to points by least squares between their logarithms.
 *
 * @param exponent 2 where y quadruples as x doubles
 */
public record PowerLaw(double factor, double exponent) {
    /**
     * @param x above 0, at least two different ones
     * @param y above 0, as many
     */
    public static PowerLaw of(double[] x, double[] y) {
        if (x.length != y.length || IntStream.range(0, x.length).anyMatch(i -> !(x[i] > 0 && y[i] > 0)))
            throw new IllegalArgumentException("PowerLaw: as many y as x are needed, all above 0");
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += Math.log(x[i]) / x.length;
            meanY += Math.log(y[i]) / x.length;
        }
        double both = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = Math.log(x[i]) - meanX;
            both += dx * (Math.log(y[i]) - meanY);
            squares += dx * dx;
        }
        if (!(squares > 0)) throw new IllegalArgumentException("PowerLaw: two different x are needed");
        double exponent = both / squares;
        return new PowerLaw(Math.exp(meanY - exponent * meanX), exponent);
    }

    public double at(double x) {
        return factor * Math.pow(x, exponent);
    }
}
