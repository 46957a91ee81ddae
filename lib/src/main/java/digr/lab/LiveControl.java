package digr.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A menu or slider of a live view. What the reader chooses is a number, of a menu the place in it.
 *
 * @param looks how the page draws it
 * @param start what is chosen at first
 */
record LiveControl(String name, Map<String, ?> looks, double start) {

    static LiveControl menu(String name, List<String> options) {
        return new LiveControl(name, Map.of("name", name, "options", options), 0);
    }

    static LiveControl slider(String name, double min, double max, double step, double start, String unit) {
        return new LiveControl(
                name, Map.of("name", name, "min", min, "max", max, "step", step, "unit", unit, "powers", false), start);
    }

    /** A slider on which equal ways are equal factors. */
    static LiveControl powers(String name, double min, double max, double start) {
        Map<String, ?> looks = Map.of(
                "name", name, "min", Math.log10(min), "max", Math.log10(max), "step", 0.01, "unit", "", "powers", true);
        return new LiveControl(name, looks, start);
    }

    /** What a view's model holds of its controls; a new map. */
    static Map<String, Object> model(List<LiveControl> controls) {
        Map<String, Object> choice = new LinkedHashMap<>();
        controls.forEach(control -> choice.put(control.name, control.start));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("controls", controls.stream().map(LiveControl::looks).toList());
        model.put("choice", choice);
        return model;
    }

    /** What a reader chose, by the names of the controls; empty if a page's changes are of something else. */
    @SuppressWarnings("unchecked")
    static Map<String, Number> choice(Map<String, ?> values) {
        return values.get("choice") instanceof Map<?, ?> choice ? (Map<String, Number>) choice : Map.of();
    }
}
