package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavadocHtmlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{@code a < b} | <code>a &lt; b</code>",
                "{@code x -> {x}} | <code>x -&gt; {x}</code>",
                "{@link Policy} | <code>Policy</code>",
                "{@link Policy#states(byte[], int)} | <code>Policy.states(byte[], int)</code>",
                "{@link #states the states} | <code>the states</code>",
                "{@link #states(int, int) the states} | <code>the states</code>",
                "<i>s</i> | <i>s</i>",
                "{ | {"
            })
    void inlineTagsBecomeCode(String comment, String html) {
        assertEquals(html, JavadocHtml.of(comment));
    }

    @Test
    void everyBlockTagBeginsALine() {
        String html = JavadocHtml.of("The sum.\n @param x the first\n @return x + y\n @throws UserException never");
        assertEquals(
                "The sum.<br><b>x</b> the first<br><b>return</b> x + y<br><b>throws</b> UserException never",
                html.replace("\n", ""));
        assertEquals(
                "The sum.\nx the first\nreturn x + y\nthrows UserException never",
                JavadocHtml.text(html).replaceAll("\n+", "\n"));
    }

    @Test
    void noCommentIsNoText() {
        assertEquals("", JavadocHtml.of(null));
    }

    /** An overflow of the stack would leave the page without an answer. */
    @Test
    void aLongCommentIsNoDeepOne() {
        String code = "x + {y} ".repeat(20_000).strip();
        assertEquals("<code>" + code + "</code>", JavadocHtml.of("{@code " + code + "}"));
        String open = "{@code " + "a".repeat(200_000);
        assertEquals(open, JavadocHtml.of(open));
    }
}
