package digr.lab;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Starts the lab in JJava, which finds it through {@code META-INF/services}. */
public final class LabExtension implements Extension {
    /** Never throws: that would end the kernel before it answers. */
    @Override
    public void install(BaseKernel kernel) {
        Lab.start(new JJavaKernel(kernel), DefaultImports.source());
    }
}
