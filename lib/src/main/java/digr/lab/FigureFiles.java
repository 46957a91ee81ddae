package digr.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import digr.run.Checkout;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Seeds;
import digr.run.Sourced;
import digr.run.UserException;
import digr.study.DataFiles;
import digr.viz.Figure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tech.tablesaw.api.Table;

/**
 * The files of the figures that a notebook draws. Beside each lies a JSON file with its provenance: the data files that it
 * was drawn from, what those were made from and so on, as far as the project has it; the seeds, the sources' revision, and the
 * command that draws it again.
 */
final class FigureFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final DataFiles data;

    /** @param data the project's */
    FigureFiles(Path folder, DataFiles data) {
        this.folder = folder;
        this.data = data;
    }

    /**
     * {@code target/gallery}: running a notebook changes nothing that git has, {@code ./digr figures --save} copies from
     * there. The tests, whose figures are shortened, name another.
     */
    static Path folder() {
        String other = System.getenv("DIGR_FIGURES");
        return other == null ? Checkout.folder().resolve("target/gallery") : Path.of(other);
    }

    void write(String name, String caption, Figure figure, Sourced... from) {
        byte[] png = figure.png();
        byte[] svg = figure.svg().getBytes(StandardCharsets.UTF_8);
        SafeFiles.write(file(name, "png"), out -> out.write(png));
        SafeFiles.write(file(name, "svg"), out -> out.write(svg));
        describe(name, caption, Map.of("alt", figure.altText()), from);
    }

    void write(String name, String caption, Table table, Sourced... from) {
        SafeFiles.write(file(name, "csv"), out -> table.write().csv(out));
        describe(name, caption, Map.of("html", TableHtml.of(table)), from);
    }

    private void describe(String name, String caption, Map<String, String> more, Sourced... from) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("caption", caption);
        about.put("notebook", notebook());
        about.put("command", "./digr figures --only " + name);
        about.put("revision", Provenance.revisionNow());
        TreeSet<Long> seeds = new TreeSet<>();
        Map<String, String> sha256 = new TreeMap<>();
        for (Sourced value : from) {
            if (value instanceof Seeds drawn) seeds.add(drawn.seed());
            value.source().ifPresent(source -> sha256.putAll(data.ancestry(source.file(), source.sha256())));
        }
        about.put("seeds", seeds);
        about.put("dataSha256", sha256);
        about.putAll(more);
        byte[] json = json(about);
        SafeFiles.write(file(name, "json"), out -> out.write(json));
    }

    /** By its name without the ending; Jupyter tells the kernel its path. */
    private static String notebook() {
        Path path = Path.of(System.getenv().getOrDefault("JPY_SESSION_NAME", ""));
        return path.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }

    private Path file(String name, String extension) {
        if (!name.matches("[a-z0-9-]+"))
            throw new IllegalArgumentException(
                    "figure: a name is made of lower-case letters, digits and hyphens, got " + name);
        try {
            return Files.createDirectories(folder).resolve(name + "." + extension);
        } catch (IOException e) {
            throw new UserException("figure: can't make the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static byte[] json(Map<String, Object> about) {
        try {
            return (JSON.writeValueAsString(about) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("figure: text and numbers must make JSON", e);
        }
    }
}
