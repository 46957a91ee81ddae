package digr.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON that says exactly what its reader expects: no field more or twice, none less, no text where a number belongs.
 */
public final class StrictJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private StrictJson() {}

    /** The JSON of a record or a tree, on one line. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("StrictJson: " + value.getClass() + " has no JSON", e);
        }
    }

    /**
     * Reads a record, whose own checks are kept, or a tree.
     *
     * @param what begins the message, such as {@code Provenance}
     * @throws UserException if the text is anything else
     */
    public static <T> T read(String what, String json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) throw new UserException(what + ": needed a JSON object, got null");
            return value;
        } catch (JsonProcessingException e) {
            throw new UserException(what + ": " + e.getOriginalMessage(), e);
        }
    }
}
