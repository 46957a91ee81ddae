package digr.viz;

import digr.viz.Legend.Entry;
import digr.viz.Legend.Kind;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * Labelled points, such as one quality against another; a group of points may be joined, for a curve of trade-offs. A
 * point with a missing value (NaN) is left out.
 */
public final class ScatterChart extends Chart<ScatterChart> {
    private static final Font LABEL = Fonts.regular(10.5);
    private static final double GAP = 6;

    private record Group(String name, double[] x, double[] y, List<Text> labels, boolean joined) {}

    private final List<Group> groups = new ArrayList<>();

    /** @param title may be empty */
    public ScatterChart(String title, String xLabel, String yLabel) {
        super(title, xLabel, yLabel);
    }

    /** @param labels one a point, or none at all */
    public ScatterChart points(String name, double[] x, double[] y, String... labels) {
        return add(name, x, y, labels, false);
    }

    /** Points with a line from each to the next. */
    public ScatterChart joined(String name, double[] x, double[] y, String... labels) {
        return add(name, x, y, labels, true);
    }

    private ScatterChart add(String name, double[] x, double[] y, String[] labels, boolean joined) {
        if (x.length == 0 || x.length != y.length || labels.length != 0 && labels.length != x.length)
            throw new IllegalArgumentException(String.format(
                    "ScatterChart: '%s' needs as many y, and labels if any, as x, at least one;"
                            + " got %d x, %d y and %d labels",
                    name, x.length, y.length, labels.length));
        for (int i = 0; i < x.length; i++)
            if (Double.isInfinite(x[i]) || Double.isInfinite(y[i]))
                throw new IllegalArgumentException(
                        "ScatterChart: a point of '" + name + "' is infinite, (" + x[i] + ", " + y[i] + ")");
        List<Text> texts = Arrays.stream(labels).map(l -> new Text(l, LABEL)).toList();
        groups.add(new Group(Fonts.checked(name), x.clone(), y.clone(), texts, joined));
        return this;
    }

    @Override
    List<Entry> legendEntries() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Kind kind = groups.get(i).joined ? Kind.LINE : Kind.POINTS;
            entries.add(new Entry(groups.get(i).name, HouseStyle.colour(i), kind, HouseStyle.marker(i)));
        }
        return entries;
    }

    @Override
    AxesChart<?, ?> xchart() {
        if (groups.isEmpty()) throw new IllegalStateException("ScatterChart: the chart is empty, add points");
        XYChart chart = new XYChart(width(), height());
        HouseStyle.avoidTicksAtData(chart);
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            XYSeries series = chart.addSeries(i + " " + group.name, group.x, group.y);
            series.setXYSeriesRenderStyle(group.joined ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
            series.setMarker(HouseStyle.marker(i)).setMarkerColor(HouseStyle.colour(i));
            series.setLineStyle(HouseStyle.LINE).setLineColor(HouseStyle.colour(i));
        }
        return chart;
    }

    @Override
    Range yData() {
        return Range.of(groups.stream().flatMapToDouble(g -> Arrays.stream(g.y)))
                .padded(0.1);
    }

    @Override
    void finish(AxesChartStyler style) {
        Range x = Range.of(groups.stream().flatMapToDouble(g -> Arrays.stream(g.x)))
                .padded(0.1);
        style.setXAxisMin(x.min()).setXAxisMax(x.max());
        style.setXAxisTickLabelsFormattingFunction(HouseStyle.labels(x));
        style.setMarkerSize(HouseStyle.MARKER_SIZE + 2);
        style.setPlotGridVerticalLinesVisible(true);
    }

    /** Each label goes beside its point where it first fits between points, lines and other labels. */
    @Override
    void decorate(Graphics2D g, AxesChart<?, ?> chart) {
        Rectangle2D plot = HouseStyle.plotArea((XYChart) chart);
        List<Rectangle2D> taken = new ArrayList<>();
        List<Line2D> lines = new ArrayList<>();
        for (Group group : groups) {
            Point2D last = null;
            for (int i = 0; i < group.x.length; i++) {
                Point2D point = onScreen(chart, group, i);
                if (point != null)
                    taken.add(new Rectangle2D.Double(point.getX() - GAP / 2, point.getY() - GAP / 2, GAP, GAP));
                if (group.joined && last != null && point != null) lines.add(new Line2D.Double(last, point));
                last = point;
            }
        }
        g.setColor(Palette.INK);
        for (Group group : groups) {
            for (int i = 0; i < group.labels.size(); i++) {
                Point2D point = onScreen(chart, group, i);
                if (point == null) continue;
                Text label = group.labels.get(i);
                List<Rectangle2D> places = placesBeside(point, label.width(), label.height());
                Rectangle2D place = places.stream()
                        .filter(p -> plot.contains(p)
                                && taken.stream().noneMatch(p::intersects)
                                && lines.stream().noneMatch(p::intersectsLine))
                        .findFirst()
                        .orElse(places.get(0));
                label.paint(g, place.getX(), place.getY(), 0);
                taken.add(place);
            }
        }
    }

    /** Null for a point that is missing. */
    private static Point2D onScreen(AxesChart<?, ?> chart, Group group, int i) {
        if (Double.isNaN(group.x[i] + group.y[i])) return null;
        return new Point2D.Double(chart.getScreenXFromChart(group.x[i]), chart.getScreenYFromChart(group.y[i]));
    }

    /** Right, left, above, below, then the corners. */
    private static List<Rectangle2D> placesBeside(Point2D point, double w, double h) {
        double x = point.getX();
        double y = point.getY();
        double right = x + GAP;
        double left = x - GAP - w;
        double above = y - GAP - h;
        double below = y + GAP;
        double[][] corners = {
            {right, y - h / 2}, {left, y - h / 2}, {x - w / 2, above}, {x - w / 2, below},
            {right, above}, {right, below}, {left, above}, {left, below}
        };
        return Arrays.stream(corners)
                .<Rectangle2D>map(c -> new Rectangle2D.Double(c[0], c[1], w, h))
                .toList();
    }
}
