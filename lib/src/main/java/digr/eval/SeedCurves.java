package digr.eval;

import digr.run.UserException;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.TreeSet;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * The curves of several seeds, as rows of a result table tell them: what a line with a band is drawn from. A value that
 * the table lacks is NaN, which a chart shows as a gap.
 *
 * <pre>{@code
 * SeedCurves digr = SeedCurves.of(table.where(table.stringColumn("policy").isEqualTo("digr")), "updates", "return");
 * new LineChart("", "updates", "return").band("DIGR", digr.x(), digr.runs());
 * }</pre>
 *
 * @param x all points that a seed has, ascending
 * @param runs [seed][point], in the order of the seeds
 */
public record SeedCurves(double[] x, double[][] runs) {
    /**
     * @param rows a point of a seed each, in any order, with a column {@code seed}
     * @param x name of the column of points
     * @param y name of the column of values
     * @throws UserException if there is no row, such a column is missing, or a seed has two rows for one point
     */
    public static SeedCurves of(Table rows, String x, String y) {
        NumericColumn<?> seeds = numbers(rows, "seed");
        NumericColumn<?> points = numbers(rows, x);
        NumericColumn<?> values = numbers(rows, y);
        if (rows.isEmpty()) throw new UserException("SeedCurves: no row of " + y + " is there; compute the table anew");
        TreeSet<Double> all = new TreeSet<>();
        TreeMap<Double, TreeMap<Double, Double>> bySeed = new TreeMap<>();
        for (int i = 0; i < rows.rowCount(); i++) {
            double seed = seeds.getDouble(i);
            double point = points.getDouble(i);
            if (Double.isNaN(seed) || Double.isNaN(point))
                throw new UserException("SeedCurves: row " + (i + 1) + " of " + y + " has no seed or no " + x);
            all.add(point);
            if (bySeed.computeIfAbsent(seed, s -> new TreeMap<>()).put(point, values.getDouble(i)) != null)
                throw new UserException(
                        "SeedCurves: seed " + (long) seed + " has two rows of " + y + " for " + x + " " + point);
        }
        double[] ascending = all.stream().mapToDouble(Double::doubleValue).toArray();
        double[][] runs = bySeed.values().stream()
                .map(run -> Arrays.stream(ascending)
                        .map(point -> run.getOrDefault(point, Double.NaN))
                        .toArray())
                .toArray(double[][]::new);
        return new SeedCurves(ascending, runs);
    }

    /**
     * The same curves at other points: what they lack there is a gap. So an unfinished curve keeps the axis of a
     * finished one.
     *
     * @param points ascending
     */
    public SeedCurves at(double[] points) {
        double[][] there = new double[runs.length][points.length];
        for (int r = 0; r < runs.length; r++)
            for (int p = 0; p < points.length; p++) {
                int known = Arrays.binarySearch(x, points[p]);
                there[r][p] = known < 0 ? Double.NaN : runs[r][known];
            }
        return new SeedCurves(points, there);
    }

    private static NumericColumn<?> numbers(Table rows, String name) {
        if (!rows.containsColumn(name) || !(rows.column(name) instanceof NumericColumn<?> column))
            throw new UserException("SeedCurves: a column of numbers, " + name + ", is needed, there are "
                    + String.join(", ", rows.columnNames()));
        return column;
    }
}
