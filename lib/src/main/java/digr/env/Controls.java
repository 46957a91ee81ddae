package digr.env;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How somebody plays an environment.
 *
 * @param actions what they are called, in their order
 * @param keys of a page ("ArrowLeft", " "), each with its action; kept in the order of the actions
 * @param idle the action while no key is held
 * @param stepMillis how long a step lasts; 0 where the game waits for the player
 */
public record Controls(List<String> actions, Map<String, Integer> keys, int idle, int stepMillis) {
    private static final int DIGITS = 9;

    public Controls {
        actions = List.copyOf(actions);
        keys = inOrder(keys);
    }

    private static Map<String, Integer> inOrder(Map<String, Integer> keys) {
        Map<String, Integer> ordered = new LinkedHashMap<>();
        keys.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEach(key -> ordered.put(key.getKey(), key.getValue()));
        return Collections.unmodifiableMap(ordered);
    }

    /** "action 0", "action 1", …; the digit 1 is the first one's key. */
    static Controls numbered(int actions) {
        return new Controls(
                IntStream.range(0, actions).mapToObj(a -> "action " + a).toList(),
                IntStream.range(0, Math.min(actions, DIGITS))
                        .boxed()
                        .collect(Collectors.toMap(a -> String.valueOf(a + 1), a -> a)),
                0,
                0);
    }
}
