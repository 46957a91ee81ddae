package digr.cli;

import digr.run.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What Maven knew when it built the program, and the source revision. */
final class Build implements IVersionProvider {
    /** A line of {@code build.properties}. */
    static String property(String name) {
        Properties build = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty(name);
    }

    @Override
    public String[] getVersion() {
        return new String[] {"digr " + property("version") + ", revision " + Provenance.revisionNow()};
    }
}
