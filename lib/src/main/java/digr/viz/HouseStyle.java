package digr.viz;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all charts look: white ground, two thin axes, faint lines across, one font. */
final class HouseStyle {
    static final BasicStroke LINE = new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED = broken(5, 4);
    private static final BasicStroke DOTTED = broken(1.5f, 3);
    static final int MARKER_SIZE = 6;
    static final int PADDING = 8; // between a chart and its edge
    static final Font TITLE = Fonts.bold(12);
    static final Font LABEL = Fonts.regular(11.5);
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.CROSS, SeriesMarkers.PLUS, SeriesMarkers.TRAPEZOID
    };

    private HouseStyle() {}

    private static BasicStroke broken(float on, float off) {
        return new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4, new float[] {on, off}, 0);
    }

    static BasicStroke stroke(Legend.Kind kind) {
        return switch (kind) {
            case DASHED -> DASHED;
            case DOTTED -> DOTTED;
            default -> LINE;
        };
    }

    static void apply(AxesChartStyler style) {
        style.setLegendVisible(false);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setChartFontColor(Palette.INK);
        style.setBaseFont(Fonts.regular(11));
        style.setChartTitleFont(TITLE);
        style.setChartTitleBoxVisible(false);
        style.setChartTitlePadding(4);
        style.setChartPadding(PADDING);
        style.setLocale(Locale.ENGLISH);
        style.setAxisTitleFont(LABEL);
        style.setAxisTitlePadding(8);
        style.setAxisTickLabelsFont(Fonts.regular(10.5));
        style.setAxisTickLabelsColor(Palette.INK);
        style.setAxisTickMarksColor(Palette.AXIS);
        style.setAxisTickMarksStroke(new BasicStroke(0.75f));
        style.setAxisTickMarkLength(4);
        style.setAxisTickPadding(4);
        style.setYAxisLabelAlignment(TextAlignment.Right);
        style.setXAxisTickMarkSpacingHint(60);
        style.setYAxisTickMarkSpacingHint(36);
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotGridLinesColor(Palette.GRID);
        style.setPlotGridLinesStroke(new BasicStroke(0.75f));
        style.setPlotMargin(0);
        style.setPlotContentSize(0.998); // at 1 XChart leaves out the labels at an axis's ends
        style.setMarkerSize(MARKER_SIZE);
    }

    static void xAxis(AxesChartStyler style, Range x, boolean log) {
        style.setXAxisMin(x.min()).setXAxisMax(x.max());
        style.setXAxisLogarithmic(log);
        style.setXAxisLogarithmicDecadeOnly(false);
        style.setXAxisTickLabelsFormattingFunction(log ? logLabels(x) : labels(x));
    }

    /** Makes the y axis, whose range is set, logarithmic. */
    static void logYAxis(AxesChartStyler style) {
        style.setYAxisLogarithmic(true);
        style.setYAxisLogarithmicDecadeOnly(false);
        style.setPlotGridLinesVisible(false); // XChart would draw nine a decade
        style.setYAxisTickLabelsFormattingFunction(logLabels(new Range(style.getYAxisMin(), style.getYAxisMax())));
    }

    /** Where the data lie, on a chart that has been painted. */
    static Rectangle2D plotArea(XChartFigure chart) {
        AxesChartStyler style = chart.style();
        Rectangle2D area = new Rectangle2D.Double();
        area.setFrameFromDiagonal(
                chart.screenX(style.getXAxisMin()), chart.screenY(style.getYAxisMin()),
                chart.screenX(style.getXAxisMax()), chart.screenY(style.getYAxisMax()));
        return area;
    }

    static Color colour(int series) {
        return Palette.SERIES.get(series % Palette.SERIES.size());
    }

    /**
     * One colour for each series. A kind of policy has the same in every figure, {@link Palette#named}; the others take
     * what is left, in the palette's order.
     */
    static List<Color> colours(List<String> names) {
        Set<Color> taken =
                names.stream().flatMap(name -> Palette.named(name).stream()).collect(Collectors.toSet());
        List<Color> free =
                Palette.SERIES.stream().filter(c -> !taken.contains(c)).toList();
        List<Color> colours = new ArrayList<>();
        int others = 0;
        for (String name : names) {
            Optional<Color> fixed = Palette.named(name);
            colours.add(fixed.isPresent() ? fixed.get() : free.get(others++ % free.size()));
        }
        return colours;
    }

    /** Each colour of a series has its own, so that a kind of policy has the same in every figure. */
    static Marker marker(Color series) {
        return series.equals(Palette.LIGHT_GREEN) ? SeriesMarkers.OVAL : MARKERS[Palette.SERIES.indexOf(series)];
    }

    /** Numbers as on an axis: 0.5, 1,000, −2; millions, where the axis reaches them, as 2.5M. */
    static Function<Double, String> labels(Range range) {
        boolean millions = Math.max(-range.min(), range.max()) >= 1e6;
        DecimalFormat format = numberFormat();
        return value -> {
            String number = format.format(millions ? value / 1e6 : value);
            return millions && !number.equals("0") ? number + "M" : number;
        };
    }

    /** The same, but only at 1, 2 and 5 of each decade of a short logarithmic axis, at 1 of a long one. */
    static Function<Double, String> logLabels(Range range) {
        boolean isLong = range.max() / range.min() > 500;
        DecimalFormat format = numberFormat();
        return value -> {
            long digit = Math.round(value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9)));
            return digit == 1 || !isLong && (digit == 2 || digit == 5) ? format.format(value) : "";
        };
    }

    /** A number for a text: three significant digits. */
    static String rounded(double value) {
        return numberFormat().format(new BigDecimal(value).round(new MathContext(3)));
    }

    private static DecimalFormat numberFormat() {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ENGLISH);
        symbols.setMinusSign('\u2212');
        DecimalFormat format = new DecimalFormat("#,##0.######", symbols);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format;
    }

    /**
     * XChart puts the ticks at the data where these are evenly spaced, however odd the numbers; a NaN among them helps.
     */
    static void avoidTicksAtData(XYChart chart) {
        chart.addSeries("ticks", new double[] {Double.NaN}, new double[] {Double.NaN})
                .setMarker(SeriesMarkers.NONE);
    }

    /** The colour of the band around a line. */
    static Color shade(Color colour) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 50);
    }
}
