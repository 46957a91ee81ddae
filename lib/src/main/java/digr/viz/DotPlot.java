package digr.viz;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.style.markers.Marker;

/**
 * Several measures of many things: a row a thing, the rows in titled groups, and beside them a panel a measure, with a
 * point and its interval in each row. A dashed line through each panel is the first row's level. A value that is
 * missing (NaN) leaves a gap. Groups have the colours and markers of {@link ScatterChart}'s.
 *
 * <pre>
 * new DotPlot()
 *         .group("the whole", "the method", "the baseline")
 *         .group("parts", "without a part", "without another")
 *         .panel("success", values, low, high)
 *         .logPanel("saliency (sum)", others, othersLow, othersHigh)
 * </pre>
 */
public final class DotPlot implements Figure {
    private static final Font NAME = Fonts.regular(11);
    private static final Font HEADING = Fonts.bold(11);
    private static final Font TICK = Fonts.regular(10);
    private static final BasicStroke THIN = new BasicStroke(0.75f);
    private static final BasicStroke INTERVAL = new BasicStroke(1.6f);
    private static final int MARGIN = 10;
    private static final int INDENT = 10; // of names below their group's heading
    private static final int ROW = 17;
    private static final int GROUP_GAP = 7;
    private static final int PANEL = 160;
    private static final int GAP = 24;
    private static final int TICK_LENGTH = 4;

    private record Group(Text heading, List<Text> names) {}

    private record Panel(String label, Text text, double[] values, double[] low, double[] high, boolean log) {
        Axis axis() {
            Range data = Range.of(Stream.of(values, low, high).flatMapToDouble(DoubleStream::of));
            if (!log) return Axis.linear(data.padded(0.05));
            if (data.min() <= 0)
                throw new IllegalStateException(
                        "DotPlot: a logarithmic panel needs values above 0, '" + label + "' has " + data.min());
            return Axis.log(data.paddedLog(0.05));
        }
    }

    private final List<Group> groups = new ArrayList<>();
    private final List<Panel> panels = new ArrayList<>();
    private String alt;

    /** Adds rows below the others. */
    public DotPlot group(String heading, String... names) {
        if (!panels.isEmpty() || names.length == 0)
            throw new IllegalArgumentException(
                    "DotPlot: a group comes before the panels and has at least one row, '" + heading + "'");
        List<Text> rows = Stream.of(names).map(name -> new Text(name, NAME)).toList();
        groups.add(new Group(new Text(heading, HEADING), rows));
        return this;
    }

    /**
     * Adds a panel at the right.
     *
     * @param label above the panel, may have several lines
     * @param values one a row, in the order of the groups
     * @param low lower ends of the values' intervals
     * @param high upper ends
     */
    public DotPlot panel(String label, double[] values, double[] low, double[] high) {
        return add(label, values, low, high, false);
    }

    /** The same with a logarithmic axis. */
    public DotPlot logPanel(String label, double[] values, double[] low, double[] high) {
        return add(label, values, low, high, true);
    }

