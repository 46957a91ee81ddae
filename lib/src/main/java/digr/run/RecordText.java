package digr.run;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record's components as text, by name: the form in which provenance keeps options. */
public final class RecordText {
    private RecordText() {}

    /** @param options a public record; nested ones print themselves */
    public static Map<String, String> of(Record options) {
        Map<String, String> text = new LinkedHashMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            try {
                text.put(
                        component.getName(),
                        String.valueOf(component.getAccessor().invoke(options)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("RecordText: a public record is needed, got " + options.getClass(), e);
            }
        }
        return text;
    }
}
