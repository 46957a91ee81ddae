package digr.paper;

import digr.distill.DigrOptions;
import digr.distill.DigrOptions.OptimiserKind;
import digr.env.Breakout;
import digr.env.Environment;
import digr.env.RedFetchGreen;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.nn.Architecture;
import digr.rl.PpoOptions;
import digr.run.Named;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The paper's tasks, each with what the paper sets for it: Table 2 (PPO), Table 3 (DIGR), and the radius of the
 * perturbations.
 */
public enum Task {
    /** Red-Fetch-Green in MiniGrid. */
    RFG(
            RedFetchGreen::new,
            RedFetchGreen::new,
            4,
            new PpoOptions(16, 128, 4, 8, 10_000_000, 0.99, 0.95, 0.2, 0.01, 0.5, 0.5, 1e-3, true, false, false),
            digr(16, 10_000, 1, 1e-3, OptimiserKind.ADAM)),
    /**
     * Atari Breakout. Its games are long: many play at once, and four times as many states are remembered, so that the
     * buffer always holds all their phases; and a student needs twice the updates to see their ends.
     */
    BREAKOUT(
            () -> new Breakout(Breakout.Options.training()),
            () -> new Breakout(Breakout.Options.evaluation()),
            8,
            new PpoOptions(8, 128, 4, 4, 20_000_000, 0.99, 0.95, 0.2, 0.01, 0.5, 0.5, 2e-4, true, false, true),
            digr(64, 40_000, 30, 1e-3, OptimiserKind.ADAM).withUpdates(20_000)),
    /**
     * The embedded highway. Learning holds each action for 0.2 s and looks ahead 7 s, some 33 decisions: that is how long a
     * car that comes close is in sight. With a fifth of this entropy bonus the policy grows so sure of itself that blurring a
     * free lane changes it more than blurring a far car does: its perturbation maps leave the cars.
     */
    DRIVING(
            () -> new Highway(HighwayOptions.training()),
            () -> new Highway(HighwayOptions.defaults()),
            5,
            new PpoOptions(8, 128, 4, 4, 1_000_000, 0.97, 0.95, 0.2, 0.01, 0.5, 0.5, 1e-3, true, true, false),
            digr(32, 10_000, 1, 2e-4, OptimiserKind.RMSPROP).withUpdates(6_000));

    private final Supplier<Environment> training;
    private final Supplier<Environment> evaluation;
    private final double radius;
    private final PpoOptions ppo;
    private final DigrOptions digr;

    Task(
            Supplier<Environment> training,
            Supplier<Environment> evaluation,
            double radius,
            PpoOptions ppo,
            DigrOptions digr) {
        this.training = training;
        this.evaluation = evaluation;
        this.radius = radius;
        this.ppo = ppo;
        this.digr = digr;
    }

    /** A new environment to learn in. */
    public Environment trainingEnvironment() {
        return training.get();
    }

    /** A new environment to be judged in; where it differs from that for training, the score is the task's own. */
    public Environment environment() {
        return evaluation.get();
    }

    /** The network of the committed policies, width {@code small}. */
    public Architecture architecture() {
        try (Environment sample = environment()) {
            int[] shape = sample.observationShape();
            return Architecture.small(shape[0], shape[1], shape[2], sample.actions());
        }
    }

    /** Whether an episode succeeds or fails, by the sign of its return; in other tasks the return says how well it went. */
    public boolean succeeds() {
        return this == RFG;
    }

    /** Whether what matters lies near one place in all states, so that maps are to be compared with one that never moves. */
    public boolean needsStaticControl() {
        return this == DRIVING;
    }

    /** Standard deviation in pixels of the perturbations' masks. */
    public double perturbationRadius() {
        return radius;
    }

    /** Table 2, with the learning rate falling to 0. */
    public PpoOptions ppo() {
        return ppo;
    }

    /** Table 3, with the form of the loss that the experiments bear out. */
    public DigrOptions digr() {
        return digr;
    }

    private static DigrOptions digr(
            int environments, int bufferSize, double alpha, double learningRate, OptimiserKind optimiser) {
        return new DigrOptions(
                DigrLoss.SELECTED.loss(),
                new DigrOptions.Masks(0.05, 0.3),
                new DigrOptions.Combination(alpha, 0.3, true, false),
                new DigrOptions.Schedule(10_000, 0.3, 0.1, 0.4),
                new DigrOptions.Steps(optimiser, learningRate, 0.999),
                new DigrOptions.Data(environments, bufferSize, 256, 64));
    }

    /** The task of this name, as the command line has it. */
    public static Task named(String name) {
        return Named.of(Task.class, name);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
