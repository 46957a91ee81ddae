package digr.task;

import digr.env.Environment;
import digr.run.RecordText;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes a task's environments.
 *
 * @param training options of those to learn in
 * @param evaluation of those to be judged in; where they differ, the score is the task's own
 * @param maker from options
 */
public record Environments<O extends Record>(O training, O evaluation, Function<O, Environment> maker) {

    /** The options of an environment that has none. */
    public record NoOptions() {}

    /** The same to learn in and to be judged in, without options. */
    public static Environments<NoOptions> of(Supplier<Environment> maker) {
        return new Environments<>(new NoOptions(), new NoOptions(), options -> maker.get());
    }

    /**
     * With other options, to learn in and to be judged in.
     *
     * @param settings values by name, as in {@code stack=4} or {@code traffic.cars=20}
     * @throws IllegalArgumentException if there is no such option, or it cannot have that value
     */
    public Environments<O> with(Map<String, String> settings) {
        return new Environments<>(RecordText.with(training, settings), RecordText.with(evaluation, settings), maker);
    }

    Environment toLearnIn() {
        return maker.apply(training);
    }

    Environment toBeJudgedIn() {
        return maker.apply(evaluation);
    }
}
