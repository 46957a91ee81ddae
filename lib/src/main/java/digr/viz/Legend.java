package digr.viz;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    record Entry(String name, Color colour, Kind kind, Marker marker) {
        private boolean looksLike(Entry other) {
            return colour.equals(other.colour)
                    && line() == other.line()
                    && (marker == null || other.marker == null || marker == other.marker);
        }

        private Kind line() {
            return kind == Kind.BAND ? Kind.LINE : kind;
        }

        /** With the band and the marker of the other, which looks like it. */
        private Entry with(Entry other) {
            return new Entry(
                    name, colour, kind == Kind.BAND ? kind : other.kind, marker == null ? other.marker : marker);
        }
    }

    private final List<Entry> entries;
    private final List<Text> names;

    Legend(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.names = entries.stream().map(e -> new Text(e.name, FONT)).toList();
    }

    /**
     * One for charts of which one has all series. A series may have a band or markers in some of them only. Empty where no
     * chart has all, or where a series looks different.
     */
    static Optional<Legend> shared(List<Legend> legends) {
        Legend fullest = legends.stream()
                .max(Comparator.comparingInt(legend -> legend.entries.size()))
                .orElseThrow();
        List<Entry> shared = new ArrayList<>(fullest.entries);
        for (Legend legend : legends)
            for (Entry entry : legend.entries) {
                int i = shared.stream().map(Entry::name).toList().indexOf(entry.name);
                if (i < 0 || !shared.get(i).looksLike(entry)) return Optional.empty();
                shared.set(i, shared.get(i).with(entry));
            }
        return Optional.of(new Legend(shared));
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
