package digr.lab;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.channels.JupyterOutputStream;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;

/** JJava's stream of what a cell prints, at an {@link OutputPace}; what waits at the cell's end still belongs to the cell. */
final class JJavaOutput extends JupyterOutputStream {
    private final OutputPace pace = new OutputPace(this::send);

    private final Consumer<ShellReplyEnvironment> begin;

    /** @param begin is told when a cell begins */
    JJavaOutput(BiConsumer<ShellReplyEnvironment, String> write, Consumer<ShellReplyEnvironment> begin) {
        super(write);
        this.begin = begin;
    }

    @Override
    public synchronized void setEnv(ShellReplyEnvironment cell) {
        super.setEnv(cell);
        begin.accept(cell);
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
