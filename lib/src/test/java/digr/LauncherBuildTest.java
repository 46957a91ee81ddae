package digr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ./digr} in a folder of its own, with stand-ins for Maven, Java and Python that write down how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherBuildTest {
    /** What a machine has to run it with. */
    private enum Machine {
        OURS,
        /** No flock, no timeout, and of POSIX's tools only what POSIX says of them; perl, as macOS has it. */
        POSIX,
        /** The bash of macOS, 3.2, which DIGR_OLD_BASH names. */
        OLD_BASH,
        OLD_BASH_AND_POSIX
    }

    /** Options that POSIX knows, of the tools that a launcher may use. */
    private static final Map<String, String> POSIX_OPTIONS = Map.ofEntries(
            Map.entry("cat", "u"),
            Map.entry("chmod", "R"),
            Map.entry("cksum", "_"),
            Map.entry("cp", "fipRHLPr"),
            Map.entry("cut", "bcdfns"),
            Map.entry("date", "u"),
            Map.entry("dirname", "_"),
            Map.entry("env", "iu"),
            Map.entry("grep", "EFceflinqsvx"),
            Map.entry("head", "n"),
            Map.entry("ln", "fsLP"),
            Map.entry("locale", "ack"),
            Map.entry("mkdir", "pm"),
            Map.entry("mv", "fi"),
            Map.entry("readlink", "n"),
            Map.entry("rm", "firRdv"),
            Map.entry("sed", "nef"),
            Map.entry("sleep", "_"),
            Map.entry("sort", "bcdfikmnortu"),
            Map.entry("tr", "cCds"),
            Map.entry("uname", "amnrsv"));

    private static final String FIND =
            "-prune|-newer|-mtime|-print|-name|-type|-perm|-exec|-o|-depth|-links|-size|-user";

    @TempDir
    Path folder;

    private Path checkout;
    private Path bin;
    private Path calls;

    @BeforeEach
    void makeACheckout() throws IOException {
        checkout = folder.resolve("a checkout");
        bin = Files.createDirectories(folder.resolve("bin"));
        calls = Files.createFile(folder.resolve("calls"));
        for (String name : List.of("digr", "tools/environment.sh"))
            copy(Checkout.folder().resolve(name), name);
        for (String name :
                List.of("pom.xml", "lib/pom.xml", "lib/src/main/java/A.java", "requirements.txt", "tools/lab.py"))
            Files.writeString(
                    Files.createDirectories(checkout.resolve(name).getParent())
                            .resolve(checkout.resolve(name).getFileName()),
                    name);
        script("javac", "echo javac 17.0.9");
        script("java", "echo \"java $*\"");
        script(
                "mvn",
                "echo mvn >> '" + calls + "'; sleep 1; cd '" + checkout + "'",
                "mkdir -p lib/target/classes/digr; echo \"$0\" > lib/target/classpath.txt");
        script(
                "python3",
                "case $* in *venv*) ;; *) exit 0 ;; esac",
                "echo venv >> '" + calls + "'; sleep 1; mkdir -p \"$3/bin\"; cp '" + bin.resolve("venv-python")
                        + "' \"$3/bin/python\"");
        script("venv-python", "case $* in *pip*) echo pip >> '" + calls + "' ;; *) echo \"python $*\" ;; esac");
    }

    private void copy(Path file, String name) throws IOException {
        Files.createDirectories(checkout.resolve(name).getParent());
        Files.copy(file, checkout.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void script(String name, String... lines) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static Path real(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("no " + tool));
    }

    private ProcessBuilder digr(Machine machine, String... arguments) throws IOException {
        boolean old = machine == Machine.OLD_BASH || machine == Machine.OLD_BASH_AND_POSIX;
        boolean posix = machine == Machine.POSIX || machine == Machine.OLD_BASH_AND_POSIX;
        String bash = System.getenv("DIGR_OLD_BASH");
        Assumptions.assumeTrue(!old || bash != null, "DIGR_OLD_BASH names no bash 3.2");
        if (posix && Files.notExists(bin.resolve("find"))) posixTools();
        List<String> command = new ArrayList<>(List.of(old ? bash : real("bash").toString()));
        command.add(checkout.resolve("digr").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("DIGR_") || name.equals("JAVA_HOME"));
        environment.put("PATH", posix ? bin.toString() : bin + ":" + environment.get("PATH"));
        return builder;
    }

    /** Made once: a first run that still works cannot have its tools written anew below it. */
    private void posixTools() throws IOException {
        for (Map.Entry<String, String> tool : POSIX_OPTIONS.entrySet())
            script(
                    tool.getKey(),
                    "for word do case $word in",
                    "    -*[!-" + tool.getValue() + "]* | --?*) echo \"POSIX's $0 has no $word\" >&2; exit 64 ;;",
                    "    -*) ;;",
                    "    *) break ;;",
                    "esac; done",
                    "exec " + real(tool.getKey()) + " \"$@\"");
        script(
                "find",
                "for word do case $word in " + FIND
                        + ") ;; -*) echo \"POSIX's $0 has no $word\" >&2; exit 64 ;; esac; done",
                "exec " + real("find") + " \"$@\"");
        for (String tool : List.of("perl", "sh")) Files.createSymbolicLink(bin.resolve(tool), real(tool));
    }

    private static String words(Process process) throws IOException, InterruptedException {
        String words = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), words);
        return words;
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void aFirstRunBuildsAndTheNextDoesNot(Machine machine) throws IOException, InterruptedException {
        String first = words(digr(machine, "explain", "--out", "a b").start());
        assertEquals(
                List.of("digr: first build: Maven downloads about 400 MB of libraries, which takes some minutes"),
                first.lines().limit(1).toList());
        String second = words(digr(machine, "explain", "--out", "a b").start());
        assertEquals(1, second.lines().count(), second);
        assertTrue(second.endsWith(":" + bin.resolve("mvn") + " digr.cli.Main explain --out a b\n"), second);
        assertEquals(List.of("mvn"), Files.readAllLines(calls));
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void twoFirstRunsAtOnceBuildOnce(Machine machine) throws IOException, InterruptedException {
        Process one = digr(machine, "explain").start();
        Process two = digr(machine, "explain").start();
        assertTrue(words(one).contains("digr.cli.Main explain"));
        assertTrue(words(two).contains("digr.cli.Main explain"));
        assertEquals(List.of("mvn"), Files.readAllLines(calls));
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void twoFirstRunsOfALabMakeOneEnvironment(Machine machine) throws IOException, InterruptedException {
        Process one = digr(machine, "lab", "--no-browser").start();
        Process two = digr(machine, "lab", "--no-browser").start();
        String lab = "python " + checkout.toRealPath().resolve("tools/lab.py") + " --no-browser\n";
        assertTrue(words(one).endsWith(lab));
        assertTrue(words(two).endsWith(lab));
        assertEquals(List.of("mvn", "venv", "pip"), Files.readAllLines(calls));
    }

    /** Of lab it is the project's own. */
    @Test
    void theKernelIsRegisteredInTheUsersJupyter() throws IOException, InterruptedException {
        script("venv-python", "echo \"$JUPYTER_DATA_DIR: $*\"");
        ProcessBuilder digr = digr(Machine.OURS, "register", "--prefix", "/opt/my env");
        digr.environment().put("JUPYTER_DATA_DIR", "mine");
        String words = words(digr.start());
        String register = "mine: " + checkout.toRealPath().resolve("tools/register.py") + " --prefix /opt/my env\n";
        assertTrue(words.endsWith(register), words);
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void aNewerSourceIsBuiltAndOldCopiesAreRemoved(Machine machine) throws IOException, InterruptedException {
        words(digr(machine, "kernel", "java").start());
        Path old = Files.createDirectory(checkout.resolve("lib/target/runs/old"));
        assertTrue(old.toFile().setLastModified(0));
        Path source = checkout.resolve("lib/src/main/java/A.java");
        assertTrue(source.toFile().setLastModified(System.currentTimeMillis() + 60_000));
        words(digr(machine, "kernel", "java").start());
        assertEquals(List.of("mvn", "mvn"), Files.readAllLines(calls));
        assertTrue(Files.notExists(old));
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void aModuleIsBuiltAtItsFirstUseAndWhenItsSourceIsNewer(Machine machine) throws IOException, InterruptedException {
        Path source = Files.createDirectories(checkout.resolve("spark/src")).resolve("A.java");
        Files.writeString(source, "A");
        Files.writeString(checkout.resolve("spark/pom.xml"), "pom");
        script(
                "mvn",
                "echo \"$*\" >> '" + calls + "'; cd '" + checkout + "'",
                "mkdir -p lib/target/classes/digr spark/target/classes; : > lib/target/classpath.txt",
                "echo \"$PWD/lib/target/classes:of-spark.jar\" > spark/target/classpath.txt");
        String first = words(digr(machine, "spark", "master").start());
        assertTrue(first.contains("digr: first use of spark: Maven downloads about 220 MB of libraries\n"), first);
        String master = ":of-spark.jar org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 7077\n";
        assertTrue(first.endsWith(master), first);
        assertEquals(2, Files.readAllLines(calls).size());
        assertTrue(words(digr(machine, "spark", "master").start()).endsWith(master));
        assertEquals(2, Files.readAllLines(calls).size());
        assertTrue(source.toFile().setLastModified(System.currentTimeMillis() + 60_000));
        assertTrue(words(digr(machine, "spark", "master").start()).endsWith(master));
        List<String> built = Files.readAllLines(calls);
        assertEquals(3, built.size());
        assertTrue(built.get(2).endsWith("-Pspark -pl lib,spark process-classes"), built.get(2));
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    void whoWaitsForAnothersBuildSaysSo(Machine machine) throws IOException, InterruptedException {
        script("mvn", "sleep 4; cd '" + checkout + "'; mkdir -p lib/target/classes/digr; : > lib/target/classpath.txt");
        Process one = digr(machine, "explain").start();
        Process two = digr(machine, "explain").start();
        String both = words(one) + words(two);
        String waits = "digr: waiting for another ./digr, which builds or installs something here\n";
        assertEquals(1, both.split(waits, -1).length - 1, both);
    }

    /** The lines before ours are bash's own. */
    @Test
    void aWorkingFolderThatIsGoneIsSaid() throws IOException, InterruptedException {
        ProcessBuilder digr = digr(Machine.OURS, "explain");
        String gone = Files.createDirectory(folder.resolve("gone")).toString();
        digr.command().addAll(0, List.of("sh", "-c", "cd '" + gone + "'; rmdir '" + gone + "'; exec \"$@\"", "sh"));
        String words = failing(digr);
        assertTrue(words.endsWith("digr: the folder that you are in is gone; cd to another\n"), words);
    }

    @Test
    void aColonInTheFoldersNameIsOneLine() throws IOException, InterruptedException {
        checkout = Files.move(checkout, folder.resolve("a:b"));
        assertEquals(
                "digr: the folder " + checkout.toRealPath()
                        + " has a colon in its name, which parts a class path; move it to another\n",
                failing(digr(Machine.OURS, "explain")));
    }

    @ParameterizedTest
    @CsvSource({"figures, a gallery", "test, its reports", "bench, the benchmarks"})
    void whatWritesIntoTheFolderIsRefusedInAnothers(String command, String what)
            throws IOException, InterruptedException {
        OtherUser.assumed();
        OtherUser.opened(folder);
        ProcessBuilder digr = digr(Machine.OURS, command);
        digr.command().addAll(0, List.of(OtherUser.COMMAND));
        assertEquals(
                "digr: " + checkout.toRealPath() + " cannot be written, and ./digr " + command + " writes " + what
                        + " there; run it in a copy of your own\n",
                failing(digr));
    }

    @Test
    void aNotebookOfAnothersInstallationDrawsIntoTheUsersHome() throws IOException, InterruptedException {
        OtherUser.assumed();
        OtherUser.opened(folder);
        words(digr(Machine.OURS, "kernel", "true").start());
        ProcessBuilder digr = digr(Machine.OURS, "kernel", "printenv", "DIGR_FIGURES");
        digr.environment().put("HOME", folder.toString());
        digr.command().addAll(0, List.of(OtherUser.COMMAND));
        assertEquals(folder + "/.local/share/digr/gallery\n", words(digr.start()));
    }

    private static String failing(ProcessBuilder digr) throws IOException, InterruptedException {
        Process process = digr.start();
        String words = new String(process.getInputStream().readAllBytes());
        assertEquals(1, process.waitFor(), words);
        return words;
    }

    /** Maven's wrapper would take another file than that whose SHA-256 it knows, and speak of an attack. */
    @Test
    void withoutMavenAndUnzipItSaysWhatToInstall() throws IOException, InterruptedException {
        ProcessBuilder digr = digr(Machine.POSIX, "explain");
        Files.delete(bin.resolve("mvn"));
        String words = failing(digr);
        assertTrue(
                words.endsWith("digr: neither mvn nor unzip found; ./mvnw fetches Maven, and unpacks it with unzip:"
                        + " install one of the two\n"),
                words);
    }

    @Test
    void anUnknownBackendIsOneLine() throws IOException, InterruptedException {
        ProcessBuilder digr = digr(Machine.OURS, "explain");
        digr.environment().put("DIGR_BACKEND", "gpu");
        assertEquals("digr: DIGR_BACKEND is gpu; it is native, cuda, avx512 or plain\n", failing(digr));
    }

    @Test
    void shellcheckFindsNothing() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(real("shellcheck").toString(), "digr", ".ci/run"));
        try (Stream<Path> tools = Files.list(Checkout.folder().resolve("tools"))) {
            tools.map(Path::toString).filter(name -> name.endsWith(".sh")).forEach(command::add);
        }
        Process process = new ProcessBuilder(command)
                .directory(Checkout.folder().toFile())
                .redirectErrorStream(true)
                .start();
        assertEquals("", words(process));
    }
}
