package digr.study;

import digr.eval.NamedPolicy;
import digr.eval.Returns;
import digr.run.CurveText;
import digr.run.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well students play, and how well their gradients find what matters, while they learn: what the paper's Figure 9
 * is drawn from. A row a policy, seed and number of updates; {@link #level} adds a row without updates.
 */
public final class PerformanceTable {
    private static final String UPDATES = "updates";
    private static final String RETURN = "return";
    private static final String SUCCESS = "success";

    /** Of a student's learning curve; all but the return are missing where a task does not tell what matters. */
    private static final List<String> MEASURES = List.of(RETURN, SUCCESS, "important", "unimportant", "AUC");

    private final Table table = Table.create(
            "Performance during training",
            StringColumn.create("policy"),
            LongColumn.create("seed"),
            LongColumn.create(UPDATES));

    /** @param successes whether an episode succeeds or fails; else there is no column {@code success} */
    public PerformanceTable(boolean successes) {
        for (String measure : MEASURES)
            if (successes || !measure.equals(SUCCESS)) table.addColumns(DoubleColumn.create(measure));
    }

    /**
     * A student's learning curve where it was validated.
     *
     * @param curve of its training, a CSV with the columns {@code done} and {@code return}
     * @throws UserException if it is not that
     */
    public PerformanceTable curve(NamedPolicy student, Path curve) {
        CurveText points = read(curve);
        int before = table.rowCount();
        for (double[] point : points.rows()) {
            if (Double.isNaN(points.number(point, RETURN))) continue;
            Row row = row(student);
            row.setLong(UPDATES, (long) points.number(point, CurveText.DONE));
            for (String measure : MEASURES)
                if (table.containsColumn(measure)) row.setDouble(measure, points.number(point, measure));
        }
        if (table.rowCount() == before)
            throw new UserException("Performance: " + curve + " was never validated; train with --validate-every");
        return this;
    }

    /** How a policy plays that does not learn any more, with which students are to be compared. */
    public PerformanceTable level(NamedPolicy policy, Returns returns) {
        Row row = row(policy);
        row.setMissing(UPDATES);
        row.setDouble(RETURN, returns.mean().estimate());
        if (table.containsColumn(SUCCESS))
            row.setDouble(SUCCESS, returns.success().estimate());
        return this;
    }

    /** All measures missing. */
    private Row row(NamedPolicy policy) {
        Row row = table.appendRow();
        row.setString("policy", policy.kind());
        row.setLong("seed", policy.seed());
        return row;
    }

    public Table table() {
        return table;
    }

    private static CurveText read(Path curve) {
        if (Files.notExists(curve))
            throw new UserException(
                    "Performance: no learning curve at " + curve + "; the training leaves it in its folder");
        CurveText points = CurveText.read("Performance", curve);
        if (!points.columns().contains(RETURN))
            throw new UserException("Performance: " + curve + " needs the columns done and return, it has "
                    + String.join(", ", points.columns()) + "; train with --validate-every");
        return points;
    }
}
