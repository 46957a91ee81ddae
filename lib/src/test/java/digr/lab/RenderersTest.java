package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.RedFetchGreen;
import digr.eval.RoomStates;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.Provenance;
import digr.saliency.SaliencyMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.nd4j.linalg.api.buffer.DataType;

/** What each kind of value becomes when it is a cell's last one, by the kernel's own renderer. */
class RenderersTest {
    private final JJavaStandIn kernel = new JJavaStandIn();
    private final Renderer renderer = kernel.getRenderer();
    private final Network network = new Network(Architecture.small(3, 64, 64, 7), DataType.FLOAT);

    @BeforeEach
    void register() {
        Renderers.register(new JJavaKernel(kernel));
    }

    @Test
    void aSaliencyMapIsAPictureWithItsTextInWords() throws Exception {
        float[] values = new float[64 * 64];
        values[0] = 1;
        DisplayData shown = renderer.render(new SaliencyMap(values, 64, 64, 2));
        assertEquals("SaliencyMap[64x64, maximum 2.0]", text(shown));
        BufferedImage picture = picture(shown);
        assertTrue(picture.getWidth() > 2 * 128, "one cell of 128, twice as sharp, and a colour bar");
    }

    @Test
    void aListOfMapsIsAGridAndAnyOtherListItsText() throws Exception {
        SaliencyMap map = new SaliencyMap(new float[64 * 64], 64, 64, 0);
        DisplayData shown = renderer.render(Collections.nCopies(8, map));
        assertEquals("The first 6 of 8 saliency maps, SaliencyMap[64x64, maximum 0.0]", text(shown));
        assertTrue(picture(shown).getWidth() > 2 * 6 * 128);
        DisplayData words = renderer.render(List.of("one", 2));
        assertEquals("[one, 2]", text(words));
        assertFalse(words.hasDataForType(MIMEType.IMAGE_PNG));
    }

    @Test
    void anEnvironmentIsWhatAPolicySeesNow() throws Exception {
        RedFetchGreen room = new RedFetchGreen();
        assertTrue(text(renderer.render(room)).startsWith("RedFetchGreen: "), text(renderer.render(room)));
        room.reset(3);
        DisplayData shown = renderer.render(room);
        assertEquals("RedFetchGreen, what a policy sees now, [3, 64, 64]", text(shown));
        picture(shown);
    }

    @Test
    void statesAreTheirPictures() throws Exception {
        RedFetchGreen room = new RedFetchGreen();
        room.reset(3);
        DisplayData many = renderer.render(new RoomStates(Collections.nCopies(7, room.room())));
        assertEquals("The first 6 of 7 states, [3, 64, 64]", text(many));
        picture(many);
    }

    /** conv 16·3·64 + 16, 32·16·16 + 32, 32·32·9 + 32; fc 512·256 + 256, 256·7 + 7. */
    @Test
    void aPolicyIsACardWithItsLayers() {
        int parameters = 3_072 + 16 + 8_192 + 32 + 9_216 + 32 + 131_072 + 256 + 1_792 + 7;
        DisplayData shown = renderer.render(new Policy(network));
        assertTrue(text(shown).startsWith("Policy 3 × 64 × 64 → "), "the same whenever it is run: " + text(shown));
        String card = html(shown);
        assertTrue(
                card.contains("3 × 64 × 64 → 16 of 8 × 8, stride 4 → 32 of 4 × 4, stride 2 → 32 of 3 × 3, stride 1 → "
                        + "linear 256 → 7 actions; "),
                card);
        assertEquals(network.architecture().parameters(), parameters);
        assertTrue(card.contains(String.format("%,d parameters", parameters)), card);
    }

    @Test
    void aPolicyFileIsACardWithWhatMadeItAndWhatItReached() {
        Provenance made = Provenance.of("rfg", Map.of("loss", "a < b"), 7)
                .withSteps(5_000_000)
                .withParent("teacher", "0123456789abcdef".repeat(4))
                .withResults(Map.of("success", 0.9979));
        String card = html(renderer.render(PolicyWeights.of(network, made)));
        for (String fact : List.of("rfg", "5,000,000, seed 7", "0.9979", "0123456789ab</td>", "a &lt; b"))
            assertTrue(card.contains(fact), fact + " is missing in " + card);
    }

    @Test
    void aFileWithoutResultsShowsTheEndOfItsLearningCurve() {
        Path digr = Path.of("../data/policies/breakout/digr-seed0.safetensors");
        String card = html(renderer.render(PolicyFile.read(digr)));
        assertTrue(card.contains(">end of its learning curve</th>"), card);
        assertTrue(
                card.contains("done 20,000, ") && card.contains("return 322.1, ") && card.contains("AUC 0.9553<"),
                card);
    }

    @Test
    void longTextsAreCut() {
        assertEquals("[0, 0, 0]", text(renderer.render(new byte[3])));
        String rows = text(renderer.render(new double[100][100]));
        assertTrue(rows.endsWith("... 50200 characters"), rows);
        assertEquals(4000, rows.indexOf("... "));
    }

    @Test
    void aChartIsTwiceAsSharpAsItIsShown() throws Exception {
        DisplayData shown = renderer.render(
                new XYChartBuilder().width(300).height(200).title("loss").build());
        assertEquals("loss", text(shown));
        assertEquals(600, picture(shown).getWidth());
    }

    /** The text stands for the picture where it cannot be seen. */
    @Test
    void anUntitledChartIsNamedByItsAxesAndSeries() {
        XYChart chart = new XYChartBuilder()
                .width(300)
                .height(200)
                .xAxisTitle("updates")
                .yAxisTitle("return")
                .build();
        chart.addSeries("DIGR", new double[] {1, 2}, new double[] {3, 4});
        chart.addSeries("teacher", new double[] {1, 2}, new double[] {4, 4});
        assertEquals("return against updates: DIGR, teacher", text(renderer.render(chart)));
        XYChart axesAlone = new XYChartBuilder().yAxisTitle("loss").build();
        assertEquals("loss", text(renderer.render(axesAlone)));
    }

    /** An Error let out would end the kernel's thread: the cell would run for ever. */
    @Test
    void anErrorWhileShowingBecomesAnException() {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError();
            }
        };
        assertThrows(RuntimeException.class, () -> renderer.render(bad));
    }

    private static String text(DisplayData shown) {
        return String.valueOf(shown.getData(MIMEType.TEXT_PLAIN));
    }

    private static String html(DisplayData shown) {
        return String.valueOf(shown.getData(MIMEType.TEXT_HTML));
    }

    private static BufferedImage picture(DisplayData shown) throws Exception {
        byte[] png = Base64.getDecoder().decode(String.valueOf(shown.getData(MIMEType.IMAGE_PNG)));
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
