package digr.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @Test
    void itIsGoneWithAllThatItHeldWhenTheProgramEnds(@TempDir Path folder) throws IOException, InterruptedException {
        Process process = JavaProgram.of(List.of("-Djava.io.tmpdir=" + folder), Main.class)
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    static final class Main {
        public static void main(String[] args) throws IOException {
            Path inside =
                    Files.createDirectories(Notebook.temporaryFolder("run").resolve("a/b"));
            Files.writeString(inside.resolve("file"), "text");
        }
    }
}
