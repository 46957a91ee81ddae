package digr.env.gymnasium;

import digr.env.bridge.Launch;
import digr.env.bridge.Simulator;
import java.util.Map;

/** The bridge to Gymnasium, and which Python runs it. */
final class GymnasiumBridge {
    /** An environment variable that names the interpreter which has the package {@code gymnasium}. */
    static final String VARIABLE = "DIGR_GYMNASIUM_PYTHON";

    static final Simulator GYMNASIUM = new Simulator("Gymnasium", VARIABLE, ".gymnasium", "the package gymnasium", "");

    private GymnasiumBridge() {}

    static Launch ofProject() {
        return launch(GYMNASIUM.python(), Map.of());
    }

    static Launch launch(String python, Map<String, String> variables) {
        return new Launch(GYMNASIUM, python, Launch.script(GymnasiumBridge.class), variables);
    }
}
