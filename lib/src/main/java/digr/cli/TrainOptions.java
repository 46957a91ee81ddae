package digr.cli;

import digr.env.Environment;
import digr.env.VectorEnvironment;
import digr.nn.Architecture;
import digr.nn.NativeThreads;
import digr.nn.Width;
import digr.policy.PolicyWeights;
import digr.run.Invocation;
import digr.run.Seeds;
import digr.run.Training;
import digr.run.TrainingRun;
import digr.run.UserException;
import digr.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
            names = "--seeds",
            paramLabel = "A-B",
            converter = SeedRange.Converter.class,
            description = "One training after the other, each of these seeds, such as 0-2.")
    private SeedRange seeds;

    @Option(
            names = "--options",
            paramLabel = "FILE",
            description = {
                "Options in place of the task's preset: an object of JSON, lines of NAME=VALUE in a .properties, or a"
                        + " policy, for those that it was trained with, and for its network.",
                "Those on the command line come after them."
            })
    private Path options;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder of checkpoint and learning curve; default runs/TASK-METHOD-seedN. With --seeds it has a"
                            + " folder seedN for each.")
    private Path out;

    @Option(
            names = "--width",
            paramLabel = "WIDTH",
            description = "Of the paper's network: ${COMPLETION-CANDIDATES}; default: small, and a student has its"
                    + " teacher's network.")
    private Width width;

    @Option(
            names = "--kernel",
            paramLabel = "PIXELS",
            description =
                    "Side of its first kernels; default: 8, and a student has its teacher's. Of 4, their stride, each"
                            + " sees pixels that no other sees, and a student's map is finer.")
    private Integer kernel;

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

    /**
     * Trains with each seed that is asked for; the first exit code that is not 0, else 0.
     *
     * @param training with {@link #seed}
     */
    int eachSeed(Supplier<Integer> training) {
        if (seeds == null) return training.get();
        for (long each : seeds.seeds()) {
            seed = each;
            Invocation.isOfSeed(each);
            int code = training.get();
            if (code != 0) return code;
        }
        return 0;
    }

    /** Changes a preset by the options of the file, if there is one. */
    <T> T changed(T preset, BiFunction<T, Map<String, String>, T> with) {
        if (options == null) return preset;
        try {
            return with.apply(preset, OptionsFile.read(options));
        } catch (IllegalArgumentException e) {
            throw new UserException("--options: " + options + ": " + e.getMessage() + OptionsFile.maker(options), e);
        }
    }

    /**
     * The network of the width and kernels that were asked for, else with the layers of the policy that the options are
     * of, else the usual one.
     */
    Architecture network(Supplier<Architecture> usual) {
        Architecture network = width == null ? ofOptions(usual.get()) : task().architecture(width);
        try {
            return kernel == null ? network : network.withFirstKernel(kernel);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--kernel: " + e.getMessage(), e);
        }
    }

    private Architecture ofOptions(Architecture usual) {
        if (options == null || !OptionsFile.isPolicy(options)) return usual;
        try {
            return usual.withLayersOf(policy(options).architecture());
        } catch (IllegalArgumentException e) {
            throw new UserException("--options: " + options + ": " + e.getMessage(), e);
        }
    }

    Task task() {
        return chosen.get();
    }

    /** See {@link TaskOption#policy}. */
    PolicyWeights policy(Path file) {
        return chosen.policy(file);
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

    /** Says on standard error what a user may not expect. */
    void note(String what) {
        command.commandLine().getErr().println("digr: " + what);
    }

    /** Ends the command: wrong usage. */
    void refuse(String why) {
        throw new ParameterException(command.commandLine(), why);
    }

    TrainingRun run(String method) {
        Path usual = Path.of("runs", task() + "-" + method + "-seed" + seed);
        Path told = out == null || seeds == null ? out : out.resolve("seed" + seed);
        return new TrainingRun(told == null ? usual : told, Duration.ofSeconds(every));
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
