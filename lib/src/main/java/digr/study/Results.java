package digr.study;

import digr.run.SafeFiles;
import digr.run.Source;
import digr.run.Sourced;
import digr.run.UserException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A table of results, such as {@code data/results/table1-rfg.csv}.
 *
 * @param table not a copy
 */
public record Results(Table table, Optional<Source> source) implements Sourced {
    /** @throws UserException if the file cannot be read, or is no table */
    public static Results read(Path csv) {
        return Source.reading(csv, source -> new Results(table(csv), Optional.of(source)));
    }

    private static Table table(Path csv) {
        String text = SafeFiles.read(csv, (in, size) -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
        try {
            return Table.read().csv(new StringReader(text));
        } catch (RuntimeException e) { // Tablesaw has no exception of its own for this
            throw new UserException("Results: " + csv + " is no table of comma-separated values: " + e.getMessage(), e);
        }
    }
}
