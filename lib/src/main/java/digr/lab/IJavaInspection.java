package digr.lab;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.InspectReply;
import io.github.spencerpark.jupyter.messages.request.InspectRequest;
import java.util.Map;
import jdk.jshell.SourceCodeAnalysis;

/** Answers Shift and Tab in IJava's place, which knows no Javadoc of ours, and answers nothing behind a call. */
final class IJavaInspection {
    private IJavaInspection() {}

    /** In the running cell, which shows the kernel's connection. A kernel without a Java shell stays as it is. */
    static void begin(BaseKernel kernel) {
        SourceCodeAnalysis analysis = KernelInternals.analysis(kernel);
        if (analysis != null
                && KernelInternals.cell(kernel.getIO().display) instanceof ShellReplyEnvironment cell
                && KernelInternals.connection(cell.getShell()) instanceof JupyterConnection connection) {
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
