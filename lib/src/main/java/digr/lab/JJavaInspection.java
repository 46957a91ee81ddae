package digr.lab;

import digr.run.Checkout;
import digr.run.UserException;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.InspectReply;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;

/**
 * Answers Shift and Tab in JJava's place, which answers nothing at a cell's end and behind a call. From the first cell on:
 * only that shows the kernel's connection.
 */
final class JJavaInspection {
    private final SourceCodeAnalysis analysis;
    private final Inspector inspector;
    private boolean answers;

    JJavaInspection(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
        this.inspector = new Inspector(analysis);
    }

    /** A cell begins. */
    synchronized void begin(ShellReplyEnvironment cell) {
        if (answers) return;
        answers = true;
        if (KernelInternals.connection(cell.getShell()) instanceof JupyterConnection connection) {
            addSources();
            connection.setHandler(MessageType.INSPECT_REQUEST, this::answer);
        }
    }

    private void addSources() {
        try {
            KernelInternals.addSources(analysis, Checkout.folder().resolve("lib/src/main/java"));
        } catch (UserException e) {
            return; // a library without its sources
        }
    }

    private void answer(ShellReplyEnvironment page, Message<InspectRequest> question) {
        page.setBusyDeferIdle();
        List<Documentation> found = found(question.getContent());
        DisplayData data = new DisplayData();
        if (!found.isEmpty()) {
            data.putText(Inspector.text(found));
            data.putHTML(Inspector.html(found));
        }
        page.reply(new InspectReply(!found.isEmpty(), data));
    }

    /** JShell may stumble over code that is half written; an answer must come, or the page waits for it. */
    private List<Documentation> found(InspectRequest request) {
        try {
            return inspector.at(request.getCode(), request.getCursorPos());
        } catch (RuntimeException e) {
            return List.of();
        }
    }
}
