package digr.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A master and workers of one core each, programs of their own, which only this machine can reach. */
final class Cluster implements AutoCloseable {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final int PATIENCE_SECONDS = 300;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    final List<Process> workers = new ArrayList<>();
    final String master;

    /** @param memory of a worker */
    Cluster(Path folder, int workers, String memory) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        Files.createDirectories(folder.resolve("home/jars"));
        Path log = start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0");
        master = await(log, ADDRESS);
        for (int i = 0; i < workers; i++) {
            Path says = start(
                    "worker" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--cores",
                    "1",
                    "--memory",
                    memory,
                    "--work-dir",
                    folder.resolve("work" + i).toString(),
                    master);
            this.workers.add(processes.get(processes.size() - 1));
            await(says, Pattern.compile("Successfully registered with master (\\S+)"));
        }
    }

    private Path start(String name, String... words) throws IOException {
        Path log = folder.resolve(name + ".log");
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(1, List.of("--webui-port", "0"));
        ProcessBuilder builder = java(List.of("-Xmx400m"), all);
        builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        processes.add(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
        return log;
    }

    /** A command line of digr, as the launcher starts it. */
    static ProcessBuilder digr(List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of("digr.cli.Main"));
        all.addAll(words);
        return java(List.of("-Xmx800m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=200%", "-Ddigr.revision=test"), all);
    }

    private static ProcessBuilder java(List<String> options, List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(Arrays.asList(System.getProperty("digr.opens").split(" ")));
        String jars = Files.readString(TARGET.resolve("classpath.txt")).strip();
        command.addAll(List.of("-cp", TARGET.resolve("classes") + File.pathSeparator + jars));
        command.addAll(words);
        return new ProcessBuilder(command);
    }

    private static String await(Path log, Pattern line) throws IOException, InterruptedException {
        for (int second = 0; second < PATIENCE_SECONDS; second++) {
            String said = Files.exists(log) ? Files.readString(log) : "";
            Matcher found = line.matcher(said);
            if (found.find()) return found.group(1);
            TimeUnit.SECONDS.sleep(1);
        }
        throw new AssertionError(Files.readAllLines(log).stream().limit(20).collect(Collectors.joining("\n")));
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) process.destroyForcibly().waitFor();
    }
}
