package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.policy.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** A task that was compiled outside the library goes through all commands. */
class OwnTaskTest {
    @TempDir
    static Path folder;

    private static Path jar;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void compile() throws IOException {
        jar = jar("toy.jar", "toy.Toy");
    }

    /** A jar with the toy's classes, which names a provider. */
    private static Path jar(String name, String provider) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/toy"));
        Path source = folder.resolve("Toy.java");
        try (InputStream text = OwnTaskTest.class.getResourceAsStream("/toy/Toy.java.txt")) {
            Files.write(source, text.readAllBytes());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertEquals(0, compiler.run(null, null, null, "-cp", path, "-d", folder + "/classes", source.toString()));
        Path made = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(made);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.list(classes)) {
            for (Path one : all.toList()) {
                out.putNextEntry(new JarEntry("toy/" + one.getFileName()));
                out.write(Files.readAllBytes(one));
            }
            if (provider != null) {
                out.putNextEntry(new JarEntry("META-INF/services/digr.task.TaskProvider"));
                out.write(provider.getBytes(StandardCharsets.UTF_8));
            }
        }
        return made;
    }

    private void run(int code, String line) {
        Stream<String> with = Stream.of("--with", jar.toString());
        String[] all = Stream.concat(
                        with, Stream.of(line.replace("$", folder + "/").split(" ")))
                .toArray(String[]::new);
        assertEquals(code, terminal.run(all), () -> line + "\n" + terminal.err());
    }

    @Test
    void allCommandsWorkOnIt() throws IOException {
        run(0, "train ppo --task toy --steps 8192 --threads 1 --out $ppo");
        Files.createDirectories(folder.resolve("policies"));
        String teacher = "$policies/teacher-seed0.safetensors";
        run(0, "convert $ppo/checkpoint.safetensors " + teacher);
        assertEquals(
                "toy",
                PolicyFile.read(folder.resolve("policies/teacher-seed0.safetensors"))
                        .provenance()
                        .orElseThrow()
                        .task());
        run(0, "evaluate --task toy --episodes 100 --policy " + teacher + " --csv $returns.csv");
        double mean =
                Table.read().csv(folder.resolve("returns.csv").toFile()).row(0).getDouble(1);
        assertTrue(mean > 4, "of 5 questions it names " + mean); // by chance 2.5
        run(0, "perturb --task toy --states 8 --stride 4 --policy " + teacher + " --out $masks.npz");
        String from = " --task toy --teacher " + teacher + " --masks $masks.npz --steps 2 ";
        run(0, "train digr" + from + "--threads 1 --out $digr");
        run(0, "convert $digr/checkpoint.safetensors $policies/digr-seed0.safetensors");
        run(0, "states --task toy --count 20 --policy " + teacher + " --out $states.npz");
        String judged = " --task toy --policies $policies --out $results --threads 1 ";
        run(0, "score" + judged + "--states $states.npz --methods vanilla-gradient --regions-only");
        Table regions =
                Table.read().csv(folder.resolve("results/table1-toy.csv").toFile());
        assertEquals(
                List.of("teacher", "digr"),
                regions.stringColumn("policy").unique().asList());
        run(0, "sweep" + judged + "--attacks fgsm --eps 0.1 --episodes 3");
        assertTrue(Files.exists(folder.resolve("results/robustness-areas-toy.csv")));
        run(0, "ablations" + from + "--only full --seeds 3 --jobs 1 --episodes 5 --runs $runs --out $results");
        Table ablations =
                Table.read().csv(folder.resolve("results/ablations-toy.csv").toFile());
        assertNotNull(ablations.column("return under PGD 0.016 95% low"));
    }

    @Test
    void optionsOfItsEnvironmentsAreSetByName() {
        run(2, "train ppo --task toy --env questions=0 --out $none");
        assertTrue(terminal.err().contains("--env: Toy: questions must be at least 1, got 0"), terminal.err());
        run(2, "train ppo --task toy --env answers=3 --out $none");
        assertTrue(terminal.err().contains("--env: there is no option answers; there are questions"), terminal.err());
        run(2, "train ppo --task chess --out $none");
        assertTrue(terminal.err().contains("must be one of [rfg, breakout, driving, toy], got chess"), terminal.err());
        assertTrue(Files.notExists(folder.resolve("none")));
    }

    @Test
    void aJarWithoutATaskOrWithANameThatIsTakenIsTold() throws IOException {
        Path none = jar("none.jar", null);
        assertEquals(1, terminal.run("--with", none.toString(), "doctor"));
        assertTrue(terminal.err().contains("Task: " + none + " brings no tasks; a jar of tasks names"), terminal.err());
        Path copy = Files.copy(jar, folder.resolve("copy.jar"));
        run(2, "train"); // loads the first
        assertEquals(1, terminal.run("--with", copy.toString(), "doctor"));
        assertTrue(terminal.err().contains("Task: " + copy + " brings a task named toy, and there is one already"));
        assertEquals(1, terminal.run("--with", folder.resolve("absent.jar").toString(), "doctor"));
        assertTrue(terminal.err().contains("absent.jar is no file; --with takes a jar"), terminal.err());
    }
}
