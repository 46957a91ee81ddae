package digr.run;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Something that is trained step by step and can be put away and taken up again, bit for bit. */
public interface Training {
    /** How far it is, in the unit of {@link #total}. */
    long done();

    /** Where it ends. */
    long total();

    /**
     * One unit of work, a second or so.
     *
     * @return what is worth a point on the learning curve, the same names each time; NaN for what was not measured this
     *     time
     * @throws ConnectionLostException if a simulator is lost; a {@link #checkpoint} can still be made
     * @throws CancellationException if this thread was interrupted, and the training can stop within a unit; a {@link
     *     #checkpoint} can still be made, and who goes on does the rest of the unit, or all of it
     */
    Map<String, Double> iterate();

    /**
     * Tells of the steps within each unit from now on, for whoever watches a slow simulator.
     *
     * @param inside told how far it is, without words
     */
    default void tellOfSteps(Progress inside) {}

    /**
     * Trains to the end.
     *
     * @param progress told how far it is, and of each point
     * @param each gets every point, after its iteration
     */
    default void run(Progress progress, Consumer<Map<String, Double>> each) {
        while (done() < total()) {
            Map<String, Double> point = iterate();
            each.accept(point);
            progress.report(done(), total(), text(point));
        }
    }

    /** As {@link #run(Progress, Consumer)}, with nothing to be done with the points. */
    default void run(Progress progress) {
        run(progress, point -> {});
    }

    /** A point in words, such as {@code return 0.912, entropy 0.31}; what was not measured is left out. */
    static String text(Map<String, Double> point) {
        return point.entrySet().stream()
                .filter(value -> !value.getValue().isNaN())
                .map(value -> String.format(Locale.ROOT, "%s %.3g", value.getKey(), value.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Everything that the rest of the training depends on. */
    Safetensors checkpoint();

    /**
     * Goes on from a {@link #checkpoint}.
     *
     * @throws UserException if it is not one of this training with these options
     */
    void restore(Safetensors checkpoint);
}
