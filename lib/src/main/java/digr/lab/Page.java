package digr.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A piece of HTML with its script, out of a file beside this class in which {@code {{name}}} stands for a value and
 * {@code {{> file}}} for the lines of another file, which several share; every one has an id of its own, so that several
 * may stand on a page. Where scripts do not run its part {@code asleep} says why controls do nothing. Controls carry {@code data-lm-suppress-shortcuts}, or
 * JupyterLab takes the arrow keys from them.
 */
final class Page {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SHARED = Pattern.compile("\\{\\{> ([\\w.-]+)}}\n");
    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    private Page() {}

    /** @param values of every hole but {@code id}; text must be escaped already */
    static String of(String file, Map<String, ?> values) {
        CRC32 content = new CRC32(); // what a kernel showed before it was started anew may still stand on the page
        content.update(values.toString().getBytes(StandardCharsets.UTF_8));
        String id = String.format("digr-%08x-%d", content.getValue(), COUNT.incrementAndGet());
        return HOLE.matcher(template(file)).replaceAll(hole -> {
            Object value = hole.group(1).equals("id") ? id : values.get(hole.group(1));
            if (value == null) throw new IllegalStateException("Page: " + file + " needs " + hole.group(1));
            return Matcher.quoteReplacement(value.toString());
        });
    }

    /** As JSON, safe inside a script element: no text can end it. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Page: text and numbers must make JSON", e);
        }
    }

    static String base64(BufferedImage picture) {
        return Base64.getEncoder().encodeToString(Pictures.png(picture));
    }

    static String dataUri(String base64) {
        return "data:image/png;base64," + base64;
    }

    /**
     * A picture of its own, its pixels enlarged alike until it is as wide as shown: Jupyter takes {@code image-rendering} out
     * of a notebook that is not trusted, GitHub out of all, and what the browser itself enlarges is blurred then.
     */
    static String crisp(BufferedImage picture, int width) {
        int zoom = Math.max(1, (width + picture.getWidth() - 1) / picture.getWidth());
        return dataUri(base64(Pictures.enlarge(picture, zoom)));
    }

    private static String template(String file) {
        try (InputStream in = Page.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SHARED.matcher(text).replaceAll(shared -> Matcher.quoteReplacement(template(shared.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
