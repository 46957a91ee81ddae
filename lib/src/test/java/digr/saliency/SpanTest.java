package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Architecture.Convolution;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpanTest {
    @Test
    void pixelsAndOutputsOfThePapersFirstConvolution() {
        Convolution convolution = new Convolution(16, 8, 4);
        assertEquals(new Span(2, 4), new Span(12, 19).seenBy(convolution, 15)); // outputs see 8–15, 12–19, 16–23
        assertEquals(new Span(8, 23), new Span(2, 4).seenFor(convolution));
        assertEquals(new Span(0, 0), new Span(0, 0).seenBy(convolution, 15));
        assertEquals(new Span(14, 14), new Span(64, 70).seenBy(convolution, 15)); // nobody sees them: the nearest
    }

    @Property(tries = 200, seed = "1")
    void thoseThatSeeAPixelAreFoundAndNoOthers(
            @ForAll @IntRange(max = 40) int first,
            @ForAll @IntRange(max = 10) int more,
            @ForAll @IntRange(min = 1, max = 9) int kernel,
            @ForAll @IntRange(min = 1, max = 5) int stride) {
        Convolution convolution = new Convolution(1, kernel, stride);
        Span pixels = new Span(first, first + more);
        int outputs = 12;
        Span seenBy = pixels.seenBy(convolution, outputs);
        assertTrue(seenBy.first() >= 0 && seenBy.last() < outputs && seenBy.size() >= 1);
        long seeing = 0;
        for (int p = 0; p < outputs; p++) {
            boolean sees = p * stride <= pixels.last() && p * stride + kernel > pixels.first();
            if (sees) seeing++;
            if (sees) assertTrue(seenBy.first() <= p && p <= seenBy.last(), "output " + p);
        }
        assertEquals(Math.max(1, seeing), seenBy.size());
    }
}
