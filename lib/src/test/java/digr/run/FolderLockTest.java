package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    /** A program that holds a folder until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws InterruptedException {
            try (FolderLock lock = FolderLock.of(Path.of(args[0]))) {
                System.out.println("holding");
                TimeUnit.MINUTES.sleep(1);
            }
        }
    }

    @TempDir
    Path folder;

    private void assertRefused(Path wanted) {
        UserException e = assertThrows(UserException.class, () -> FolderLock.of(wanted));
        assertEquals(
                "FolderLock: another run is at work in " + wanted + "; wait until it ends, or name another folder",
                e.getMessage());
    }

    @Test
    void aSecondRunOfTheSameProgramIsRefusedUntilTheFirstEnds() {
        Path run = folder.resolve("new/run");
        try (FolderLock lock = FolderLock.of(run)) {
            assertRefused(run);
            assertRefused(folder.resolve("new/../new/run")); // the same by another name
            FolderLock.of(folder.resolve("other")).close();
        }
        FolderLock.of(run).close();
    }

    /** No refusal may let go of the lock that it met, as closing the file a second time would. */
    @Test
    void anotherProgramIsRefusedAndAKilledOneLocksNothing() throws IOException, InterruptedException {
        Process holder = holder();
        try (BufferedReader out = holder.inputReader()) {
            assertEquals("holding", out.readLine());
            assertRefused(folder);
            assertRefused(folder);
            holder.destroyForcibly();
            assertTrue(holder.waitFor(20, TimeUnit.SECONDS));
        } finally {
            holder.destroyForcibly();
        }
        assertTrue(Files.exists(folder.resolve(".lock")));
        try (FolderLock lock = FolderLock.of(folder)) {
            assertRefused(folder);
            Process second = holder();
            assertTrue(second.waitFor(20, TimeUnit.SECONDS));
            assertEquals(1, second.exitValue());
        }
    }

    private Process holder() throws IOException {
        return JavaProgram.of(List.of(), Holder.class, folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A run that Ctrl-C reaches while it begins has its lock, and saves. */
    @Test
    void anInterruptedThreadGetsItsLock() {
        Thread.currentThread().interrupt();
        try (FolderLock lock = FolderLock.of(folder)) {
            assertRefused(folder);
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void aFolderThatCannotBeLockedIsNamed() throws IOException {
        Files.createDirectory(folder.resolve(".lock"));
        UserException e = assertThrows(UserException.class, () -> FolderLock.of(folder));
        assertTrue(e.getMessage().startsWith("FolderLock: can't lock folder " + folder + ": "), e.getMessage());
        assertTrue(e.getMessage().endsWith("; name another"), e.getMessage());
    }
}
