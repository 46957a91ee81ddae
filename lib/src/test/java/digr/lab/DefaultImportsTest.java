package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
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

    @Test
    void everyPackageOfTheLibraryIsImportedSaveTheCommandLine() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("digr");
        Set<String> packages =
                classes.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
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

    /** Two such classes could not be named in a cell: the compiler finds the name ambiguous. */
    @Test
    void noTwoImportedClassesShareAName() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(Stream.concat(DefaultImports.PACKAGES.stream(), KERNEL.stream())
                        .toArray(String[]::new));
        Map<String, Set<String>> byName = classes.stream()
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC) && c.isTopLevelClass())
                .filter(c ->
                        DefaultImports.PACKAGES.contains(c.getPackageName()) || KERNEL.contains(c.getPackageName()))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toSet())));
        assertTrue(byName.size() > 300, "too few classes looked at: " + byName.size());
        byName.values().removeIf(names -> names.size() == 1 || names.stream().noneMatch(n -> n.startsWith("digr.")));
        assertEquals(Map.of(), byName);
    }
}
