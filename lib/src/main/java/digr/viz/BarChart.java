package digr.viz;

import digr.viz.Legend.Entry;
import digr.viz.Legend.Kind;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;

/**
 * Bars in groups, one group a category, with error bars; on a logarithmic axis if asked. Where no category has bars of
 * two series, the series are kinds of categories, and their bars stand in the middle: so a bar is coloured by its kind.
 * A value that is missing (NaN) leaves a gap.
 *
 * <pre>
 * new BarChart("Time for one map", "time (ms)", "vanilla\ngradient", "Gaussian-blur\nperturbation")
 *         .bars("gradient", new double[] {0.9, NaN}, new double[] {0.1, NaN})
 *         .bars("perturbation", new double[] {NaN, 160}, new double[] {NaN, 12})
 *         .log()
 * </pre>
 */
public final class BarChart extends Chart<BarChart> {
    private static final Font LABEL = Fonts.regular(10.5);
    private static final Font VALUE = Fonts.regular(9.5);
    private static final double FILL = 0.72; // of a category's room
    private static final double CAP = 3; // half an error bar's cap
    private static final int GAP = 5;

    private record Bars(String name, double[] values, double[] low, double[] high) {}

    private record Category(String name, Text text) {}

    private final List<Category> categories;
    private final List<Bars> series = new ArrayList<>();
    private boolean log;
    private String valueFormat;

    /**
     * @param title may be empty
     * @param yLabel with its unit
     * @param categories below the bars, may have several lines
     */
    public BarChart(String title, String yLabel, String... categories) {
        super(title, "", yLabel);
        if (categories.length == 0) throw new IllegalArgumentException("BarChart: at least one category is needed");
        this.categories = Arrays.stream(categories)
                .map(name -> new Category(name, new Text(name, LABEL)))
                .toList();
    }

    /** @param values one a category */
    public BarChart bars(String name, double[] values) {
        return bars(name, values, values, values);
    }

    /** With error bars of value ± error. */
    public BarChart bars(String name, double[] values, double[] errors) {
        checkLength(name, values);
        checkLength(name, errors);
        return bars(name, values, combine(values, errors, -1), combine(values, errors, 1));
    }

