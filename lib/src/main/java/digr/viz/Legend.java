package digr.viz;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.Marker;

/**
 * The names of a chart's series with their colours, in rows centred over the width; XChart's own knows one row only.
 */
final class Legend {
    private static final Font FONT = Fonts.regular(11);
    private static final double SAMPLE = 22;
    private static final double SAMPLE_GAP = 5;
    private static final double GAP = 18;
    private static final double MARGIN = 12;

    /** How a series looks. */
    enum Kind {
        LINE,
        BAND,
        DASHED,
        DOTTED,
        POINTS,
        BAR
    }

    /** @param marker null for none */
    record Entry(String name, Color colour, Kind kind, Marker marker) {}

    private final List<Entry> entries;
    private final List<Text> names;

    Legend(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.names = entries.stream().map(e -> new Text(e.name, FONT)).toList();
    }

    /** One for charts of the same series, which may have a band in some of them only; empty where their series differ. */
    static Optional<Legend> shared(List<Legend> legends) {
        List<Entry> lines = legends.get(0).withoutBands();
        if (!legends.stream().allMatch(legend -> legend.withoutBands().equals(lines))) return Optional.empty();
        return Optional.of(new Legend(IntStream.range(0, lines.size())
                .mapToObj(i -> legends.stream()
                        .map(legend -> legend.entries.get(i))
                        .filter(entry -> entry.kind == Kind.BAND)
                        .findFirst()
                        .orElse(lines.get(i)))
                .toList()));
    }

    private List<Entry> withoutBands() {
        return entries.stream()
                .map(e -> e.kind == Kind.BAND ? new Entry(e.name, e.colour, Kind.LINE, e.marker) : e)
                .toList();
    }

    int height(int width) {
        return entries.isEmpty() ? 0 : (int) Math.ceil(rows(width).size() * lineHeight()) + 4;
    }

    void paint(Graphics2D g, int width, double top) {
        double y = top;
        for (List<Integer> row : rows(width)) {
            double x = (width - widthOf(row)) / 2;
            for (int i : row) {
                paintSample(g, entries.get(i), x, y + lineHeight() / 2);
                g.setColor(Palette.INK);
                Text name = names.get(i);
                name.paint(g, x + SAMPLE + SAMPLE_GAP, y + (lineHeight() - name.height()) / 2, 0);
                x += widthOf(i) + GAP;
            }
            y += lineHeight();
        }
    }

    private static void paintSample(Graphics2D g, Entry entry, double x, double middle) {
        g.setColor(entry.colour);
        switch (entry.kind) {
            case BAR -> g.fill(new Rectangle2D.Double(x + SAMPLE - 12, middle - 6, 12, 12));
            case POINTS -> {}
            default -> {
                if (entry.kind == Kind.BAND) {
                    g.setColor(HouseStyle.shade(entry.colour));
                    g.fill(new Rectangle2D.Double(x, middle - 6, SAMPLE, 12));
                    g.setColor(entry.colour);
                }
                g.setStroke(HouseStyle.stroke(entry.kind));
                g.draw(new Line2D.Double(x, middle, x + SAMPLE, middle));
            }
        }
        if (entry.marker != null) entry.marker.paint(g, x + SAMPLE / 2, middle, HouseStyle.MARKER_SIZE);
        g.setStroke(new BasicStroke());
    }

    private List<List<Integer>> rows(int width) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            List<Integer> last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (last != null && widthOf(last) + GAP + widthOf(i) <= width - 2 * MARGIN) last.add(i);
            else rows.add(new ArrayList<>(List.of(i)));
        }
        return rows;
    }

    private double widthOf(List<Integer> row) {
        return row.stream().mapToDouble(this::widthOf).sum() + GAP * (row.size() - 1);
    }

    private double widthOf(int entry) {
        return SAMPLE + SAMPLE_GAP + names.get(entry).width();
    }

    private double lineHeight() {
        return names.stream().mapToDouble(Text::height).max().orElse(0) + 4;
    }
}
