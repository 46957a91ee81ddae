package digr.lab;

import digr.run.UserException;
import digr.viz.Fonts;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Makes the JJava kernel ours: renderers, default imports, users' mistakes told in one line. The kernel finds it through {@code META-INF/services}.
 *
 * <p>Compiled against jjava-jupyter 1.0-a6, the newest on Maven Central; keeps to what kernel 1.0-a8 has as well.
 */
public final class LabExtension implements Extension {
    /** Held, or its level would be forgotten. */
    private static final Logger ND4J_LOG = Logger.getLogger("org.nd4j");

    /** Never throws: that would end the kernel before it answers. */
    @Override
    public void install(BaseKernel kernel) {
        try {
            ND4J_LOG.setLevel(Level.WARNING);
            UserException.tellInOneLine(true);
            Fonts.prepare();
            Renderers.register(kernel.getRenderer());
            evaluate(kernel, DefaultImports.source());
        } catch (Throwable e) {
            System.err.println("digr: the notebook extension could not start: " + e);
        }
    }

    /** {@code evalBuilder} came with 1.0-a7 and is to replace {@code evalRaw}. */
    private static void evaluate(BaseKernel kernel, String code) throws ReflectiveOperationException {
        try {
            Object builder =
                    BaseKernel.class.getMethod("evalBuilder", String.class).invoke(kernel, code);
            builder.getClass().getMethod("eval").invoke(builder);
        } catch (NoSuchMethodException e) {
            kernel.evalRaw(code);
        }
    }
}
