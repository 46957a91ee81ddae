package digr.lab;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a value shows in a cell: the same in several forms, by MIME type, of which the page takes the best it can show. */
final class Output {
    static final String TEXT = "text/plain";
    static final String HTML = "text/html";
    static final String PNG = "image/png";

    private final Map<String, Object> data = new LinkedHashMap<>();
    private final Map<String, Object> about = new LinkedHashMap<>();

    void text(String text) {
        put(TEXT, text);
    }

    void html(String html) {
        put(HTML, html);
    }

    /** @param about size in which to show it, and a text for those who cannot see it */
    void png(String base64, Map<String, ?> about) {
        put(PNG, base64);
        this.about.put(PNG, about);
    }

    /** @param value text, or what makes JSON */
    void put(String mime, Object value) {
        data.put(mime, value);
    }

    boolean has(String mime) {
        return data.containsKey(mime);
    }

    Map<String, Object> data() {
        return data;
    }

    /** What the page is told of some of the data, by MIME type. */
    Map<String, Object> about() {
        return about;
    }
}
