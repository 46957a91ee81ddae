package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** A kernel for one live view, and the page that shows it: keeps the model as the page would, and lets a test be the reader. */
final class LivePage implements Kernel, Kernel.Channel {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Map<String, Object> model = new HashMap<>();
    private final List<Map<String, ?>> sent = new ArrayList<>();
    private final LivePage before;
    private Function<Channel, Receiver> control;
    private Receiver receiver;

    LivePage() {
        this(null);
    }

    /** @param before of the last run of the same cell: closed when this one opens */
    LivePage(LivePage before) {
        this.before = before;
    }

    @Override
    public Channel open(String target, Map<String, ?> data, Map<String, ?> metadata, Receiver receiver) {
        assertEquals("jupyter.widget", target);
        assertEquals("2.1.0", metadata.get("version"));
        if (before != null) before.close();
        this.receiver = receiver;
        model.putAll(map(data.get("state")));
        return this;
    }

    @Override
    public String id() {
        return "model";
    }

    @Override
    public synchronized void send(Map<String, ?> data, List<byte[]> buffers) {
        sent.add(data);
        if (data.get("state") != null) model.putAll(map(data.get("state")));
        List<?> paths = (List<?>) data.get("buffer_paths");
        for (int i = 0; i < buffers.size(); i++) {
            List<?> path = (List<?>) paths.get(i);
            model.put((String) path.get(path.size() - 1), buffers.get(i));
        }
        notifyAll();
    }

    @Override
    public void close() {
        receiver.closed();
    }

    @Override
    public void answer(String target, Function<Channel, Receiver> receiver) {
        assertEquals("jupyter.widget.control", target);
        control = receiver;
    }

    /** Waits until the model is as it should be. */
    synchronized Map<String, Object> await(Predicate<Map<String, Object>> asItShould) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE_NANOS; !asItShould.test(model) && System.nanoTime() < end; )
            wait(100);
        assertTrue(asItShould.test(model), () -> "it stays " + model.get("caption") + ", " + model.get("wrong"));
        return new HashMap<>(model);
    }

    Map<String, Object> awaitDrawn() throws InterruptedException {
        return await(m -> m.get("drawn") != null);
    }

    synchronized List<Map<String, ?>> sent() {
        return List.copyOf(sent);
    }

    /** As the page's script sends a message. */
    void tell(Object... pairs) {
        Map<String, Object> content = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) content.put((String) pairs[i], pairs[i + 1]);
        receiver.receive(Map.of("method", "custom", "content", content), List.of());
    }

    /** As the page sends values that it has changed. */
    void change(Map<String, ?> values) {
        receiver.receive(Map.of("method", "update", "state", values), List.of());
    }

    /** As a page that is loaded anew asks for all that there is. */
    void askForAll(Channel page) {
        control.apply(page).receive(Map.of("method", "request_states"), List.of());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Override
    public <T> void register(Class<T> type, String preferredMime, Render<T> render) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void paceOutput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void show(Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String display(String html) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void update(String display, String html) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void evaluate(String code) {
        throw new UnsupportedOperationException();
    }
}
