package digr.lab;

import io.github.spencerpark.jupyter.channels.JupyterOutputStream;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.util.function.BiConsumer;

/** IJava's stream of what a cell prints, at an {@link OutputPace}; what waits at the cell's end still belongs to the cell. */
final class IJavaOutput extends JupyterOutputStream {
    private final OutputPace pace = new OutputPace(this::send);

    IJavaOutput(BiConsumer<ShellReplyEnvironment, String> write) {
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
