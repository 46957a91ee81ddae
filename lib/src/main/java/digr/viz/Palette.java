package digr.viz;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Colours of series, told apart by colour-blind readers too, in the order that keeps the first ones farthest apart.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito 2008, Color Universal Design</a>
 */
public final class Palette {
    public static final Color BLUE = new Color(0x0072B2);
    public static final Color VERMILLION = new Color(0xD55E00);
    public static final Color GREEN = new Color(0x009E73);
    public static final Color PURPLE = new Color(0xCC79A7);
    public static final Color ORANGE = new Color(0xE69F00);
    public static final Color SKY_BLUE = new Color(0x56B4E9);
    public static final Color YELLOW = new Color(0xF0E442);
    public static final Color BLACK = new Color(0x000000);

    /** For what belongs to {@link #GREEN}; not one of the eight. */
    public static final Color LIGHT_GREEN = new Color(0x8CB764);

    /** Okabe and Ito's eight. */
    public static final List<Color> SERIES = List.of(BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY_BLUE, BLACK, YELLOW);

    private static final Map<String, Color> NAMED = Map.ofEntries(
            Map.entry("teacher", BLUE),
            Map.entry("distillation only", VERMILLION),
            Map.entry("distillation alone", VERMILLION),
            Map.entry("DIGR", GREEN),
            Map.entry("DIGR's student", GREEN),
            Map.entry("DIGR, blur masks", LIGHT_GREEN),
            Map.entry("FGSM", ORANGE),
            Map.entry("PGD", PURPLE),
            Map.entry("PGD, margin", SKY_BLUE),
            Map.entry("uniform noise", BLACK));

    static final Color INK = new Color(0x222222);
    static final Color AXIS = new Color(0x666666);
    static final Color GRID = new Color(0xE4E4E4);

    private Palette() {}

    /** The colour that a kind of policy, or an attack, has in every figure; empty for any other name. */
    static Optional<Color> named(String series) {
        return Optional.ofNullable(NAMED.get(series));
    }
}
