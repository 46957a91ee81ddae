package digr.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The revision of the sources that these classes were built from. The launcher asks git before it starts a program, since a
 * commit may be made while that runs; where there is no launcher, git is asked here.
 */
final class Revision {
    /** The commit's hash, with {@code +dirty} if the library differs from it; {@code unknown} outside a checkout. */
    static final String CURRENT = Optional.ofNullable(System.getProperty("digr.revision"))
            .filter(told -> !told.isEmpty())
            .or(() -> Checkout.find().flatMap(Revision::of))
            .orElse("unknown");

    private Revision() {}

    /** Notebooks and results may differ from the commit; only what makes the classes counts as dirt. */
    static Optional<String> of(Path checkout) {
        Optional<String> commit = git(checkout, "rev-parse", "HEAD");
        Optional<String> changes = git(checkout, "status", "--porcelain", "--", "lib", "pom.xml");
        return commit.map(hash -> changes.orElse("").isEmpty() ? hash : hash + "+dirty");
    }

    private static Optional<String> git(Path folder, String... arguments) {
        // a checkout may be another user's, from whom git would take nothing
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream out = git.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                return git.waitFor() == 0 ? Optional.of(text) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty(); // no git on this machine
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
