package digr.lab;

import digr.env.Environment;
import digr.eval.LabelledStates;
import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.saliency.SaliencyMap;
import digr.viz.Figure;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import tech.tablesaw.api.Table;

/** How values show themselves when they are a cell's last line, or are given to {@code show}. */
final class Renderers {
    /** Longer arrays are cut. */
    private static final int ARRAY_LIMIT = 100;

    private static final int TEXT_LIMIT = 4000;

    private Renderers() {}

    static void register(Kernel kernel) {
        on(kernel, Chart.class, Output.PNG, Renderers::chart);
        on(kernel, Figure.class, Output.PNG, Renderers::figure);
        on(kernel, Player.class, Output.HTML, (player, out) -> out.html(player.html()));
        on(kernel, Explorer.class, Output.HTML, (explorer, out) -> out.html(explorer.html()));
        on(kernel, LiveExplorer.class, Output.HTML, LiveExplorer::render);
        on(kernel, LiveGame.class, Output.HTML, LiveGame::render);
        on(kernel, LiveTraining.class, Output.HTML, LiveTraining::render);
        on(kernel, MaskPad.class, Output.HTML, (pad, out) -> out.html(pad.html()));
        on(kernel, BufferedImage.class, Output.PNG, Renderers::picture);
        on(kernel, SaliencyMap.class, Output.PNG, (map, out) -> figure(StatePictures.of(List.of(map)), out));
        on(kernel, LabelledStates.class, Output.PNG, (s, out) -> figure(StatePictures.of(s), out));
        on(kernel, Environment.class, Output.PNG, Renderers::environment);
        on(kernel, List.class, Output.TEXT, Renderers::list);
        on(kernel, Policy.class, Output.HTML, (policy, out) -> {
            out.html(PolicyCard.of(policy));
            out.text("Policy " + PolicyCard.layers(policy.network().architecture()));
        });
        on(kernel, PolicyWeights.class, Output.HTML, (weights, out) -> {
            out.html(PolicyCard.of(weights));
            out.text("Policy " + PolicyCard.layers(weights.architecture()));
        });
        on(kernel, Table.class, Output.HTML, (table, out) -> out.html(TableHtml.of(table)));
        onText(kernel, float[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(kernel, double[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(kernel, int[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(kernel, long[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(kernel, boolean[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(kernel, byte[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(
                kernel,
                Object.class,
                value -> cut(value instanceof Object[] a ? Arrays.deepToString(a) : String.valueOf(value)));
    }

    /** A chart at twice its width and height. */
    static BufferedImage sharp(Chart<?, ?> chart) {
        BufferedImage image =
                new BufferedImage(2 * chart.getWidth(), 2 * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.scale(2, 2);
        chart.paint(g, chart.getWidth(), chart.getHeight());
        g.dispose();
        return image;
    }

    private static void picture(BufferedImage image, Output out) {
        String alt = "picture of " + image.getWidth() + " x " + image.getHeight() + " pixels";
        out.png(Page.base64(image), Map.of("alt", alt));
        out.text(alt);
    }

    private static void chart(Chart<?, ?> chart, Output out) {
        String alt = words(chart);
        Map<String, ?> about = Map.of("width", chart.getWidth(), "height", chart.getHeight(), "alt", alt);
        out.png(Page.base64(sharp(chart)), about);
        out.text(alt);
    }

    /** A chart's title; without one what its axes and series are called. */
    private static String words(Chart<?, ?> chart) {
        if (chart.getTitle() != null && !chart.getTitle().isBlank()) return chart.getTitle();
        Stream<String> axes =
                chart instanceof AxesChart<?, ?> c ? Stream.of(c.getYAxisTitle(), c.getXAxisTitle()) : Stream.of();
        Stream<String> series = chart.getSeriesCollection().stream().map(Series::getName);
        return joined(Stream.of(joined(axes, " against "), joined(series, ", ")), ": ");
    }

    private static String joined(Stream<String> texts, String between) {
        return texts.filter(text -> text != null && !text.isBlank()).collect(Collectors.joining(between));
    }

    private static void figure(Figure figure, Output out) {
        String alt = figure.altText();
        Map<String, ?> about = Map.of("width", figure.width(), "height", figure.height(), "alt", alt);
        out.png(base64(figure.png()), about);
        out.text(alt);
    }

    private static void environment(Environment environment, Output out) {
        Figure now;
        try {
            now = StatePictures.of(environment);
        } catch (IllegalStateException e) { // before the first episode
            out.text(environment.getClass().getSimpleName() + ": " + e.getMessage());
            return;
        }
        figure(now, out);
    }

    /** Maps show themselves, other lists their text. */
    private static void list(List<?> list, Output out) {
        List<SaliencyMap> maps = new ArrayList<>();
        for (Object element : list) if (element instanceof SaliencyMap map) maps.add(map);
        if (!maps.isEmpty() && maps.size() == list.size()) figure(StatePictures.of(maps), out);
        else out.text(cut(list.toString()));
    }

    /** Whole: the kernel's own encoder of pictures may lose the last bytes. */
    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static int shown(int length) {
        return Math.min(length, ARRAY_LIMIT);
    }

    private static String text(int length, String shown) {
        return length <= ARRAY_LIMIT ? shown : shown.substring(0, shown.length() - 1) + ", ... " + length + " numbers]";
    }

    private static String cut(String text) {
        return text.length() <= TEXT_LIMIT
                ? text
                : text.substring(0, TEXT_LIMIT) + "... " + text.length() + " characters";
    }

    private interface Text<T> {
        String of(T value);
    }

    private static <T> void onText(Kernel kernel, Class<T> type, Text<T> text) {
        on(kernel, type, Output.TEXT, (value, out) -> out.text(text.of(value)));
    }

    /** Registers a renderer that lets no Error out, which would end the kernel's thread and leave the cell hanging. */
    private static <T> void on(Kernel kernel, Class<T> type, String preferredMime, Kernel.Render<T> render) {
        kernel.register(type, preferredMime, (value, out) -> {
            try {
                render.render(value, out);
                // without a text the kernel would call toString, unguarded
                if (!out.has(Output.TEXT)) out.text(String.valueOf(value));
            } catch (Throwable e) {
                throw new IllegalStateException("cannot show this " + type.getSimpleName() + ": " + e, e);
            }
        });
    }
}
