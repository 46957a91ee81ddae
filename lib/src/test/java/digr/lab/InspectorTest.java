package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real JShell. A bar | stands for the cursor. */
class InspectorTest {
    private static final List<String> ABSOLUTE =
            List.of("int Math.abs(int)", "long Math.abs(long)", "float Math.abs(float)", "double Math.abs(double)");

    private static JShell shell;
    private static Inspector inspector;

    @BeforeAll
    static void start() {
        shell = shell();
        inspector = Inspector.withOurSources(shell.sourceCodeAnalysis());
    }

    /** One that knows the library. */
    static JShell shell() {
        JShell made = JShell.builder().executionEngine("local").build();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) made.addToClasspath(path);
        return made;
    }

    @AfterAll
    static void end() {
        shell.close();
    }

    private static List<Documentation> at(String cell) {
        int cursor = cell.indexOf('|');
        return inspector.at(cell.substring(0, cursor) + cell.substring(cursor + 1), cursor);
    }

    /** Without the names of parameters, which not every JDK knows. */
    private static List<String> signatures(String cell) {
        return at(cell).stream()
                .map(Documentation::signature)
                .map(s -> s.replaceAll("(int|long|float|double) \\w+(?=[,)])", "$1"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Math.floorMod(7, 2)|",
                "Math.floorMod(7, 2) |",
                "Math.floorMod(7, 2|)",
                "Math.floorMod(7|, 2)",
                "Math.floorMod(|7, 2)",
                "Math.floorMod|(7, 2)",
                "Math.floo|rMod(7, 2)",
                "Math.floorMod(|",
                "Math.floorMod|",
                "Math.floorMod(7, Math.abs(2))|",
                "import java.util.List;\nMath.floorMod(7, 2)|",
                "double half(double x) { return x / 2; }\nMath.floorMod(7, 2)|"
            })
    void aCallShowsItsMethodsAtItsNameInItsArgumentsAndBehindIt(String cell) {
        assertEquals(
                List.of(
                        "int Math.floorMod(int, int)",
                        "int Math.floorMod(long, int)",
                        "long Math.floorMod(long, long)"),
                signatures(cell));
    }

    @Test
    void theInnerOfTwoCallsIsShownBehindItsOwnParenthesis() {
        assertEquals(ABSOLUTE, signatures("Math.floorMod(7, Math.abs(2)|)"));
    }

    @Test
    void anArgumentIsShownWithTheCallThatItIsIn() {
        List<String> shown = signatures("int x = 3;\nMath.abs(x|)");
        assertEquals("x:int", shown.get(0));
        assertEquals(ABSOLUTE, shown.subList(1, shown.size()));
    }

    @Test
    void ourMethodsComeWithTheirJavadoc() {
        List<Documentation> perturbed = at("new digr.saliency.GaussianBlur(4).perturbed|");
        assertEquals(1, perturbed.size());
        assertTrue(Inspector.text(perturbed).contains("m(s, i), to look at."), () -> Inspector.text(perturbed));
        assertTrue(
                Inspector.html(perturbed).contains("<br><b>state</b> s, [C, H, W]"), () -> Inspector.html(perturbed));
    }

    @Test
    void aConstructorIsShownWithItsClass() {
        List<Documentation> shown = at("new digr.saliency.GaussianBlur(4)|");
        assertEquals(
                List.of(
                        "digr.saliency.GaussianBlur(double radius, int stride)",
                        "digr.saliency.GaussianBlur(double radius)",
                        "digr.saliency.GaussianBlur"),
                shown.stream().map(Documentation::signature).toList());
        assertEquals("Every pixel.", shown.get(1).javadoc().strip());
        assertTrue(shown.get(2).javadoc().contains("score_i = KL("));
    }

    @Test
    void whatIsNoNameShowsNothing() {
        for (String cell : List.of("|", "1 + |1", "nobody|", "nobody.knows(1)|", ")|"))
            assertEquals(List.of(), at(cell));
        assertEquals(Map.of(), inspector.shown("nobody", 3));
    }
}
