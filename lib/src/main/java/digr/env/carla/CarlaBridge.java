package digr.env.carla;

import digr.env.bridge.Launch;
import digr.env.bridge.Simulator;
import java.util.Map;

/** The bridge to CARLA, and which Python runs it. */
final class CarlaBridge {
    /** An environment variable that names the interpreter which has the package {@code carla}. */
    static final String VARIABLE = "DIGR_CARLA_PYTHON";

    static final Simulator CARLA = new Simulator(
            "Carla",
            VARIABLE,
            ".carla",
            "the package carla",
            "; perhaps another service than CARLA answers on that port");

    private CarlaBridge() {}

    static Launch ofProject() {
        return launch(CARLA.python(), Map.of());
    }

    static Launch launch(String python, Map<String, String> variables) {
        return new Launch(CARLA, python, script(), variables);
    }

    static String script() {
        return Launch.script(CarlaBridge.class);
    }
}
