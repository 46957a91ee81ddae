package digr.cli;

import digr.lab.Lessons;
import digr.run.Checkout;
import digr.run.SafeFiles;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the notebooks as a course hands them out. */
@Command(
        name = "lesson",
        description = {
            "Write the notebooks for students: without outputs and answers.",
            "OUT/solutions gets those that have exercises, with answers and outputs.",
            "./digr lab --ServerApp.root_dir=OUT opens them."
        })
final class LessonCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "A folder that is empty, or that this makes.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Path notebooks = Checkout.folder().resolve("notebooks");
        requireEmptyFolder(notebooks);
        Map<Path, byte[]> files = Lessons.edition(notebooks, out);
        Path solutions = out.resolve(Lessons.SOLUTIONS);
        boolean made = !Files.exists(out);
        try {
            SafeFiles.createFolder(solutions);
            files.forEach((file, text) -> SafeFiles.write(file, stream -> stream.write(text)));
        } catch (UserException e) {
            files.keySet().forEach(file -> file.toFile().delete());
            solutions.toFile().delete();
            if (made) out.toFile().delete();
            throw wrong(e.getMessage());
        }
        spec.commandLine().getOut().println(out);
        return 0;
    }

    private void requireEmptyFolder(Path notebooks) throws IOException {
        if (out.toAbsolutePath().normalize().startsWith(notebooks))
            throw wrong(out + " is where the lessons themselves are; name another folder");
        if (Files.exists(out) && !Files.isDirectory(out)) throw wrong(out + " is a file; name a folder");
        if (Files.exists(out) && !Files.isReadable(out)) throw wrong("may not read " + out + "; name another folder");
        if (Files.exists(out) && !contents(out).isEmpty())
            throw wrong("needed an empty folder, " + out + " holds "
                    + contents(out).get(0).getFileName() + "; name another, or remove what is there");
    }

    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), "lesson: " + why);
    }
}
