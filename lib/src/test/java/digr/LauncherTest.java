package digr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment that {@code ./digr} makes, and what it refuses before it builds anything. */
class LauncherTest {
    private static final Path ROOT = Checkout.folder();

    @TempDir
    Path folder;

    /** What a bash prints that has read tools/environment.sh with these variables set. */
    private String environment(String print, Map<String, String> variables, String... as)
            throws IOException, InterruptedException {
        String script = "set -euo pipefail; die() { exit 1; }; jvm_options=(); . \"$1\"; " + print;
        List<String> command = new ArrayList<>(List.of(as));
        command.addAll(List.of("bash", "-c", script, "bash"));
        command.add(ROOT.resolve("tools/environment.sh").toString());
        return run(variables, command.toArray(String[]::new));
    }

    private String run(Map<String, String> variables, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("OMP_NUM_THREADS");
        builder.environment().putAll(variables);
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return words;
    }

    @ParameterizedTest
    @CsvSource({"0, none", "'4,2', none", "-1, none", "many, none", "1, 1", "16, 16"})
    void aThreadLimitIsKeptWhereItIsAWholeNumber(String given, String kept) throws IOException, InterruptedException {
        assertEquals(kept, environment("echo ${OMP_NUM_THREADS:-none}", Map.of("OMP_NUM_THREADS", given)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OMP_THREAD_LIMIT", "OMP_DYNAMIC", "OMP_MAX_ACTIVE_LEVELS", "GOMP_CPU_AFFINITY", "KMP_AFFINITY",
                "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GIT_DIR", "PYTHONHOME", "PIP_TARGET"
            })
    void otherProgramsSettingsDoNotReachOurs(String name) throws IOException, InterruptedException {
        assertEquals("none", environment("echo ${" + name + ":-none}", Map.of(name, "1")));
    }

    @Test
    void withoutAHomeNothingIsWrittenWhereTheUserStands() throws IOException, InterruptedException {
        String home = environment("echo $HOME", Map.of("HOME", "/nonexistent"));
        assertTrue(Files.isWritable(Path.of(home)), home);
        assertFalse(Path.of(home).equals(folder), home);
    }

    /** Maven and the notebook kernel split the JVM's options at blanks. */
    @ParameterizedTest
    @CsvSource({"my home, /tmp/digr-54321", "home, HOME"})
    void aUserWithoutAnEntryHasAHomeWithoutBlanksInJava(String name, String told)
            throws IOException, InterruptedException {
        OtherUser.assumed();
        Path home =
                OtherUser.opened(Files.createDirectory(OtherUser.opened(folder).resolve(name)));
        assertEquals(
                "-Duser.home=" + told.replace("HOME", home.toString()),
                environment("echo \"${jvm_options[@]: -1}\"", Map.of("HOME", home.toString()), OtherUser.COMMAND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "g", "much", "2gb", "0g", "1.5g"})
    void aMemoryThatIsNoSizeIsOneLine(String memory) throws IOException, InterruptedException {
        assertEquals(
                "digr: DIGR_MEMORY is " + memory + "; it needs a size such as 1500m or 2g",
                run(Map.of("DIGR_MEMORY", memory), ROOT.resolve("digr").toString(), "--version"));
    }

    @ParameterizedTest
    @CsvSource({"boss, boss", "'', nothing"})
    void aPartThatNoClusterHasIsOneLine(String role, String got) throws IOException, InterruptedException {
        assertEquals(
                "digr: spark needs master or worker, got " + got + "\nTry ./digr spark --help",
                run(Map.of(), ROOT.resolve("digr").toString(), "spark", role));
    }
}
