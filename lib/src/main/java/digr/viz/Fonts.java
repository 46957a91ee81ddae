package digr.viz;

import digr.run.SafeFiles;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * The one font of all figures, DejaVu Sans Condensed: it comes with the library, so that a figure looks the same on
 * every machine, and it has the Greek and the mathematical signs.
 *
 * <p>A JDK asks the system's fontconfig before it makes any font, even one from a file, and fails where fontconfig or
 * every font is missing, as in small containers. Then it is told, by the JDK's property {@code sun.awt.fontconfig}, to
 * use the library's font for everything.
 */
public final class Fonts {
    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";
    private static final String REGULAR_FILE = "DejaVuSansCondensed.ttf";
    private static final String BOLD_FILE = "DejaVuSansCondensed-Bold.ttf";

    private static final String OWN_CONFIGURATION = "sun.awt.fontconfig"; // the JDK's property

    private static final Font REGULAR;
    private static final Font BOLD;

    static {
        try {
            useSystemUnlessBroken();
            REGULAR = load(REGULAR_FILE);
            BOLD = load(BOLD_FILE);
        } catch (IOException e) {
            throw new UncheckedIOException("Fonts: cannot prepare " + REGULAR_FILE + " from the class path", e);
        }
    }

    private Fonts() {}

    /**
     * Makes text work in this JVM, for whoever draws without this package, and says with which font.
     *
     * @throws ExceptionInInitializerError or another error if no way leads to a font
     */
    public static String prepare() {
        String system =
                System.getProperty(OWN_CONFIGURATION) == null ? "" : "; the system has no fontconfig or no font";
        return REGULAR.getFontName() + ", from the library" + system;
    }

    static Font regular(double size) {
        return REGULAR.deriveFont((float) size);
    }

    static Font bold(double size) {
        return BOLD.deriveFont((float) size);
    }

    /** The text back, if the font has all its signs. */
    static String checked(String text) {
        int bad = REGULAR.canDisplayUpTo(text.replace("\n", ""));
        if (bad < 0) return text;
        int sign = text.replace("\n", "").codePointAt(bad);
        throw new IllegalArgumentException(String.format(
                "Fonts: the figures' font, %s, has no sign %s (U+%04X), which '%s' holds",
                REGULAR.getFontName(), Character.toString(sign), sign, text));
    }

    /** The JDK's fonts fail with errors of several kinds, and work again once the property is set. */
    private static void useSystemUnlessBroken() throws IOException {
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("a", new FontRenderContext(null, true, true));
        } catch (Error | RuntimeException noFontconfig) {
            System.setProperty(OWN_CONFIGURATION, ownConfiguration().toString());
        }
    }

    private static Font load(String file) throws IOException {
        try {
            return Font.createFont(Font.TRUETYPE_FONT, unpacked(file));
        } catch (FontFormatException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    /** In JavaCPP's cache, once: of a stream each JVM would make a copy, which stays behind where the JVM is killed. */
    private static File unpacked(String file) throws IOException {
        File unpacked = Loader.cacheResource(Fonts.class, FOLDER + file);
        if (unpacked == null) throw new IOException("no " + FOLDER + file);
        return unpacked;
    }

    /** Writes a fontconfig.properties in the JDK's format that maps every logical font to the library's one. */
    private static Path ownConfiguration() throws IOException {
        Path font = unpacked(REGULAR_FILE).toPath();
        StringBuilder lines = new StringBuilder("version=1\nsequence.allfonts=default\n");
        for (String name : List.of("serif", "sansserif", "monospaced", "dialog", "dialoginput"))
            for (String style : List.of("plain", "bold", "italic", "bolditalic"))
                lines.append(name).append('.').append(style).append(".default=DejaVu\n");
        lines.append("filename.DejaVu=")
                .append(font.toString().replace("\\", "\\\\"))
                .append('\n');
        Path configuration = font.resolveSibling("fontconfig.properties");
        SafeFiles.write(configuration, out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
        return configuration;
    }
}
