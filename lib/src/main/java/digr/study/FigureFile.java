package digr.study;

import com.fasterxml.jackson.databind.JsonNode;
import digr.run.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of a figure: NAME.png, .svg or .csv, with NAME.json beside it, which tells the command that draws it. */
final class FigureFile {
    private FigureFile() {}

    /** Empty where the file is no figure's. */
    static Optional<String> command(Path file) {
        return about(file).map(about -> about.get("command").asText());
    }

    /** SHA-256 of what it was drawn from. */
    static List<String> parents(Path file) {
        List<String> parents = new ArrayList<>();
        about(file).ifPresent(about -> about.get("dataSha256").forEach(sha256 -> parents.add(sha256.asText())));
        return parents;
    }

    private static Optional<JsonNode> about(Path file) {
        Path json = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".json");
        if (!Files.isRegularFile(json)) return Optional.empty();
        JsonNode about = StrictJson.read("reproduce", json, JsonNode.class);
        return Optional.of(about).filter(node -> node.has("caption") && node.has("command") && node.has("dataSha256"));
    }
}
