package digr.bench;

import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Ours and theirs in one table, a row for each peer that did the same work. */
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
            List<Measurement> same =
                    theirs.stream().filter(t -> t.name().equals(our.name())).toList();
            for (Measurement their : same) {
                name.append(our.name());
                score.append(digits(our.score()));
                unit.append(our.unit());
                who.append(their.who());
                peer.append(digits(their.score()));
                ratio.append(digits(our.timeRelativeTo(their)));
            }
            if (same.isEmpty()) {
                name.append(our.name());
                score.append(digits(our.score()));
                unit.append(our.unit());
                who.append("");
                peer.appendMissing();
                ratio.appendMissing();
            }
        }
        return Table.create("", name, score, unit, who, peer, ratio);
    }

    /** Three significant digits. */
    private static double digits(double x) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3g", x));
    }
}
