package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvocationTest {
    @Test
    void whatDoesNotDecideTheResultIsLeftOut() {
        assertEquals(
                "./digr train digr --task rfg --seed=3",
                Invocation.text(
                        "train",
                        "digr",
                        "--task",
                        "rfg",
                        "--out",
                        "/tmp/x",
                        "--seed=3",
                        "--resume",
                        "--threads=2",
                        "--spark",
                        "local[2]",
                        "--checkpoint-every",
                        "5"));
    }

    @Test
    void theWordsOfACommandAreThoseThatItWasMadeOf() {
        String[] words = {"evaluate", "--task", "rfg", "--set", "a=1,b=2", "it's a \\ 'day'", "", "x y"};
        List<String> expected = new ArrayList<>(List.of("./digr"));
        expected.addAll(List.of(words));
        assertEquals(expected, Invocation.words(Invocation.text(words)));
    }

    @Test
    void filesAreNamedFromTheProjectsFolderOthersByTheirNames(@TempDir Path folder) throws Exception {
        Path own = Files.createFile(folder.resolve("my masks.npz"));
        Path pom = Checkout.folder().resolve("lib/pom.xml").toAbsolutePath();
        assertEquals(
                "./digr perturb --policy lib/pom.xml '--masks=my masks.npz' --eps 0.5 --stride=2 --none a/b.npz",
                Invocation.text(
                        "perturb",
                        "--policy",
                        pom.toString(),
                        "--masks=" + own,
                        "--eps",
                        "0.5",
                        "--stride=2",
                        "--none",
                        "a/b.npz"));
    }

    @Test
    void vectorsAreReadFromLinuxsTable(@TempDir Path folder) throws Exception {
        Path table = folder.resolve("cpuinfo");
        Files.writeString(table, "processor\t: 0\nflags\t\t: fpu sse avx avx2 bmi2\n");
        assertEquals("AVX2", Vectors.of(table).orElseThrow());
        Files.writeString(table, "flags\t\t: avx avx2 avx512f\n");
        assertEquals("AVX-512", Vectors.of(table).orElseThrow());
        Files.writeString(table, "model name: other\n");
        assertEquals(true, Vectors.of(table).isEmpty());
        assertEquals(true, Vectors.of(folder.resolve("none")).isEmpty());
    }
}
