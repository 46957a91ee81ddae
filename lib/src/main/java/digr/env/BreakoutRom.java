package digr.env;

import digr.run.Checkout;
import digr.run.SafeFiles;
import digr.run.Source;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Where Breakout's ROM is: the project does not carry it, but the Python package ale-py does. */
public final class BreakoutRom {
    /** An environment variable that names the file. */
    public static final String VARIABLE = "DIGR_BREAKOUT_ROM";

    /** MD5 of the one dump that the tests and the published results are of. */
    public static final String MD5 = "f34f08e5eb96e500e851a80be3277a56";

    private BreakoutRom() {}

    /**
     * The file that {@value #VARIABLE} names; without it the first of roms/breakout.bin and ale-py's in .venv, both in
     * the project's folder.
     *
     * @throws UserException if there is none, or it is another file than Breakout's ROM
     */
    public static Path find() {
        return find(System.getenv(), Checkout.folder());
    }

    static Path find(Map<String, String> variables, Path project) {
        String named = variables.get(VARIABLE);
        if (named != null && !named.isEmpty()) return check(Path.of(named));
        for (Path place : places(project)) if (Files.exists(place)) return check(place);
        throw new UserException("Breakout: no ROM at roms/breakout.bin, nor in ale-py in .venv; ./digr lab installs"
                + " ale-py, or set " + VARIABLE + " to a file with MD5 " + MD5);
    }

    private static List<Path> places(Path project) {
        String inAlePy = "site-packages/ale_py/roms/breakout.bin";
        var places = new ArrayList<Path>(List.of(
                project.resolve("roms/breakout.bin"),
                project.resolve(".venv/Lib").resolve(inAlePy))); // of Windows
        try (DirectoryStream<Path> pythons = Files.newDirectoryStream(project.resolve(".venv/lib"), "python3*")) {
            for (Path python : pythons) places.add(python.resolve(inAlePy));
        } catch (IOException e) {
            return places; // no Python environment yet
        }
        return places;
    }

    /**
     * Makes sure that a file is Breakout's ROM, and returns it.
     *
     * @throws UserException if it is not
     */
    public static Path check(Path rom) {
        String md5 = Source.reading(rom, source -> md5(rom));
        if (!md5.equals(MD5))
            throw new UserException("Breakout: needed the ROM with MD5 " + MD5 + ", " + rom + " has " + md5
                    + "; ale-py carries the right one");
        return rom;
    }

    private static String md5(Path rom) {
        return SafeFiles.read(rom, (in, size) -> {
            try {
                MessageDigest digest = MessageDigest.getInstance("MD5");
                return HexFormat.of().formatHex(digest.digest(in.readNBytes(1 << 16)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("BreakoutRom: this Java platform has no MD5", e);
            }
        });
    }
}
