package digr.eval;

import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table of measures, a row each: its name, the estimate, and the ends of the 95 % interval. */
final class Measures {
    private final StringColumn measure = StringColumn.create("measure");
    private final DoubleColumn estimate = DoubleColumn.create("estimate");
    private final DoubleColumn low = DoubleColumn.create("95% low");
    private final DoubleColumn high = DoubleColumn.create("95% high");
    private final String title;

    Measures(String title) {
        this.title = title;
    }

    Measures add(String name, Interval interval) {
        measure.append(name);
        estimate.append(interval.estimate());
        low.append(interval.low());
        high.append(interval.high());
        return this;
    }

    Table table() {
        return Table.create(title, measure, estimate, low, high);
    }
}
