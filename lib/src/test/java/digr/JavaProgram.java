package digr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the tests' class path, for what a test can only see from outside: signals, exit codes, locks. */
public final class JavaProgram {
    private JavaProgram() {}

    /** To be started by the caller; {@code options} are the JVM's. */
    public static ProcessBuilder of(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // as in pom.xml
        command.addAll(options);
        command.add("-cp"); // Surefire's own class path is one jar that names the real one
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Runs it to its end in a heap of 64 MB; fails with what it said unless that is with exit code 0. */
    public static void succeedsInSmallHeap(Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Process process = of(List.of("-Xmx64m", "-XX:+UseSerialGC"), main, arguments)
                .redirectErrorStream(true)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), words);
    }
}
