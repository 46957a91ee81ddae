package digr.study;

import static digr.saliency.ChannelReduction.MAX;

import digr.eval.Interval;
import digr.eval.IntervalColumns;
import digr.eval.MapScoring;
import digr.eval.NearScore;
import digr.run.Seeds;
import digr.saliency.ChannelReduction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tables of {@link ScoreCell}s: cells of one kind of policy and one method are a row, the mean over seeds and states,
 * each with its 95 % bootstrap interval ({@link Interval#ofSeeds}, of what hits or misses {@link Interval#ofHits}).
 *
 * @param seeds of the bootstrap
 */
public record ScoreTables(List<ScoreCell> cells, Seeds seeds) {
    /** Behind a measure's name: that of the map that never moves. */
    public static final String STATIC = ", static";

    /** Measures that a cell has for each way to reduce channels. */
    private static final Set<String> CHANNELS_APART = Set.of(MapScoring.POINTING, MapScoring.AUC);

    /** Measures that are 1 or 0 of a state, but for ties; their names begin so. */
    private static final List<String> HITS = List.of(MapScoring.POINTING, MapScoring.WITHIN_3, MapScoring.WITHIN_5);

    public ScoreTables {
        cells = List.copyOf(cells);
        if (cells.isEmpty()) throw new IllegalArgumentException("ScoreTables: at least one cell is needed");
    }

    /**
     * The paper's Table 1: mean important and unimportant saliency and AUC, a row for each way to reduce channels; beyond it,
     * the AUC of what a picture shows ({@code aucIn8Bits} of {@code SaliencyScore}).
     */
    public Table regions() {
        List<String> measures =
                List.of(MapScoring.IMPORTANT, MapScoring.UNIMPORTANT, MapScoring.AUC, MapScoring.AUC_IN_8_BITS);
        Table table = empty("Table 1", "states", measures);
        table.insertColumn(3, StringColumn.create("channels"));
        for (List<ScoreCell> row : rows())
            for (ChannelReduction channels : MapScoring.CHANNELS) {
                Row to = begin(table, row);
                to.setString("channels", channels.toString());
                to.setInt("states", row.get(0).values(MapScoring.name(MapScoring.AUC, channels)).length);
                for (String measure : measures) set(to, measure, row, MapScoring.name(measure, channels));
            }
        return table;
    }

    /**
     * The same for states in which what matters lies near one place, so that a map which never moves scores well: each
     * measure with that map's beside it ({@code StaticControl} in {@code digr.eval}). Maximum over channels. What {@link NearScore} has, and the
     * AUC.
     */
    public Table controlled() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("maximum", MapScoring.POINTING);
        measures.put("maximum within 3 px", MapScoring.WITHIN_3);
        measures.put("maximum within 5 px", MapScoring.WITHIN_5);
        measures.put("mass within 5 px", MapScoring.MASS);
        measures.put("auc", MapScoring.AUC);
        measures.put("own car", MapScoring.OWN);
        List<String> columns = new ArrayList<>();
        measures.keySet().forEach(column -> columns.addAll(List.of(column, column + STATIC)));
        Table table = empty("Table 1", "states", columns);
        for (List<ScoreCell> row : rows()) {
            Row to = begin(table, row);
            to.setInt("states", row.get(0).values(MapScoring.MASS).length);
            measures.forEach((column, measure) -> {
                set(to, column, row, CHANNELS_APART.contains(measure) ? MapScoring.name(measure, MAX) : measure);
                set(to, column + STATIC, row, measure + MapScoring.STATIC);
            });
        }
        return table;
    }

    /**
     * Of a table made by {@link #regions}, a row a method and the kinds of policies side by side, in their order there:
     * first their AUC, then their important, then their unimportant saliency. Gaps where a kind has no such method.
     *
     * @param regions as read from its file
     * @param channels such as {@code max}
     */
    public static Table sideBySide(Table regions, String channels) {
        List<String> methods =
                List.copyOf(new LinkedHashSet<>(regions.stringColumn("method").asList()));
        Set<String> kinds = new LinkedHashSet<>(regions.stringColumn("policy").asList());
        Table beside = Table.create("Regions", StringColumn.create("method", methods));
        for (String measure : List.of(MapScoring.AUC, MapScoring.IMPORTANT, MapScoring.UNIMPORTANT))
            for (String kind : kinds) beside.addColumns(DoubleColumn.create(measure + ", " + kind, methods.size()));
        for (Row of : regions)
            if (of.getString("channels").equals(channels))
                for (String measure : List.of(MapScoring.AUC, MapScoring.IMPORTANT, MapScoring.UNIMPORTANT))
                    beside.doubleColumn(measure + ", " + of.getString("policy"))
                            .set(methods.indexOf(of.getString("method")), of.getDouble(measure));
        return beside;
    }

    /**
     * Pointing game, Gini index, areas of insertion and deletion, maximal sensitivity: of the maximum over channels.
     */
    public Table checks() {
        Map<String, String> measures = new LinkedHashMap<>();
        measures.put("pointing game", MapScoring.name(MapScoring.POINTING, ChannelReduction.MAX));
        measures.put("Gini index", MapScoring.name(MapScoring.GINI, ChannelReduction.MAX));
        measures.put("insertion area", MapScoring.INSERTION);
        measures.put("deletion area", MapScoring.DELETION);
        measures.put("maximal sensitivity", MapScoring.SENSITIVITY);
        Table table = empty("Beyond the paper", "states", List.copyOf(measures.keySet()));
        table.insertColumn(4, IntColumn.create("curve states"));
        table.insertColumn(5, IntColumn.create("sensitivity states"));
        for (List<ScoreCell> row : rows()) {
            Row to = begin(table, row);
            to.setInt("states", row.get(0).values(measures.get("Gini index")).length);
            to.setInt("curve states", row.get(0).values(MapScoring.INSERTION).length);
            to.setInt("sensitivity states", row.get(0).values(MapScoring.SENSITIVITY).length);
            measures.forEach((column, measure) -> set(to, column, row, measure));
        }
        return table;
    }

    /** The cells of a kind of policy and a method, in the order of their first ones. */
    private Collection<List<ScoreCell>> rows() {
        Map<List<String>, List<ScoreCell>> rows = new LinkedHashMap<>();
        for (ScoreCell cell : cells)
            rows.computeIfAbsent(List.of(cell.kind(), cell.method()), key -> new ArrayList<>())
                    .add(cell);
        return rows.values();
    }

    private static Table empty(String title, String count, List<String> measures) {
        Table table = Table.create(
                title,
                StringColumn.create("policy"),
                IntColumn.create("seeds"),
                StringColumn.create("method"),
                IntColumn.create(count));
        for (String measure : measures) IntervalColumns.add(table, measure);
        return table;
    }

    private static Row begin(Table table, List<ScoreCell> row) {
        Row to = table.appendRow();
        to.setString("policy", row.get(0).kind());
        to.setInt("seeds", row.size());
        to.setString("method", row.get(0).method());
        return to;
    }

    /** Nothing where no state was measured: a gap, not a number. */
    private void set(Row to, String column, List<ScoreCell> row, String measure) {
        double[][] values = row.stream().map(cell -> cell.values(measure)).toArray(double[][]::new);
        if (values[0].length == 0) return;
        UniformRandomProvider random = seeds.stream("bootstrap");
        boolean hits = HITS.stream().anyMatch(measure::startsWith);
        IntervalColumns.set(to, column, hits ? Interval.ofHits(values, random) : Interval.ofSeeds(values, random));
    }
}
