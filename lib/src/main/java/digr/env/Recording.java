package digr.env;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.Room.Kind;
import digr.run.StrictJson;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A recorded episode, to be stepped again by {@link Replay}.
 *
 * @param start the room it begins in, where the recording names one
 * @param seed of the episode's start and chances, 0 where the recording names none
 * @param actions not copied
 */
public record Recording(Optional<Room> start, long seed, int[] actions) {

    /**
     * Reads recordings from JSON.
     *
     * <pre>{@code {"episodes": [{"actions": [2, 1, 3],
     *   "initial": {"objects": [{"type": "key", "colour": "green", "x": 4, "y": 5}, ...],
     *               "agent": {"x": 3, "y": 6, "dir": 3}}}, ...]}}</pre>
     *
     * {@code initial} is Red-Fetch-Green's and may be absent, as may the driving task's {@code "seed": 3}; other fields
     * are ignored.
     *
     * @throws UserException if the file is missing, is no JSON, or says something else
     */
    public static List<Recording> read(Path file) {
        JsonNode episodes = StrictJson.read("Recording", file, JsonNode.class).path("episodes");
        if (!episodes.isArray())
            throw new UserException("Recording: " + file + " needs a list \"episodes\", as in {\"episodes\": [...]}");
        var recordings = new ArrayList<Recording>();
        for (JsonNode episode : episodes) {
            try {
                recordings.add(parse(episode));
            } catch (IllegalArgumentException e) {
                throw new UserException(
                        "Recording: " + file + ", episode " + recordings.size() + ": " + e.getMessage(), e);
            }
        }
        return recordings;
    }

    private static Recording parse(JsonNode episode) {
        JsonNode list = list(episode, "actions");
        int[] actions = new int[list.size()];
        for (int t = 0; t < actions.length; t++) {
            if (!list.get(t).canConvertToInt() || !list.get(t).isIntegralNumber())
                throw new IllegalArgumentException("an action is a whole number, got " + list.get(t));
            actions[t] = list.get(t).intValue();
        }
        JsonNode initial = episode.path("initial");
        Optional<Room> start = initial.isMissingNode() ? Optional.empty() : Optional.of(room(initial));
        return new Recording(start, seed(episode), actions);
    }

    private static long seed(JsonNode episode) {
        JsonNode seed = episode.path("seed");
        if (seed.isMissingNode() || seed.isNull()) return 0;
        return required(episode, "seed", seed.isIntegralNumber() && seed.canConvertToLong(), "a whole number")
                .longValue();
    }

    private static Room room(JsonNode initial) {
        var items = new ArrayList<Item>();
        for (JsonNode item : list(initial, "objects"))
            items.add(new Item(
                    word(item, "type", Kind.values()),
                    word(item, "colour", Colour.values()),
                    number(item, "x"),
                    number(item, "y")));
        JsonNode agent = initial.path("agent");
        return new Room(items, number(agent, "x"), number(agent, "y"), number(agent, "dir"));
    }

    private static JsonNode list(JsonNode parent, String field) {
        return required(parent, field, parent.path(field).isArray(), "a list");
    }

    private static int number(JsonNode parent, String field) {
        JsonNode node = parent.path(field);
        return required(parent, field, node.isIntegralNumber() && node.canConvertToInt(), "a whole number")
                .intValue();
    }

    private static <E extends Enum<E>> E word(JsonNode parent, String field, E[] words) {
        String found = parent.path(field).asText();
        for (E word : words) if (word.name().toLowerCase(Locale.ROOT).equals(found)) return word;
        String known = Arrays.stream(words)
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("\"" + field + "\" is one of " + known + ", got " + parent.path(field));
    }

    private static JsonNode required(JsonNode parent, String field, boolean valid, String what) {
        JsonNode node = parent.path(field);
        if (!valid)
            throw new IllegalArgumentException(
                    "\"" + field + "\" must be " + what + ", got " + (node instanceof MissingNode ? "nothing" : node));
        return node;
    }
}
