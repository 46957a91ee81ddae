package digr.viz;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * What the charts share: a title, two labelled axes, and a legend below that {@link Panels} may draw once for several.
 * XChart paints them.
 *
 * @param <T> the chart's own type, for chained calls
 */
public abstract sealed class Chart<T extends Chart<T>> implements Figure permits LineChart, BarChart, ScatterChart {
    private static final int RIGHT_MARGIN = 6; // XChart may write the last number of the x axis up to its edge

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private int width = 600;
    private int height = 360;
    private double[] yRange;
    private String alt;

    /** @param xLabel with its unit; so too yLabel */
    Chart(String title, String xLabel, String yLabel) {
        this.title = Fonts.checked(title);
        this.xLabel = Fonts.checked(xLabel);
        this.yLabel = Fonts.checked(yLabel);
    }

    /** In place of 600 x 360; the legend is included. */
    public T size(int width, int height) {
        if (width < 160 || height < 120)
            throw new IllegalArgumentException(
                    "Chart: the size must be at least 160 x 120, got " + width + " x " + height);
        this.width = width;
        this.height = height;
        return self();
    }

    /** In place of a range that just holds the data. */
    public T yRange(double min, double max) {
        if (!(min < max) || Double.isInfinite(max - min))
            throw new IllegalArgumentException("Chart: yRange needs min < max, got " + min + " to " + max);
        yRange = new double[] {min, max};
        return self();
    }

    /** In place of the alt text made of title, labels and names. */
    public T alt(String text) {
        alt = text;
        return self();
    }

    @Override
    public final int width() {
        return width;
    }

    @Override
    public final int height() {
        return height;
    }

    @Override
    public final String altText() {
        if (alt != null) return alt;
        String names = legend().entries().stream().map(Legend.Entry::name).collect(Collectors.joining(", "));
        return "Chart" + (title.isEmpty() ? "" : " \"" + title + "\"") + ": " + yLabel
                + (xLabel.isEmpty() ? "" : " against " + xLabel) + (names.isEmpty() ? "" : ", for " + names);
    }

    @Override
    public final void paint(Graphics2D g) {
        Legend legend = legend();
        int plotHeight = height - legend.height(width);
        paintPlot(g, plotHeight);
        g.setColor(Color.WHITE);
        g.fillRect(0, plotHeight, width, height - plotHeight);
        legend.paint(g, width, plotHeight);
    }

    /** Paints all but the legend, in the height given. */
    final void paintPlot(Graphics2D g, int plotHeight) {
        checkFits("title", title, HouseStyle.TITLE, width);
        checkFits("x label", xLabel, HouseStyle.LABEL, width);
        checkFits("y label", yLabel, HouseStyle.LABEL, plotHeight);
        XChartFigure chart = xchart();
        HouseStyle.apply(chart.style());
        chart.label(title, xLabel, yLabel);
        Range y = yRange == null ? yData() : new Range(yRange[0], yRange[1]);
        chart.style().setYAxisMin(y.min()).setYAxisMax(y.max());
        chart.style().setYAxisTickLabelsFormattingFunction(HouseStyle.labels(y));
        finish(chart.style());
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, plotHeight);
        chart.paint(g, width - RIGHT_MARGIN, plotHeight - below());
        decorate(g, chart);
    }

    private static void checkFits(String what, String text, Font font, int room) {
        double needed = new Text(text, font).width() + 2 * HouseStyle.PADDING;
        if (needed > room)
            throw new IllegalStateException(String.format(
                    "Chart: the %s '%s' needs %.0f, there is room for %d; shorten it or make the chart larger",
                    what, text, needed, room));
    }

    final Legend legend() {
        return new Legend(legendEntries());
    }

    abstract List<Legend.Entry> legendEntries();

    /** XChart's chart with its series. */
    abstract XChartFigure xchart();

    /** The range of y that shows all data. */
    abstract Range yData();

    /** What the kind of chart adds to the house style. */
    abstract void finish(AxesChartStyler style);

    /** The room that {@link #decorate} needs below XChart's plot. */
    int below() {
        return 0;
    }

    /** Paints what XChart lacks over what it painted. */
    void decorate(Graphics2D g, XChartFigure chart) {}

    @SuppressWarnings("unchecked")
    private T self() {
        return (T) this;
    }
}
