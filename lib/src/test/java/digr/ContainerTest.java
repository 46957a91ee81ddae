package digr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Binder, a hub and a devcontainer ask of the one Dockerfile, as far as it can be said without building it. */
class ContainerTest {
    private static final Path ROOT = Checkout.folder();

    private static List<String> dockerfile() throws IOException {
        return Files.readAllLines(ROOT.resolve("Dockerfile"));
    }

    /** Binder looks into these folders first, and gives the user's name and number as arguments. */
    @Test
    void binderTakesTheDockerfileAndItsUserIsNotRoot() throws IOException {
        assertFalse(Files.exists(ROOT.resolve("binder")));
        assertFalse(Files.exists(ROOT.resolve(".binder")));
        assertTrue(dockerfile().contains("ARG NB_UID=1000"));
        assertEquals(
                List.of("USER ${NB_UID}"),
                dockerfile().stream().filter(line -> line.startsWith("USER ")).toList());
    }

    /** Binder and hubs start jupyter-lab and jupyterhub-singleuser by name. */
    @Test
    void theEnvironmentsProgramsComeFirst() throws IOException {
        String text = String.join("\n", dockerfile());
        assertTrue(text.contains("WORKDIR /opt/digr\n"));
        assertTrue(text.contains(" PATH=/opt/digr/.venv/bin:${PATH} "));
    }

    @Test
    void aDevcontainerIsMadeOfTheSameDockerfileForTheSameUser() throws IOException {
        Path file = ROOT.resolve(".devcontainer/devcontainer.json");
        JsonNode container = new ObjectMapper().readTree(file.toFile());
        Path folder = file.getParent();
        String given = container.at("/build/dockerfile").asText();
        assertEquals(ROOT.resolve("Dockerfile"), folder.resolve(given).normalize());
        assertEquals(
                ROOT, folder.resolve(container.at("/build/context").asText()).normalize());
        assertTrue(dockerfile()
                .contains("ARG NB_USER=" + container.get("remoteUser").asText()));
    }
}
