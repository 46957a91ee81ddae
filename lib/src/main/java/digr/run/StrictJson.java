package digr.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * JSON that says exactly what its reader expects: one value, no field more or twice, none less, no text where a number
 * belongs, nested at most {@value #DEEPEST} deep.
 */
public final class StrictJson {
    private static final int DEEPEST = 64;

    /** A tree takes some twenty times as much memory as its text. */
    private static final int FILE_LIMIT = 1 << 26;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
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
            throw new UserException(what + ": " + inWords(e), e);
        }
    }

    /** The parser's message, without its advice to programmers. */
    private static String inWords(JsonProcessingException e) {
        if (e instanceof MismatchedInputException mismatched
                && mismatched.getMessage().startsWith("No content")) return "it is empty";
        return e.getOriginalMessage().replaceAll(": enable `.*` to allow", " is not of JSON");
    }

    /**
     * Reads a file of one JSON value.
     *
     * @param who begins the message, such as {@code Recording}
     * @throws UserException if the file is missing, larger than 64 MiB, no UTF-8, or anything else
     */
    public static <T> T read(String who, Path path, Class<T> type) {
        byte[] bytes = SafeFiles.read(path, (in, size) -> {
            if (size > FILE_LIMIT)
                throw new UserException(who + ": " + path + " has " + size + " bytes, needed at most " + FILE_LIMIT);
            return in.readNBytes(FILE_LIMIT);
        });
        return read(who + ": " + path + " is no JSON as needed", bytes, type);
    }

    /** As {@link #read(String, String, Class)}, of UTF-8. */
    public static <T> T read(String what, byte[] utf8, Class<T> type) {
        return read(what, text(what, utf8), type);
    }

    /** @throws UserException if the bytes are no UTF-8 */
    static String text(String what, byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserException(what + ": needed JSON in UTF-8, got other bytes", e);
        }
    }
}
