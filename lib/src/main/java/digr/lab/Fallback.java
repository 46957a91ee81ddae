package digr.lab;

/** What stands in a live view's place where it cannot live: a page or picture of it, and a line on what is missing. */
final class Fallback {
    private static final String MISSING = """
        <p style="font:13px sans-serif;margin:6px 0 0;opacity:.75">This view is live where its cell was run, in a Jupyter that \
        has the Python packages anywidget and jupyterlab_widgets; ./digr lab has them.</p>\
        """;

    private Fallback() {}

    /** @param page HTML that needs no kernel */
    static String html(String page) {
        return page + MISSING;
    }
}
