package digr.run;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the sources, data and figures lie that belong to the running classes. */
public final class Checkout {
    private static final Optional<Path> FOLDER = find();

    private Checkout() {}

    /**
     * The project's folder, found upwards from the running classes.
     *
     * @throws UserException if they were started from elsewhere
     */
    public static Path folder() {
        return FOLDER.orElseThrow(() -> new UserException(
                "Checkout: needed classes that lie in the project's folder; start them with ./digr there"));
    }

    /** The project's folder, if the running classes lie in it. */
    static Optional<Path> find() {
        try {
            Path classes = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = classes; folder != null; folder = folder.getParent())
                if (Files.isDirectory(folder.resolve("lib/src/main/java/digr"))) return Optional.of(folder);
            return Optional.empty();
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty(); // classes from elsewhere than a folder or jar
        }
    }
}
