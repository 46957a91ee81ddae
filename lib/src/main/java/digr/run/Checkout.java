package digr.run;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the sources, data and figures lie that belong to the running classes: the folder that the system property
 * {@value #PROPERTY} names, else the project's folder, found upwards from them.
 */
public final class Checkout {
    /** For a program whose classes lie elsewhere, such as a part of a cluster, to which the files were sent. */
    public static final String PROPERTY = "digr.checkout";

    private static final Optional<Path> FOLDER = find();

    private Checkout() {}

    /**
     * The project's folder.
     *
     * @throws UserException if the running classes were started from elsewhere
     */
    public static Path folder() {
        return FOLDER.orElseThrow(() -> new UserException(
                "Checkout: needed classes that lie in the project's folder; start them with ./digr there"));
    }

    /** The project's folder, if the running classes lie in it or were told of it. */
    static Optional<Path> find() {
        String told = System.getProperty(PROPERTY);
        if (told != null) return Optional.of(Path.of(told).toAbsolutePath());
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
