package digr.paper;

import digr.distill.DigrOptions;
import digr.distill.DigrOptions.OptimiserKind;
import digr.distill.DigrOptions.Schedule;
import digr.distill.DigrOptions.Start;
import digr.env.Breakout;
import digr.env.RedFetchGreen;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.eval.StateCollector;
import digr.rl.PpoOptions;
import digr.rl.PpoOptions.Loss;
import digr.rl.PpoOptions.Returns;
import digr.rl.PpoOptions.Rollouts;
import digr.rl.PpoOptions.Updates;
import digr.task.Environments;
import digr.task.Judging;
import digr.task.Task;
import digr.task.TaskProvider;
import java.util.List;

/**
 * The paper's tasks, each with what the paper sets for it: Table 2 (PPO, the learning rate falling to 0), Table 3 (DIGR,
 * with the form of the loss that the experiments bear out), and the radius of the perturbations.
 */
public final class PaperTasks implements TaskProvider {
    /**
     * Red-Fetch-Green in MiniGrid. Advantages count as they are: rewards are rare at first, a minibatch without one holds
     * nothing but noise, and normalising blows it up, which cost a quarter of the training. Students act in as many rooms
     * and remember as many states as those of Breakout, else they lose one game in 200. Half of their updates are
     * distillation alone: longer under the selective loss their maps lose the dim rims of the objects.
     */
    public static final Task RFG = new Task(
            "rfg",
            "Red-Fetch-Green",
            Environments.of(RedFetchGreen::new),
            4,
            new PpoOptions(
                    new Rollouts(16, 128),
                    new Returns(0.99, 0.95, false, false),
                    new Loss(0.2, 0.01, 0.5, false),
                    new Updates(4, 8, 10_000_000, 0.5, 1e-3, true)),
            digr(64, 40_000, 0.2, 1e-3, OptimiserKind.ADAM).with(new Schedule(20_000, 0.5, 0.1, 0.4)),
            new Judging(true, 100, 1000, false, maker -> StateCollector.ofRooms()));

    /**
     * Atari Breakout. Its games are long: many play at once, and four times as many states are remembered, so that the
     * buffer always holds all their phases; and a student needs four times the updates to see their ends. It is taught the
     * teacher's logits at temperature 0.7: what it mistakes of them makes it less sure than the teacher is, and a game is
     * lost by a few wrong moves. One that was taught at 1 scored 349 of 64 games, and 392 at 0.7 of its own logits; the
     * teacher 385.
     */
    public static final Task BREAKOUT = new Task(
            "breakout",
            "Breakout",
            new Environments<>(Breakout.Options.training(), Breakout.Options.evaluation(), Breakout::new),
            8,
            new PpoOptions(
                    new Rollouts(8, 128),
                    new Returns(0.99, 0.95, false, true),
                    new Loss(0.2, 0.01, 0.5, true),
                    new Updates(4, 4, 20_000_000, 0.5, 2e-4, true)),
            digr(64, 40_000, 30, 1e-3, OptimiserKind.ADAM)
                    .with(new DigrOptions.Data(64, 40_000, 256, 64, 0.7))
                    .withUpdates(40_000),
            new Judging(false, 10, 100, false, StateCollector::ofMarked));

    /**
     * The embedded highway. Learning holds each action for 0.2 s and looks ahead 7 s, some 33 decisions: that is how long a
     * car that comes close is in sight. With a fifth of this entropy bonus the policy grows so sure of itself that blurring a
     * free lane changes it more than blurring a far car does: its perturbation maps leave the cars.
     */
    public static final Task DRIVING = new Task(
            "driving",
            "driving",
            new Environments<>(HighwayOptions.training(), HighwayOptions.defaults(), Highway::new),
            5,
            new PpoOptions(
                    new Rollouts(8, 128),
                    new Returns(0.97, 0.95, true, false),
                    new Loss(0.2, 0.01, 0.5, true),
                    new Updates(4, 4, 1_000_000, 0.5, 1e-3, true)),
            digr(32, 10_000, 1, 2e-4, OptimiserKind.RMSPROP).withUpdates(6_000),
            new Judging(false, 20, 100, true, StateCollector::ofMarked));

    @Override
    public List<Task> tasks() {
        return List.of(RFG, BREAKOUT, DRIVING);
    }

    private static DigrOptions digr(
            int environments, int bufferSize, double alpha, double learningRate, OptimiserKind optimiser) {
        return new DigrOptions(
                DigrLoss.SELECTED.loss(),
                new DigrOptions.Masks(0.05, 0.3),
                new DigrOptions.Combination(alpha, 0.3, true, false),
                new Schedule(10_000, 0.3, 0.1, 0.4),
                new DigrOptions.Steps(Start.RANDOM, optimiser, learningRate, 0.999),
                new DigrOptions.Data(environments, bufferSize, 256, 64));
    }
}
