package digr.eval;

import digr.nn.Architecture;
import digr.policy.Policy;
import digr.saliency.SaliencyMap;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How alike two maps order the pixels: Spearman's ρ, the correlation of the pixels' ranks, ties at their mean rank. 1
 * for the same order, 0 for orders that have nothing to do with each other, −1 for reversed ones.
 *
 * <p>Only pixels that the network sees count. With these strides the last rows and columns are 0 in every gradient map:
 * in two maps of a state of 64 by 64 that have nothing else in common they alone would make ρ about .3.
 *
 * @param rows how many count, from the top
 * @param columns how many count, from the left
 */
public record RankCorrelation(int rows, int columns) {
    public RankCorrelation {
        if (rows < 1 || columns < 1 || rows * columns < 2)
            throw new IllegalArgumentException(
                    "RankCorrelation: needed at least two pixels, got " + rows + " by " + columns);
    }

    /** Of the pixels that reach a policy's output. */
    public static RankCorrelation seenBy(Policy policy) {
        Architecture network = policy.network().architecture();
        return new RankCorrelation(network.seen(network.height()), network.seen(network.width()));
    }

    /** @return ρ; 0 if a map has one value everywhere, which orders nothing */
    public double of(SaliencyMap one, SaliencyMap other) {
        double rho = new SpearmansCorrelation().correlation(seen(one), seen(other));
        return Double.isNaN(rho) ? 0 : rho;
    }

    private double[] seen(SaliencyMap map) {
        if (map.height() < rows || map.width() < columns)
            throw new IllegalArgumentException(
                    "RankCorrelation: needed maps of at least " + rows + " by " + columns + ", got " + map);
        double[] seen = new double[rows * columns];
        for (int i = 0; i < seen.length; i++) seen[i] = map.values()[i / columns * map.width() + i % columns];
        return seen;
    }
}
