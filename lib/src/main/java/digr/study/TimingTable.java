package digr.study;

import digr.eval.NamedPolicy;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A row of times each for a method on a policy. */
public final class TimingTable {
    private final Table table = Table.create(
            "Time for one map",
            StringColumn.create("policy"),
            StringColumn.create("method"),
            StringColumn.create("kind"),
            IntColumn.create("maps"),
            DoubleColumn.create("mean (ms)"),
            DoubleColumn.create("sd (ms)"),
            DoubleColumn.create("median (ms)"),
            DoubleColumn.create("p99 (ms)"));

    /** @param kind of method, as the paper's Figure 1b colours them: gradient, perturbation or DIGR */
    public TimingTable add(NamedPolicy policy, String method, String kind, Timing timing) {
        Row row = table.appendRow();
        row.setString("policy", policy.toString());
        row.setString("method", method);
        row.setString("kind", kind);
        row.setInt("maps", timing.milliseconds().length);
        row.setDouble("mean (ms)", timing.mean());
        row.setDouble("sd (ms)", timing.standardDeviation());
        row.setDouble("median (ms)", timing.median());
        row.setDouble("p99 (ms)", timing.p99());
        return this;
    }

    public Table table() {
        return table;
    }
}
