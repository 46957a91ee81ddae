package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void isAsHighAsItsLinesAndAsWideAsTheLongest() {
        Text one = new Text("gradient", Fonts.regular(10));
        Text two = new Text("vanilla\ngradient", Fonts.regular(10));
        assertEquals(12, one.height(), 1e-9);
        assertEquals(24, two.height(), 1e-9);
        assertEquals(one.width(), two.width(), 1e-9);
    }

    @Test
    void plainWordsAreOnOneLineAndHaveNoScripts() {
        assertEquals("the policy πθ s2", Text.plain("the policy\nπ_{θ} s^{2}"));
    }

    @Test
    void anEmptyTextTakesNoRoom() {
        Text empty = new Text("", Fonts.regular(10));
        assertEquals(0, empty.width());
        assertEquals(0, empty.height());
    }

    @Test
    void inkStaysWithinItsMeasures() {
        Text text = new Text("Ågj_{p}^{2}|\nΣ∇λ", Fonts.regular(20));
        Rectangle ink = ink(text, 0);
        assertTrue(
                new Rectangle(100, 100, (int) Math.ceil(text.width()) + 1, (int) Math.ceil(text.height()) + 1)
                        .contains(ink),
                ink + " in " + text.width() + " x " + text.height());
    }

    @Test
    void linesAreAlignedAboutTheirPoint() {
        Text text = new Text("HHHH", Fonts.regular(20));
        assertEquals(100, ink(text, 0.5).getCenterX(), 1);
        assertTrue(ink(text, 1).getMaxX() <= 100);
        assertTrue(ink(text, 0).getMinX() >= 100);
    }

    @Test
    void aSubscriptIsSmallerAndLowerASuperscriptHigher() {
        Rectangle plain = ink(new Text("H", Fonts.regular(40)), 0);
        Rectangle lowered = ink(new Text("_{H}", Fonts.regular(40)), 0);
        Rectangle raised = ink(new Text("^{H}", Fonts.regular(40)), 0);
        assertEquals(0.72 * plain.height, lowered.height, 1.5);
        assertEquals(plain.getMaxY() + 0.18 * 40, lowered.getMaxY(), 1.5);
        assertEquals(plain.getMaxY() - 0.38 * 40, raised.getMaxY(), 1.5);
    }

    @Test
    void theFontHasTheSignsOfThePaperAndOthersAreRefused() {
        Fonts.checked("πθλαεσμ ∂∇Σ∏√∞ ≤≥≈≠±×·− →←↑↓ ‖∈∝⊙½ ₀₁₂ᵢ áäöüßéÅ\n–—…");
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Text("map 図", Fonts.regular(10)));
        assertEquals(
                "Fonts: the figures' font, DejaVu Sans Condensed, has no sign 図 (U+56F3), which 'map 図' holds",
                e.getMessage());
    }

    private static Rectangle ink(Text text, double alignment) {
        BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        text.paint(g, 100, 100, alignment);
        g.dispose();
        return Ink.bounds(image, Color.WHITE, new Rectangle(400, 300));
    }
}
