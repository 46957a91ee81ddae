package digr.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of a widget as a message has them: what is JSON, and apart from it what is binary.
 *
 * @param paths where in the JSON each of the buffers belongs
 */
record WidgetValues(Map<String, Object> json, List<List<String>> paths, List<byte[]> buffers) {

    /** @param under where in the message the values stand */
    static WidgetValues of(Map<String, ?> values, List<String> under) {
        WidgetValues apart = new WidgetValues(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        values.forEach((key, value) -> {
            if (value instanceof byte[] bytes) {
                List<String> path = new ArrayList<>(under);
                path.add(key);
                apart.paths.add(path);
                apart.buffers.add(bytes);
            } else {
                apart.json.put(key, value);
            }
        });
        return apart;
    }
}
