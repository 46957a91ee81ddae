package digr.lab;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;

/** Starts the lab in JJava, which finds it through {@code META-INF/services}. */
public final class LabExtension implements Extension {
    /** Never throws: that would end the kernel before it answers. */
    @Override
    public void install(BaseKernel kernel) {
        describe(kernel);
        Lab.start(new JJavaKernel(kernel), DefaultImports.source());
    }

    /**
     * Sets what the kernel says of its language. JupyterLab writes that into a notebook, which counts as changed if it
     * said something else. JJava names the version of the JDK; this is the oldest Java that runs the library.
     */
    static void describe(BaseKernel kernel) {
        KernelInternals.replace(
                kernel,
                BaseKernel.class,
                "languageInfo",
                new LanguageInfo("Java", "17", "text/x-java-source", ".jshell", "java", "java", null));
    }
}
