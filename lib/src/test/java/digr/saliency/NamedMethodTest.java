package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NamedMethodTest {
    private static final Background BACKGROUND = Background.of(new byte[50 * 3], new int[] {3, 1, 1});

    @ParameterizedTest
    @EnumSource(NamedMethod.class)
    void radiusAndStrideChangeThoseThatTakeThem(NamedMethod method) {
        SaliencyMethod plain = method.with(new GaussianBlur(4, 1), BACKGROUND, 0);
        assertEquals(!method.takesRadius(), plain.equals(method.with(new GaussianBlur(5, 1), BACKGROUND, 0)));
        assertEquals(!method.takesStride(), plain.equals(method.with(new GaussianBlur(4, 2), BACKGROUND, 0)));
    }
}
