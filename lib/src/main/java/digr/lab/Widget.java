package digr.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A live view in a cell: a model that kernel and page share, by Jupyter's widget protocol 2.1, and a script that draws it
 * in the page through anywidget. {@link Widgets} opens them.
 *
 * @see <a href="https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md">the protocol</a>
 */
final class Widget implements Kernel.Receiver {
    static final String VIEW = "application/vnd.jupyter.widget-view+json";

    /** Hears what the reader does in the page; between cells, on the kernel's thread, so it has to return at once. */
    interface Listener {
        /** @param values those that the page has changed; of many changes in a row Jupyter sends the newest */
        default void changed(Map<String, Object> values) {}

        /** @param message from the view's script; none is left out */
        default void told(Map<String, Object> message) {}

        /** Its cell runs again, or the page closed it. */
        void closed();
    }

    private final Map<String, Object> state; // guarded by itself
    private final Listener listener;
    private final Runnable forget;
    private Kernel.Channel channel;

    /** @param forget called when it closes, before the listener hears of it */
    Widget(Map<String, Object> state, Listener listener, Runnable forget) {
        this.state = state;
        this.listener = listener;
        this.forget = forget;
    }

    /** The first message of a channel carries no buffers, so they follow. */
    void opened(Kernel.Channel by) {
        channel = by;
        WidgetValues values = values(List.of());
        if (!values.buffers().isEmpty()) send(new WidgetValues(Map.of(), values.paths(), values.buffers()));
    }

    /** Puts the view into a cell's output. */
    void show(Output out) {
        out.put(VIEW, Map.of("version_major", 2, "version_minor", 0, "model_id", channel.id()));
    }

    /**
     * Changes values here and in the page, all in one message; from any thread. {@code byte[]} travels as it is, all else as
     * JSON.
     */
    void set(Map<String, ?> changes) {
        synchronized (state) {
            state.putAll(changes);
            send(WidgetValues.of(changes, List.of()));
        }
    }

    /** Tells the page that a change or message of its own was heard: by the number that it gave it. */
    void heard(Map<String, Object> message) {
        Object asked = message.get("asked");
        if (asked != null) set(Map.of("heard", asked));
    }

    /** All values, as they are under a path of a larger message. */
    WidgetValues values(List<String> under) {
        synchronized (state) {
            return WidgetValues.of(state, under);
        }
    }

    private void send(WidgetValues values) {
        channel.send(
                Map.of("method", "update", "state", values.json(), "buffer_paths", values.paths()), values.buffers());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void receive(Map<String, Object> message, List<byte[]> buffers) {
        switch (String.valueOf(message.get("method"))) {
            case "request_state" -> send(values(List.of()));
            case "custom" -> listener.told((Map<String, Object>) message.get("content"));
            case "update" -> {
                Map<String, Object> changes = (Map<String, Object>) message.get("state");
                synchronized (state) {
                    state.putAll(changes);
                }
                listener.changed(new LinkedHashMap<>(changes));
            }
            default -> {} // of a newer protocol
        }
    }

    @Override
    public void closed() {
        forget.run();
        listener.closed();
    }
}
