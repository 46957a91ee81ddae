package digr.cli;

import digr.run.Provenance;
import digr.run.SafeFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import tech.tablesaw.api.Table;

/** A table of {@code data/results}: NAME.csv, and its provenance beside it as NAME.json. */
final class ResultFile {
    private ResultFile() {}

    /** Writes it, and prints it for the user. */
    static void writeAndPrint(CommandSpec command, Path folder, String name, Table table, Provenance provenance) {
        write(folder, name, table, provenance);
        command.commandLine().getOut().println(AlignedTable.of(table));
    }

    static void write(Path folder, String name, Table table, Provenance provenance) {
        byte[] csv = table.write().toString("csv").getBytes(StandardCharsets.UTF_8);
        byte[] json = (provenance.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        SafeFiles.write(folder.resolve(name + ".csv"), file -> file.write(csv));
        SafeFiles.write(folder.resolve(name + ".json"), file -> file.write(json));
    }
}