    /** With error bars between the ends of an interval, as of a bootstrap. */
    public BarChart bars(String name, double[] values, double[] low, double[] high) {
        for (double[] part : List.of(values, low, high)) checkLength(name, part);
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i] + low[i] + high[i]))
                throw new IllegalArgumentException("BarChart: a value of '" + name + "' is infinite");
            if (values[i] < low[i] || values[i] > high[i])
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "BarChart: a value of '%s' lies outside its interval: %s in [%s, %s]",
                        name,
                        values[i],
                        low[i],
                        high[i]));
        }
        series.add(new Bars(Fonts.checked(name), values.clone(), low.clone(), high.clone()));
        return this;
    }

    /** Makes the y axis logarithmic. */
    public BarChart log() {
        log = true;
        return this;
    }

    /** Writes each value above its bar. @param format as of {@link String#format}, such as {@code "%.1f"} */
    public BarChart values(String format) {
        valueFormat = format;
        return this;
    }

    private void checkLength(String name, double[] values) {
        if (values.length != categories.size())
            throw new IllegalArgumentException("BarChart: '" + name + "' needs a value for each of the "
                    + categories.size() + " categories, got " + values.length);
    }

    private static double[] combine(double[] values, double[] errors, int sign) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] + sign * errors[i])
                .toArray();
    }

    @Override
    List<Entry> legendEntries() {
        if (series.size() == 1) return List.of();
        List<Entry> entries = new ArrayList<>();
        List<Color> colours = colours();
        for (int i = 0; i < series.size(); i++)
            entries.add(new Entry(series.get(i).name, colours.get(i), Kind.BAR, null));
        return entries;
    }

    @Override
    String kind() {
        return "Bar chart";
    }

    @Override
    Stream<String> described() {
        return IntStream.range(0, categories.size())
                .mapToObj(c -> categories.get(c).name + " "
                        + series.stream()
                                .filter(bars -> !Double.isNaN(bars.values[c]))
                                .map(bars -> (series.size() == 1 ? "" : bars.name + " ")
                                        + HouseStyle.rounded(bars.values[c]))
                                .collect(Collectors.joining(", ")));
    }

    private List<Color> colours() {
        return HouseStyle.colours(series.stream().map(Bars::name).toList());
    }

    @Override
    XChartFigure xchart() {
        if (series.isEmpty()) throw new IllegalStateException("BarChart: the chart is empty, add bars");
        CategoryChart chart = new CategoryChart(width(), height());
        List<String> names = IntStream.range(0, categories.size())
                .mapToObj(Integer::toString)
                .toList();
        List<Color> colours = colours();
        for (int i = 0; i < series.size(); i++)
            chart.addSeries(
                            i + " " + series.get(i).name,
                            names,
                            Arrays.stream(series.get(i).values).boxed().toList())
                    .setFillColor(colours.get(i));
        return new XChartFigure(chart);
    }

    @Override
    Range yData() {
        Range data = Range.of(
                series.stream().flatMap(s -> Stream.of(s.values, s.low, s.high)).flatMapToDouble(Arrays::stream));
        double headroom = valueFormat == null ? 0.05 : 0.1;
        if (!log) {
            double min = Math.min(0, data.min());
            double max = Math.max(0, data.max());
            double room = max > min ? headroom * (max - min) : 1;
            return new Range(min < 0 ? min - room : 0, max > 0 ? max + room : 0);
        }
        if (data.min() <= 0)
            throw new IllegalStateException(
                    "BarChart: a logarithmic axis needs bars and their errors above 0, got " + data.min());
        double decade = Math.pow(10, Math.floor(Math.log10(data.min()) - 0.2));
        double whole = data.max() / decade;
        return new Range(decade / Math.pow(whole, 0.01), data.max() * Math.pow(whole, headroom));
    }

    @Override
    void finish(AxesChartStyler style) {
        CategoryStyler bars = (CategoryStyler) style;
        bars.setAvailableSpaceFill(FILL);
        bars.setOverlapped(areKinds());
        bars.setXAxisTicksVisible(false);
        bars.setXAxisTitleVisible(false);
        if (log) HouseStyle.logYAxis(style);
    }

    /** True if no category has bars of two series. */
    private boolean areKinds() {
        return IntStream.range(0, categories.size())
                .allMatch(c ->
                        series.stream().filter(s -> !Double.isNaN(s.values[c])).count() <= 1);
    }

    @Override
    int below() {
        return (int) Math.ceil(categories.stream()
                        .mapToDouble(c -> c.text.height())
                        .max()
                        .getAsDouble())
                + GAP;
    }

    @Override
    void decorate(Graphics2D g, XChartFigure chart) {
        double left = screenX(chart, 0);
        double step = screenX(chart, 1) - left;
        double bottom = chart.screenY(chart.style().getYAxisMin());
        double base = screenY(chart, 0);
        g.setStroke(new BasicStroke(0.75f));
        g.setColor(Palette.AXIS);
        g.draw(new Line2D.Double(left, base, left + step * categories.size(), base));
        g.setColor(Palette.INK);
        for (int c = 0; c < categories.size(); c++) {
            checkFits(categories.get(c), step);
            categories.get(c).text.paint(g, left + (c + 0.5) * step, bottom + GAP, 0.5);
        }
        double width = areKinds() ? step * FILL : step * FILL / series.size();
        for (int s = 0; s < series.size(); s++) {
            for (int c = 0; c < categories.size(); c++) {
                double start = left + step * (c + (1 - FILL) / 2) + (areKinds() ? 0 : s * width);
                decorate(g, chart, series.get(s), c, start + width / 2);
            }
        }
    }

    private static void checkFits(Category category, double room) {
        if (category.text.width() > room)
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "BarChart: the category's name '%s' needs %.0f, there is room for %.0f;"
                            + " break it with \\n or make the chart wider",
                    category.name,
                    category.text.width(),
                    room));
    }

    /** Error bar and value of one bar; XChart's error bars are wrong on a logarithmic axis. */
    private void decorate(Graphics2D g, XChartFigure chart, Bars bars, int category, double middle) {
        double value = bars.values[category];
        if (Double.isNaN(value)) return;
        double high = screenY(chart, value);
        double low = high;
        if (bars.low[category] < bars.high[category]) {
            high = screenY(chart, bars.high[category]);
            low = screenY(chart, bars.low[category]);
            g.setStroke(new BasicStroke(1));
            g.draw(new Line2D.Double(middle, low, middle, high));
            drawCap(g, chart, bars.high[category], middle);
            drawCap(g, chart, bars.low[category], middle);
        }
        if (valueFormat == null) return;
        Text text = new Text(String.format(Locale.ENGLISH, valueFormat, value).replace('-', '\u2212'), VALUE);
        double top = value < 0 ? low + 1 : high - text.height() - 1;
        g.setColor(Color.WHITE); // over the lines of the grid
        g.fill(new Rectangle2D.Double(middle - text.width() / 2, top + 1, text.width(), text.height() - 2));
        g.setColor(Palette.INK);
        text.paint(g, middle, top, 0.5);
    }

    /** None where the axis cuts the error bar off. */
    private static void drawCap(Graphics2D g, XChartFigure chart, double value, double middle) {
        AxesChartStyler style = chart.style();
        if (value < style.getYAxisMin() || value > style.getYAxisMax()) return;
        double y = screenY(chart, value);
        g.draw(new Line2D.Double(middle - CAP, y, middle + CAP, y));
    }

    /** The height of a value, or of the end of the axis beyond which it lies. */
    private static double screenY(XChartFigure chart, double value) {
        double min = chart.style().getYAxisMin();
        double max = chart.style().getYAxisMax();
        return chart.screenY(Math.max(min, Math.min(max, value)));
    }

    /** Where a category begins: XChart counts categories from 0 along the axis. */
    private static double screenX(XChartFigure chart, int category) {
        int far = 10_000;
        double origin = chart.xAt(0);
        return (category - origin) * far / (chart.xAt(far) - origin);
    }
}
