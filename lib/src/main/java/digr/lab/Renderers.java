package digr.lab;

import digr.env.Environment;
import digr.eval.LabelledStates;
import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.saliency.SaliencyMap;
import digr.viz.Figure;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
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

    static void register(Renderer renderer) {
        on(renderer, Chart.class, MIMEType.IMAGE_PNG, Renderers::chart);
        on(renderer, Figure.class, MIMEType.IMAGE_PNG, Renderers::figure);
        on(renderer, Player.class, MIMEType.TEXT_HTML, (player, out) -> out.putHTML(player.html()));
        on(renderer, Explorer.class, MIMEType.TEXT_HTML, (explorer, out) -> out.putHTML(explorer.html()));
        on(renderer, MaskPad.class, MIMEType.TEXT_HTML, (pad, out) -> out.putHTML(pad.html()));
        on(renderer, BufferedImage.class, MIMEType.IMAGE_PNG, Renderers::picture);
        on(renderer, SaliencyMap.class, MIMEType.IMAGE_PNG, (map, out) -> figure(StatePictures.of(List.of(map)), out));
        on(renderer, LabelledStates.class, MIMEType.IMAGE_PNG, (s, out) -> figure(StatePictures.of(s), out));
        on(renderer, Environment.class, MIMEType.IMAGE_PNG, Renderers::environment);
        on(renderer, List.class, MIMEType.TEXT_PLAIN, Renderers::list);
        on(renderer, Policy.class, MIMEType.TEXT_HTML, (policy, out) -> {
            out.putHTML(PolicyCard.of(policy));
            out.putText("Policy " + PolicyCard.layers(policy.network().architecture()));
        });
        on(renderer, PolicyWeights.class, MIMEType.TEXT_HTML, (weights, out) -> {
            out.putHTML(PolicyCard.of(weights));
            out.putText("Policy " + PolicyCard.layers(weights.architecture()));
        });
        on(renderer, Table.class, MIMEType.TEXT_HTML, (table, out) -> out.putHTML(TableHtml.of(table)));
        onText(renderer, float[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(renderer, double[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(renderer, int[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(renderer, long[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(renderer, boolean[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(renderer, byte[].class, a -> text(a.length, Arrays.toString(Arrays.copyOf(a, shown(a.length)))));
        onText(
                renderer,
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

    private static void picture(BufferedImage image, DisplayData out) {
        String alt = "picture of " + image.getWidth() + " x " + image.getHeight() + " pixels";
        out.putData(MIMEType.IMAGE_PNG, Page.base64(image), Map.of("alt", alt));
        out.putText(alt);
    }

    private static void chart(Chart<?, ?> chart, DisplayData out) {
        String alt = words(chart);
        Map<String, ?> about = Map.of("width", chart.getWidth(), "height", chart.getHeight(), "alt", alt);
        out.putData(MIMEType.IMAGE_PNG, Page.base64(sharp(chart)), about);
        out.putText(alt);
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

    private static void figure(Figure figure, DisplayData out) {
        String alt = figure.altText();
        Map<String, ?> about = Map.of("width", figure.width(), "height", figure.height(), "alt", alt);
        out.putData(MIMEType.IMAGE_PNG, base64(figure.png()), about);
        out.putText(alt);
    }

    private static void environment(Environment environment, DisplayData out) {
        Figure now;
        try {
            now = StatePictures.of(environment);
        } catch (IllegalStateException e) { // before the first episode
            out.putText(environment.getClass().getSimpleName() + ": " + e.getMessage());
            return;
        }
        figure(now, out);
    }

    /** Maps show themselves, other lists their text. */
    private static void list(List<?> list, DisplayData out) {
        List<SaliencyMap> maps = new ArrayList<>();
        for (Object element : list) if (element instanceof SaliencyMap map) maps.add(map);
        if (!maps.isEmpty() && maps.size() == list.size()) figure(StatePictures.of(maps), out);
        else out.putText(cut(list.toString()));
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

    private interface Render<T> {
        void render(T value, DisplayData out) throws IOException;
    }

    private interface Text<T> {
        String of(T value);
    }

    private static <T> void onText(Renderer renderer, Class<T> type, Text<T> text) {
        on(renderer, type, MIMEType.TEXT_PLAIN, (value, out) -> out.putText(text.of(value)));
    }

    /** Registers a renderer that lets no Error out, which would end the kernel's thread and leave the cell hanging. */
    private static <T> void on(Renderer renderer, Class<T> type, MIMEType preferred, Render<T> render) {
        renderer.createRegistration(type).preferring(preferred).register((T value, RenderContext context) -> {
            DisplayData out = context.getOutputContainer();
            try {
                render.render(value, out);
                // without a text the kernel would call toString, unguarded
                if (!out.hasDataForType(MIMEType.TEXT_PLAIN)) out.putText(String.valueOf(value));
            } catch (Throwable e) {
                throw new IllegalStateException("cannot show this " + type.getSimpleName() + ": " + e, e);
            }
        });
    }
}
