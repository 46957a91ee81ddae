package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.env.RedFetchGreen;
import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.saliency.SaliencyMap;
import digr.saliency.VanillaGradient;
import digr.viz.Colormap;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** What the page holds; what its script does with it, a real browser tells: {@code tools/browser}. */
class ExplorerTest {
    private static final List<String> ACTIONS = List.of("left", "<right>");

    private static BufferedImage plain(Color colour) {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 2; x++) picture.setRGB(x, 0, colour.getRGB());
        return picture;
    }

    private static SaliencyMap map(float left, float right) {
        return new SaliencyMap(new float[] {left, right}, 1, 2, 1);
    }

    static Explorer.View view(float right) {
        return new Explorer.View(
                List.of(plain(Color.RED), plain(Color.BLUE)),
                List.of(map(1, 0), map(0, right)),
                new double[][] {{0.25, 0.75}, {1 / 3.0, 2 / 3.0}},
                ACTIONS,
                List.of("first", "</script>"));
    }

    @Test
    void aMapIsGrayToTheThirtySecond() throws Exception {
        JsonNode view = data(new Explorer().add(view(0.5f))).at("/views/0");
        BufferedImage shades =
                picture(new Explorer().add(view(0.5f)), view.at("/maps/1").asInt());
        assertEquals(0x000000, shades.getRGB(0, 0) & 0xffffff);
        assertEquals(0x848484, shades.getRGB(1, 0) & 0xffffff, "16 of 31 shades is 132 of 255");
    }

    /** Green runs from 1 to 231 of 255 levels. */
    @Test
    void thePageHasViridisAtThirtyTwoShades() {
        Matcher matcher = Pattern.compile("<feFuncG type=\"table\" tableValues=\"(.*)\"/>")
                .matcher(new Explorer().add(view(1)).html());
        assertTrue(matcher.find());
        String[] green = matcher.group(1).split(" ");
        assertEquals(32, green.length);
        assertEquals("0.0039", green[0]);
        assertEquals("0.9059", green[31]);
        int level = Colormap.VIRIDIS.at(16 / 31.0).getGreen();
        assertEquals(level / 255.0, Double.parseDouble(green[16]), 1e-4);
    }

    /** Red below m = 1 is yellow, below m = 0 it is 0.55 of its level, 255. */
    @Test
    void theFirstMapLiesOverItsStateWithoutTheScript() throws Exception {
        BufferedImage first = still("map", new Explorer().add(view(1)));
        assertEquals(Colormap.VIRIDIS.at(1).getRGB(), first.getRGB(0, 0));
        assertEquals(0x8c8c8c, first.getRGB(first.getWidth() - 1, 0) & 0xffffff);
    }

    /** Two pixels on 301: 151 to each is the least that no browser has to enlarge. */
    @Test
    void theFirstPicturesAreCrispWhereStylesAreTakenOut() throws Exception {
        Explorer explorer = new Explorer().add(view(1)).width(301);
        for (String part : List.of("frame", "under", "map")) {
            BufferedImage first = still(part, explorer);
            assertEquals(302, first.getWidth(), part);
            assertEquals(151, first.getHeight(), part);
            assertEquals(first.getRGB(0, 0), first.getRGB(150, 150), part);
            assertEquals(first.getRGB(301, 0), first.getRGB(151, 150), part);
        }
    }

    @Test
    void framesThatManyViewsShowAreHeldOnce() throws Exception {
        Explorer explorer = new Explorer("policy").add(view(1), "a").add(view(0.5f), "b");
        JsonNode data = data(explorer);
        assertEquals(2, data.get("views").size());
        assertEquals(data.at("/views/0/frames"), data.at("/views/1/frames"));
        assertEquals(5, data.get("pictures").size(), "two frames, a map that both have, a map each");
        assertEquals(0.3333, data.at("/views/0/probabilities/1/0").asDouble());
        assertEquals(
                Color.BLUE.getRGB(),
                picture(explorer, data.at("/views/1/frames/1").asInt()).getRGB(0, 0));
    }

    @Test
    void theFirstStateShowsWithoutTheScript() {
        String html = new Explorer("policy").add(view(1), "DIGR & co").html();
        String still = html.substring(0, html.indexOf("<script>"));
        assertTrue(still.contains("<option>DIGR &amp; co</option>"), still);
        assertTrue(
                still.contains("&lt;right&gt;</span><span style=\"height:12px;background:#0072B2;width:75%\"></span>"
                        + "<span>0.75</span>"),
                still);
        assertTrue(still.contains("<img data-part=\"frame\" src=\"data:image/png;base64,iVBOR"), still);
        assertTrue(still.contains(">first</output>"), still);
    }

    @Test
    void noTextEndsTheScriptAndNothingIsFetched() {
        String html = new Explorer("policy").add(view(1), "</script>").html();
        assertEquals(1, html.split("</script>", -1).length - 1);
        assertFalse(html.contains("http"));
        assertFalse(html.contains("{{"));
    }

    /** A stack's newest frame is its last; the map is that of the method. */
    @Test
    void aViewOfAPolicyIsWhatItSeesAndDoes() {
        Network network = new Network(Architecture.small(3, 64, 64, 7), DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(1).stream("weights"));
        Policy policy = new Policy(network);
        RedFetchGreen room = new RedFetchGreen();
        room.reset(3);
        byte[] frame = new byte[3 * 64 * 64];
        room.observe(frame, 0);
        var states = policy.states(frame, 1);
        Explorer.View view = Explorer.View.of(policy, states, new VanillaGradient(), "l", "r", "f", "p", "d", "t", "e");
        assertEquals(policy.probabilities(states)[0][6], view.probabilities()[0][6]);
        assertEquals(
                new VanillaGradient().explain(policy, states).get(0).maximum(),
                view.maps().get(0).maximum());
        assertEquals((frame[0] & 255) << 16, view.frames().get(0).getRGB(0, 0) & 0xff0000);
        assertEquals(List.of("state 1 of 1"), view.captions());
    }

    @Test
    void saysWhatIsWrong() {
        Explorer explorer = new Explorer("policy", "method");
        assertMessage("Explorer: needed a choice of [policy, method], got [DIGR]", () -> explorer.add(view(1), "DIGR"));
        explorer.add(view(1), "DIGR", "gradient");
        assertMessage(
                "Explorer: there is a view of [DIGR, gradient] already",
                () -> explorer.add(view(1), "DIGR", "gradient"));
        assertMessage(
                "Explorer: needed a name for each of 1 actions, got [left, <right>]",
                () -> new Explorer.View(
                        List.of(plain(Color.RED)), List.of(map(1, 0)), new double[1][1], ACTIONS, List.of("")));
        assertMessage(
                "Explorer: a map must be of its frame's size, got 1 x 2 for 2 x 1",
                () -> new Explorer.View(
                        List.of(plain(Color.RED)),
                        List.of(new SaliencyMap(new float[2], 2, 1, 0)),
                        new double[1][2],
                        ACTIONS,
                        List.of("")));
        assertMessage(
                "Explorer: a view needs as many maps, probabilities and captions as frames, at least one,"
                        + " got 0, 1 and 1 for 1",
                () -> new Explorer.View(List.of(plain(Color.RED)), List.of(), new double[1][2], ACTIONS, List.of("")));
        assertMessage("Explorer: a state needs at least 10 ms, got 9", () -> explorer.millis(9));
        assertMessage("Explorer: the width must be at least 16, got 15", () -> explorer.width(15));
        assertThrows(IllegalStateException.class, () -> new Explorer().html());
    }

    /** What a part of the page shows before the script runs. */
    private static BufferedImage still(String part, Explorer explorer) throws Exception {
        Matcher matcher = Pattern.compile("<img data-part=\"" + part + "\" src=\"data:image/png;base64,([^\"]*)\"")
                .matcher(explorer.html());
        assertTrue(matcher.find());
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(matcher.group(1))));
    }

    private static JsonNode data(Explorer explorer) throws Exception {
        Matcher matcher = Pattern.compile("const data = (.*);\n").matcher(explorer.html());
        assertTrue(matcher.find());
        return new ObjectMapper().readTree(matcher.group(1));
    }

    private static BufferedImage picture(Explorer explorer, int number) throws Exception {
        String base64 = data(explorer).at("/pictures/" + number).asText();
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
