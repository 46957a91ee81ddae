package digr.cli;

import digr.eval.SaliencyDataset;
import digr.nn.NativeThreads;
import digr.policy.Policy;
import digr.run.SafeFiles;
import digr.task.Task;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Collects the states on which saliency maps are scored. */
@Command(
        name = "states",
        description = {
            "Collect states of a policy's episodes, on which `score` measures saliency maps.",
            "Every moment of an episode is equally likely; with each state it is kept which pixels matter."
        })
final class StatesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TaskOption chosen;

    @Option(names = "--policy", required = true, paramLabel = "F", description = "The teacher.")
    private Path file;

    @Option(names = "--count", defaultValue = "10000", description = "How many; default ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--seed", defaultValue = "0", description = "Decides everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .npz file to write or replace.")
    private Path out;

    @Option(names = "--threads", description = "Native threads; default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        Counts.requireAtLeast(1, "--count", count, spec);
        Counts.requireAtLeast(1, "--threads", threads, spec);
        Task task = chosen.get();
        SafeFiles.requireTarget(out, file);
        NativeThreads.use(threads);
        Policy teacher = chosen.policy(file).policy();
        Optional<SaliencyDataset> collected = LongWork.run(
                spec,
                "states",
                "",
                progress -> SaliencyDataset.collect(task.description(), task.states(), teacher, count, seed, progress));
        collected.ifPresent(dataset -> dataset.write(out));
        return collected.isPresent() ? 0 : 1;
    }
}
