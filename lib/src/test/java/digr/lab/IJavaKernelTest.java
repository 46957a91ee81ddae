package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonObject;
import digr.run.UserException;
import digr.saliency.SaliencyMap;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.InspectRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The adapter on IJava's real base kernel, over real sockets: this test is the page. The kernel's cells are not Java text but
 * names of pieces of work.
 */
@Timeout(60)
class IJavaKernelTest {
    private static final int PORTS = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the kernel sends to a page. */
    private record Published(JsonNode metadata, JsonNode content, List<byte[]> buffers) {
        String shown(String mime) {
            return content.get("data").get(mime).asText();
        }

        String display() {
            return content.get("transient").get("display_id").asText();
        }
    }

    /** What a page sent: its message, and the buffers with it. */
    private record Received(Map<String, Object> data, List<byte[]> buffers) {}

    /** Has the Java shell, as in IJava, whose kernel tells nobody of it. */
    private record Evaluator(JShell shell) {
        public JShell getShell() {
            return shell;
        }
    }

    private static final class NamedCells extends BaseKernel {
        private final Map<String, Supplier<Object>> cells = new HashMap<>();
        private Evaluator evaluator;

        @Override
        public DisplayData eval(String cell) {
            Object value = cells.get(cell).get();
            return value == null ? null : getRenderer().render(value);
        }

        @Override
        public LanguageInfo getLanguageInfo() {
            return new LanguageInfo.Builder("names").version("1").build();
        }
    }

    /** A page's end of one of the kernel's sockets. */
    private static final class Client extends JupyterSocket {
        Client(ZMQ.Context context, SocketType type, int port) {
            super(context, type, HMACGenerator.NO_AUTH_INSTANCE, Logger.getLogger("digr.test"));
            setReceiveTimeOut((int) TimeUnit.SECONDS.toMillis(20));
            if (type == SocketType.SUB) subscribe("");
            connect("tcp://127.0.0.1:" + port);
        }

        @Override
        public void bind(KernelConnectionProperties properties) {
            throw new UnsupportedOperationException();
        }

        /** The next message of a kind; others before it are passed over. */
        Published next(String kind) throws IOException {
            while (true) {
                while (!recvStr().equals("<IDS|MSG>"))
                    ; // topics
                recv(); // signature
                String type = JSON.readTree(recv()).get("msg_type").asText();
                recv(); // the parent's header
                JsonNode metadata = JSON.readTree(recv());
                JsonNode content = JSON.readTree(recv());
                List<byte[]> buffers = new ArrayList<>();
                while (hasReceiveMore()) buffers.add(recv());
                if (type.equals(kind)) return new Published(metadata, content, buffers);
            }
        }
    }

    private final NamedCells base = new NamedCells();
    private final Kernel kernel = new IJavaKernel(base);
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final List<String> closed = new ArrayList<>();
    private JupyterConnection connection;
    private ZMQ.Context context;
    private Client shell;
    private Client published;

