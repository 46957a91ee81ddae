package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.JavaProgram;
import digr.run.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class LongWorkTest {
    /** A command whose work never ends by itself. */
    @Command
    static final class Work {
        public static void main(String[] args) {
            CommandLine command = new CommandLine(new Work()).setErr(new PrintWriter(System.err, true));
            LongWork.run(
                    command.getCommandSpec(),
                    "work",
                    "; the same command goes on",
                    progress -> {
                        System.out.println("working");
                        while (true) Progress.checkInterrupted();
                    },
                    () -> System.err.print("saved; "));
        }
    }

    @Test
    void givesWhatTheWorkGave() {
        CommandLine command = new CommandLine(new Work());
        assertEquals(Optional.of(3), LongWork.run(command.getCommandSpec(), "work", "", progress -> 3));
    }

    @Test
    void aStoppedProgramHasItsLastWords() throws IOException, InterruptedException {
        Process program = JavaProgram.of(List.of(), Work.class).start();
        try (BufferedReader out = program.inputReader()) {
            assertEquals("working", out.readLine());
            program.toHandle().destroy(); // SIGTERM; the process itself would close its streams
            String words = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(program.waitFor(20, TimeUnit.SECONDS));
            assertEquals("saved; work: interrupted; the same command goes on", words.strip());
        } finally {
            program.destroyForcibly();
        }
        assertEquals(143, program.exitValue());
    }
}
