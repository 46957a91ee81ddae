package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    /** SHA-256 of the text "abc": FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void whatACommandReadsIsKnownOnceUntilTheNextCommand(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("b"), "abc");
        Path other = Files.writeString(folder.resolve("a"), "abc");
        Source.forgetRead();
        for (Path read : List.of(file, folder.resolve("./b"), other))
            assertEquals(ABC, Source.reading(read, Source::sha256));
        assertEquals(
                List.of("a", "b"),
                Source.read().stream()
                        .map(source -> source.file().getFileName().toString())
                        .toList());
        Source.forgetRead();
        assertEquals(List.of(), Source.read());
    }

    @AfterEach
    void noFolderIsTold() {
        System.clearProperty(Checkout.PROPERTY);
    }

    @Test
    void theProjectsFolderCanBeTold(@TempDir Path folder) {
        System.setProperty(Checkout.PROPERTY, folder.toString());
        assertEquals(folder.toAbsolutePath(), Checkout.find().orElseThrow());
    }
}
