package digr.lab;

import digr.run.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Says whether the answer to an exercise is right, and does not hold the answer: {@code answers.properties} has a hash
 * of each. Numbers are compared to three digits, words without regard to case.
 */
final class Answers {
    private static final String FILE = "answers.properties";
    private static final MathContext DIGITS = new MathContext(3);
    private static final Properties HASHES = read();

    private Answers() {}

    /**
     * @param exercise such as {@code 01-2}, the second of notebook 01
     * @param values the answer; none if there is none yet
     * @throws UserException if there is no such exercise
     */
    static String check(String exercise, Object... values) {
        if (values == null) return check(exercise); // Java takes a lone null for an array that is not there
        String hash = hash(exercise, values);
        String right = HASHES.getProperty(exercise);
        if (right == null)
            throw new UserException("check: needed one of " + new TreeSet<>(HASHES.stringPropertyNames()) + ", got "
                    + exercise + "; a new one is a line of " + FILE + ", " + exercise + "=" + hash);
        if (values.length == 0)
            return "No answer yet: write it behind the name, as in check(\"" + exercise + "\", 42).";
        return right.equals(hash) ? "Right." : "Not right yet.";
    }

    private static String hash(String exercise, Object... values) {
        String text = Arrays.stream(values).map(Answers::plain).collect(Collectors.joining(" ", exercise + " ", ""));
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String plain(Object value) {
        String text = String.valueOf(value).strip().toLowerCase(Locale.ROOT);
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) return text;
        return new BigDecimal(text).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream in = Answers.class.getResourceAsStream(FILE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Answers: can't read " + FILE, e);
        }
        return properties;
    }
}
