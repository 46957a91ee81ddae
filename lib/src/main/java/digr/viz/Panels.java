package digr.viz;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Figures side by side or one below the other, as one. Charts that share a legend show it once, below them all. */
public final class Panels implements Figure {
    private static final int GAP = 6;

    private final List<Figure> figures;
    private final boolean across;
    private final Legend shared; // null if each figure keeps its own
    private final String alt;

    private Panels(List<Figure> figures, boolean across, String alt) {
        if (figures.isEmpty()) throw new IllegalArgumentException("Panels: at least one figure is needed");
        this.figures = figures;
        this.across = across;
        this.alt = alt;
        shared = figures.size() > 1 && figures.stream().allMatch(Chart.class::isInstance)
                ? Legend.shared(figures.stream()
                                .map(figure -> ((Chart<?>) figure).legend())
                                .toList())
                        .orElse(null)
                : null;
    }

    /** From left to right, tops aligned. */
    public static Panels row(Figure... figures) {
        return new Panels(List.of(figures), true, null);
    }

    /** From top to bottom, left edges aligned. */
    public static Panels column(Figure... figures) {
        return new Panels(List.of(figures), false, null);
    }

    /** In place of the panels' alt texts one after the other. */
    public Panels alt(String text) {
        return new Panels(figures, across, text);
    }

    @Override
    public String altText() {
        return alt != null ? alt : figures.stream().map(Figure::altText).collect(Collectors.joining(". "));
    }

    @Override
    public int width() {
        return length(across, figures.stream().mapToInt(Figure::width).toArray());
    }

    @Override
    public int height() {
        int plots = length(!across, figures.stream().mapToInt(this::height).toArray());
        return shared == null ? plots : plots + shared.height(width());
    }

    @Override
    public void paint(Graphics2D g) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width(), height());
        int at = 0;
        for (Figure figure : figures) {
            Graphics2D panel = (Graphics2D) g.create();
            panel.translate(across ? at : 0, across ? 0 : at);
            if (shared != null) ((Chart<?>) figure).paintPlot(panel, height(figure));
            else figure.paint(panel);
            panel.dispose();
            at += (across ? figure.width() : height(figure)) + GAP;
        }
        if (shared != null) shared.paint(g, width(), height() - shared.height(width()));
    }

    /** A figure's height, without the legend that is shared. */
    private int height(Figure figure) {
        return figure.height() - (shared == null ? 0 : shared.height(figure.width()));
    }

    private static int length(boolean along, int... lengths) {
        return along
                ? Arrays.stream(lengths).sum() + GAP * (lengths.length - 1)
                : Arrays.stream(lengths).max().getAsInt();
    }
}
