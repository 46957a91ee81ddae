package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.bridge.Launch;
import digr.env.bridge.Python3;
import digr.env.driving.Crash;
import digr.run.UserException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this side does with a bridge that says anything at all: the scripts here are no bridge, they recite. */
class SessionTest {
    private static final String PICTURE = "{\"ok\":true,\"frame\":7,\"width\":2,\"height\":2,\"format\":\"RGB8\","
            + "\"collisions\":0,\"speed\":19.5,\"offroad\":false,\"free\":0.75}";

    private static final String RECITE = """
            import sys, struct
            for reply in "%s".split():
                sys.stdin.buffer.read(struct.unpack(">II", sys.stdin.buffer.read(8))[0])
                sys.stdout.buffer.write(bytes.fromhex(reply))
                sys.stdout.buffer.flush()
            sys.stdin.buffer.read(1)
            """;

    private static Session reciting(byte[]... replies) {
        String all = Stream.of(replies).map(HexFormat.of()::formatHex).collect(Collectors.joining(" "));
        return new Session(
                Standin.options(), new Launch(CarlaBridge.CARLA, Python3.path(), RECITE.formatted(all), Map.of()));
    }

    private static byte[] message(String header, int payload) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + payload)
                .putInt(text.length)
                .putInt(payload)
                .put(text);
        for (int i = 0; i < payload; i++) bytes.put((byte) (250 + i));
        return bytes.array();
    }

    private static Session.Picture picture(byte[]... replies) {
        try (Session session = reciting(replies)) {
            return session.reset(1, 2);
        }
    }

    @Test
    void aPictureArrivesToTheBit() {
        Session.Picture picture = picture(message(PICTURE, 12));
        assertArrayEquals(new byte[] {-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5}, picture.rgb());
        assertEquals(19.5, picture.speed());
        assertEquals(0.75, picture.free());
        assertEquals(Crash.NONE, picture.crash());
        byte[] offroad = message(PICTURE.replace("\"offroad\":false", "\"offroad\":true"), 12);
        assertEquals(Crash.EDGE, picture(offroad).crash());
        byte[] hit = message(PICTURE.replace("\"collisions\":0", "\"collisions\":2"), 12);
        assertEquals(Crash.VEHICLE, picture(hit).crash());
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of("a payload of 11 bytes at RESET, needed 12", message(PICTURE, 11)),
                Arguments.of("a payload of 13 bytes", message(PICTURE, 13)),
                Arguments.of("a picture of 3 x 2 RGB8", message(PICTURE.replace("\"width\":2", "\"width\":3"), 12)),
                Arguments.of("BGRA", message(PICTURE.replace("RGB8", "BGRA"), 12)),
                Arguments.of("NaN", message(PICTURE.replace("19.5", "NaN"), 12)),
                Arguments.of("reply", message(PICTURE.replace("19.5", "\"fast\""), 12)),
                Arguments.of("at speed Infinity", message(PICTURE.replace("19.5", "1e999"), 12)),
                Arguments.of("-Infinity m free", message(PICTURE.replace("0.75", "-1e999"), 12)),
                Arguments.of("free", message(PICTURE.replace(",\"free\":0.75", ""), 12)),
                Arguments.of("-1 collisions", message(PICTURE.replace("\"collisions\":0", "\"collisions\":-1"), 12)),
                Arguments.of("frame -9 after", message(PICTURE.replace("\"frame\":7", "\"frame\":-9"), 12)),
                Arguments.of("speed", message(PICTURE.replace("\"speed\":19.5,", ""), 12)),
                Arguments.of("more", message(PICTURE.replace("\"frame\"", "\"more\":1,\"frame\""), 12)),
                Arguments.of("Duplicate", message(PICTURE.replace("\"frame\"", "\"frame\":1,\"frame\""), 12)),
                Arguments.of("kind", message("{\"ok\":false}", 0)),
                Arguments.of("Carla", message("no JSON", 0)),
                Arguments.of(
                        "a message of 4294967295 and 0 bytes", HexFormat.of().parseHex("ffffffff00000000")),
                Arguments.of("ended with code 0 at RESET", new byte[0]),
                Arguments.of("RESET was refused, SPAWN: no room", message("""
                        {"ok":false,"kind":"SPAWN","message":"no room"}""", 0)));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsenseIsRefused(String says, byte[] reply) {
        var e = assertThrows(UserException.class, () -> {
            try (Session session = reply.length > 0
                    ? reciting(reply)
                    : new Session(
                            Standin.options(),
                            new Launch(CarlaBridge.CARLA, Python3.path(), "import sys; sys.exit(0)", Map.of()))) {
                session.reset(1, 2);
            }
        });
        assertTrue(e.getMessage().startsWith("Carla: ") && e.getMessage().contains(says), e.getMessage());
    }

    @Test
    void aMessageThatEndsTooEarlyIsRefused() {
        String script = "import sys; sys.stdin.buffer.read(9); sys.stdout.buffer.write(bytes(5)); sys.stdout.flush()";
        try (Session session =
                new Session(Standin.options(), new Launch(CarlaBridge.CARLA, Python3.path(), script, Map.of()))) {
            var e = assertThrows(UserException.class, () -> session.reset(1, 2));
            assertTrue(e.getMessage().startsWith("Carla: the bridge "), e.getMessage());
        }
    }

    @Test
    void aFrameThatWasSeenIsRefused() {
        try (Session session = reciting(message(PICTURE, 12), message(PICTURE, 12))) {
            session.reset(1, 2);
            var e = assertThrows(UserException.class, () -> session.step(0, 0, 0, 2));
            assertEquals("Carla: the bridge sent frame 7 after frame 7", e.getMessage());
        }
    }

    @Test
    void aReplyThatNobodyAskedForIsRefused() throws InterruptedException {
        byte[] one = message(PICTURE, 12);
        byte[] two = ByteBuffer.allocate(2 * one.length).put(one).put(one).array();
        try (Session session = reciting(two)) {
            session.reset(1, 2);
            Thread.sleep(200);
            var e = assertThrows(UserException.class, () -> session.step(0, 0, 0, 2));
            assertTrue(e.getMessage().contains("unasked") || e.getMessage().contains("after frame 7"), e.getMessage());
        }
    }

    /** The request comes back as the message of a refusal. */
    @Test
    void requestsAreThisJson() {
        String echo = """
                import sys, struct, json
                while True:
                    text = sys.stdin.buffer.read(struct.unpack(">II", sys.stdin.buffer.read(8))[0]).decode()
                    out = json.dumps({"ok": False, "kind": "ECHO", "message": text}).encode()
                    sys.stdout.buffer.write(struct.pack(">II", len(out), 0) + out)
                    sys.stdout.buffer.flush()
                """;
        CarlaOptions options =
                CarlaOptions.defaults().withServer("localhost", 2002).withTimeout(Duration.ofMillis(2500));
        try (Session session = new Session(options, new Launch(CarlaBridge.CARLA, Python3.path(), echo, Map.of()))) {
            assertRefused(
                    session::hello,
                    "{\"op\":\"HELLO\",\"protocol\":2,\"host\":\"localhost\",\"port\":2002,\"timeout\":2.5}");
            assertRefused(
                    () -> session.reset(Long.MIN_VALUE, 128),
                    "{\"op\":\"RESET\",\"seed\":-9223372036854775808,\"size\":128,\"speed\":20.0,\"lock\":70.0,"
                            + "\"camera\":{\"back\":7.0,\"up\":4.0,\"pitch\":-14.0,\"fieldOfView\":90.0,\"light\":\"DAY\"},"
                            + "\"traffic\":{\"cars\":12,\"slowest\":12.0,\"fastest\":12.0,\"drivers\":\"STEADY\","
                            + "\"start\":{\"from\":35.0,\"to\":220.0},\"again\":{\"from\":150.0,\"to\":220.0},"
                            + "\"behind\":12.0,\"gap\":18.0,\"freeLanes\":2,\"freeWithin\":30.0}}");
            assertRefused(
                    () -> session.step(-3, 0.1, 0, 128),
                    "{\"op\":\"STEP\",\"drift\":-3.0,\"throttle\":0.1,\"brake\":0.0}");
        }
    }

    private static void assertRefused(Runnable ask, String request) {
        var e = assertThrows(UserException.class, ask::run);
        assertTrue(e.getMessage().endsWith("ECHO: " + request), e.getMessage());
    }

    @Test
    void aBridgeThatSaysNothingIsStoppedInTime() {
        CarlaOptions options = Standin.options().withTimeout(Duration.ofMillis(100));
        long start = System.nanoTime();
        try (Session session = new Session(
                options, new Launch(CarlaBridge.CARLA, Python3.path(), "import time; time.sleep(1000)", Map.of()))) {
            var e = assertThrows(UserException.class, session::hello);
            assertEquals("Carla: the bridge did not answer within 5.1 s at HELLO, and was stopped", e.getMessage());
        }
        assertTrue(System.nanoTime() - start < 15e9);
    }

    @Test
    void anInterruptionWaitsForTheReply() {
        try (Session session = reciting(message(PICTURE, 12))) {
            Thread.currentThread().interrupt();
            assertEquals(19.5, session.reset(1, 2).speed());
            assertTrue(Thread.interrupted());
        }
    }
}
