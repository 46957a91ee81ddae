package digr.viz;

import java.awt.Graphics2D;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * A chart of XChart as a figure, in the chart's own size. XChart's internal classes, which its charts have in common, are
 * named here only.
 */
public final class XChartFigure implements Figure {
    /** What all charts of XChart are. */
    public static final Class<?> CHART = Chart.class;

    private final Chart<?, ?> chart;

    public XChartFigure(Chart<?, ?> chart) {
        this.chart = chart;
    }

    /** @param chart a {@link #CHART} */
    public static XChartFigure of(Object chart) {
        return new XChartFigure((Chart<?, ?>) chart);
    }

    @Override
    public int width() {
        return chart.getWidth();
    }

    @Override
    public int height() {
        return chart.getHeight();
    }

    @Override
    public void paint(Graphics2D g) {
        paint(g, width(), height());
    }

    void paint(Graphics2D g, int width, int height) {
        chart.paint(g, width, height);
    }

    /** The chart's title; without one what its axes and series are called. */
    @Override
    public String altText() {
        if (chart.getTitle() != null && !chart.getTitle().isBlank()) return chart.getTitle();
        Stream<String> axes =
                chart instanceof AxesChart<?, ?> c ? Stream.of(c.getYAxisTitle(), c.getXAxisTitle()) : Stream.of();
        Stream<String> series = chart.getSeriesCollection().stream().map(Series::getName);
        return joined(Stream.of(joined(axes, " against "), joined(series, ", ")), ": ");
    }

    private static String joined(Stream<String> texts, String between) {
        return texts.filter(text -> text != null && !text.isBlank()).collect(Collectors.joining(between));
    }

    private AxesChart<?, ?> withAxes() {
        return (AxesChart<?, ?>) chart;
    }

    /** Of a chart with axes, as all below. */
    AxesChartStyler style() {
        return withAxes().getStyler();
    }

    void label(String title, String xLabel, String yLabel) {
        chart.setTitle(title);
        withAxes().setXAxisTitle(xLabel);
        withAxes().setYAxisTitle(yLabel);
    }

    /** Where a value of x was painted. */
    double screenX(double x) {
        return withAxes().getScreenXFromChart(x);
    }

    /** Where a value of y was painted. */
    double screenY(double y) {
        return withAxes().getScreenYFromChart(y);
    }

    /** Which value of x, or which category, lies at a place of the painted chart. */
    double xAt(int screenX) {
        return withAxes().getChartXFromCoordinate(screenX);
    }
}
