package digr.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A record's components as text, by name: the form in which provenance keeps options, and the command line gives them. */
public final class RecordText {
    private RecordText() {}

    /** @param options a public record; nested ones print themselves */
    public static Map<String, String> of(Record options) {
        Map<String, String> text = new LinkedHashMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents())
            text.put(component.getName(), String.valueOf(value(options, component)));
        return text;
    }

    /**
     * A record with other values.
     *
     * @param options a public record, of numbers, truth values, words and further such records
     * @param settings values by name; that of a component of a record inside is {@code outer.inner}
     * @throws IllegalArgumentException if there is no such component, or it cannot have that value
     */
    public static <R extends Record> R with(R options, Map<String, String> settings) {
        return with(options, "", settings);
    }

    /** All at once, as a record may refuse what would be between two of them. */
    private static <R extends Record> R with(R options, String before, Map<String, String> settings) {
        if (settings.isEmpty()) return options;
        RecordComponent[] components = options.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Map<String, String> left = new LinkedHashMap<>(settings);
        for (int i = 0; i < components.length; i++) {
            values[i] = value(options, components[i]);
            String name = components[i].getName();
            String text = left.remove(name);
            if (text != null) values[i] = parsed(components[i].getType(), before + name, text);
            if (values[i] instanceof Record inner) values[i] = with(inner, before + name + ".", within(name, left));
        }
        for (String unknown : left.keySet())
            throw new IllegalArgumentException("there is no option " + before + unknown
                    + (components.length == 0 ? "; there are none" : "; there are " + names(components)));
        return made(options, components, values);
    }

    /** Takes out the settings of what is inside a component, by their names there. */
    private static Map<String, String> within(String component, Map<String, String> settings) {
        Map<String, String> inner = new LinkedHashMap<>();
        settings.forEach((name, text) -> {
            if (name.startsWith(component + ".")) inner.put(name.substring(component.length() + 1), text);
        });
        inner.keySet().forEach(name -> settings.remove(component + "." + name));
        return inner;
    }

    /**
     * A record of records with other values inside them.
     *
     * @param settings values by the components' names in the records inside, which are all different
     * @throws IllegalArgumentException as {@link #with}
     */
    public static <R extends Record> R withInner(R options, Map<String, String> settings) {
        Map<String, String> outer = new LinkedHashMap<>(); // outer.inner by inner
        for (RecordComponent component : options.getClass().getRecordComponents())
            if (value(options, component) instanceof Record inner)
                for (RecordComponent within : inner.getClass().getRecordComponents())
                    outer.put(within.getName(), component.getName() + "." + within.getName());
        Map<String, String> whole = new LinkedHashMap<>();
        settings.forEach((name, text) -> {
            if (!outer.containsKey(name))
                throw new IllegalArgumentException(
                        "there is no option " + name + "; there are " + String.join(", ", outer.keySet()));
            whole.put(outer.get(name), text);
        });
        return with(options, whole);
    }

    private static String names(RecordComponent[] components) {
        return Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(", "));
    }

    private static Object parsed(Class<?> type, String name, String text) {
        try {
            if (type == int.class) return Integer.valueOf(text);
            if (type == long.class) return Long.valueOf(text);
            if (type == double.class) return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number of type " + type + ", got " + text, e);
        }
        if (type == String.class) return text;
        if (type == boolean.class && (text.equals("true") || text.equals("false"))) return Boolean.valueOf(text);
        if (type == boolean.class) throw new IllegalArgumentException(name + " must be true or false, got " + text);
        for (Object constant : type.isEnum() ? type.getEnumConstants() : new Object[0])
            if (constant.toString().equals(text)) return constant;
        if (type.isEnum())
            throw new IllegalArgumentException(
                    name + " must be one of " + Arrays.toString(type.getEnumConstants()) + ", got " + text);
        throw new IllegalArgumentException(name + " is a " + type.getSimpleName() + ", which no text gives"
                + (type.isRecord() ? "; its parts are " + names(type.getRecordComponents()) : ""));
    }

    private static Object value(Record options, RecordComponent component) {
        try {
            return component.getAccessor().invoke(options);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("RecordText: a public record is needed, got " + options.getClass(), e);
        }
    }

    @SuppressWarnings("unchecked") // its own constructor
    private static <R extends Record> R made(R options, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (R) options.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) throw refused;
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("RecordText: a public record is needed, got " + options.getClass(), e);
        }
    }
}
