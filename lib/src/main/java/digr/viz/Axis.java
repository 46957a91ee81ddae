package digr.viz;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A short axis with few ticks. */
final class Axis {
    private static final int MOST_TICKS = 5;

    private final Range range;
    private final boolean log;
    private final Function<Double, String> labels;

    private Axis(Range range, boolean log) {
        this.range = range;
        this.log = log;
        labels = HouseStyle.labels(range);
    }

    static Axis linear(Range range) {
        return new Axis(range, false);
    }

    /** @param range above 0 */
    static Axis log(Range range) {
        return new Axis(range, true);
    }

    /** Where a value lies: 0 at the axis's begin, 1 at its end. */
    double share(double value) {
        return (on(value) - on(range.min())) / (on(range.max()) - on(range.min()));
    }

    private double on(double value) {
        return log ? Math.log(value) : value;
    }

    /**
     * At the finest step of 1, 2 or 5 times a power of ten that leaves few. On a logarithmic axis at powers of ten, or
     * at 1, 2 and 5 times these where they are fewer than two.
     */
    List<Double> ticks() {
        if (!log) {
            double step = step();
            return LongStream.rangeClosed((long) Math.ceil(range.min() / step), (long) Math.floor(range.max() / step))
                    .mapToObj(k -> k * step)
                    .toList();
        }
        List<Double> powers = multiplesOfPowers(1);
        return powers.size() >= 2 ? powers : multiplesOfPowers(1, 2, 5);
    }

    private List<Double> multiplesOfPowers(double... digits) {
        int first = (int) Math.floor(Math.log10(range.min()));
        int last = (int) Math.floor(Math.log10(range.max()));
        return IntStream.rangeClosed(first, last)
                .boxed()
                .flatMap(power -> DoubleStream.of(digits).mapToObj(digit -> digit * Math.pow(10, power)))
                .filter(tick -> tick >= range.min() && tick <= range.max())
                .toList();
    }

    private double step() {
        double span = range.max() - range.min();
        double decade = Math.pow(10, Math.floor(Math.log10(span)) - 1);
        for (double factor : new double[] {1, 2, 5, 10})
            if (span / (factor * decade) < MOST_TICKS) return factor * decade;
        return 20 * decade;
    }

    String label(double tick) {
        return labels.apply(tick);
    }
}
