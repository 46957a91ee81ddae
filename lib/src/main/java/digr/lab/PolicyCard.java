package digr.lab;

import static digr.lab.TableHtml.escape;

import digr.nn.Architecture;
import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.run.Provenance;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A policy as HTML: its layers in a line, and what its file says of how it was made and what it reached. */
final class PolicyCard {
    private static final int HASH = 12; // digits that tell files apart

    private PolicyCard() {}

    /** A policy knows its network alone. */
    static String of(Policy policy) {
        return card(layers(policy.network().architecture()), "");
    }

    /** What a policy file holds. */
    static String of(PolicyWeights weights) {
        String rest = weights.provenance()
                .map(made -> made(made, weights.curveEnd()))
                .orElse("<p>Its file does not say what made it.</p>");
        return card(layers(weights.architecture()), rest);
    }

    private static String card(String layers, String rest) {
        return "<div style=\"border:1px solid #999;border-radius:6px;padding:.2em 1em;max-width:56em\"><p><b>Policy</b> "
                + layers + "</p>" + rest + "</div>";
    }

    /** Such as {@code 3 × 64 × 64 → 16 of 8 × 8, stride 4 → linear 256 → 7 actions; 94,375 parameters}. */
    static String layers(Architecture a) {
        String convolutions = a.convolutions().stream()
                .map(c -> c.filters() + " of " + c.kernel() + " × " + c.kernel() + ", stride " + c.stride() + " → ")
                .collect(Collectors.joining());
        String linear =
                a.hidden().stream().map(width -> "linear " + width + " → ").collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%d × %d × %d → %s%s%d actions%s; %,d parameters",
                a.channels(),
                a.height(),
                a.width(),
                convolutions,
                linear,
                a.actions(),
                a.valueHead() ? " and a value" : "",
                a.parameters());
    }

    /** The learning curve speaks where the file has no results of its own. */
    private static String made(Provenance made, Map<String, Double> curveEnd) {
        StringBuilder rows = new StringBuilder();
        row(rows, "task", made.task());
        row(rows, "steps, seed", String.format(Locale.ROOT, "%,d, seed %d", made.steps(), made.seed()));
        made.results().forEach((name, value) -> row(rows, name, number(value)));
        if (made.results().isEmpty() && !curveEnd.isEmpty()) row(rows, "end of its learning curve", numbers(curveEnd));
        made.parentSha256().forEach((role, hash) -> row(rows, "made from " + role, hash.substring(0, HASH)));
        row(rows, "revision", made.revision().replaceAll("\\b(\\w{" + HASH + "})\\w+", "$1"));
        row(rows, "platform", made.platform());
        return table(rows) + "<details><summary>options</summary>" + options(made.options()) + "</details>";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%.4g", value);
    }

    private static String numbers(Map<String, Double> row) {
        return row.entrySet().stream()
                .map(cell -> cell.getKey() + " " + number(cell.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String options(Map<String, String> options) {
        StringBuilder rows = new StringBuilder();
        options.forEach((name, value) -> row(rows, name, value));
        return table(rows);
    }

    private static String table(StringBuilder rows) {
        return "<table><tbody>" + rows + "</tbody></table>";
    }

    private static void row(StringBuilder rows, String name, String value) {
        rows.append("<tr><th scope=\"row\" style=\"text-align:left\">")
                .append(escape(name))
                .append("</th><td style=\"text-align:left\">")
                .append(escape(value))
                .append("</td></tr>");
    }
}
