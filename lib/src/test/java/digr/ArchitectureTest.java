package digr;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Who may use whom: the lines that keep the packages apart. */
@AnalyzeClasses(packages = "digr", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Ground floor first; each may use those before it, in its own line none but itself. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("run"),
            List.of("nn", "env"),
            List.of("policy"),
            List.of("saliency", "attack"),
            List.of("rl"),
            List.of("distill"),
            List.of("eval"),
            List.of("task"),
            List.of("study"),
            List.of("viz"),
            List.of("paper"),
            List.of("lab"),
            List.of("cli"));

    @ArchTest
    static final ArchRule PACKAGES_USE_ONLY_WHAT_LIES_BELOW = floors();

    @ArchTest
    static final ArchRule ONLY_LAB_AND_CLI_KNOW_HOW_IT_IS_SHOWN = noClasses()
            .that()
            .resideOutsideOfPackages("digr.viz..", "digr.lab..", "digr.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("digr.viz..", "org.knowm.xchart..", "java.awt..", "javax.swing..", "picocli..");

    @ArchTest
    static final ArchRule NOTHING_IS_SERIALISED_BY_JAVA =
            noClasses().should().dependOnClassesThat().haveNameMatching("java\\.io\\.Object(In|Out)putStream");

    /** An array's buffer does not keep the array alive: read after a collection, it is freed memory. */
    @ArchTest
    static final ArchRule ONLY_HOST_ARRAYS_TOUCHES_RAW_MEMORY = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("digr.nn.HostArrays")
            .should()
            .callMethodWhere(target(nameMatching("asNio.*|pointer|addressPointer")));

    private static ArchRule floors() {
        var architecture =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (List<String> floor : FLOORS)
            for (String name : floor) architecture = architecture.layer(name).definedBy("digr." + name + "..");
        for (int i = 0; i < FLOORS.size(); i++) {
            String[] above = FLOORS.subList(i + 1, FLOORS.size()).stream()
                    .flatMap(List::stream)
                    .toArray(String[]::new);
            for (String name : FLOORS.get(i))
                architecture = above.length == 0
                        ? architecture.whereLayer(name).mayNotBeAccessedByAnyLayer()
                        : architecture.whereLayer(name).mayOnlyBeAccessedByLayers(above);
        }
        return architecture;
    }
}
