package digr.lab;

import static digr.lab.TableHtml.escape;

import digr.nn.HostArrays;
import digr.policy.Policy;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import digr.viz.Colormap;
import digr.viz.Pictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * States, a map over each, and the probabilities of actions, to leaf through: a slider and a play button for the
 * states, menus for whatever else differs, such as policy and method. One piece of HTML that holds all its data and
 * needs neither kernel nor network; where scripts are taken out it shows the first state.
 *
 * <pre>{@code
 * Explorer explorer = new Explorer("policy", "method");
 * explorer.add(Explorer.View.of(teacher, states, new VanillaGradient(), "left", "right"), "teacher", "gradient");
 * explorer.add(Explorer.View.of(student, states, new VanillaGradient(), "left", "right"), "DIGR", "gradient");
 * explorer
 * }</pre>
 */
public final class Explorer {
    private static final int SHADES = 32; // of a map: more are hardly seen, and cost half as many bytes again
    private static final IndexColorModel GRAYS = grays();

    private final List<String> menus;
    private final Map<List<String>, View> views = new LinkedHashMap<>();
    private int width = 256;
    private int millis = 400;

    /**
     * What one choice of all menus shows: n states of one size.
     *
     * @param frames n pictures of one size
     * @param maps n, of the frames' size
     * @param probabilities [n][actions]
     * @param actions their names
     * @param captions n, beside the slider
     */
    public record View(
            List<BufferedImage> frames,
            List<SaliencyMap> maps,
            double[][] probabilities,
            List<String> actions,
            List<String> captions) {

        public View {
            frames = List.copyOf(frames);
            maps = List.copyOf(maps);
            actions = List.copyOf(actions);
            captions = List.copyOf(captions);
            int n = frames.size();
            if (n == 0 || maps.size() != n || probabilities.length != n || captions.size() != n)
                throw new IllegalArgumentException(
                        "Explorer: a view needs as many maps, probabilities and captions as frames, at least one, got "
                                + maps.size() + ", " + probabilities.length + " and " + captions.size() + " for " + n);
            for (double[] pi : probabilities)
                if (pi.length != actions.size())
                    throw new IllegalArgumentException(
                            "Explorer: needed a name for each of " + pi.length + " actions, got " + actions);
            for (int i = 0; i < n; i++) requireSize(frames.get(i), maps.get(i));
        }

        /**
         * What a policy does in some states, and why, by one method.
         *
         * @param states [N, C, H, W], in [0, 1]; of a stack the newest frame is shown
         * @param actions the names of the policy's actions
         */
        public static View of(Policy policy, INDArray states, SaliencyMethod method, String... actions) {
            int n = (int) states.size(0);
            int channels = Pictures.channels(states.size(1));
            int height = (int) states.size(2);
            int width = (int) states.size(3);
            int size = channels * height * width;
            float[] all = HostArrays.floats(states);
            int state = all.length / n;
            List<BufferedImage> frames = IntStream.rangeClosed(1, n)
                    .mapToObj(end -> Arrays.copyOfRange(all, end * state - size, end * state))
                    .map(frame -> Pictures.frame(frame, channels, height, width))
                    .toList();
            List<String> captions = IntStream.rangeClosed(1, n)
                    .mapToObj(i -> "state " + i + " of " + n)
                    .toList();
            return new View(
                    frames, method.explain(policy, states), policy.probabilities(states), List.of(actions), captions);
        }

        public View withCaptions(List<String> captions) {
            return new View(frames, maps, probabilities, actions, captions);
        }

        private static void requireSize(BufferedImage frame, SaliencyMap map) {
            if (frame.getWidth() != map.width() || frame.getHeight() != map.height())
                throw new IllegalArgumentException(String.format(
                        "Explorer: a map must be of its frame's size, got %d x %d for %d x %d",
                        map.width(), map.height(), frame.getWidth(), frame.getHeight()));
        }
    }

    /** @param menus what there is to choose, the leftmost first: its choice decides what the others offer */
    public Explorer(String... menus) {
        this.menus = List.of(menus);
    }

    /** @param choice one of each menu */
    public Explorer add(View view, String... choice) {
        if (choice.length != menus.size())
            throw new IllegalArgumentException("Explorer: needed a choice of " + menus + ", got " + List.of(choice));
        if (views.putIfAbsent(List.of(choice), view) != null)
            throw new IllegalArgumentException("Explorer: there is a view of " + List.of(choice) + " already");
        return this;
    }

    /** How wide frames are shown, in place of 256. */
    public Explorer width(int width) {
        if (width < 16) throw new IllegalArgumentException("Explorer: the width must be at least 16, got " + width);
        this.width = width;
        return this;
    }

