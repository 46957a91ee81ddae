package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.bridge.Launch;
import digr.env.bridge.Python3;
import digr.run.ConnectionLostException;
import digr.run.UserException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server, or what stands in its place, that fails; what the user is told. */
class ServerFailureTest {
    private static String find(CarlaOptions options, Launch launch) {
        return assertThrows(UserException.class, () -> CarlaServer.find(options, launch))
                .getMessage();
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), text);
    }

    @Test
    void aServerIsFoundWithItsVersionAndTown() {
        CarlaServer server = CarlaServer.find(Standin.options(), Standin.launch());
        assertEquals(new CarlaServer("0.9.16", "0.9.16", "Carla/Maps/Town10HD_Opt"), server);
    }

    @Test
    void whereNoServerAnswersTheErrorSaysHowToStartOne() {
        CarlaOptions options = Standin.options();
        long start = System.nanoTime();
        String message = find(options, Standin.failing("no-server"));
        assertTrue(System.nanoTime() - start < 7e9, "2 s, and Python's start");
        assertContains(message, "no server answers on 127.0.0.1:" + options.port() + " (waited 2.0 s");
        assertContains(message, "./CarlaUE4.sh -RenderOffScreen -carla-rpc-port=" + options.port());
    }

    @Test
    void anotherVersionIsRefused() {
        assertEquals(
                "Carla: the server is version 0.9.15, the Python package 0.9.16; they must be the same:"
                        + " pip install carla==0.9.15, or another server",
                find(Standin.options(), Standin.failing("version")));
    }

    @Test
    void anotherServiceOnThePortAbortsTheBridgeOnly() {
        String message = find(Standin.options(), Standin.failing("foreign"));
        assertContains(
                message, "ended with code 134 at HELLO; perhaps another service than CARLA answers on that port");
        assertContains(message, "std::bad_cast");
    }

    @Test
    void withoutThePackageTheErrorSaysSo(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("carla.py"), "raise ImportError(\"No module named 'carla'\")\n");
        Launch launch = CarlaBridge.launch(Python3.path(), Map.of("PYTHONPATH", folder.toString()));
        String message = find(Standin.options(), launch);
        assertContains(message, "has no package carla: No module named 'carla' (Python 3.");
        assertContains(message, CarlaBridge.VARIABLE);
    }

    @Test
    void withoutPythonTheErrorSaysSo(@TempDir Path folder) {
        Launch launch = CarlaBridge.launch(folder.resolve("python").toString(), Map.of());
        assertContains(find(Standin.options(), launch), "set DIGR_CARLA_PYTHON to a Python");
    }

    @Test
    void theInterpreterIsTheNamedOneOrTheProjectsOrPythons(@TempDir Path project) throws IOException {
        assertEquals("python3", CarlaBridge.CARLA.python(Map.of(), project));
        Path own = Files.createFile(
                Files.createDirectories(project.resolve(".carla/bin")).resolve("python"));
        assertTrue(own.toFile().setExecutable(true));
        assertEquals(own.toString(), CarlaBridge.CARLA.python(Map.of(), project));
        assertEquals("/opt/python", CarlaBridge.CARLA.python(Map.of("DIGR_CARLA_PYTHON", "/opt/python"), project));
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        assertEquals(
                "Carla: no host is called nowhere.invalid; name the machine of the server by its address, as in 127.0.0.1",
                find(Standin.options().withServer("nowhere.invalid", 2000), Standin.launch()));
    }

    @Test
    void aTakenPortOfTheTrafficManagerIsNamed() throws IOException {
        CarlaOptions options = Standin.options();
        try (ServerSocket taken = new ServerSocket(options.port() + 6000);
                var environment = new CarlaHighway(options, Standin.launch())) {
            var e = assertThrows(UserException.class, () -> environment.reset(1));
            assertEquals(
                    "Carla: port " + (options.port() + 6000)
                            + " of this machine is taken, which the traffic manager needs (the server's + 6000); end what"
                            + " listens there, or start the server with another -carla-rpc-port",
                    e.getMessage());
        }
    }

    /** Step 3 is tick 14 after the car was placed. */
    @ParameterizedTest
    @CsvSource({
        "gone, the server has gone silent on 127.0.0.1:",
        "no-picture, the server sent no picture: no picture of frame ",
        "small-picture, 'the bridge sent a payload of 48768 bytes at STEP, needed 49152'",
        "abort, the bridge ended with code 134 at STEP; its last words: ",
        "kill, the bridge ended with code 137 at STEP",
        "error, 'STEP was refused, SERVER: RuntimeError: map not found'"
    })
    void aFailureInMidEpisodeIsAConnectionLost(String fault, String says) {
        try (var environment = new CarlaHighway(Standin.options(), Standin.failing(fault + ":14"))) {
            environment.reset(1);
            for (int i = 0; i < 2; i++) environment.step(1);
            var e = assertThrows(ConnectionLostException.class, () -> environment.step(1));
            assertContains(e.getMessage(), says);
            environment.saveState();
        }
    }
}
