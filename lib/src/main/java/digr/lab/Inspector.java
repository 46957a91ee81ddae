package digr.lab;

import digr.run.Checkout;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/**
 * What Shift and Tab show: signature and Javadoc of what the cursor is at, and of the call that it is in. JShell knows
 * them at any place of unfinished code; this says which place is meant, also behind a call and at a cell's end.
 */
final class Inspector {
    private static final Pattern CONSTRUCTOR = Pattern.compile("([\\w.]+)\\(");

    private final SourceCodeAnalysis analysis;

    Inspector(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** One that finds our own Javadoc, too, where the library has its sources beside it. */
    static Inspector withOurSources(SourceCodeAnalysis analysis) {
        try {
            KernelInternals.addSources(analysis, Checkout.folder().resolve("lib/src/main/java"));
        } catch (UserException e) {
            return new Inspector(analysis);
        }
        return new Inspector(analysis);
    }

    /**
     * What a page shows, by MIME type; empty where nothing is found. JShell may stumble over code that is half written, but
     * an answer must come: the page waits for it.
     */
    Map<String, String> shown(String cell, int cursor) {
        try {
            List<Documentation> found = at(cell, cursor);
            return found.isEmpty() ? Map.of() : Map.of(Output.TEXT, text(found), Output.HTML, html(found));
        } catch (RuntimeException e) {
            return Map.of();
        }
    }

    /**
     * The name at the cursor and the call that it is in or behind; of a constructor its class, too. Empty where there is
     * none.
     */
    List<Documentation> at(String cell, int cursor) {
        List<Documentation> found = new ArrayList<>(named(cell, cursor));
        found.stream()
                .map(about -> CONSTRUCTOR.matcher(about.signature()))
                .filter(Matcher::lookingAt)
                .map(constructor -> constructor.group(1))
                .distinct()
                .flatMap(type -> analysis.documentation(type, type.length(), true).stream())
                .toList()
                .forEach(found::add);
        return found;
    }

    private List<Documentation> named(String cell, int cursor) {
        int end = Math.min(cursor, cell.length());
        while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) end++;
        int name = end;
        while (name > 0 && Character.isJavaIdentifierPart(cell.charAt(name - 1))) name--;
        int next = end;
        while (next < cell.length() && Character.isWhitespace(cell.charAt(next))) next++;
        if (name < end && next < cell.length() && cell.charAt(next) == '(')
            return documentation(cell.substring(0, next + 1));
        if (name == end && cell.substring(0, end).stripTrailing().endsWith(")"))
            return documentation(cell.substring(0, cell.lastIndexOf(')', end - 1)) + " ");
        List<Documentation> found = new ArrayList<>(documentation(cell.substring(0, end)));
        if (name < end && found.isEmpty()) return documentation(cell.substring(0, end) + "(");
        if (name < end && found.stream().noneMatch(Inspector::isMethod))
            documentation(cell.substring(0, name) + " ").stream()
                    .filter(Inspector::isMethod)
                    .forEach(found::add);
        return found;
    }

    /** At the end of unfinished code. The whole cell knows its own variables, its last statement bears an import before it. */
    private List<Documentation> documentation(String code) {
        List<Documentation> found = analysis.documentation(code, code.length(), true);
        if (!found.isEmpty()) return found;
        String last = code;
        CompletionInfo first = analysis.analyzeCompletion(last);
        while (first.completeness().isComplete() && !first.remaining().isBlank()) {
            last = first.remaining();
            first = analysis.analyzeCompletion(last);
        }
        return last.equals(code) ? found : analysis.documentation(last, last.length(), true);
    }

    private static boolean isMethod(Documentation about) {
        return about.signature().contains("(");
    }

    static String html(List<Documentation> found) {
        return found.stream()
                .map(about -> "<p><code>" + TableHtml.escape(about.signature()) + "</code></p>"
                        + JavadocHtml.of(about.javadoc()))
                .collect(Collectors.joining("<hr>"));
    }

    static String text(List<Documentation> found) {
        return found.stream()
                .map(about ->
                        (about.signature() + "\n" + JavadocHtml.text(JavadocHtml.of(about.javadoc()))).stripTrailing())
                .collect(Collectors.joining("\n\n"));
    }
}
