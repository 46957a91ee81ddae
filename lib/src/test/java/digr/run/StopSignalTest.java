package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StopSignalTest {
    /** A program whose work never ends by itself, and which saves as a trainer does. */
    static final class Work {
        public static void main(String[] args) {
            try (StopSignal stop = StopSignal.watch()) {
                System.out.println("working");
                try {
                    while (true) Progress.checkInterrupted();
                } catch (CancellationException e) {
                    SafeFiles.write(Path.of(args[0]), out -> out.write("saved".getBytes()));
                    throw e;
                }
            } catch (CancellationException e) {
                System.exit(1);
            }
        }
    }

    @TempDir
    Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramToldToEndSavesFirst() throws IOException, InterruptedException {
        Path file = folder.resolve("saved.txt");
        Process program = JavaProgram.of(List.of(), Work.class, file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = program.inputReader()) {
            assertEquals("working", out.readLine());
            program.destroy(); // SIGTERM
            assertTrue(program.waitFor(20, TimeUnit.SECONDS));
        } finally {
            program.destroyForcibly();
        }
        assertEquals(143, program.exitValue());
        assertEquals("saved", Files.readString(file));
    }
}
