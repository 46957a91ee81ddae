package digr.lab;

import digr.run.UserException;
import digr.viz.Fonts;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes a kernel ours: renderers, default imports, users' mistakes told in one line. */
final class Lab {
    /** Held, or its level would be forgotten. */
    private static final Logger ND4J_LOG = Logger.getLogger("org.nd4j");

    private static volatile Kernel kernel;
    private static volatile Widgets widgets;

    private Lab() {}

    /**
     * Never throws: a kernel may not survive it.
     *
     * @param first code to run at once, such as the imports; may be empty
     */
    static void start(Kernel ours, String first) {
        try {
            kernel = ours;
            ND4J_LOG.setLevel(Level.WARNING);
            UserException.tellInOneLine(true);
            ours.paceOutput();
            Parent.onEnd(System.getProperty("os.name"), System.getenv("JPY_PARENT_PID"), () -> System.exit(0));
            Fonts.prepare();
            Renderers.register(ours);
            widgets = new Widgets(ours);
            if (!first.isEmpty()) ours.evaluate(first);
        } catch (Throwable e) {
            System.err.println("digr: the notebook extension could not start: " + e);
        }
    }

    /** @throws UserException where no notebook's kernel runs */
    static Kernel kernel() {
        if (kernel == null)
            throw new UserException(
                    "lab: needed a notebook's kernel, found none; run this in a cell, under ./digr lab or ./digr"
                            + " ijava");
        return kernel;
    }

    /** @throws UserException where no notebook's kernel runs */
    static Widgets widgets() {
        kernel();
        return widgets;
    }
}
