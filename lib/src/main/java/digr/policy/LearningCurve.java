package digr.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The learning curve that a training wrote, kept beside its policy: NAME.csv beside NAME.safetensors. */
final class LearningCurve {
    private LearningCurve() {}

    /**
     * The last row without an empty cell, by column: students are judged in some rows only.
     *
     * @return empty where there is no such row, or no table of numbers at all: a policy is sound without
     */
    static Map<String, Double> endBeside(Path policy) {
        Path csv = policy.resolveSibling(policy.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".csv");
        if (!Files.isRegularFile(csv)) return Map.of();
        try {
            List<String> lines = Files.readAllLines(csv);
            for (int i = lines.size() - 1; i > 0; i--) {
                Map<String, Double> row =
                        row(lines.get(0).split(","), lines.get(i).split(",", -1));
                if (!row.isEmpty()) return row;
            }
            return Map.of();
        } catch (IOException | NumberFormatException e) {
            return Map.of();
        }
    }

    /** Empty unless every column has its number. */
    private static Map<String, Double> row(String[] columns, String[] cells) {
        Map<String, Double> row = new LinkedHashMap<>();
        if (cells.length != columns.length) return row;
        for (int i = 0; i < cells.length; i++) {
            if (cells[i].isEmpty()) return Map.of();
            row.put(columns[i], Double.valueOf(cells[i]));
        }
        return row;
    }
}