    /** How long a state stays while playing, in place of 400 ms. */
    public Explorer millis(int millis) {
        if (millis < 10) throw new IllegalArgumentException("Explorer: a state needs at least 10 ms, got " + millis);
        this.millis = millis;
        return this;
    }

    /** The element with its script. */
    public String html() {
        if (views.isEmpty()) throw new IllegalStateException("Explorer: there is no view, add one");
        List<String> choice = views.keySet().iterator().next();
        View first = views.get(choice);
        BufferedImage frame = first.frames.get(0);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("alt", "states, saliency maps and action probabilities by " + escape(String.join(", ", menus)));
        values.put("menus", selects(choice));
        values.put("frame", Page.crisp(frame, width));
        values.put("map", Page.crisp(Pictures.overlay(frame, first.maps.get(0).values()), width));
        values.put("red", levels(Color::getRed));
        values.put("green", levels(Color::getGreen));
        values.put("blue", levels(Color::getBlue));
        values.put("caption", escape(first.captions.get(0)));
        values.put("bars", bars(first));
        values.put("width", width);
        values.put("height", Math.round((float) width * frame.getHeight() / frame.getWidth()));
        values.put("leaf", "state");
        values.put("last", first.frames.size() - 1);
        values.put("millis", millis);
        values.put("data", Page.json(data()));
        return Page.of("explorer.html", values);
    }

    @Override
    public String toString() {
        return "Explorer[" + views.size() + " views by " + String.join(", ", menus) + "]";
    }

    private String selects(List<String> choice) {
        return IntStream.range(0, menus.size())
                .mapToObj(k -> "<label>" + escape(menus.get(k))
                        + " <select data-lm-suppress-shortcuts=\"true\" disabled><option>" + escape(choice.get(k))
                        + "</option></select></label>")
                .collect(Collectors.joining());
    }

    private static String bars(View view) {
        return IntStream.range(0, view.actions.size())
                .mapToObj(a -> String.format(
                        Locale.ROOT,
                        "<span>%s</span><span style=\"height:12px;background:#0072B2;width:%.0f%%\"></span><span>%.2f</span>",
                        escape(view.actions.get(a)),
                        100 * view.probabilities[0][a],
                        view.probabilities[0][a]))
                .collect(Collectors.joining());
    }

    /** Views name pictures by their number: many views show the same frames. */
    private Map<String, Object> data() {
        Map<String, Integer> pictures = new LinkedHashMap<>();
        List<Map<String, Object>> shown = new ArrayList<>();
        views.forEach((choice, view) -> {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("choice", choice);
            of.put("frames", numbers(view.frames, pictures));
            of.put("maps", numbers(view.maps.stream().map(Explorer::shades).toList(), pictures));
            of.put("probabilities", rounded(view.probabilities));
            of.put("actions", view.actions);
            of.put("captions", view.captions);
            shown.add(of);
        });
        return Map.of("views", shown, "pictures", List.copyOf(pictures.keySet()));
    }

    private static List<Integer> numbers(List<BufferedImage> some, Map<String, Integer> pictures) {
        List<Integer> numbers = new ArrayList<>();
        for (BufferedImage picture : some) {
            String png = Page.base64(picture);
            pictures.putIfAbsent(png, pictures.size());
            numbers.add(pictures.get(png));
        }
        return numbers;
    }

    private static double[][] rounded(double[][] probabilities) {
        return Arrays.stream(probabilities)
                .map(pi -> Arrays.stream(pi).map(p -> Math.round(p * 1e4) / 1e4).toArray())
                .toArray(double[][]::new);
    }

    /** A map's values as grays, black for 0; the page gives them their colours. */
    private static BufferedImage shades(SaliencyMap map) {
        BufferedImage picture = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_BYTE_INDEXED, GRAYS);
        byte[] shades = new byte[map.values().length];
        for (int i = 0; i < shades.length; i++) shades[i] = (byte) Math.round(map.values()[i] * (SHADES - 1));
        picture.getRaster().setDataElements(0, 0, map.width(), map.height(), shades);
        return picture;
    }

    private static IndexColorModel grays() {
        byte[] levels = new byte[SHADES];
        for (int i = 0; i < SHADES; i++) levels[i] = (byte) Math.round(255f * i / (SHADES - 1));
        return new IndexColorModel(Byte.SIZE, SHADES, levels, levels, levels);
    }

    /** One of red, green and blue of viridis at each shade, in [0, 1], as SVG's feFuncR takes them. */
    private static String levels(ToIntFunction<Color> channel) {
        return IntStream.range(0, SHADES)
                .mapToObj(i -> String.format(
                        Locale.ROOT, "%.4f", channel.applyAsInt(Colormap.VIRIDIS.at(i / (SHADES - 1.0))) / 255.0))
                .collect(Collectors.joining(" "));
    }
}
