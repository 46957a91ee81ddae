package digr.study;

import digr.nn.Width;
import digr.study.CostRun.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What maps cost, a row each, and how their time grows. */
public final class CostTable {
    private static final double BYTES = 1e6; // of a megabyte

    private record Cost(Point point, Timing timing, OptionalLong bytes) {}

    private final List<Cost> costs = new ArrayList<>();

    /** @param bytes that the memory grew by; nothing where that is not known */
    public void add(Point point, Timing timing, OptionalLong bytes) {
        costs.add(new Cost(point, timing, bytes));
    }

    /** Of every point. */
    public Table costs() {
        Table table = Table.create(
                "What a map costs",
                StringColumn.create("width"),
                StringColumn.create("method"),
                IntColumn.create("side"),
                IntColumn.create("maps"),
                DoubleColumn.create("median (ms)"),
                DoubleColumn.create("p99 (ms)"),
                DoubleColumn.create("memory (MB)"));
        for (Cost cost : costs) {
            Row row = table.appendRow();
            row.setString("width", cost.point.width().toString());
            row.setString("method", cost.point.method().toString());
            row.setInt("side", cost.point.side());
            row.setInt("maps", cost.timing.milliseconds().length);
            row.setDouble("median (ms)", cost.timing.median());
            row.setDouble("p99 (ms)", cost.timing.p99());
            if (cost.bytes.isPresent()) row.setDouble("memory (MB)", cost.bytes.getAsLong() / BYTES);
        }
        return table;
    }

    /** The exponent of the side in the median time ({@link PowerLaw}), for each width and method of two sides or more. */
    public Table growth() {
        Table table = Table.create(
                "How the time of a map grows",
                StringColumn.create("width"),
                StringColumn.create("method"),
                DoubleColumn.create("exponent of the side"));
        for (Width width : Width.values())
            for (var method :
                    costs.stream().map(cost -> cost.point.method()).distinct().toList()) {
                List<Cost> curve = costs.stream()
                        .filter(cost -> cost.point.width() == width && cost.point.method() == method)
                        .toList();
                double[] sides =
                        curve.stream().mapToDouble(cost -> cost.point.side()).toArray();
                if (Arrays.stream(sides).distinct().count() < 2) continue;
                double[] medians =
                        curve.stream().mapToDouble(cost -> cost.timing.median()).toArray();
                Row row = table.appendRow();
                row.setString("width", width.toString());
                row.setString("method", method.toString());
                row.setDouble(
                        "exponent of the side", PowerLaw.of(sides, medians).exponent());
            }
        return table;
    }
}
