package digr.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A notebook of ours, as students get it and as who teaches them does. An answer is a code cell with the tag {@code
 * answer}; CONTRIBUTING.md has the form of exercises.
 */
final class LessonNotebook {
    private static final String INVITATION = "Guess first, then open the answer below, or write your own.";
    private static final String FOR_STUDENTS = "Guess first, then write your answer below.";

    private final ObjectNode notebook;

    /** @param notebook of version 4; not modified */
    LessonNotebook(ObjectNode notebook) {
        this.notebook = notebook;
    }

    boolean hasAnswers() {
        for (JsonNode cell : notebook.withArray("cells")) if (isAnswer(cell)) return true;
        return false;
    }

    /** Without outputs; in the place of each answer is a cell to write one, below an exercise that is not folded. */
    ObjectNode forStudents() {
        ObjectNode copy = notebook.deepCopy();
        int answers = 0;
        for (JsonNode node : copy.withArray("cells")) {
            ObjectNode cell = (ObjectNode) node;
            if (isAnswer(cell)) {
                cell.put("source", "// Your answer " + ++answers);
                cell.putObject("metadata");
            }
            if (isCode(cell)) {
                cell.putArray("outputs");
                cell.putNull("execution_count");
            } else {
                unfold(cell);
                cell.put("source", text(cell.get("source")).replace(INVITATION, FOR_STUDENTS));
            }
        }
        return copy;
    }

    /** The whole notebook as it is, answers unfolded. */
    ObjectNode solutions() {
        ObjectNode copy = notebook.deepCopy();
        for (JsonNode cell : copy.withArray("cells")) if (isAnswer(cell) || !isCode(cell)) unfold((ObjectNode) cell);
        return copy;
    }

    private static void unfold(ObjectNode cell) {
        cell.withObject("/metadata").remove("collapsed");
        cell.withObject("/metadata").remove("jupyter");
        cell.withObject("/metadata").remove("jp-MarkdownHeadingCollapsed");
    }

    private static boolean isAnswer(JsonNode cell) {
        for (JsonNode tag : cell.at("/metadata/tags")) if (tag.asText().equals("answer")) return true;
        return false;
    }

    private static boolean isCode(JsonNode cell) {
        return cell.get("cell_type").asText().equals("code");
    }

    /** A text is one string or a list of lines. */
    private static String text(JsonNode lines) {
        if (lines.isTextual()) return lines.asText();
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }
}
