package digr.viz;

import digr.eval.Interval;
import digr.viz.Legend.Entry;
import digr.viz.Legend.Kind;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves: a learning curve over several seeds as the mean with a band of one standard deviation, a single curve, a
 * level to compare with. A value that is missing (NaN) leaves a gap. Curves of at most 25 points have markers.
 *
 * <pre>
 * new LineChart("Red-Fetch-Green", "updates (thousand)", "mean return")
 *         .band("DIGR", updates, returnsBySeed)
 *         .level("teacher", 0.998)
 * </pre>
 */
public final class LineChart extends Chart<LineChart> {
    private static final int MOST_MARKED = 25;

    private record Curve(String name, double[] x, double[] y, double[] low, double[] high) {}

    private record Level(String name, double y) {
        Color colour() {
            return Palette.named(name).orElse(Palette.AXIS);
        }
    }

    private final List<Curve> curves = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private boolean logX;
    private boolean logY;

    /** @param title may be empty */
    public LineChart(String title, String xLabel, String yLabel) {
        super(title, xLabel, yLabel);
    }

    /** @param x ascending */
    public LineChart line(String name, double[] x, double[] y) {
        return add(new Curve(name, x.clone(), y.clone(), null, null));
    }

    /**
     * The mean over runs, and mean ± standard deviation (that of a sample, n − 1) as a band; of a single run just the
     * line. Where one run has no value, the mean has none.
     *
     * @param x ascending
     * @param runs [run][point]
     */
    public LineChart band(String name, double[] x, double[][] runs) {
        int n = runs.length;
        if (n == 0) throw new IllegalArgumentException("LineChart: '" + name + "' has no runs");
        for (double[] run : runs) checkLength(name, x, run);
        if (n == 1) return line(name, x, runs[0]);
        Interval[] points = IntStream.range(0, x.length)
                .mapToObj(i -> Interval.ofDeviation(
                        Arrays.stream(runs).mapToDouble(run -> run[i]).toArray()))
                .toArray(Interval[]::new);
        return add(new Curve(
                name,
                x.clone(),
                Arrays.stream(points).mapToDouble(Interval::estimate).toArray(),
                Arrays.stream(points).mapToDouble(Interval::low).toArray(),
                Arrays.stream(points).mapToDouble(Interval::high).toArray()));
    }

    /** A line across, dashed; the second dotted. */
    public LineChart level(String name, double y) {
        if (!Double.isFinite(y))
            throw new IllegalArgumentException("LineChart: level '" + name + "' must be finite, got " + y);
        levels.add(new Level(Fonts.checked(name), y));
        return this;
    }

    /** Makes the x axis logarithmic. */
    public LineChart logX() {
        logX = true;
        return this;
    }

    /** Makes the y axis logarithmic. */
    public LineChart logY() {
        logY = true;
        return this;
    }

    private LineChart add(Curve curve) {
        checkLength(curve.name, curve.x, curve.y);
        for (int i = 0; i < curve.x.length; i++) {
            if (!Double.isFinite(curve.x[i]) || i > 0 && curve.x[i] <= curve.x[i - 1])
                throw new IllegalArgumentException("LineChart: x of '" + curve.name
                        + "' must be finite and ascending, got " + curve.x[i] + " at index " + i);
            if (Double.isInfinite(curve.y[i]))
                throw new IllegalArgumentException("LineChart: y of '" + curve.name + "' must not be infinite, got "
                        + curve.y[i] + " at index " + i);
        }
        Fonts.checked(curve.name);
        curves.add(curve);
        return this;
    }

    private static void checkLength(String name, double[] x, double[] y) {
        if (x.length == 0 || x.length != y.length)
            throw new IllegalArgumentException("LineChart: '" + name + "' needs as many y as x, at least one, got "
                    + y.length + " for " + x.length);
    }

    @Override
    List<Entry> legendEntries() {
        List<Entry> entries = new ArrayList<>();
        List<Color> colours = colours();
        for (int i = 0; i < curves.size(); i++) {
            Kind kind = curves.get(i).low == null ? Kind.LINE : Kind.BAND;
            entries.add(new Entry(curves.get(i).name, colours.get(i), kind, marker(curves.get(i), colours.get(i))));
        }
        for (int i = 0; i < levels.size(); i++)
            entries.add(new Entry(levels.get(i).name, levels.get(i).colour(), levelKind(i), null));
        return entries;
    }

    @Override
    String kind() {
        return "Line chart";
    }

