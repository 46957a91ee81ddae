package digr.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kernel's side of Jupyter's widget protocol. */
class WidgetsTest {
    private final LivePage kernel = new LivePage();
    private final Widgets widgets = new Widgets(kernel);
    private final List<Object> heard = new ArrayList<>();
    private final Widget widget =
            widgets.open("live-explorer.js", Map.of("n", 3, "picture", new byte[] {1, 2}), new Widget.Listener() {
                @Override
                public void changed(Map<String, Object> values) {
                    heard.add(values);
                }

                @Override
                public void told(Map<String, Object> message) {
                    heard.add(message);
                }

                @Override
                public void closed() {
                    heard.add("closed");
                }
            });

    @Test
    void opensWithItsScriptAndSendsBytesRightAfter() throws InterruptedException {
        Map<String, Object> model = kernel.await(m -> m.get("picture") != null);
        assertEquals(3, model.get("n"));
        assertEquals("AnyModel", model.get("_model_name"));
        assertTrue(model.get("_esm").toString().endsWith("export default { render };\n"));
        assertArrayEquals(new byte[] {1, 2}, (byte[]) model.get("picture"));
        assertEquals(1, kernel.sent().size());
    }

    @Test
    void aChangeIsOneMessageWithJsonAndBytesApart() {
        widget.set(Map.of("picture", new byte[] {5}));
        assertEquals(
                Map.of("method", "update", "state", Map.of(), "buffer_paths", List.of(List.of("picture"))),
                kernel.sent().get(1));
    }

    @Test
    void theReaderIsHeard() {
        kernel.tell("do", "reset");
        kernel.change(Map.of("n", 4));
        assertEquals(List.of(Map.of("do", "reset"), Map.of("n", 4)), heard);
    }

    @Test
    void aPageThatIsLoadedAnewGetsEveryModelAsItIsNow() {
        kernel.change(Map.of("n", 4));
        LivePage page = new LivePage();
        kernel.askForAll(page);
        Map<String, ?> answer = page.sent().get(0);
        assertEquals("update_states", answer.get("method"));
        assertEquals(List.of(List.of("model", "state", "picture")), answer.get("buffer_paths")); // as ipywidgets does
        Map<?, ?> model = (Map<?, ?>) ((Map<?, ?>) answer.get("states")).get("model");
        assertEquals("anywidget", model.get("model_module"));
        assertEquals(4, ((Map<?, ?>) model.get("state")).get("n"));
    }

    @Test
    void whatClosedIsForgotten() {
        kernel.close();
        LivePage page = new LivePage();
        kernel.askForAll(page);
        assertEquals(Map.of(), page.sent().get(0).get("states"));
        assertEquals(List.of("closed"), heard);
    }

    @Test
    void aMessageOfANewerProtocolIsPassedOver() {
        widget.receive(Map.of("method", "echo_update"), List.of());
        assertFalse(heard.contains("closed"));
        assertEquals(List.of(), heard);
    }
}
