package digr.study;

import digr.eval.Interval;
import digr.eval.IntervalColumns;
import digr.run.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tables of a {@link Sweep}'s cells.
 *
 * @param seeds of the bootstrap
 */
public record SweepTables(List<SweepCell> cells, Seeds seeds) {
    public SweepTables {
        cells = List.copyOf(cells);
        if (cells.isEmpty()) throw new IllegalArgumentException("SweepTables: at least one cell is needed");
    }

    /** A row a cell: what the curves are drawn from. Success is the share of returns above 0. */
    public Table points() {
        Table table = Table.create(
                "Robustness",
                StringColumn.create("policy"),
                LongColumn.create("seed"),
                StringColumn.create("attack"),
                DoubleColumn.create("eps"),
                IntColumn.create("episodes"),
                DoubleColumn.create("return"),
                DoubleColumn.create("success"),
                DoubleColumn.create("length"));
        for (SweepCell cell : cells) {
            Row to = table.appendRow();
            to.setString("policy", cell.kind());
            to.setLong("seed", cell.seed());
            to.setString("attack", cell.attack());
            to.setDouble("eps", cell.eps());
            to.setInt("episodes", cell.returns().length);
            to.setDouble("return", mean(cell.returns()));
            to.setDouble(
                    "success",
                    mean(Arrays.stream(cell.returns()).map(r -> r > 0 ? 1 : 0).toArray()));
            to.setDouble("length", mean(cell.lengths()));
        }
        return table;
    }

    /**
     * The area under each curve of mean return over eps, from no attack at 0 to the largest size E, over E: the mean
     * return were eps uniform in [0, E]. Trapezia; intervals by bootstrap over episodes and seeds
     * ({@link Interval#ofSeeds}).
     */
    public Table areas() {
        Table table = Table.create(
                "Area under the curves of return",
                StringColumn.create("policy"),
                IntColumn.create("seeds"),
                StringColumn.create("attack"),
                DoubleColumn.create("largest eps"));
        IntervalColumns.add(table, "area");
        byKind().forEach((kind, curves) -> curves.forEach((attack, curve) -> {
            Interval area = Interval.ofSeeds(area(curve), seeds.stream("bootstrap"));
            Row to = table.appendRow();
            to.setString("policy", kind);
            to.setInt("seeds", curve.firstEntry().getValue().length);
            to.setString("attack", attack);
            to.setDouble("largest eps", curve.lastKey());
            IntervalColumns.set(to, "area", area);
        }));
        return table;
    }

    /**
     * Whether the attacks are as strong as they ought to be, a row a check: return falls as eps grows; PGD is at least
     * as strong as FGSM, and every attack as noise. Each compares mean returns, weaker minus stronger, at all sizes;
     * shown is the least difference, which ought not to be negative, its interval, and how many intervals lie below 0.
     */
    public Table checks() {
        Table table = Table.create(
                "Strength of the attacks",
                StringColumn.create("policy"),
                StringColumn.create("check"),
                IntColumn.create("comparisons"),
                IntColumn.create("contradicted"),
                DoubleColumn.create("at eps"));
        IntervalColumns.add(table, "least difference");
        byKind().forEach((kind, curves) -> {
            curves.forEach((attack, curve) -> {
                TreeMap<Double, double[][]> smaller = new TreeMap<>();
                for (double eps : curve.tailMap(0.0, false).keySet())
                    smaller.put(eps, curve.lowerEntry(eps).getValue());
                check(table, kind, attack + ": return falls with eps", smaller, curve);
            });
            if (curves.containsKey("fgsm") && curves.containsKey("pgd"))
                check(table, kind, "pgd as strong as fgsm", curves.get("fgsm"), curves.get("pgd"));
            if (curves.containsKey("noise"))
                curves.forEach((attack, curve) -> {
                    if (!attack.equals("noise"))
                        check(table, kind, attack + " as strong as noise", curves.get("noise"), curve);
                });
        });
        return table;
    }

    private void check(
            Table table,
            String kind,
            String check,
            TreeMap<Double, double[][]> weaker,
            TreeMap<Double, double[][]> stronger) {
        int comparisons = 0;
        int contradicted = 0;
        double at = Double.NaN;
        Interval least = null;
        for (double eps : stronger.tailMap(0.0, false).keySet()) {
            if (!weaker.containsKey(eps)) continue;
            Interval difference =
                    Interval.ofSeeds(minus(weaker.get(eps), stronger.get(eps)), seeds.stream("bootstrap"));
            comparisons++;
            if (difference.high() < 0) contradicted++;
            if (least != null && least.estimate() <= difference.estimate()) continue;
            least = difference;
            at = eps;
        }
        if (least == null) return;
        Row to = table.appendRow();
        to.setString("policy", kind);
        to.setString("check", check);
        to.setInt("comparisons", comparisons);
        to.setInt("contradicted", contradicted);
        to.setDouble("at eps", at);
        IntervalColumns.set(to, "least difference", least);
    }

    /** By kind, attack and eps, returns [seed][episode]; every attack's curve begins at eps 0 with no attack. */
    private Map<String, Map<String, TreeMap<Double, double[][]>>> byKind() {
        Map<String, Map<String, TreeMap<Double, List<double[]>>>> lists = new LinkedHashMap<>();
        for (SweepCell cell : cells)
            lists.computeIfAbsent(cell.kind(), kind -> new LinkedHashMap<>())
                    .computeIfAbsent(cell.attack(), attack -> new TreeMap<>())
                    .computeIfAbsent(cell.eps(), eps -> new ArrayList<>())
                    .add(cell.returns());
        Map<String, Map<String, TreeMap<Double, double[][]>>> curves = new LinkedHashMap<>();
        lists.forEach((kind, attacks) -> {
            var clean = attacks.remove(Sweep.NONE);
            Map<String, TreeMap<Double, double[][]>> ofKind = new LinkedHashMap<>();
            attacks.forEach((attack, sizes) -> {
                if (clean != null) sizes.put(0.0, clean.get(0.0));
                TreeMap<Double, double[][]> curve = new TreeMap<>();
                sizes.forEach((eps, returns) -> curve.put(eps, returns.toArray(double[][]::new)));
                ofKind.put(attack, curve);
            });
            curves.put(kind, ofKind);
        });
        return curves;
    }

    /** ∫ return d eps over the range of eps, [seed][episode]. */
    private static double[][] area(TreeMap<Double, double[][]> curve) {
        double range = curve.lastKey() - curve.firstKey();
        if (range == 0)
            throw new IllegalArgumentException("SweepTables: an area needs two sizes, got " + curve.keySet());
        double[][] area = new double[curve.firstEntry().getValue().length][];
        for (int s = 0; s < area.length; s++) {
            area[s] = new double[curve.firstEntry().getValue()[s].length];
            for (var right = curve.higherEntry(curve.firstKey());
                    right != null;
                    right = curve.higherEntry(right.getKey())) {
                var left = curve.lowerEntry(right.getKey());
                double width = (right.getKey() - left.getKey()) / range;
                for (int e = 0; e < area[s].length; e++)
                    area[s][e] += width * (left.getValue()[s][e] + right.getValue()[s][e]) / 2;
            }
        }
        return area;
    }

    private static double[][] minus(double[][] a, double[][] b) {
        double[][] difference = new double[a.length][];
        for (int s = 0; s < a.length; s++) {
            difference[s] = a[s].clone();
            for (int e = 0; e < a[s].length; e++) difference[s][e] -= b[s][e];
        }
        return difference;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
