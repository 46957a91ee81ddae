package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageTest {
    private static final Pattern CONTROL = Pattern.compile("<(input|button|select)\\b[^>]*>");

    static Stream<String> pages() {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        String explorer =
                new Explorer("policy").add(ExplorerTest.view(0.5f), "a").html();
        return Stream.of(explorer, new Player(List.of(picture, picture)).html(), new MaskPad(picture).html());
    }

    /** In a notebook that is not trusted, and at GitHub. */
    @ParameterizedTest
    @MethodSource("pages")
    void saysWhyControlsDoNothingUntilItsScriptRuns(String html) {
        String still = html.substring(0, html.indexOf("<script>"));
        assertEquals(2, still.split("<p data-part=\"asleep\"", -1).length, still);
        assertTrue(html.contains("part(\"asleep\").remove();"), html);
        assertFalse(html.contains("{{"), html);
    }

    /** JupyterLab's own keys, such as ArrowRight, would otherwise never reach a control that has the focus. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyControlKeepsItsKeysInJupyterLab(String html) {
        List<String> controls =
                CONTROL.matcher(html).results().map(MatchResult::group).toList();
        assertTrue(controls.size() >= 2, "controls: " + controls);
        assertEquals(
                List.of(),
                controls.stream()
                        .filter(c -> !c.contains("data-lm-suppress-shortcuts=\"true\""))
                        .toList());
    }
}
