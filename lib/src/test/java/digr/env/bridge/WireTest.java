package digr.env.bridge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private static Wire.Message read(String hex) throws IOException {
        return Wire.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }

    @Test
    void aRequestIsTwoLengthsAndItsText() throws IOException {
        var out = new ByteArrayOutputStream();
        Wire.write(out, "{\"é\":1}");
        assertEquals("0000000800000000" + "7b22c3a9223a317d", HexFormat.of().formatHex(out.toByteArray()));
    }

    @Test
    void aReplyMayHaveAPayload() throws IOException {
        var message = read("0000000200000003" + "7b7d" + "ff0001");
        assertEquals("{}", message.header());
        assertArrayEquals(new byte[] {-1, 0, 1}, message.payload());
    }

    @Test
    void theEndBetweenMessagesIsNoError() throws IOException {
        assertNull(read(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "00000002000000", "00000002000000007b", "00000002000000037b7dff00"})
    void theEndWithinAMessageIsAnError(String hex) {
        assertThrows(EOFException.class, () -> read(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001000100000000", "ffffffff00000000", "0000000203000001", "00000002ffffffff"})
    void lengthsWithoutSenseAreRefusedBeforeAnyMemoryIsTaken(String hex) {
        var e = assertThrows(IOException.class, () -> read(hex));
        assertTrue(e.getMessage().startsWith("a message of "), e.getMessage());
    }
}
