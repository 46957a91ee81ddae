package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import digr.JavaProgram;
import digr.env.bridge.Launch;
import digr.env.bridge.Wire;
import digr.run.UserException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python side alone: its bytes, what it refuses, and that it cleans up whatever happens to this side. */
class BridgeScriptTest {
    private static final String HELLO =
            "{\"op\":\"HELLO\",\"protocol\":2,\"host\":\"127.0.0.1\",\"port\":%d,\"timeout\":2}";
    private static final String OPEN = "{\"op\":\"OPEN\",\"loading\":9}";
    private static final String CAMERA = "{\"back\":7,\"up\":4,\"pitch\":-14,\"fieldOfView\":90}";
    private static final String TRAFFIC = "{\"cars\":3,\"slowest\":12,\"fastest\":12,\"drivers\":\"STEADY\","
            + "\"start\":{\"from\":35,\"to\":220},\"again\":{\"from\":150,\"to\":220},\"behind\":12,\"gap\":18,"
            + "\"freeLanes\":2,\"freeWithin\":30}";
    private static final String RESET = "{\"op\":\"RESET\",\"seed\":1,\"size\":4,\"speed\":20,\"lock\":70,\"camera\":"
            + CAMERA + ",\"traffic\":" + TRAFFIC + "}";

    @TempDir
    Path folder;

    private static byte[] frame(int header, int payload, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .putInt(header)
                .putInt(payload)
                .put(bytes)
                .array();
    }

    private static byte[] frame(String text) {
        return frame(text.getBytes(StandardCharsets.UTF_8).length, 0, text);
    }

    private static void send(Process bridge, byte[] bytes) throws IOException {
        bridge.getOutputStream().write(bytes);
        bridge.getOutputStream().flush();
    }

    /** Sends it all, closes the pipe, and returns all that comes. */
    private static byte[] converse(byte[]... requests) throws Exception {
        Process bridge = Standin.launch().start();
        for (byte[] request : requests) send(bridge, request);
        bridge.getOutputStream().close();
        byte[] replies = bridge.getInputStream().readAllBytes();
        assertTrue(bridge.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, bridge.exitValue());
        return replies;
    }

    private static String refusal(String kind, String message) {
        return "{\"ok\": false, \"kind\": \"" + kind + "\", \"message\": \"" + message + "\"}";
    }

    @Test
    void repliesAreTheseBytesAndNothingElse() throws Exception {
        byte[] replies = converse(frame(HELLO.formatted(21900)), frame("{\"op\":\"FLY\"}"));
        byte[] hello = frame("{\"ok\": true, \"protocol\": 2, \"client\": \"0.9.16\", \"server\": \"0.9.16\","
                + " \"map\": \"Carla/Maps/Town10HD_Opt\"}");
        byte[] fly = frame(refusal("REQUEST", "no operation 'FLY'"));
        byte[] both = Arrays.copyOf(hello, hello.length + fly.length);
        System.arraycopy(fly, 0, both, hello.length, fly.length);
        assertArrayEquals(both, replies);
    }

    @Test
    void requestsWithoutSenseAreRefusedAndTheNextIsAnswered() throws Exception {
        String[][] cases = {
            {"{\"op\":\"STEP\",\"drift\":NaN,\"throttle\":0,\"brake\":0}", "not JSON: NaN is no number"},
            {
                "{\"op\":\"STEP\",\"drift\":1e999,\"throttle\":0,\"brake\":0}",
                "drift must be a number, -100 to 100, got inf"
            },
            {
                "{\"op\":\"STEP\",\"drift\":101,\"throttle\":0,\"brake\":0}",
                "drift must be a number, -100 to 100, got 101"
            },
            {
                "{\"op\":\"STEP\",\"drift\":true,\"throttle\":0,\"brake\":0}",
                "drift must be a number, -100 to 100, got True"
            },
            {"{\"op\":\"STEP\",\"throttle\":0,\"brake\":0}", "drift must be a number, -100 to 100, got None"},
            {"{\"op\":\"STEP\",\"drift\":0,\"throttle\":-1,\"brake\":0}", "throttle must be a number, 0 to 1, got -1"},
            {"{\"op\":\"STEP\",\"drift\":0,\"throttle\":0,\"brake\":0}", "STEP comes after RESET"},
            {RESET, "RESET comes after OPEN"},
            {RESET.replace("\"size\":4", "\"size\":4.5"), "size must be an integer, 1 to 4096, got 4.5"},
            {RESET.replace("\"lock\":70", "\"lock\":0"), "lock must be a number, 1 to 90, got 0"},
            {RESET.replace(CAMERA, "7"), "camera must be an object, got 7"},
            {RESET.replace("\"pitch\":-14", "\"pitch\":-91"), "pitch must be a number, -90 to 90, got -91"},
            {RESET.replace("\"freeLanes\":2", "\"freeLanes\":5"), "freeLanes must be an integer, 0 to 4, got 5"},
            {RESET.replace("\"to\":220", "\"to\":\"far\""), "to must be a number, 0 to 1000, got 'far'"},
            {OPEN, "OPEN comes after HELLO"},
            {HELLO.formatted(0), "port must be an integer, 1 to 59535, got 0"},
            {"[]", "a request is a JSON object"},
        };
        byte[][] requests = Arrays.stream(cases).map(c -> frame(c[0])).toArray(byte[][]::new);
        var replies = new ByteArrayInputStream(converse(requests));
        for (String[] c : cases)
            assertEquals(refusal("REQUEST", c[1]), Wire.read(replies).header());
        assertEquals(0, replies.available());
    }

