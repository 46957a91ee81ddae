package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Checkout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every package says what it is for, with a walk through it that is Java. */
class PackageInfoTest {
    private static final Pattern WALK = Pattern.compile("<pre>\\{@code\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Path SOURCES = Checkout.folder().resolve("lib/src/main/java");

    @Test
    void everyPackageHasAWalk() throws IOException {
        for (Path folder : packages()) {
            Path info = folder.resolve("package-info.java");
            assertTrue(Files.exists(info), folder + " has no package-info.java");
            assertTrue(Files.readString(info).contains("One walk"), info + " has no walk");
        }
    }

    /** As a cell would: with the names that a notebook has without an import. */
    @Test
    void theWalksCompile(@TempDir Path out) throws IOException {
        List<JavaFileObject> classes = new ArrayList<>();
        for (Path folder : packages()) {
            Matcher walk = WALK.matcher(Files.readString(folder.resolve("package-info.java")));
            if (!walk.find()) continue; // of commands
            String name = "Walk" + classes.size();
            classes.add(source(
                    name,
                    "import java.util.*;\n" + DefaultImports.source() + "class " + name + " {\n // " + folder
                            + "\n void walk() {\n" + walk.group(1).replaceAll("(?m)^ \\* ?", "") + "}}\n"));
        }
        assertEquals(packages().size() - 1, classes.size());
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        List<String> options = List.of(
                "-proc:none", "-implicit:none", "-cp", System.getProperty("java.class.path"), "-d", out.toString());
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, options, null, classes)
                .call();
        assertTrue(compiled, () -> diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .collect(Collectors.joining("\n")));
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static List<Path> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
