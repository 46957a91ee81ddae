package digr.lab;

import java.util.List;
import java.util.stream.Collectors;

/** What a cell may name without an import, beside the kernel's own {@code java.util.*} and the like. */
final class DefaultImports {
    /** Only packages that exist: JShell refuses the whole snippet otherwise. */
    static final List<String> PACKAGES = List.of(
            "digr.run",
            "digr.nn",
            "digr.env",
            "digr.env.bridge",
            "digr.env.carla",
            "digr.env.driving",
            "digr.env.gymnasium",
            "digr.policy",
            "digr.saliency",
            "digr.attack",
            "digr.rl",
            "digr.distill",
            "digr.eval",
            "digr.study",
            "digr.viz",
            "digr.paper",
            "digr.task",
            "digr.lab",
            "tech.tablesaw.api",
            "org.knowm.xchart");

    private static final List<String> CLASSES = List.of(
            "java.awt.image.BufferedImage",
            "java.nio.file.Files",
            "java.nio.file.Path",
            "java.util.stream.IntStream",
            "java.util.stream.Stream",
            "org.nd4j.linalg.api.buffer.DataType",
            "org.nd4j.linalg.api.ndarray.INDArray",
            "org.nd4j.linalg.factory.Nd4j",
            "org.nd4j.linalg.indexing.NDArrayIndex",
            "org.nd4j.linalg.ops.transforms.Transforms");

    private DefaultImports() {}

    static String source() {
        return PACKAGES.stream().map(name -> "import " + name + ".*;\n").collect(Collectors.joining())
                + CLASSES.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining())
                + "import static digr.lab.Notebook.*;\n";
    }
}
