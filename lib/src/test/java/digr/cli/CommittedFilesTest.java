package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommittedFilesTest {
    private static final Path PROJECT = Path.of("/opt/digr");

    @Test
    void fromElsewhereTheyAreThoseOfTheProject() {
        Path file = CommittedFiles.from(Path.of("/home/ada"), PROJECT, "saliency/rfg.npz");
        assertEquals(Path.of("/opt/digr/data/saliency/rfg.npz"), file);
    }

    @Test
    void inTheProjectsFolderTheyKeepTheirShortNames() {
        Path file = CommittedFiles.from(PROJECT, PROJECT, "saliency/rfg.npz");
        assertEquals(Path.of("data/saliency/rfg.npz"), file);
    }
}
