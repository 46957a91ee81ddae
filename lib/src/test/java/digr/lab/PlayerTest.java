package digr.lab;

import static digr.Pictures.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PlayerTest {
    private final Player player = new Player(List.of(plain(Color.RED, 64, 32), plain(Color.BLUE, 64, 32)));

    @Test
    void theFirstFrameIsAPlainPictureAtAMultipleOfItsPixels() throws Exception {
        String image = find(
                "<img data-part=\"frame\" src=\"data:image/png;base64,([^\"]*)\" alt=\"Frames of an episode\" width=\"256\""
                        + " height=\"128\" style=\"image-rendering:pixelated");
        assertEquals(Color.RED.getRGB(), decode(image).getRGB(5, 5));
        assertEquals(256, decode(image).getWidth(), "where styles are taken out a browser would blur a smaller one");
    }

    @Test
    void theScriptHoldsEveryFrame() throws Exception {
        List<?> frames = new ObjectMapper().readValue(find("const frames = (\\[.*?]), captions"), List.class);
        assertEquals(2, frames.size());
        String second = (String) frames.get(1);
        assertEquals(
                Color.BLUE.getRGB(),
                decode(second.substring(second.indexOf(',') + 1)).getRGB(5, 5));
    }

    @Test
    void twoOnAPageHaveIdsOfTheirOwn() {
        assertNotEquals(find("<div id=\"([^\"]*)\""), find("<div id=\"([^\"]*)\""));
    }

    @Test
    void noTextEndsTheScriptOrAnAttribute() {
        String html = player.alt("a \"quoted\" <b>")
                .captions(List.of("</script><script>alert(1)", "π & θ"))
                .html();
        assertEquals(1, html.split("</script>", -1).length - 1);
        assertTrue(html.contains("alt=\"a &quot;quoted&quot; &lt;b&gt;\""));
        assertTrue(html.contains("<output data-part=\"caption\">&lt;/script&gt;"));
        assertTrue(html.contains("\"π & θ\""));
    }

    @Test
    void needsNoNetwork() {
        assertFalse(player.html().contains("http"));
    }

    @Test
    void saysWhatIsWrong() {
        assertMessage("Player: at least one frame is needed", () -> new Player(List.of()));
        assertMessage(
                "Player: frames must have one size, got 8 x 4 after 8 x 8 pixels",
                () -> new Player(List.of(plain(Color.RED, 8, 8), plain(Color.RED, 8, 4))));
        assertMessage("Player: one caption a frame is needed, got 1 for 2", () -> player.captions(List.of("one")));
        assertMessage("Player: a frame needs at least 10 ms, got 0", () -> player.millis(0));
        assertMessage("Player: the width must be at least 16, got 0", () -> player.width(0));
    }

    private String find(String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(player.html());
        assertTrue(matcher.find(), regex);
        return matcher.group(1);
    }

    private static BufferedImage decode(String base64) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
