package digr.lab;

import static digr.lab.TableHtml.escape;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Javadoc comment as HTML, which it is already but for its tags. */
final class JavadocHtml {
    private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s*((?:[^{}]++|\\{[^{}]*+})*+)}");
    private static final Pattern PARAMETER = Pattern.compile("(?m)^\\s*@param\\s+(\\S+)");
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)");
    private static final Pattern LABEL = Pattern.compile("[^\\s(]*(?:\\([^)]*\\))?\\s+(.+)", Pattern.DOTALL);

    private JavadocHtml() {}

    /** @param comment null for none */
    static String of(String comment) {
        if (comment == null) return "";
        String html = INLINE.matcher(comment).replaceAll(tag -> Matcher.quoteReplacement(inline(tag)));
        html = PARAMETER.matcher(html).replaceAll("<br><b>$1</b>");
        return BLOCK.matcher(html).replaceAll("<br><b>$1</b>");
    }

    private static String inline(MatchResult tag) {
        String body = tag.group(2);
        if (!tag.group(1).startsWith("link")) return "<code>" + escape(body) + "</code>";
        Matcher label = LABEL.matcher(body);
        String shown =
                label.matches() ? label.group(1) : body.replaceFirst("^#", "").replace('#', '.');
        return "<code>" + escape(shown) + "</code>";
    }

    /** Without its elements, for where no HTML is shown. */
    static String text(String html) {
        return html.replaceAll("<br>", "\n")
                .replaceAll("<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
