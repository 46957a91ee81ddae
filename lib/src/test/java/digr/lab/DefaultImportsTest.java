package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import org.junit.jupiter.api.Test;

class DefaultImportsTest {
    /** What the kernel imports by itself, as its own default imports. */
    private static final List<String> KERNEL = List.of(
            "java.io",
            "java.math",
            "java.net",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.prefs",
            "java.util.regex",
            "java.util.stream");

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("digr");

    @Test
    void everyPackageOfTheLibraryIsImportedSaveTheCommandLine() {
        Set<String> packages =
                LIBRARY.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        packages.remove("digr.cli");
        Set<String> imported = DefaultImports.PACKAGES.stream()
                .filter(name -> name.startsWith("digr."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(packages, imported);
    }

    @Test
    void theShellAcceptsEveryImport() {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            for (String line : DefaultImports.source().split("\n"))
                shell.eval(line).forEach(event -> assertEquals(Status.VALID, event.status(), line));
        }
    }

    /** The compiler would find such a name ambiguous in a cell. */
    @Test
    void noClassOfOursSharesItsNameWithAnotherImportedOne() {
        List<String> imported =
                Stream.concat(DefaultImports.PACKAGES.stream(), KERNEL.stream()).toList();
        List<String> ours = LIBRARY.stream()
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC) && c.isTopLevelClass())
                .filter(c -> imported.contains(c.getPackageName()))
                .map(JavaClass::getName)
                .toList();
        assertTrue(ours.contains("digr.lab.Notebook"), ours.toString());
        List<String> clashes = ours.stream()
                .flatMap(name -> imported.stream()
                        .map(other -> other + name.substring(name.lastIndexOf('.')))
                        .filter(other -> !other.equals(name) && exists(other)))
                .toList();
        assertEquals(List.of(), clashes);
    }

    private static boolean exists(String name) {
        try {
            return Modifier.isPublic(Class.forName(name, false, DefaultImportsTest.class.getClassLoader())
                    .getModifiers());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
