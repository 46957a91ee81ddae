package digr.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorBoardTest {
    private static final List<String> CURVE = List.of("done,return,AUC", "50,0.5,", "100000,-0.75,0.99");

    @Test
    void aCurveIsTheBytesThatTensorBoardsOwnPackageWrites() throws IOException {
        assertArrayEquals(Files.readAllBytes(Golden.path("tensorboard/events.bin")), TensorBoard.events(CURVE));
    }

    /** It reads on from where it stopped. */
    @Test
    void aLongerCurveBeginsWithTheBytesOfTheShorter() {
        byte[] shorter = TensorBoard.events(CURVE.subList(0, 2));
        byte[] longer = TensorBoard.events(CURVE);
        assertArrayEquals(shorter, Arrays.copyOf(longer, shorter.length));
        assertEquals(8 + 4 + 15 + 4, TensorBoard.events(List.of()).length, "the version alone");
    }
}