    @Test
    void aLengthWithoutSenseEndsTheConversation() throws Exception {
        byte[] expected =
                frame(refusal("FRAME", "a request has up to 65536 bytes and no payload, got 2147483647 and 0"));
        assertArrayEquals(expected, converse(frame(Integer.MAX_VALUE, 0, "{"), frame("{}")));
    }

    @Test
    void aRequestThatEndsTooEarlyEndsTheConversation() throws Exception {
        assertArrayEquals(new byte[0], converse(frame(100, 0, "{\"op\":")));
    }

    @Test
    void endOfInputCleansUpWithoutAnyWord() throws Exception {
        Process bridge = Standin.remembering(folder.resolve("world")).start();
        drive(bridge, 21910);
        bridge.getOutputStream().close();
        assertCleanEnd(bridge);
    }

    @Test
    void aRequestToTerminateCleansUp() throws Exception {
        Process bridge = Standin.remembering(folder.resolve("world")).start();
        drive(bridge, 21911);
        bridge.destroy(); // SIGTERM
        assertCleanEnd(bridge);
    }

    @Test
    void ctrlCIsLeftToTheOtherSide() throws Exception {
        Process bridge = Standin.remembering(folder.resolve("world")).start();
        drive(bridge, 21912);
        new ProcessBuilder("kill", "-INT", "" + bridge.pid()).start().waitFor();
        send(bridge, frame("{\"op\":\"CLOSE\"}"));
        assertEquals("{\"ok\": true}", Wire.read(bridge.getInputStream()).header());
        bridge.getOutputStream().close();
        assertCleanEnd(bridge);
    }

    private void drive(Process bridge, int port) throws IOException {
        for (String request : new String[] {HELLO.formatted(port), OPEN, RESET}) {
            send(bridge, frame(request));
            var reply = Wire.read(bridge.getInputStream()).header();
            assertTrue(reply.startsWith("{\"ok\": true"), reply);
        }
        assertEquals(6, Standin.memory(folder.resolve("world")).get("actors").size()); // car, two sensors, three others
    }

    private void assertCleanEnd(Process bridge) throws InterruptedException {
        assertTrue(bridge.waitFor(10, TimeUnit.SECONDS));
        assertLeftClean();
    }

    private void assertLeftClean() {
        var world = Standin.memory(folder.resolve("world"));
        assertEquals(0, world.get("actors").size(), world.toString());
        assertTrue(!world.get("synchronous").asBoolean() && world.get("fixed").isNull(), world.toString());
        assertEquals(0, world.get("mistakes").size(), world.toString());
    }

    @Test
    void theDeathOfThisSideCleansUp() throws Exception {
        Path world = folder.resolve("world");
        Process java = JavaProgram.of(List.of("-Xmx64m"), Driver.class, world.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals('d', java.getInputStream().read()); // drives
        var bridge = ProcessHandle.of(Standin.memory(world).get("pid").asLong()).orElseThrow();
        java.destroyForcibly().waitFor();
        bridge.onExit().get(10, TimeUnit.SECONDS);
        assertLeftClean();
    }

    /** A program that never closes what it opened. */
    static final class Driver {
        public static void main(String[] args) throws InterruptedException {
            var environment = new CarlaHighway(
                    Standin.options().withServer("127.0.0.1", 21920), Standin.remembering(Path.of(args[0])));
            environment.reset(1);
            System.out.print("d");
            System.out.flush();
            while (true) environment.step(1);
        }
    }

    @Test
    void theStandInHasEveryNameThatTheBridgeUses() throws Exception {
        api(Standin.launch());
    }

    /** The recorded names are of the wheel carla 0.9.16 from PyPI, CPython 3.11. */
    @Test
    void theRealPackageHasEveryNameWithTheRecordedParameters() throws Exception {
        var mapper = new ObjectMapper();
        assertEquals(
                mapper.readTree(Files.readString(Standin.resource("api-0.9.16.json"))),
                mapper.readTree(api(realPackage())));
    }

    /** What the real package says of these is known by its words. */
    @Test
    void theRealPackageFindsNeitherAServerNorAHostThatAreNotThere() throws Exception {
        Launch real = realPackage();
        var options = CarlaOptions.defaults().withTimeout(Duration.ofMillis(300));
        String host = assertThrows(
                        UserException.class, () -> CarlaServer.find(options.withServer("nowhere.invalid", 2000), real))
                .getMessage();
        assertTrue(host.startsWith("Carla: no host is called nowhere.invalid"), host);
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = Math.min(socket.getLocalPort(), 59535);
        }
        String server = assertThrows(
                        UserException.class, () -> CarlaServer.find(options.withServer("127.0.0.1", free), real))
                .getMessage();
        assertTrue(server.contains("no server answers on 127.0.0.1:" + free + " (waited 0.3 s"), server);
    }

    /** The project's bridge with the package whose names are recorded, where that is; ./digr test puts it there. */
    private static Launch realPackage() throws Exception {
        Launch launch = CarlaBridge.ofProject();
        String ask = "import carla, importlib.metadata as m; print(m.version('carla'))";
        var process = new ProcessBuilder(launch.python(), "-c", ask)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), launch.python() + " hangs at import carla");
            String version = new String(process.getInputStream().readAllBytes()).strip();
            Assumptions.assumeTrue(version.equals("0.9.16"), launch.python() + " has no package carla 0.9.16");
            return launch;
        } finally {
            process.destroyForcibly();
        }
    }

    private String api(Launch launch) throws Exception {
        File script = Files.writeString(folder.resolve("bridge.py"), CarlaBridge.script())
                .toFile();
        var builder =
                new ProcessBuilder(launch.python(), Standin.resource("api.py").toString(), script.toString());
        builder.environment().putAll(launch.variables());
        Process process = builder.redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), out);
        return out;
    }
}
