package digr.cli;

import digr.env.BreakoutRom;
import digr.env.carla.CarlaOptions;
import digr.env.carla.CarlaServer;
import digr.env.gymnasium.GymnasiumPackages;
import digr.run.Checkout;
import digr.run.UserException;
import digr.viz.Fonts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.Nd4jBlas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what works on this machine, a line each; exits with 1 when something that every command needs does not. */
@Command(name = "doctor", description = "Say what works on this machine.")
final class DoctorCommand implements Callable<Integer> {
    /** Its packages may come from a slow disk. */
    private static final Duration PYTHON_LIMIT = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    private boolean broken;

    @Override
    public Integer call() {
        java();
        nd4j();
        figures();
        python();
        rom();
        carla();
        gymnasium();
        return broken ? 1 : 0;
    }

    private void java() {
        Runtime runtime = Runtime.getRuntime();
        works(
                "Java",
                "%s (%s), memory up to %d MB, of these %d MB of heap; %d processors",
                System.getProperty("java.version"),
                System.getProperty("java.home"),
                Pointer.maxPhysicalBytes() >> 20,
                runtime.maxMemory() >> 20,
                runtime.availableProcessors());
    }

    private void nd4j() {
        String build = Build.property("nd4j");
        try {
            INDArray ones = Nd4j.ones(4, 4);
            if (ones.mmul(ones).sumNumber().intValue() != 64) throw new IllegalStateException("4 x 4 ones went wrong");
            works(
                    "ND4J",
                    "%s, threads: %d of OpenMP, %d of BLAS",
                    build,
                    NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads(),
                    ((Nd4jBlas) Nd4j.factory().blas()).getMaxThreads());
        } catch (Throwable e) { // a missing native library is an Error
            broken("ND4J", "%s: %s; it needs Linux on x86-64, and for CUDA a GPU and its driver", build, Main.root(e));
        }
        says(
                "CUDA",
                "DIGR_BACKEND=cuda ./digr ... computes on an NVIDIA GPU of compute capability 3.7 to 8.6"
                        + " (RTX 30 and older); ND4J 1.0.0-M2.1 has no code for newer ones");
    }

    private void figures() {
        try {
            works("figures", "text in %s", Fonts.prepare());
        } catch (Throwable e) { // a JDK without libfreetype throws an Error
            broken("figures", "%s; a JDK with java.desktop and libfreetype is needed", e);
        }
    }

    private void python() {
        Path about = Checkout.folder().resolve(".venv/pyvenv.cfg");
        try (Stream<String> lines = Files.lines(about)) {
            String version =
                    lines.filter(l -> l.startsWith("version")).findFirst().orElse("");
            works("Python", "%s in .venv", version.replaceFirst("version\\s*=\\s*", ""));
        } catch (IOException e) {
            absent("Python", "no .venv yet; ./digr lab, figures and test make it");
        }
        Path kernel = Checkout.folder().resolve(".venv/share/jupyter/kernels/java/kernel.json");
        if (Files.exists(kernel)) works("kernel", "java");
        else absent("kernel", "no kernel yet; it comes with .venv");
    }

    private void rom() {
        try {
            works("Breakout", "ROM at %s", BreakoutRom.find());
        } catch (UserException e) {
            absent("Breakout", "%s", e.getMessage());
        }
    }

    private void carla() {
        CarlaOptions options = CarlaOptions.defaults().withTimeout(Duration.ofSeconds(2));
        try {
            CarlaServer server = CarlaServer.find(options);
            works(
                    "CARLA",
                    "Python package and server, both %s, on %s:%d with %s",
                    server.server(),
                    options.host(),
                    options.port(),
                    server.map());
        } catch (UserException e) {
            absent("CARLA", "%s", e.getMessage());
        }
    }

    private void gymnasium() {
        try {
            GymnasiumPackages found = GymnasiumPackages.find(PYTHON_LIMIT);
            StringJoiner there = new StringJoiner(", ");
            StringJoiner missing = new StringJoiner(" ");
            found.versions().forEach((name, version) -> {
                if (version.isEmpty()) missing.add(name);
                else there.add(name + " " + version);
            });
            String more = missing.length() == 0 ? "" : "; for more, " + found.python() + " -m pip install " + missing;
            works("Gymnasium", "%s in %s%s", there, found.python(), more);
        } catch (UserException e) {
            absent("Gymnasium", "%s", e.getMessage());
        }
    }

    private void works(String what, String format, Object... arguments) {
        line("ok", what, format, arguments);
    }

    private void absent(String what, String format, Object... arguments) {
        line("--", what, format, arguments);
    }

    private void says(String what, String text) {
        line("  ", what, "%s", text);
    }

    private void broken(String what, String format, Object... arguments) {
        broken = true;
        line("!!", what, format, arguments);
    }

    private void line(String mark, String what, String format, Object... arguments) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s  %-9s %s%n", mark, what, String.format(format, arguments));
    }
}
