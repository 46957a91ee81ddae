package digr.env.gymnasium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.bridge.Python3;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GymnasiumPackagesTest {
    @TempDir
    Path folder;

    /** The stand-in says 1.4.0; minigrid is there by its metadata alone. */
    @Test
    void versionsAreThoseOfThisPythonAndBlankWhereAPackageIsMissing() throws IOException {
        Path about = Files.createDirectory(folder.resolve("minigrid-3.2.0.dist-info"));
        Files.writeString(about.resolve("METADATA"), "Metadata-Version: 2.1\nName: minigrid\nVersion: 3.2.0\n");
        Map<String, String> variables = new HashMap<>(Toys.variables(""));
        variables.merge("PYTHONPATH", folder.toString(), (toys, ours) -> toys + ":" + ours);
        GymnasiumPackages found = GymnasiumPackages.find(Duration.ofSeconds(20), Toys.launch(variables));
        assertEquals(Python3.path(), found.python());
        assertEquals("1.4.0", found.versions().get("gymnasium"));
        assertEquals("3.2.0", found.versions().get("minigrid"));
        assertEquals("", found.versions().get("ale-py"));
        assertEquals(4, found.versions().size());
    }

    @Test
    void aPythonThatHangsIsStoppedInTime() throws IOException {
        Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\nexec sleep 1000\n");
        assertTrue(python.toFile().setExecutable(true));
        var e = assertThrows(
                UserException.class,
                () -> GymnasiumPackages.find(
                        Duration.ofSeconds(1), GymnasiumBridge.launch(python.toString(), Map.of())));
        assertEquals("Gymnasium: the bridge did not answer within 1.0 s at HELLO, and was stopped", e.getMessage());
    }
}
