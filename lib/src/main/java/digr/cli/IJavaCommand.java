package digr.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import digr.lab.IJava;
import digr.run.Checkout;
import digr.run.SafeFiles;
import digr.run.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what the kernelspec of an IJava needs: its class path, and a start-up script that this writes. */
@Command(
        name = "ijava",
        description = {
            "Print the variables that an IJava needs to run the notebooks, as JSON.",
            "They belong into \"env\" of its kernel.json; jupyter kernelspec list names the folder."
        })
final class IJavaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path built = Checkout.folder().resolve("lib/target");
        Path jars = built.resolve("classpath.txt");
        if (!Files.isRegularFile(jars))
            throw new UserException("ijava: needed the built library, found no " + jars + "; run ./digr ijava");
        Path script = built.resolve("ijava.jshell");
        byte[] text = IJava.startupScript().getBytes(StandardCharsets.UTF_8);
        SafeFiles.write(script, out -> out.write(text));
        String classes = built.resolve("classes")
                + File.pathSeparator
                + Files.readString(jars).strip();
        Map<String, String> variables = new TreeMap<>();
        variables.put("IJAVA_CLASSPATH", classes);
        variables.put("IJAVA_STARTUP_SCRIPTS_PATH", script.toString());
        // opens JShell, so that it finds our Javadoc
        variables.put("JDK_JAVA_OPTIONS", "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        spec.commandLine().getOut().println(json.writeValueAsString(variables));
        return 0;
    }
}
