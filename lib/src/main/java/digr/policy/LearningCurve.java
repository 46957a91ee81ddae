package digr.policy;

import digr.run.CurveText;
import digr.run.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
            CurveText curve = CurveText.read("Policy", csv);
            for (int i = curve.rows().size() - 1; i >= 0; i--) {
                double[] row = curve.rows().get(i);
                if (Arrays.stream(row).noneMatch(Double::isNaN)) return named(curve.columns(), row);
            }
            return Map.of();
        } catch (UserException e) { // the documented case of no table of numbers
            return Map.of();
        }
    }

    private static Map<String, Double> named(List<String> columns, double[] numbers) {
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) row.put(columns.get(i), numbers[i]);
        return row;
    }
}
