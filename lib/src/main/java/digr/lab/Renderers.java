package digr.lab;

import digr.env.Environment;
import digr.eval.LabelledStates;
import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.saliency.SaliencyMap;
import digr.viz.Figure;
import digr.viz.XChartFigure;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** How values show themselves when they are a cell's last line, or are given to {@code show}. */
final class Renderers {
    /** Longer arrays are cut. */
    private static final int ARRAY_LIMIT = 100;

    private static final int TEXT_LIMIT = 4000;

    private Renderers() {}

    static void register(Kernel kernel) {
        on(kernel, XChartFigure.CHART, Output.PNG, (chart, out) -> figure(XChartFigure.of(chart), out));
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

    private static void picture(BufferedImage image, Output out) {
        String alt = "picture of " + image.getWidth() + " x " + image.getHeight() + " pixels";
        out.png(Page.base64(image), Map.of("alt", alt));
        out.text(alt);
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
