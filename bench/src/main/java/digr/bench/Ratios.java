package digr.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Ours and theirs in one table, beside each of ours the fastest peer that did the same work. */
final class Ratios {
    private Ratios() {}

    static Table table(List<Measurement> ours, List<Measurement> theirs) {
        StringColumn name = StringColumn.create("benchmark");
        DoubleColumn score = DoubleColumn.create("digr");
        StringColumn unit = StringColumn.create("unit");
        StringColumn who = StringColumn.create("peer");
        DoubleColumn peer = DoubleColumn.create("peer's");
        DoubleColumn ratio = DoubleColumn.create("our time / theirs");
        for (Measurement our : ours) {
            Optional<Measurement> best = theirs.stream()
                    .filter(their -> their.name().equals(our.name()))
                    .max(Comparator.comparingDouble(our::timeRelativeTo));
            name.append(our.name());
            score.append(digits(our.score()));
            unit.append(our.unit());
            who.append(best.map(Measurement::who).orElse(""));
            peer.append(best.map(their -> digits(their.score())).orElse(null));
            ratio.append(best.map(their -> digits(our.timeRelativeTo(their))).orElse(null));
        }
        return Table.create("", name, score, unit, who, peer, ratio);
    }

    /** Three significant digits. */
    private static double digits(double x) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3g", x));
    }
}
