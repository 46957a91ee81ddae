package digr.viz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.JavaProgram;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

class FontsTest {
    /** A JVM of its own, for which libfontconfig is a file that is no library. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void textIsTheSameWhereTheSystemHasNoFontconfig(@TempDir Path folder) throws Exception {
        for (String name : new String[] {"libfontconfig.so.1", "libfontconfig.so"})
            Files.writeString(folder.resolve(name), "no library");
        ProcessBuilder builder = JavaProgram.of(List.of("-Djava.awt.headless=true"), Main.class);
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        File output = folder.resolve("output").toFile();
        Process process =
                builder.redirectErrorStream(true).redirectOutput(output).start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroy();
        String text = Files.readString(output.toPath());
        assertEquals(true, ended && process.exitValue() == 0, text);
        assertEquals(
                "DejaVu Sans Condensed, from the library; the system has no fontconfig or no font\n" + ink() + "\n",
                text);
    }

    /** The JDK's own copies of fonts are deleted when a JVM ends, and stay where it is killed. */
    @Test
    void aKilledProgramLeavesNoCopyOfAFont(@TempDir Path folder) throws Exception {
        List<String> options = List.of("-Djava.awt.headless=true", "-Djava.io.tmpdir=" + folder);
        Process process = JavaProgram.of(options, Killed.class).inheritIO().start();
        assertEquals(0, process.waitFor());
        assertArrayEquals(new String[0], folder.toFile().list((at, name) -> !name.startsWith("hsperfdata")));
    }

    static final class Killed {
        public static void main(String[] args) {
            Fonts.prepare();
            Runtime.getRuntime().halt(0);
        }
    }

    /** Where the ink of some text lies, and of a chart that sets no font itself. */
    private static String ink() {
        XYChart chart = new XYChart(300, 200);
        chart.setTitle("title");
        chart.addSeries("series", new double[] {1, 2}, new double[] {1, 2});
        chart.paint(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB).createGraphics(), 300, 200);
        LineChart figure = new LineChart("title", "x", "y").line("a", new double[] {1, 2}, new double[] {1, 2});
        return Ink.bounds(figure, Palette.INK) + " " + new Text("text", Fonts.regular(12)).width();
    }

    static final class Main {
        public static void main(String[] args) {
            System.out.println(Fonts.prepare());
            System.out.println(ink());
        }
    }
}
