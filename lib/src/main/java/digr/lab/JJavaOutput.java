package digr.lab;

import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.channels.JupyterOutputStream;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;

/** JJava's stream of what a cell prints, at an {@link OutputPace}; what waits at the cell's end still belongs to the cell. */
final class JJavaOutput extends JupyterOutputStream {
    private final OutputPace pace = new OutputPace(this::send);

    JJavaOutput(BiConsumer<ShellReplyEnvironment, String> write) {
        super(write);
    }

    @Override
    public void flush() {
        pace.ask();
    }

    @Override
    public synchronized void retractEnv(ShellReplyEnvironment cell) {
        send();
        super.retractEnv(cell);
    }

    private synchronized void send() {
        super.flush();
    }
}