    private DotPlot add(String label, double[] values, double[] low, double[] high, boolean log) {
        for (double[] part : List.of(values, low, high))
            if (part.length != rows())
                throw new IllegalArgumentException("DotPlot: '" + label + "' needs a value for each of the " + rows()
                        + " rows, got " + part.length);
        for (int i = 0; i < values.length; i++)
            if (Double.isInfinite(values[i] + low[i] + high[i]) || values[i] < low[i] || values[i] > high[i])
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "DotPlot: '%s' needs finite values inside their intervals, got %s in [%s, %s]",
                        label,
                        values[i],
                        low[i],
                        high[i]));
        panels.add(new Panel(label, new Text(label, HouseStyle.TITLE), values.clone(), low.clone(), high.clone(), log));
        return this;
    }

    private int rows() {
        return groups.stream().mapToInt(group -> group.names.size()).sum();
    }

    /** In place of the alt text made of the names of panels and rows. */
    public DotPlot alt(String text) {
        alt = text;
        return this;
    }

    @Override
    public String altText() {
        if (alt != null) return alt;
        return "Dot plot; panels: " + words(panels.stream().map(Panel::text)) + "; rows: "
                + words(groups.stream().flatMap(group -> group.names.stream()));
    }

    private static String words(Stream<Text> texts) {
        return texts.map(Text::words).collect(Collectors.joining(", "));
    }

    @Override
    public int width() {
        return left(panels.size()) - GAP + MARGIN;
    }

    @Override
    public int height() {
        return (int) Math.ceil(bottom() + TICK_LENGTH + new Text("0", TICK).height()) + MARGIN;
    }

    /** Where a panel begins. */
    private int left(int panel) {
        double names = groups.stream()
                .flatMap(group -> Stream.concat(
                        Stream.of(group.heading.width()), group.names.stream().map(name -> INDENT + name.width())))
                .max(Double::compare)
                .orElse(0.0);
        return MARGIN + (int) Math.ceil(names) + GAP + panel * (PANEL + GAP);
    }

    private int top() {
        double labels =
                panels.stream().mapToDouble(panel -> panel.text.height()).max().orElse(0);
        return MARGIN + (int) Math.ceil(labels) + 2;
    }

    private int bottom() {
        return top() + groups.size() * (ROW + GROUP_GAP) + rows() * ROW + GROUP_GAP;
    }

    @Override
    public void paint(Graphics2D g) {
        if (panels.isEmpty()) throw new IllegalStateException("DotPlot: the plot is empty, add groups, then panels");
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width(), height());
        for (int p = 0; p < panels.size(); p++) paintFrame(g, panels.get(p), left(p));
        int y = top();
        int row = 0;
        for (int k = 0; k < groups.size(); k++) {
            Group group = groups.get(k);
            y += GROUP_GAP;
            g.setColor(Palette.INK);
            group.heading.paint(g, MARGIN, y + (ROW - group.heading.height()) / 2, 0);
            y += ROW;
            for (Text name : group.names) {
                g.setColor(Palette.INK);
                name.paint(g, MARGIN + INDENT, y + (ROW - name.height()) / 2, 0);
                for (int p = 0; p < panels.size(); p++) paintPoint(g, panels.get(p), left(p), row, y + ROW / 2.0, k);
                row++;
                y += ROW;
            }
        }
    }

    /** Label, axis, grid, and the first row's level. */
    private void paintFrame(Graphics2D g, Panel panel, int left) {
        int top = top();
        int bottom = bottom();
        Axis axis = panel.axis();
        g.setColor(Palette.INK);
        panel.text.paint(g, left + PANEL / 2.0, top - 4 - panel.text.height(), 0.5);
        g.setStroke(THIN);
        for (double tick : axis.ticks()) {
            double x = left + PANEL * axis.share(tick);
            g.setColor(Palette.GRID);
            g.draw(new Line2D.Double(x, top, x, bottom));
            g.setColor(Palette.AXIS);
            g.draw(new Line2D.Double(x, bottom, x, bottom + TICK_LENGTH));
            g.setColor(Palette.INK);
            new Text(axis.label(tick), TICK).paint(g, x, bottom + TICK_LENGTH, 0.5);
        }
        g.setColor(Palette.AXIS);
        g.draw(new Line2D.Double(left, bottom, left + PANEL, bottom));
        if (Double.isNaN(panel.values[0])) return;
        double level = left + PANEL * axis.share(panel.values[0]);
        g.setStroke(HouseStyle.stroke(Legend.Kind.DASHED));
        g.draw(new Line2D.Double(level, top, level, bottom));
    }

    private static void paintPoint(Graphics2D g, Panel panel, int left, int row, double y, int group) {
        if (Double.isNaN(panel.values[row])) return;
        Axis axis = panel.axis();
        g.setColor(HouseStyle.colour(group));
        g.setStroke(INTERVAL);
        double low = left + PANEL * axis.share(panel.low[row]);
        double high = left + PANEL * axis.share(panel.high[row]);
        if (low < high) g.draw(new Line2D.Double(low, y, high, y));
        Marker marker = HouseStyle.marker(HouseStyle.colour(group));
        marker.paint(g, left + PANEL * axis.share(panel.values[row]), y, HouseStyle.MARKER_SIZE + 2);
    }
}
