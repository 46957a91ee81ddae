package digr.lab;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/** JJava's base without a Java shell: its renderer is real. */
final class JJavaStandIn extends BaseKernel {
    JJavaStandIn() {
        super(
                "stand-in",
                "0",
                null,
                List.of(),
                null,
                new JupyterIO(StandardCharsets.UTF_8),
                new CommManager(),
                new Renderer(),
                null,
                null,
                false,
                new StringStyler.Builder().build());
    }

    @Override
    public Object evalRaw(String source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DisplayData inspect(String source, int at, boolean extra) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReplacementOptions complete(String source, int at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String isComplete(String source) {
        throw new UnsupportedOperationException();
    }
}
