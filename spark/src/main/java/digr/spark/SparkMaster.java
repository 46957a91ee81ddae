package digr.spark;

import digr.run.Parcel;
import digr.run.Checkout;
import digr.run.Provenance;
import digr.run.UserException;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Where Spark runs.
 *
 * @param url {@code local[N]} or {@code spark://HOST:PORT}, of several masters {@code spark://HOST:PORT,HOST:PORT}
 */
record SparkMaster(String url) {
    private static final String LOCAL = "local(\\[(\\d+|\\*)])?";
    private static final String STANDALONE = "spark://[^/,:]+:\\d{1,5}(,[^/,:]+:\\d{1,5})*";
    private static final int MILLISECONDS_TO_ANSWER = 5000;
    private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";

    /** What Spark says at length; held, or the levels would be forgotten. */
    private static final List<Logger> LOGS =
            List.of(Logger.getLogger("org.apache"), Logger.getLogger("org.sparkproject"));

    /** @throws UserException if it is no master that this module knows */
    static SparkMaster of(String url) {
        if (!url.matches(LOCAL) && !url.matches(STANDALONE))
            throw new UserException(
                    "spark: the master must be local[N] or spark://HOST:PORT, got " + url + "; README, On a cluster");
        return new SparkMaster(url);
    }

    /** Whether its tasks are threads of this program. */
    boolean isLocal() {
        return url.matches(LOCAL);
    }

    /**
     * Begins an application there.
     *
     * @throws UserException if nothing answers there, or Spark refuses
     */
    JavaSparkContext connect(String name) {
        LOGS.forEach(log -> log.setLevel(Level.OFF)); // its errors come back as exceptions
        if (!isLocal()) requireAnswer();
        try {
            return new JavaSparkContext(configuration(name));
        } catch (RuntimeException e) { // of whatever part of Spark
            throw new UserException("spark: " + url + " does not take the work: " + e.getMessage(), e);
        }
    }

    private void requireAnswer() {
        for (String place : url.replaceFirst("^spark://", "").split(",")) {
            URI uri = URI.create("spark://" + place);
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), MILLISECONDS_TO_ANSWER);
                return;
            } catch (IOException e) {
                continue; // another master may be there
            }
        }
        throw new UserException(
                "spark: nothing answers at " + url + "; start a master there: README, On a cluster, tells how");
    }

    /** What is set in Spark's own ways, such as {@code -Dspark.executor.memory=2g}, stays. */
    private SparkConf configuration(String name) {
        String own = Optional.ofNullable(System.getenv("SPARK_LOCAL_IP")).orElse("127.0.0.1");
        SparkConf settings = new SparkConf().setMaster(url).setAppName(name);
        settings.setIfMissing("spark.driver.host", own);
        settings.setIfMissing("spark.driver.bindAddress", own);
        settings.setIfMissing("spark.ui.enabled", "false");
        settings.setIfMissing("spark.executor.cores", "1");
        settings.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        settings.setIfMissing("spark.executor.extraClassPath", classPath());
        settings.set(JAVA_OPTIONS, (executorOptions() + " " + settings.get(JAVA_OPTIONS, "")).strip());
        return settings;
    }

    /** An executor has the classes of this program, so it makes the same bytes. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(place -> Path.of(place).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String executorOptions() {
        return String.join(
                " ",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=200%",
                "-D" + Checkout.PROPERTY + "=" + Parcel.CHECKOUT,
                "-Ddigr.revision=" + Provenance.revisionNow());
    }
}
