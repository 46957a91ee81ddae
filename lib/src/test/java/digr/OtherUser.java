package digr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;

/** A user whom the system does not know, as whom root can run programs. */
final class OtherUser {
    /** Before a program's name: runs it as that user. */
    static final String[] COMMAND = {"setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups"};

    private OtherUser() {}

    /** Skips a test where nobody else can be become. */
    static void assumed() throws IOException, InterruptedException {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv");
    }

    /** The folder, open to everybody. */
    static Path opened(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
}