    @Override
    Stream<String> described() {
        return Stream.concat(
                curves.stream().map(LineChart::described),
                levels.stream().map(level -> level.name + " at " + HouseStyle.rounded(level.y)));
    }

    /** From its first value to its last. */
    private static String described(Curve curve) {
        double[] there = Arrays.stream(curve.y).filter(y -> !Double.isNaN(y)).toArray();
        if (there.length == 0) return curve.name + " without a value";
        return curve.name + " from " + HouseStyle.rounded(there[0]) + " to "
                + HouseStyle.rounded(there[there.length - 1]);
    }

    /** Of the curves, then of the levels, which keep the axes' colour if they are no kind of policy. */
    private List<Color> colours() {
        return HouseStyle.colours(
                Stream.concat(curves.stream().map(Curve::name), levels.stream().map(Level::name))
                        .toList());
    }

    /** Dashed and dotted by turns. */
    private static Kind levelKind(int level) {
        return level % 2 == 0 ? Kind.DASHED : Kind.DOTTED;
    }

    private static Marker marker(Curve curve, Color colour) {
        return curve.x.length <= MOST_MARKED ? HouseStyle.marker(colour) : null;
    }

    @Override
    XChartFigure xchart() {
        if (curves.isEmpty()) throw new IllegalStateException("LineChart: the chart is empty, add a line");
        XYChart chart = new XYChart(width(), height());
        HouseStyle.avoidTicksAtData(chart);
        List<Color> colours = colours();
        for (int i = 0; i < curves.size(); i++) addBand(chart, curves.get(i), colours.get(i));
        Range x = xData();
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            double[] ends = {x.min(), x.max()};
            line(chart, "level " + level.name, ends, new double[] {level.y, level.y}, level.colour(), null)
                    .setLineStyle(HouseStyle.stroke(levelKind(i)));
        }
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            line(chart, i + " " + curve.name, curve.x, curve.y, colours.get(i), marker(curve, colours.get(i)));
        }
        return new XChartFigure(chart);
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour, Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(marker == null ? SeriesMarkers.NONE : marker).setMarkerColor(colour);
        series.setLineStyle(HouseStyle.LINE).setLineColor(colour);
        return series;
    }

    /** One polygon for each stretch without gaps. */
    private static void addBand(XYChart chart, Curve curve, Color colour) {
        if (curve.low == null) return;
        int start = 0;
        for (int end = 0; end <= curve.x.length; end++) {
            if (end < curve.x.length && !Double.isNaN(curve.y[end])) continue;
            if (end - start > 1) {
                XYSeries band = chart.addSeries(
                        "band " + start + " " + chart.getSeriesCollection().size(),
                        around(curve.x, curve.x, start, end),
                        around(curve.low, curve.high, start, end));
                band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
                band.setMarker(SeriesMarkers.NONE);
                band.setLineStyle(SeriesLines.NONE);
                band.setFillColor(HouseStyle.shade(colour));
            }
            start = end + 1;
        }
    }

    /** There along one side, back along the other. */
    private static double[] around(double[] there, double[] back, int start, int end) {
        int n = end - start;
        double[] loop = new double[2 * n];
        for (int i = 0; i < n; i++) {
            loop[i] = there[start + i];
            loop[2 * n - 1 - i] = back[start + i];
        }
        return loop;
    }

    private Range xData() {
        Range x = Range.of(curves.stream().flatMapToDouble(c -> Arrays.stream(c.x)));
        if (logX && x.min() <= 0)
            throw new IllegalStateException("LineChart: a logarithmic axis needs x > 0, got " + x.min());
        if (logX) return x.paddedLog(0.02);
        Range around = x.padded(0.02);
        return new Range(around.min(), around.max() + 0.04 * (x.max() - x.min())); // the last number needs room
    }

    @Override
    Range yData() {
        DoubleStream ofCurves = curves.stream()
                .flatMapToDouble(c -> c.low == null
                        ? Arrays.stream(c.y)
                        : DoubleStream.concat(Arrays.stream(c.low), Arrays.stream(c.high)));
        Range y = Range.of(DoubleStream.concat(ofCurves, levels.stream().mapToDouble(Level::y)));
        if (logY && y.min() <= 0)
            throw new IllegalStateException("LineChart: a logarithmic axis needs y > 0, got " + y.min());
        return logY ? y.paddedLog(0.05) : y.padded(0.05);
    }

    @Override
    void finish(AxesChartStyler style) {
        HouseStyle.xAxis(style, xData(), logX);
        if (logY) HouseStyle.logYAxis(style);
    }
}
