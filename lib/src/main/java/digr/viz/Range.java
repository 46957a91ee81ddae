package digr.viz;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** An interval of an axis. */
record Range(double min, double max) {
    /** The interval of all values; NaN stands for a missing one. */
    static Range of(DoubleStream values) {
        double[] finite = values.filter(v -> !Double.isNaN(v)).toArray();
        if (finite.length == 0) throw new IllegalStateException("Chart: there is nothing to show, no value is there");
        return new Range(
                Arrays.stream(finite).min().getAsDouble(),
                Arrays.stream(finite).max().getAsDouble());
    }

    /** With room at either end, a share of the whole; a single value gets room too. */
    Range padded(double share) {
        double room = max > min ? share * (max - min) : max == 0 ? 1 : 0.1 * Math.abs(max);
        return new Range(min - room, max + room);
    }

    /** The same on a logarithmic axis. */
    Range paddedLog(double share) {
        double room = max > min ? Math.pow(max / min, share) : 2;
        return new Range(min / room, max * room);
    }
}
