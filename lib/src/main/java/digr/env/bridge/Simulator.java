package digr.env.bridge;

import digr.run.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a bridge leads to, as a user knows it.
 *
 * @param name begins every message, such as Carla
 * @param variable an environment variable that names the interpreter
 * @param folder of a Python environment in the project's folder, such as .carla
 * @param needs what the interpreter must have, such as "the package carla"
 * @param abort what it may mean if Python aborts at the first request; may be empty
 */
public record Simulator(String name, String variable, String folder, String needs, String abort) {

    /** The interpreter that the variable names, else that of the folder, else python3. */
    public String python() {
        return python(System.getenv(), Checkout.folder());
    }

    /** As {@link #python()}, with these environment variables and this project's folder. */
    public String python(Map<String, String> variables, Path project) {
        String named = variables.getOrDefault(variable, "");
        if (!named.isEmpty()) return named;
        Path own = project.resolve(folder + "/bin/python");
        return Files.isExecutable(own) ? own.toString() : "python3";
    }
}
