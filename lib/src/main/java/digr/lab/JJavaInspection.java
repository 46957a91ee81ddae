package digr.lab;

import java.util.Map;
import jdk.jshell.SourceCodeAnalysis;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.InspectReply;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;

/**
 * Answers Shift and Tab in JJava's place, which answers nothing at a cell's end and behind a call. From the first cell on:
 * only that shows the kernel's connection.
 */
final class JJavaInspection {
    private final SourceCodeAnalysis analysis;
    private boolean answers;

    JJavaInspection(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** A cell begins. */
    synchronized void begin(ShellReplyEnvironment cell) {
        if (answers) return;
        answers = true;
        if (KernelInternals.connection(cell.getShell()) instanceof JupyterConnection connection) {
            Inspector inspector = Inspector.withOurSources(analysis);
            connection.setHandler(
                    MessageType.INSPECT_REQUEST, (page, question) -> answer(page, question.getContent(), inspector));
        }
    }

    private static void answer(ShellReplyEnvironment page, InspectRequest question, Inspector inspector) {
        page.setBusyDeferIdle();
        Map<String, String> found = inspector.shown(question.getCode(), question.getCursorPos());
        DisplayData data = new DisplayData();
        found.forEach(data::putData);
        page.reply(new InspectReply(!found.isEmpty(), data));
    }
}
