package digr.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The live views that are open in a kernel. */
final class Widgets {
    private static final Map<String, String> OF_ANYWIDGET = Map.of(
            "_model_module", "anywidget",
            "_model_module_version", "*",
            "_model_name", "AnyModel",
            "_view_module", "anywidget",
            "_view_module_version", "*",
            "_view_name", "AnyView");

    private final Kernel kernel;
    private final Map<String, Widget> open = new ConcurrentHashMap<>();

    /** A page that is loaded anew asks for all widgets at once; it shows nothing until it is answered. */
    Widgets(Kernel kernel) {
        this.kernel = kernel;
        kernel.answer("jupyter.widget.control", page -> (message, buffers) -> {
            if ("request_states".equals(message.get("method"))) sendAll(page);
        });
    }

    /**
     * Opens a view; on a cell's thread only.
     *
     * @param script a file beside this class, with what the page draws and sends
     * @param initial the model's values
     */
    Widget open(String script, Map<String, ?> initial, Widget.Listener listener) {
        Map<String, Object> state = new LinkedHashMap<>(OF_ANYWIDGET);
        state.put("_esm", resource("live.js") + resource(script));
        state.put("_css", resource("live.css"));
        state.put("_anywidget_id", "digr.lab." + script);
        state.putAll(initial);
        String[] id = new String[1];
        Widget widget = new Widget(state, listener, () -> open.remove(id[0]));
        Map<String, ?> first = Map.of("state", widget.values(List.of()).json(), "buffer_paths", List.of());
        Kernel.Channel channel = kernel.open("jupyter.widget", first, Map.of("version", "2.1.0"), widget);
        id[0] = channel.id();
        open.put(id[0], widget);
        widget.opened(channel);
        return widget;
    }

    private void sendAll(Kernel.Channel page) {
        Map<String, Object> states = new LinkedHashMap<>();
        List<List<String>> paths = new ArrayList<>();
        List<byte[]> buffers = new ArrayList<>();
        open.forEach((id, widget) -> {
            WidgetValues values = widget.values(List.of(id, "state"));
            Map<String, Object> model = new LinkedHashMap<>(Map.of("state", values.json()));
            for (String name : List.of("model_name", "model_module", "model_module_version"))
                model.put(name, OF_ANYWIDGET.get("_" + name));
            states.put(id, model);
            paths.addAll(values.paths());
            buffers.addAll(values.buffers());
        });
        page.send(Map.of("method", "update_states", "states", states, "buffer_paths", paths), buffers);
    }

    private static String resource(String file) {
        try (InputStream in = Widgets.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
