package digr.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.UserException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MaskPadTest {
    @Test
    void runsAreOfUnmarkedAndMarkedPixelsInTurn() {
        assertArrayEquals(new boolean[] {false, true, true, false, false, false}, MaskPad.mask("2x3: 1 2 3"));
        assertArrayEquals(new boolean[] {true, true}, MaskPad.mask("1x2: 0 2"));
        assertArrayEquals(new boolean[6], MaskPad.mask("3x2: 6"));
    }

    @Test
    void saysWhatIsWrong() {
        assertMessage("MaskPad: needed a text such as '2x3: 1 2 3', got '2x3'", "2x3");
        assertMessage("MaskPad: needed a text such as '2x3: 1 2 3', got '2x3: -1 7'", "2x3: -1 7");
        assertMessage("MaskPad: the runs must add up to 6 pixels, got 7", "2x3: 1 6");
        assertMessage("MaskPad: the runs must add up to 6 pixels, got 1999999998", "2x3: 999999999 999999999");
    }

    @Test
    void thePadIsAsLargeAsItsState() {
        String html = new MaskPad(new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB)).html();
        assertTrue(html.contains("<canvas width=\"64\" height=\"32\""), html);
        assertTrue(html.contains("width=\"384\" height=\"192\""), html);
        // JupyterLab takes aspect-ratio out of a notebook that is not trusted: the picture takes up its own place
        assertTrue(html.contains("height=\"192\" style=\"display:block;"), html);
        assertFalse(html.contains("aspect-ratio"), html);
        assertFalse(html.contains("{{") || html.contains("http"), html);
    }

    @Test
    void theStateIsCrispWhereStylesAreTakenOut() throws Exception {
        String html = new MaskPad(new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB)).html();
        String png = html.substring(html.indexOf("base64,") + "base64,".length(), html.indexOf("\" alt=\"the state\""));
        BufferedImage state =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png)));
        assertEquals(400, state.getWidth(), "ten times 40, for 384");
        assertEquals(200, state.getHeight());
    }

    private static void assertMessage(String message, String text) {
        assertEquals(
                message,
                assertThrows(UserException.class, () -> MaskPad.mask(text)).getMessage());
    }
}
