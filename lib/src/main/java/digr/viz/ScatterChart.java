package digr.viz;

import digr.viz.Legend.Entry;
import digr.viz.Legend.Kind;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * Labelled points, such as one quality against another; a group of points may be joined, for a curve of trade-offs. A
 * point with a missing value (NaN) is left out.
 */
public final class ScatterChart extends Chart<ScatterChart> {
    private static final Font LABEL = Fonts.regular(10.5);

    private record Group(String name, double[] x, double[] y, List<Text> labels, boolean joined) {}

    private final List<Group> groups = new ArrayList<>();
    private boolean logX;

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

    /** Makes the x axis logarithmic. */
    public ScatterChart logX() {
        logX = true;
        return this;
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
        List<Color> colours = colours();
        for (int i = 0; i < groups.size(); i++) {
            Kind kind = groups.get(i).joined ? Kind.LINE : Kind.POINTS;
            entries.add(new Entry(groups.get(i).name, colours.get(i), kind, HouseStyle.marker(colours.get(i))));
        }
        return entries;
    }

    @Override
    String kind() {
        return "Scatter chart";
    }

    @Override
    Stream<String> described() {
        return groups.stream().map(ScatterChart::described);
    }

    /** How many points it shows, and their labels. */
    private static String described(Group group) {
        List<Integer> shown = IntStream.range(0, group.x.length)
                .filter(i -> !Double.isNaN(group.x[i] + group.y[i]))
                .boxed()
                .toList();
        String labels = shown.stream()
                .filter(i -> !group.labels.isEmpty())
                .map(i -> group.labels.get(i).words())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
        return group.name + ", " + shown.size() + (shown.size() == 1 ? " point" : " points")
                + (labels.isEmpty() ? "" : ": " + labels);
    }

    private List<Color> colours() {
        return HouseStyle.colours(groups.stream().map(Group::name).toList());
    }

    @Override
    XChartFigure xchart() {
        if (groups.isEmpty()) throw new IllegalStateException("ScatterChart: the chart is empty, add points");
        XYChart chart = new XYChart(width(), height());
        HouseStyle.avoidTicksAtData(chart);
        List<Color> colours = colours();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            XYSeries series = chart.addSeries(i + " " + group.name, group.x, group.y);
            series.setXYSeriesRenderStyle(group.joined ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
            series.setMarker(HouseStyle.marker(colours.get(i))).setMarkerColor(colours.get(i));
            series.setLineStyle(HouseStyle.LINE).setLineColor(colours.get(i));
        }
        return new XChartFigure(chart);
    }

    @Override
    Range yData() {
        return Range.of(groups.stream().flatMapToDouble(g -> Arrays.stream(g.y)))
                .padded(0.1);
    }

    @Override
    void finish(AxesChartStyler style) {
        Range x = Range.of(groups.stream().flatMapToDouble(g -> Arrays.stream(g.x)));
        if (logX && x.min() <= 0)
            throw new IllegalStateException("ScatterChart: a logarithmic axis needs x > 0, got " + x.min());
        HouseStyle.xAxis(style, logX ? x.paddedLog(0.1) : x.padded(0.1), logX);
        style.setMarkerSize(HouseStyle.MARKER_SIZE + 2);
        style.setPlotGridVerticalLinesVisible(true);
    }

    @Override
    void decorate(Graphics2D g, XChartFigure chart) {
        PointLabels labels = new PointLabels(HouseStyle.plotArea(chart));
        for (Group group : groups) {
            Point2D last = null;
            for (int i = 0; i < group.x.length; i++) {
                Point2D point = onScreen(chart, group, i);
                if (point != null) labels.avoid(point);
                if (group.joined && last != null && point != null) labels.avoid(new Line2D.Double(last, point));
                last = point;
            }
        }
        for (Group group : groups) {
            for (int i = 0; i < group.labels.size(); i++) {
                Point2D point = onScreen(chart, group, i);
                if (point != null) labels.add(point, group.labels.get(i));
            }
        }
        labels.paint(g);
    }

    /** Null for a point that is missing. */
    private static Point2D onScreen(XChartFigure chart, Group group, int i) {
        if (Double.isNaN(group.x[i] + group.y[i])) return null;
        return new Point2D.Double(chart.screenX(group.x[i]), chart.screenY(group.y[i]));
    }
}
