package digr.cli;

import digr.env.Environment;
import digr.env.VectorEnvironment;
import digr.nn.Network;
import digr.rl.Ppo;
import digr.rl.PpoOptions;
import digr.run.Seeds;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a policy by PPO with the options of the paper's Table 2. */
@Command(name = "ppo", description = "Train a policy from scratch by PPO: the teacher.")
final class TrainPpoCommand implements Callable<Integer> {
    @Mixin
    private TrainOptions common;

    @Mixin
    private CarlaOption carla;

    @Option(names = "--steps", description = "Environment steps; default: the paper's.")
    private Long steps;

    @Option(names = "--learning-rate", description = "Default: the task's preset.")
    private Double learningRate;

    @Option(
            names = "--set",
            split = ",",
            paramLabel = "OPTION=VALUE",
            description =
                    "Other options of PPO, such as entropyCoefficient=0.02; notebook 08 has their names and presets.")
    private Map<String, String> others = Map.of();

    @Option(
            names = "--start",
            paramLabel = "F",
            description = "Policy with a value head to begin with; default: random parameters.")
    private Path start;

    @Override
    public Integer call() {
        common.prepare();
        return common.eachSeed(this::train);
    }

    private int train() {
        Supplier<Environment> maker = carla.training(common.task());
        PpoOptions options = common.changed(common.task().ppo(), PpoOptions::with);
        if (carla.given()) options = inOneEnvironment(options);
        if (steps != null) {
            common.requirePositive("--steps", steps);
            options = options.withTotalSteps(steps);
        }
        if (learningRate != null) {
            common.requirePositive("--learning-rate", learningRate);
            options = options.withLearningRate(learningRate);
        }
        options = changed(options);
        Seeds seeds = new Seeds(common.seed);
        Network network =
                new Network(common.network(common.task()::architecture).withValueHead(true), DataType.FLOAT);
        try (VectorEnvironment environments =
                common.environments(maker, options.rollouts().environments(), seeds)) {
            Ppo ppo = new Ppo(carla.name(common.task()), options, environments, network, seeds, common.threads());
            if (start != null) ppo.startFrom(common.policy(start));
            if (steps != null && ppo.total() != steps)
                common.note(String.format(
                        Locale.ROOT,
                        "--steps %,d: a rollout has %,d steps, so it trains %,d",
                        steps,
                        options.batch(),
                        ppo.total()));
            return common.complete("ppo", ppo);
        }
    }

    /** With rollouts of as many steps, all in the environment that a server serves. */
    private static PpoOptions inOneEnvironment(PpoOptions options) {
        PpoOptions.Rollouts rollouts = options.rollouts();
        int steps = rollouts.environments() * rollouts.horizon();
        return options.with(Map.of("environments", "1", "horizon", Integer.toString(steps)));
    }

    private PpoOptions changed(PpoOptions options) {
        try {
            return options.with(others);
        } catch (IllegalArgumentException e) {
            common.refuse("--set: " + e.getMessage());
            return options;
        }
    }
}