    @BeforeEach
    void connect() throws Exception {
        int[] ports = freePorts();
        connection = new JupyterConnection(new KernelConnectionProperties(
                "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "tcp", "hmac-sha256", ""));
        base.setShouldReplaceStdStreams(false);
        base.becomeHandlerForConnection(connection);
        connection.connect();
        KernelConnectionProperties at = new KernelConnectionProperties(
                "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "tcp", "hmac-sha256", "");
        context = ZMQ.context(1);
        shell = new Client(context, SocketType.DEALER, at.getShellPort());
        published = new Client(context, SocketType.SUB, at.getIopubPort());
        Renderers.register(kernel);
        awaitSubscription();
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        shell.close();
        published.close();
        disconnectKernel();
        context.close();
        UserException.tellInOneLine(false);
    }

    /** The base kernel closes sockets that its threads still poll; on a busy machine it may then wait for ever. */
    private void disconnectKernel() throws InterruptedException {
        Thread closing = new Thread(connection::close);
        closing.setDaemon(true);
        closing.start();
        closing.join(TimeUnit.SECONDS.toMillis(2));
    }

    @Test
    void aValueShowsItselfAsUnderJJava() throws IOException {
        float[] values = new float[64 * 64];
        values[0] = 1;
        run("map", () -> new SaliencyMap(values, 64, 64, 2), "cell");
        Published shown = published.next("execute_result");
        assertEquals("SaliencyMap[64x64, maximum 2.0]", shown.shown("text/plain"));
        assertTrue(shown.shown("image/png").startsWith("iVBORw0KGgo"), "a PNG in base 64");
    }

    @Test
    void aLiveLineIsShownOnceAndThenReplaced() throws IOException {
        run(
                "progress",
                () -> {
                    kernel.update(kernel.display("<b>1</b>"), "<b>2</b>");
                    return null;
                },
                "cell");
        Published first = published.next("display_data");
        Published second = published.next("update_display_data");
        assertEquals("<b>1</b>", first.shown("text/html"));
        assertEquals("<b>2</b>", second.shown("text/html"));
        assertEquals(first.display(), second.display());
    }

    /** Line by line they would be more messages than ZeroMQ keeps for a slow page. */
    @Test
    void nothingIsLostOfWhatACellPrints() throws IOException {
        kernel.paceOutput();
        run(
                "print",
                () -> {
                    for (int i = 0; i < 20_000; i++) base.getIO().out.println("step " + i);
                    base.getIO().out.print("end");
                    return 5;
                },
                "cell");
        StringBuilder printed = new StringBuilder();
        int messages = 0;
        for (; !printed.toString().endsWith("end"); messages++)
            printed.append(published.next("stream").content().get("text").asText());
        String all =
                IntStream.range(0, 20_000).mapToObj(i -> "step " + i + "\n").collect(Collectors.joining());
        assertEquals(all + "end", printed.toString());
        assertTrue(messages < 1000, messages + " messages");
    }

    @Test
    void aChannelCarriesJsonAndBytesBothWays() throws InterruptedException, IOException {
        String id = open("a", "cell");
        send(CommMsgCommand.MESSAGE_TYPE, new CommMsgCommand(id, json("state", 3)), null, List.of(new byte[] {1, 2}));
        Received message = received.poll(20, TimeUnit.SECONDS);
        assertEquals(Map.of("state", 3), message.data());
        assertEquals(2, message.buffers().get(0)[1]);
        Published answer = published.next("comm_msg");
        assertEquals("{\"echo\":3}", answer.content().get("data").toString());
        assertEquals(7, answer.buffers().get(0)[0]);
    }

    @Test
    void aCellThatRunsAgainClosesWhatItOpenedAndOpensItUnderTheSameId() throws IOException {
        String first = open("a", "cell");
        String other = open("a", "another cell");
        String second = open("a", "cell");
        assertEquals(List.of(first), closed);
        assertEquals(first, second, "a notebook that is saved again has not changed");
        assertFalse(first.equals(other));
    }

    @Test
    void aMessageThatFailsLeavesTheKernelAlive() throws InterruptedException, IOException {
        String id = open("a", "cell");
        for (int state : new int[] {-1, 4})
            send(CommMsgCommand.MESSAGE_TYPE, new CommMsgCommand(id, json("state", state)), null, null);
        assertEquals(Map.of("state", 4), received.poll(20, TimeUnit.SECONDS).data());
    }

    @Test
    void aClosedChannelSendsNothing() throws IOException {
        List<Kernel.Channel> opened = new ArrayList<>();
        run(
                "open and close",
                () -> {
                    opened.add(kernel.open("t", Map.of(), Map.of(), (data, buffers) -> {}));
                    opened.get(0).close();
                    opened.get(0).send(Map.of("state", 1), List.of());
                    return 5;
                },
                "cell");
        published.next("comm_close");
        assertEquals("5", published.next("execute_result").shown("text/plain"));
    }

    @Test
    void shiftAndTabShowOurJavadocInTheCellThatStartedAndBehindACall() throws IOException {
        try (JShell java = InspectorTest.shell()) {
            base.evaluator = new Evaluator(java);
            run(
                    "start",
                    () -> {
                        IJavaInspection.begin(base);
                        return "started";
                    },
                    "cell");
            Published behind = inspected("new digr.saliency.GaussianBlur(4)");
            assertTrue(behind.content().get("found").asBoolean());
            assertTrue(behind.shown("text/plain").contains("score_i = KL("), () -> behind.shown("text/plain"));
            Published method = inspected("new digr.saliency.GaussianBlur(4).perturbed");
            assertTrue(
                    method.shown("text/html").contains("<br><b>state</b> s, [C, H, W]"),
                    () -> method.shown("text/html"));
            assertFalse(inspected("nobody").content().get("found").asBoolean());
        }
    }

    /** The answer to Shift and Tab at a cell's end. */
    private Published inspected(String cell) throws IOException {
        send(InspectRequest.MESSAGE_TYPE, new InspectRequest(cell, cell.length(), 0), Map.of(), null);
        return shell.next("inspect_reply");
    }

    /** Runs a cell that opens a channel, which echoes; returns the channel's id. */
    private String open(String name, String cell) throws IOException {
        Kernel.Channel[] channel = new Kernel.Channel[1];
        Kernel.Receiver receiver = new Kernel.Receiver() {
            @Override
            public void receive(Map<String, Object> data, List<byte[]> buffers) {
                if (data.get("state").equals(-1)) throw new StackOverflowError();
                received.add(new Received(data, buffers));
                channel[0].send(Map.of("echo", data.get("state")), List.of(new byte[] {7}));
            }

            @Override
            public void closed() {
                closed.add(channel[0].id());
            }
        };
        run(
                name,
                () -> {
                    channel[0] = kernel.open("target", Map.of("a", 1), Map.of("version", "2.1.0"), receiver);
                    return null;
                },
                cell);
        Published opened = published.next("comm_open");
        assertEquals("{\"a\":1}", opened.content().get("data").toString());
        assertEquals("2.1.0", opened.metadata().get("version").asText());
        return opened.content().get("comm_id").asText();
    }

    private void run(String name, Supplier<Object> work, String cell) {
        base.cells.put(name, work);
        ExecuteRequest request = new ExecuteRequest(name, false, true, Map.of(), false, true);
        send(ExecuteRequest.MESSAGE_TYPE, request, Map.of("cellId", cell), null);
    }

    private <T> void send(MessageType<T> type, T content, Map<String, Object> metadata, List<byte[]> buffers) {
        String id = UUID.randomUUID().toString();
        KernelTimestamp now = KernelTimestamp.now();
        Header<T> header = new Header<>(id, "page", "session", now, type, Header.PROTOCOL_VERISON);
        shell.sendMessage(new Message<>(header, content, metadata, buffers));
    }

    /** What is published before the subscription has arrived is lost: until a cell's result comes, another is run. */
    private void awaitSubscription() throws IOException {
        published.setReceiveTimeOut(200);
        int asked = 0;
        do run("ready", () -> "ready", "first" + asked++);
        while (published.recv() == null);
        published.setReceiveTimeOut((int) TimeUnit.SECONDS.toMillis(20));
        run("begin", () -> "begin", "begin");
        while (!published.next("execute_result").shown("text/plain").equals("begin"))
            ;
    }

    private static JsonObject json(String key, Number value) {
        JsonObject json = new JsonObject();
        json.addProperty(key, value);
        return json;
    }

    private static int[] freePorts() throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        int[] ports = new int[PORTS];
        for (int i = 0; i < PORTS; i++) {
            open.add(new ServerSocket(0));
            ports[i] = open.get(i).getLocalPort();
        }
        for (ServerSocket socket : open) socket.close();
        return ports;
    }
}
