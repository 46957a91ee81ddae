package digr.cli;

import digr.distill.PerturbationDataset;
import digr.distill.PerturbationGenerator;
import digr.env.VectorEnvironment;
import digr.nn.NativeThreads;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.SafeFiles;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.Source;
import digr.run.TrainingRun;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.study.Crew;
import digr.study.Grid;
import digr.study.PerturbationRun;
import digr.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the dataset of perturbation maps that DIGR's mask comes from. */
@Command(
        name = "perturb",
        description = {
            "Collect states of a teacher's episodes, each with its perturbation map: DIGR's masks.",
            "Can be stopped at any moment and resumed; until it is done, its checkpoint stands in FILE.run."
        })
final class PerturbCommand implements Callable<Integer> {
    private static final int ENVIRONMENTS = 16;
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private TaskOption chosen;

    @Option(names = "--policy", required = true, paramLabel = "F", description = "The teacher.")
    private Path file;

    @Option(names = "--states", defaultValue = "1000", description = "How many; default ${DEFAULT-VALUE}.")
    private int states;

    @Option(names = "--seed", defaultValue = "0", description = "Decides everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--method",
            defaultValue = MaskMethod.USUAL,
            converter = MaskMethod.Converter.class,
            completionCandidates = MaskMethod.Names.class,
            description = {
                "That makes the maps; default ${DEFAULT-VALUE}. One of: ${COMPLETION-CANDIDATES}.",
                "Counterfactual ones put the median of the states in place of things; the file keeps it.",
                "Removal takes each thing out of the picture, alone, where the environment can: cars, in driving."
            })
    private MaskMethod method;

    @Mixin
    private PerturbationOptions perturbation;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The .npz file to write or replace.")
    private Path out;

    @Option(names = "--resume", description = "Go on from the checkpoint, if there is one.")
    private boolean resume;

    @Option(names = "--threads", description = "Explain so many at a time; default: as many as cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private CrewOption crew;

    /** Where the states lie that another program has collected, for one that explains some of them. */
    @Option(names = "--collected", hidden = true)
    private Path collected;

    @Override
    public Integer call() {
        if (states < 1 || threads < 1)
            throw new ParameterException(spec.commandLine(), "--states and --threads must be at least 1");
        Task task = chosen.get();
        perturbation.requireUsed(method, method.takesRadius(), method.takesStride());
        GaussianBlur blur = perturbation.perturbation(task.perturbationRadius());
        SafeFiles.requireTarget(out, file);
        NativeThreads.use(threads);
        Policy teacher = chosen.policy(file).policy();
        TrainingRun run = new TrainingRun(out.resolveSibling(out.getFileName() + ".run"), BETWEEN_CHECKPOINTS);
        Crew explaining = crew.of(1, "--collected", run.checkpoint().toString());
        Seeds seeds = new Seeds(seed);
        try (VectorEnvironment environments = VectorEnvironment.of(ENVIRONMENTS, task::trainingEnvironment, seeds)) {
            PerturbationGenerator generator = generator(task, teacher, blur, environments, seeds);
            Optional<PerturbationDataset> made =
                    LongWork.run(spec, "perturb", "", progress -> dataset(generator, run, explaining, progress));
            if (made.isEmpty()) return 1;
            made.get().write(out);
            if (made.get().isZero())
                spec.commandLine()
                        .getErr()
                        .println("perturb: the maps of all " + states + " states are zero everywhere: nothing in them"
                                + " changes the teacher; train digr refuses such masks, so ask for more --states, or"
                                + " another --method");
        }
        Grid.delete(cells(run));
        run.delete();
        return 0;
    }

    private PerturbationDataset dataset(
            PerturbationGenerator generator, TrainingRun run, Crew explaining, Progress progress) {
        if (collected != null) generator.restore(Source.reading(collected, source -> Safetensors.read(collected)));
        else if (!crew.isCluster()) run.complete(generator, resume, progress);
        else {
            run.complete(generator.collecting(), resume, progress);
            Source.reading(run.checkpoint(), Source::file); // what the cluster is to be sent, too
        }
        return new PerturbationRun(cells(run), explaining).complete(generator, progress);
    }

    /** What a cluster has explained so far. */
    private static Path cells(TrainingRun run) {
        return run.folder().resolve("cells");
    }

    private PerturbationGenerator generator(
            Task task, Policy teacher, GaussianBlur blur, VectorEnvironment environments, Seeds seeds) {
        String name = task.description();
        if (method.isRemoval()) return PerturbationGenerator.removing(name, teacher, states, environments, seeds);
        NamedMethod method = this.method.named();
        if (!method.needsBackground())
            return new PerturbationGenerator(name, teacher, method.with(blur, seed), states, environments, seeds);
        return new PerturbationGenerator(
                name,
                teacher,
                method + ", stride " + blur.stride(),
                background -> method.with(blur, background, seed),
                states,
                environments,
                seeds);
    }
}
