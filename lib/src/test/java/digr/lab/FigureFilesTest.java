package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.run.Checkout;
import digr.run.Seeds;
import digr.run.Source;
import digr.run.Sourced;
import digr.study.DataFiles;
import digr.study.Results;
import digr.viz.XChartFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class FigureFilesTest {
    @TempDir
    Path folder;

    /** SHA-256 of "abc", FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private FigureFiles figures() {
        return new FigureFiles(folder, new DataFiles(folder));
    }

    private static XChartFigure chart() {
        XYChart chart = new XYChartBuilder().width(300).height(200).build();
        chart.addSeries("y", new double[] {0, 1}, new double[] {0, 1});
        return new XChartFigure(chart);
    }

    private JsonNode about(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    }

    @Test
    void aChartIsKeptSharpAndAsSvg() throws IOException {
        figures().write("fig9", "A curve.", chart());
        assertEquals(600, ImageIO.read(folder.resolve("fig9.png").toFile()).getWidth());
        assertTrue(Files.readString(folder.resolve("fig9.svg")).contains("<svg"));
    }

    /** Running a notebook changes nothing that git has. */
    @Test
    void figuresAreWrittenWhereGitDoesNotLook() {
        Assumptions.assumeTrue(System.getenv("DIGR_FIGURES") == null);
        assertEquals(Checkout.folder().resolve("target/gallery"), FigureFiles.folder());
    }

    @Test
    void provenanceNamesItsOwnDataAndSeedsTheRevisionAndTheCommand() throws IOException {
        Path data = Files.writeString(folder.resolve("policy"), "abc");
        Results other = Results.read(Files.writeString(folder.resolve("other.csv"), "a\n1\n"));
        Sourced policy = () -> Optional.of(new Source(data, ABC));
        FigureFiles figures = figures();
        figures.write("fig1b", "Another curve.", chart(), other, new Seeds(9));
        figures.write("fig1a", "A curve.", chart(), policy, new Seeds(7), new Seeds(3));
        JsonNode about = about("fig1a");
        assertEquals("A curve.", about.get("caption").asText());
        assertEquals("./digr figures --only fig1a", about.get("command").asText());
        assertEquals("[3,7]", about.get("seeds").toString());
        assertEquals("{\"policy\":\"" + ABC + "\"}", about.get("dataSha256").toString());
        assertTrue(about.has("revision"));
    }

    @Test
    void aTableIsKeptAsCsvAndAsItIsShown() throws IOException {
        figures().write("table1", "Scores.", Table.create("", DoubleColumn.create("AUC", 0.98765)));
        assertEquals("AUC\n0.98765\n", Files.readString(folder.resolve("table1.csv")));
        assertTrue(about("table1").get("html").asText().contains(">0.9877<"));
    }

    @Test
    void aNameCannotLeaveTheFolder() {
        assertThrows(IllegalArgumentException.class, () -> figures().write("../fig1", "A curve.", chart()));
    }
}
