package digr.cli;

import digr.env.Environment;
import digr.env.VectorEnvironment;
import digr.nn.NativeThreads;
import digr.run.Seeds;
import digr.run.Training;
import digr.run.TrainingRun;
import digr.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all trainings are told on the command line. */
final class TrainOptions {
    @Mixin
    private TaskOption chosen;

    @Option(names = "--seed", defaultValue = "0", description = "Decides everything random; default ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of checkpoint and learning curve; default runs/TASK-METHOD-seedN.")
    private Path out;

    @Option(names = "--resume", description = "Go on from the folder's checkpoint, if there is one.")
    private boolean resume;

    @Option(names = "--threads", description = "Change the speed, never a number; default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Default ${DEFAULT-VALUE}.")
    private int every;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** To be called before the first native operation. */
    void prepare() {
        requirePositive("--threads", threads);
        NativeThreads.use(1); // the parts that a batch is computed in have threads of their own
    }

    Task task() {
        return chosen.get();
    }

    int threads() {
        return threads;
    }

    /** The task's, to train in. */
    VectorEnvironment environments(int count, Seeds seeds) {
        return environments(task()::trainingEnvironment, count, seeds);
    }

    VectorEnvironment environments(Supplier<Environment> maker, int count, Seeds seeds) {
        List<Environment> environments = Stream.generate(maker).limit(count).toList();
        return new VectorEnvironment(environments, seeds, threads);
    }

    void requirePositive(String option, Number value) {
        if (!(value.doubleValue() > 0 && value.doubleValue() < Double.POSITIVE_INFINITY))
            refuse(option + " must be above 0, got " + value);
    }

    /** Ends the command: wrong usage. */
    void refuse(String why) {
        throw new ParameterException(command.commandLine(), why);
    }

    TrainingRun run(String method) {
        Path folder = out == null ? Path.of("runs", task() + "-" + method + "-seed" + seed) : out;
        return new TrainingRun(folder, Duration.ofSeconds(every));
    }

    /** Trains to the end, or until Ctrl-C; returns the exit code. */
    int complete(String method, Training training) {
        Optional<Training> trained = LongWork.run(command, "train " + method, "", progress -> {
            run(method).complete(training, resume, progress);
            return training;
        });
        return trained.isPresent() ? 0 : 1;
    }
}
