package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParcelTest {
    @TempDir
    Path folder;

    @Test
    void filesOfTheProjectKeepTheirPlacesOthersGetOneOfTheirOwn() throws IOException {
        Source committed = source("project/data/states.npz", "states");
        Source mine = source("mine/digr-seed0.safetensors", "a policy");
        Source masks = source("masks.npz", "masks");
        Path project = folder.resolve("project");
        List<String> words = List.of(
                "score",
                "--states=" + project.resolve("data/states.npz"),
                "--policies",
                folder.resolve("mine").toString(),
                "--masks",
                masks.file().toString(),
                "--count",
                "3");
        Parcel parcel = Parcel.of(words, List.of(committed, masks, mine), project);
        assertEquals(
                Map.of(
                        "checkout/data/states.npz", committed.sha256(),
                        "outside/3/mine/digr-seed0.safetensors", mine.sha256(),
                        "outside/5/masks.npz", masks.sha256()),
                parcel.places());
        Path there = folder.resolve("there");
        Map<String, Path> sent =
                Map.of(committed.sha256(), committed.file(), mine.sha256(), mine.file(), masks.sha256(), masks.file());
        for (int time = 0; time < 2; time++) // what is there stays
        assertEquals(
                    List.of(
                            "score",
                            "--states=" + there.resolve("checkout/data/states.npz"),
                            "--policies",
                            there.resolve("outside/3/mine").toString(),
                            "--masks",
                            there.resolve("outside/5/masks.npz").toString(),
                            "--count",
                            "3"),
                    parcel.unpack(there, sent::get));
        assertEquals("states", Files.readString(there.resolve("checkout/data/states.npz")));
        assertEquals("a policy", Files.readString(there.resolve("outside/3/mine/digr-seed0.safetensors")));
    }

    @Test
    void aFileThatChangedSinceIsRefused() throws IOException {
        Source read = source("project/data/states.npz", "states");
        Parcel parcel = Parcel.of(List.of(), List.of(read), folder.resolve("project"));
        Files.writeString(read.file(), "others");
        Path there = folder.resolve("there");
        UserException e = assertThrows(UserException.class, () -> parcel.unpack(there, sha256 -> read.file()));
        assertTrue(e.getMessage().endsWith("; a file changed after the command read it: run it again"), e.getMessage());
        assertTrue(Files.notExists(there.resolve("checkout/data/states.npz")));
    }

    private Source source(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Source.reading(Files.writeString(file, content), read -> read);
    }
}
