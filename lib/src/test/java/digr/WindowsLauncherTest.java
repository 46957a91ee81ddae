package digr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.run.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of digr.cmd, and of the kernel on Windows, without Windows: they do what ./digr does. */
class WindowsLauncherTest {
    private static final Path ROOT = Checkout.folder();
    private static final Pattern OPTION = Pattern.compile("-(?:D|XX:|-enable-)[\\w.:+=,-]+(?:%%?)?");
    private static final Pattern SETTING =
            Pattern.compile("\\b(?:[A-Z0-9]+_)+[A-Z]*\\b|\\bPYTHON[A-Z]+\\b|\\bCLASSPATH\\b");

    private static String text(String name) throws IOException {
        return Files.readString(ROOT.resolve(name), StandardCharsets.US_ASCII);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) found.add(matcher.group());
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"digr.cmd", "mvnw.cmd"})
    void linesEndAsCmdNeedsThem(String name) throws IOException {
        String text = text(name);
        assertTrue(text.endsWith("\r\n"));
        assertFalse(
                text.replace("\r\n", "").contains("\n"), "cmd misses labels behind a line that ends in a bare newline");
        assertTrue(text(".gitattributes").contains("*.cmd text eol=crlf\n"));
    }

    @Test
    void everyJumpLeadsSomewhere() throws IOException {
        String text = text("digr.cmd");
        Set<String> labels = all(Pattern.compile("(?<=\r\n:)\\w+"), text);
        Set<String> jumps = all(Pattern.compile("(?<=call :|goto )\\w+"), text);
        jumps.addAll(List.of("figures", "test", "lab", "register", "bench")); // goto %%c
        assertEquals(labels, jumps);
    }

    @Test
    void quotesArePaired() throws IOException {
        for (String line : text("digr.cmd").split("\r\n")) {
            boolean odd = line.chars().filter(sign -> sign == '"').count() % 2 == 1;
            boolean opensOrClosesTheClassPath =
                    line.endsWith("\\arguments\" echo -cp \"\\") || line.endsWith("echo \"");
            assertEquals(opensOrClosesTheClassPath, odd, line);
        }
    }

    @Test
    void javaGetsTheSameOptions() throws IOException {
        Set<String> elsewhere = all(OPTION, text("digr") + text("tools/environment.sh"));
        elsewhere.removeIf(option -> option.startsWith("-Duser.home") || option.startsWith("-Dstyle"));
        // there the program asks git itself, and a cluster's workers are on other machines
        elsewhere.removeIf(option -> option.startsWith("-Ddigr.revision") || option.startsWith("-Dspark"));
        Set<String> here = all(OPTION, text("digr.cmd").replace("%%", "%"));
        here.remove("-Dstyle.color=never");
        assertEquals(elsewhere, here);
        assertEquals(8, here.size(), here::toString);
    }

    @Test
    void theSameSettingsOfOtherProgramsAreForgotten() throws IOException {
        String environment = text("tools/environment.sh");
        String unset = environment.substring(environment.indexOf("unset -v"), environment.indexOf("case $threads"))
                + environment.substring(environment.indexOf("unset -v GIT"), environment.indexOf("# File names"));
        Set<String> wanted = all(SETTING, unset);
        wanted.remove("CDPATH"); // cmd has none
        assertEquals(28, wanted.size(), wanted::toString);
        String cmd = text("digr.cmd");
        for (String name : wanted) assertTrue(cmd.contains(name), name);
    }

    @Test
    void theKernelStartsJavaItself() throws IOException, InterruptedException {
        String script = "import json, kernel\n"
                + "spec = {'argv': ['java', '-jar', '{resource_dir}/a.jar', '{connection_file}'], 'env': {}}\n"
                + "kernel.directly(spec, {'JAVA_HOME': r'C:\\jdk', 'JJAVA_JVM_OPTS': '-Xmx750m', 'OMP_PROC_BIND': '1'})\n"
                + "kernel.directly(spec, {'JAVA_HOME': r'C:\\jdk', 'JJAVA_JVM_OPTS': '-Xmx750m', 'OMP_PROC_BIND': '1'})\n"
                + "print(json.dumps(spec))";
        ProcessBuilder builder = new ProcessBuilder("python3", "-B", "-c", script).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", ROOT.resolve("tools").toString());
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), words);
        JsonNode spec = new ObjectMapper().readTree(words);
        assertEquals("C:\\jdk\\bin\\java.exe", spec.at("/argv/0").asText());
        assertEquals("-jar", spec.at("/argv/1").asText());
        assertEquals("{connection_file}", spec.at("/argv/3").asText());
        assertEquals(4, spec.get("argv").size());
        assertEquals("-Xmx750m", spec.at("/env/JJAVA_JVM_OPTS").asText());
        assertEquals(3, spec.get("env").size());
        String classPath = spec.at("/env/JJAVA_CLASSPATH").asText();
        String lib = ROOT.resolve("lib/target").toString();
        assertEquals(lib + "/classes;" + Files.readString(Path.of(lib, "classpath.txt")), classPath);
    }
}
