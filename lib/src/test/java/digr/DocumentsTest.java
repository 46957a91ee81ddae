package digr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.distill.DigrOptions;
import digr.paper.PaperTasks;
import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** What the project's pages promise. */
class DocumentsTest {
    private static final Path ROOT = Checkout.folder();
    private static final Pattern LINK = Pattern.compile("]\\((?!\\w+:)([^)#]*)(?:#([^)]+))?\\)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "DEVIATIONS.md", "CHANGELOG.md", "data/README.md"})
    void linksLeadSomewhere(String name) throws IOException {
        Path page = ROOT.resolve(name);
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertTrue(Files.exists(target), name + " leads to " + target + ", which is not there");
            if (link.group(2) != null)
                assertTrue(headings(target).contains(link.group(2)), target + " has no heading " + link.group(2));
        }
    }

    /** As GitHub names them: small letters, blanks to hyphens, no punctuation. */
    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void theReadmesResultsAreThoseOfTheTables() throws IOException {
        Table table = read("figures/table1.csv");
        Row gradient = row(table, "method", "Vanilla gradient");
        Row digr = row(table, "method", "DIGR");
        Row blur = row(table, "method", "Gaussian blur");
        Table areas = read("data/results/robustness-areas-rfg.csv")
                .where(t -> t.stringColumn("attack").isEqualTo("pgd"));
        Table times = read("data/results/timing-rfg.csv");
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (String cells : List.of(
                share(gradient, "AUC, paper") + " → " + share(digr, "AUC, paper") + " | " + share(gradient, "AUC, ours")
                        + " → " + share(digr, "AUC, ours"),
                String.format(
                        Locale.ROOT,
                        "%.0f → %.2f | %.0f → %.2f",
                        number(gradient, "unimportant, paper"),
                        number(digr, "unimportant, paper"),
                        number(gradient, "unimportant, ours"),
                        number(digr, "unimportant, ours")),
                share(blur, "AUC, paper") + " | " + share(blur, "AUC, ours"),
                String.format(
                        Locale.ROOT,
                        "%.0f ms → %.1f ms",
                        number(row(times, "method", "gaussian-blur"), "median (ms)"),
                        number(row(times, "method", "digr"), "median (ms)")),
                share(row(areas, "policy", "teacher"), "area") + " → " + share(row(areas, "policy", "digr"), "area")))
            assertTrue(readme.contains("| " + cells + " |"), "README.md does not say " + cells);
    }

    @Test
    void notebook02sWordsOnTheLossAreThoseOfTheOptions() throws IOException {
        String text = Files.readString(ROOT.resolve("notebooks/02-method.ipynb"));
        DigrOptions options = PaperTasks.RFG.digr();
        List<String> weights = options.loss().penalties().values().stream()
                .map(weight -> String.format(Locale.ROOT, "%s", weight).replaceFirst("\\.0$", ""))
                .toList();
        assertEquals(List.of("30", "0.3", "0.15"), weights);
        assertEquals(
                List.of(0.05, 0.3),
                List.of(options.masks().lambda(), options.masks().importantAbove()));
        assertEquals(
                List.of(0.1, 0.3),
                List.of(options.loss().surrogateWidth(), options.combination().leak()));
        assertEquals(
                List.of(0.5, 0.1),
                List.of(options.schedule().warmUp(), options.schedule().ramp()));
        for (String said : List.of(
                "L_s = 30 \\\\cdot",
                "+ 0.3 \\\\cdot",
                "+ 0.15 \\\\cdot",
                "our students learn from it, with $\\\\lambda = 0.05$",
                "with $\\\\ell = 0.3$",
                "of width $\\\\tau = 0.1$")) assertTrue(text.contains(said), "notebook 02 does not say " + said);
    }

    /** PGD on the margin of logits is never the stronger one, so the cross entropy does not mislead PGD. */
    @Test
    void notebook07sGapBetweenTheAttacksIsThatOfTheTable() throws IOException {
        Table table = read("data/results/robustness-rfg.csv");
        String text = Files.readString(ROOT.resolve("notebooks/07-robustness.ipynb"));
        double largest = 0;
        for (String policy : List.of("teacher", "distill", "digr", "digr-blur"))
            for (double eps : table.doubleColumn("eps").unique()) {
                double gap = mean(table, policy, "pgd-margin", eps) - mean(table, policy, "pgd", eps);
                assertTrue(gap > -1e-9, policy + " at " + eps + " has " + gap);
                largest = Math.max(largest, gap);
            }
        assertEquals(0.28, largest, 0.005);
        assertEquals(0.72, mean(table, "teacher", "pgd-margin", 0.012), 0.005);
        assertEquals(0.44, mean(table, "teacher", "pgd", 0.012), 0.005);
        assertEquals(0.64, mean(table, "distill", "pgd-margin", 0.016), 0.005);
        assertEquals(0.50, mean(table, "distill", "pgd", 0.016), 0.005);
        for (String said : List.of(
                "never below that of PGD, and at most .28 above it",
                "the margin leaves .72 and PGD .44",
                "under .016 .64 and .50")) assertTrue(text.contains(said), "notebook 07 does not say " + said);
    }

    /** Of the seeds' returns; 0 where the table has none. */
    private static double mean(Table table, String policy, String attack, double eps) {
        return table.stream()
                .filter(r -> r.getString("policy").equals(policy)
                        && r.getString("attack").equals(attack))
                .filter(r -> r.getDouble("eps") == eps)
                .mapToDouble(r -> number(r, "return"))
                .average()
                .orElse(0);
    }

    @ParameterizedTest
    @CsvSource({"breakout, auc", "driving, maximum within 3 px"})
    void theReadmesResultsBeyondThePaperAreThoseOfTheTables(String task, String measure) throws IOException {
        Table table = read("data/results/table1-" + task + ".csv");
        if (table.containsColumn("channels"))
            table = table.where(t -> t.stringColumn("channels").isEqualTo("max"));
        Table gradients = table.where(t -> t.stringColumn("method").isEqualTo("vanilla-gradient"));
        Table blurs = table.where(t -> t.stringColumn("method").isEqualTo("gaussian-blur"));
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (String cell : List.of(
                share(row(gradients, "policy", "teacher"), measure) + " → "
                        + share(row(gradients, "policy", "digr"), measure),
                share(row(blurs, "policy", "teacher"), measure)))
            assertTrue(readme.contains("| – | " + cell + " |"), "README.md does not say " + cell);
    }

    private static Table read(String name) {
        return Table.read().csv(ROOT.resolve(name).toFile());
    }

    private static Row row(Table table, String column, String value) {
        return table.where(t -> t.stringColumn(column).isEqualTo(value)).row(0);
    }

    /** Also of a column in which all numbers are whole. */
    private static double number(Row row, String column) {
        return ((Number) row.getObject(column)).doubleValue();
    }

    /** Such as .991. */
    private static String share(Row row, String column) {
        return String.format(Locale.ROOT, "%.3f", number(row, column)).replaceFirst("^0", "");
    }
}
