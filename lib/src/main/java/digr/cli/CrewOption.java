package digr.cli;

import digr.run.Invocation;
import digr.run.UserException;
import digr.study.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who measures the points of a command's grid. */
final class CrewOption {
    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description = {
                "Measure on a Spark cluster, a point on a core: spark://HOST:7077. local[2] is this program alone, with two"
                        + " threads.",
                "What is finished here or there counts for both; the bytes are the same. README tells how to start a"
                        + " cluster."
            })
    private String master;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether a cluster was asked for. */
    boolean isCluster() {
        return master != null;
    }

    /**
     * The cluster that was asked for, else threads of this program.
     *
     * @param more words that the command has where the cluster runs it
     * @throws UserException if a cluster was asked for, and the module for it is not there
     */
    Crew of(int threads, String... more) {
        return Errands.crew().orElseGet(() -> isCluster() ? cluster(more) : Crew.threads(threads));
    }

    private Crew cluster(String... more) {
        List<String> words = new ArrayList<>(Invocation.deciding(
                command.root().commandLine().getParseResult().originalArgs()));
        words.addAll(List.of(more));
        return ServiceLoader.load(CrewProvider.class)
                .findFirst()
                .orElseThrow(() -> new UserException("digr: --spark needs the module spark/, which ./digr builds for a"
                        + " command with --spark; elsewhere put digr-spark on the class path"))
                .crew(master, words);
    }
}
