package digr.cli;

import com.fasterxml.jackson.databind.JsonNode;
import digr.run.OwnProvenance;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.StrictJson;
import digr.run.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Options of a training in a file: an object of JSON; lines NAME=VALUE, if its name ends in .properties; or a policy,
 * whose provenance has those that it was trained with.
 */
final class OptionsFile {
    private static final int MOST_BYTES = 1 << 20;

    private OptionsFile() {}

    /** @throws UserException if it cannot be read, or is none of these */
    static Map<String, String> read(Path file) {
        if (isPolicy(file))
            return OwnProvenance.of(file)
                    .map(Provenance::options)
                    .orElseThrow(() -> new UserException("--options: " + file + " does not say how it was trained"));
        return SafeFiles.read(file, (in, size) -> {
            if (size > MOST_BYTES) throw new UserException("--options: " + file + " has " + size + " bytes");
            return file.toString().endsWith(".properties") ? properties(file, in) : json(file, in);
        });
    }

    static boolean isPolicy(Path file) {
        return file.toString().endsWith(".safetensors");
    }

    /** The end of a message about a policy whose options do not fit: the command that has such; empty for another file. */
    static String maker(Path file) {
        if (!isPolicy(file)) return "";
        return OwnProvenance.of(file)
                .map(Provenance::command)
                .filter(command -> !command.isEmpty())
                .map(command -> "; the policy was made by " + command)
                .orElse("");
    }

    private static Map<String, String> properties(Path file, InputStream in) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) { // a broken escape
            throw new UserException("--options: " + file + ": " + e.getMessage(), e);
        }
        Map<String, String> options = new LinkedHashMap<>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(option -> options.put(option, properties.getProperty(option)));
        return options;
    }

    /** An object of options, or a provenance, which has one. */
    private static Map<String, String> json(Path file, InputStream in) throws IOException {
        JsonNode tree = StrictJson.read("--options: " + file, in.readAllBytes(), JsonNode.class);
        JsonNode options = tree.path("options").isObject() ? tree.get("options") : tree;
        if (!options.isObject())
            throw new UserException("--options: " + file + " must hold an object, {\"NAME\": VALUE}");
        Map<String, String> texts = new LinkedHashMap<>();
        options.fields().forEachRemaining(option -> {
            if (!option.getValue().isValueNode() || option.getValue().isNull())
                throw new UserException("--options: " + file + ": " + option.getKey()
                        + " must be a number, a text or true or false, got " + option.getValue());
            texts.put(option.getKey(), option.getValue().asText());
        });
        return texts;
    }
}
