package digr.cli;

import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import tech.tablesaw.api.Table;

/** What a command computed, in a file NAME.csv or the like, and its provenance beside it as NAME.json. */
final class ResultFile {
    private ResultFile() {}

    /** Writes a table of {@code data/results} with its provenance, and prints it for the user. */
    static void writeAndPrint(CommandSpec command, Path folder, String name, Table table, Provenance provenance) {
        write(folder, name, table, provenance);
        command.commandLine().getOut().println(AlignedTable.of(table));
    }

    /** Writes NAME.csv and NAME.json. */
    static void write(Path folder, String name, Table table, Provenance provenance) {
        Path csv = folder.resolve(name + ".csv");
        write(csv, table);
        writeProvenance(csv, provenance);
    }

    static void write(Path csv, Table table) {
        write(csv, table.write().toString("csv"));
    }

    static void writeProvenance(Path result, Provenance provenance) {
        write(json(result), provenance.toJson() + "\n");
    }

    private static void write(Path path, String text) {
        SafeFiles.write(path, file -> file.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * To be called before the work.
     *
     * @param inputs what the work reads
     * @throws UserException if the result or the provenance beside it could not be written, or is an input
     */
    static void requireTargets(Path result, Path... inputs) {
        SafeFiles.requireTarget(result, inputs);
        if (json(result).equals(result))
            throw new UserException("can't write " + result + ": there its provenance goes; give it another ending");
        SafeFiles.requireTarget(json(result), inputs);
    }

    private static Path json(Path result) {
        return result.resolveSibling(result.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".json");
    }
}
