package digr.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.study.Difference.Verdict;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferenceTest {
    private static final Provenance HERE = new Provenance(
            "rfg", Map.of(), 0, 0, "abc", Map.of(), "Linux amd64, AVX2, JDK 17", Map.of(), "./digr perturb");

    @TempDir
    Path folder;

    private Path maps(String name, Provenance made, float... values) {
        Path file = folder.resolve(name + ".npz");
        NpzFile.write(file, Map.of("maps", NdArray.of(values, values.length)), made);
        return file;
    }

    private static Provenance with(String revision, String platform) {
        return new Provenance(HERE.task(), Map.of(), 0, 0, revision, Map.of(), platform, Map.of(), HERE.command());
    }

    private void expect(Verdict verdict, String text, Path before, Path again) {
        Difference difference = Difference.between(before, again, Pictures::channels);
        assertEquals(text, difference.text());
        assertEquals(verdict, difference.verdict());
    }

    @Test
    void equalFilesAreTheSameBytes() {
        expect(Verdict.SAME_BYTES, "the same bytes", maps("a", HERE, 1, 2), maps("b", HERE, 1, 2));
    }

    @Test
    void anotherRevisionMakesTheSameNumbers() {
        expect(
                Verdict.SAME_NUMBERS,
                "the same numbers; provenance: revision: abc → def",
                maps("a", HERE, 1, 2, Float.NaN),
                maps("b", with("def", HERE.platform()), 1, 2, Float.NaN));
    }

    @Test
    void onTheSameKindOfProcessorALastBitCounts() {
        expect(
                Verdict.DIFFERENT,
                "differs: maps by up to 1.19e-07 of 2.00",
                maps("a", HERE, 1, 2),
                maps("b", HERE, Math.nextUp(1f), 2));
    }

    @Test
    void anotherProcessorMayRoundDifferentlyAndNoMore() {
        String other = "Linux aarch64, JDK 17";
        String provenance = "; provenance: platform: " + HERE.platform() + " → " + other;
        Path before = maps("a", HERE, 1, 2);
        expect(
                Verdict.OTHER_PROCESSOR,
                "differs: maps by up to 1.19e-07 of 2.00, which another processor's rounding can do" + provenance,
                before,
                maps("b", with("abc", other), Math.nextUp(1f), 2));
        expect(
                Verdict.DIFFERENT,
                "differs: maps by up to 0.250 of 2.00, more than another processor's rounding alone; a training"
                        + " multiplies it" + provenance,
                before,
                maps("c", with("abc", other), 1.25f, 2));
    }

    @Test
    void anArrayOfAnotherShapeIsAnother() {
        expect(Verdict.DIFFERENT, "differs: maps is another", maps("a", HERE, 1, 2), maps("b", HERE, 1, 2, 3));
    }

    @Test
    void tablesDifferByColumnsAndWhatIsMissingIsTold() throws IOException {
        Path before = Files.writeString(folder.resolve("a.csv"), "policy,AUC,seeds\ndigr,0.991,3\nteacher,0.87,1\n");
        Path again = Files.writeString(folder.resolve("b.csv"), "policy,AUC,more\ndigr,0.981,3\nTeacher,0.87,1\n");
        expect(
                Verdict.DIFFERENT,
                "differs: policy is another, AUC by up to 0.0100 of 0.991, seeds is another, more is another",
                before,
                again);
    }

    @Test
    void picturesDifferByTheirPixels() throws IOException {
        BufferedImage picture = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
        Path before = folder.resolve("a.png");
        Path again = folder.resolve("b.png");
        picture.setRGB(1, 1, 0xff8040);
        ImageIO.write(picture, "png", before.toFile());
        picture.setRGB(1, 1, 0xff8043);
        ImageIO.write(picture, "png", again.toFile());
        expect(Verdict.DIFFERENT, "differs: pixels by up to 3.00 of 255", before, again);
    }
}
