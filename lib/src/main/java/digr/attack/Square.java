package digr.attack;

import digr.nn.HostArrays;
import digr.policy.Policy;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Square attack: a random search that asks for no gradient, so that none can mislead it. It starts from vertical stripes
 * of s ± eps; each query sets a square of the state, at a random place, to s ± eps, the sign drawn for each channel, and
 * keeps it where that raised the loss. The square covers at first 80 % of the picture; its area is halved after .1, .5, 2,
 * 5, 10, 20, 40, 60 and 80 % of the queries.
 *
 * @param loss L; the paper's is the margin
 * @param queries passes of each state, at least 1
 * @see <a href="https://arxiv.org/abs/1912.00049">Andriushchenko et al. 2020, algorithms 1 and 2</a>; the first area is
 *     that of <a href="https://arxiv.org/abs/2003.01690">AutoAttack</a>
 */
public record Square(Loss loss, int queries) implements Attack {
    private static final double FIRST_SHARE = 0.8;
    private static final double[] HALVED_AFTER = {0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8};

    public Square {
        Checks.atLeastOne("Square", "queries", queries);
    }

    /** Up the margin; 500 queries of the paper's 10,000, as an episode has many observations to attack. */
    public static Square defaults() {
        return new Square(Loss.MARGIN, 500);
    }

    public Square withQueries(int queries) {
        return new Square(loss, queries);
    }

    @Override
    public INDArray perturb(Policy policy, INDArray states, double eps, UniformRandomProvider random) {
        Ball ball = Ball.around(states, eps, policy);
        Ascent ascent = new Ascent(policy, ball, loss);
        Search search = new Search(ascent, ball, random);
        for (int query = 0; query < queries; query++)
            search.query(
                    side(shareAt(query), ball.states().size(2), ball.states().size(3)));
        return ascent.strongest(ball.states(), search.best());
    }

    /** The share of a picture that query number {@code query}, from 0, changes. */
    double shareAt(int query) {
        double share = FIRST_SHARE;
        for (double after : HALVED_AFTER) if (query > after * queries) share /= 2;
        return share;
    }

    /** The side of a square that covers this share of a picture: at least 1, and no more than fits. */
    static int side(double share, long rows, long columns) {
        long side = Math.round(Math.sqrt(share * rows * columns));
        return (int) Math.max(1, Math.min(side, Math.min(rows, columns)));
    }

    /** The best of each state so far, and one candidate of each beside it. */
    private static final class Search {
        private final Ascent ascent;
        private final UniformRandomProvider random;
        private final INDArray candidate;
        private final double[] low;
        private final double[] high;
        private final double[] best;
        private final double[] tried;
        private final double[] bestLoss;
        private final int states;
        private final int channels;
        private final int rows;
        private final int columns;

        Search(Ascent ascent, Ball ball, UniformRandomProvider random) {
            this.ascent = ascent;
            this.random = random;
            candidate = ball.states().dup('c');
            low = HostArrays.doubles(ball.low());
            high = HostArrays.doubles(ball.high());
            states = (int) candidate.size(0);
            channels = (int) candidate.size(1);
            rows = (int) candidate.size(2);
            columns = (int) candidate.size(3);
            best = new double[low.length];
            for (int i = 0; i < states; i++)
                for (int column = 0; column < columns; column++) set(best, i, 0, column, rows, 1);
            tried = best.clone();
            bestLoss = losses(tried);
        }

        void query(int side) {
            int[] top = new int[states];
            int[] left = new int[states];
            for (int i = 0; i < states; i++) {
                top[i] = random.nextInt(rows - side + 1);
                left[i] = random.nextInt(columns - side + 1);
                set(tried, i, top[i], left[i], side, side);
            }
            double[] losses = losses(tried);
            for (int i = 0; i < states; i++) {
                boolean better = losses[i] > bestLoss[i];
                if (better) bestLoss[i] = losses[i];
                copy(better ? tried : best, better ? best : tried, i, top[i], left[i], side);
            }
        }

        /** To s + eps or s − eps, within pixel range, the sign drawn for each channel. */
        private void set(double[] x, int state, int top, int left, int height, int width) {
            for (int c = 0; c < channels; c++) {
                double[] edge = random.nextBoolean() ? high : low;
                for (int row = top; row < top + height; row++) {
                    int at = at(state, c, row, left);
                    System.arraycopy(edge, at, x, at, width);
                }
            }
        }

        private void copy(double[] from, double[] to, int state, int top, int left, int side) {
            for (int c = 0; c < channels; c++)
                for (int row = top; row < top + side; row++) {
                    int at = at(state, c, row, left);
                    System.arraycopy(from, at, to, at, side);
                }
        }

        private int at(int state, int channel, int row, int column) {
            return ((state * channels + channel) * rows + row) * columns + column;
        }

        private double[] losses(double[] x) {
            HostArrays.write(x, candidate);
            return ascent.losses(candidate);
        }

        INDArray best() {
            HostArrays.write(best, candidate);
            return candidate;
        }
    }
}
