package digr.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final String PYTHON_FILE = ""
            + "20010000000000007b225f5f6d657461646174615f5f223a7b2270726f76656e616e6365223a227b5c22736565"
            + "645c223a20377d227d2c227374657073223a7b226474797065223a22493634222c227368617065223a5b5d2c22"
            + "646174615f6f666673657473223a5b302c385d7d2c2266632e62696173223a7b226474797065223a2246333222"
            + "2c227368617065223a5b325d2c22646174615f6f666673657473223a5b382c31365d7d2c2266632e7765696768"
            + "74223a7b226474797065223a22463332222c227368617065223a5b322c335d2c22646174615f6f666673657473"
            + "223a5b31362c34305d7d2c227374617465223a7b226474797065223a225538222c227368617065223a5b335d2c"
            + "22646174615f6f666673657473223a5b34302c34335d7d7d20200c000000000000000000803f00000040000080"
            + "3f000000c000004040000080400000a0400000d04001ff03";

    @TempDir
    Path folder;

    /** By Python's hashlib, over what {@link Safetensors} says. */
    private static final String CHECKSUM = "50e33b30cac4dda0494711b7b0d61243e794bff03c18793178b9c6e2093e617f";

    /** {@code safetensors.numpy.save_file} of safetensors 0.8 wrote these bytes. */
    @Test
    void aFileOfThePythonLibraryIsReadAndWrittenAgainByteForByteWithTheChecksumAdded() throws IOException {
        byte[] python = HexFormat.of().parseHex(PYTHON_FILE);
        Path file = Files.write(folder.resolve("python.safetensors"), python);
        Safetensors read = Safetensors.read(file);
        assertEquals(Map.of("provenance", "{\"seed\": 7}"), read.metadata());
        assertEquals(
                List.of("steps", "fc.bias", "fc.weight", "state"),
                List.copyOf(read.tensors().keySet()));
        assertEquals(12, read.tensors().get("steps").longs()[0]);
        assertArrayEquals(
                new float[] {1, -2, 3, 4, 5, 6.5f},
                read.tensors().get("fc.weight").floats());
        assertEquals("float32 [2, 3]", read.tensors().get("fc.weight").toString());
        assertArrayEquals(new byte[] {1, -1, 3}, read.tensors().get("state").bytes());
        read.write(file);
        assertArrayEquals(withChecksum(python), Files.readAllBytes(file));
        assertEquals(read.metadata(), Safetensors.read(file).metadata());
    }

    /** The header has 286 bytes and two spaces; the checksum's 81 make 367 and one, a multiple of 8. */
    private static byte[] withChecksum(byte[] python) {
        String header = new String(python, 8, 286, StandardCharsets.US_ASCII);
        int end = header.indexOf("},\"steps\"");
        String more = header.substring(0, end) + ",\"digr.sha256\":\"" + CHECKSUM + "\"" + header.substring(end) + " ";
        int numbers = 8 + 286 + 2;
        return ByteBuffer.allocate(8 + 368 + python.length - numbers)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(368)
                .put(more.getBytes(StandardCharsets.US_ASCII))
                .put(python, numbers, python.length - numbers)
                .array();
    }

    @Test
    void aBitThatHasChangedIsSeen() throws IOException {
        Path file = folder.resolve("own.safetensors");
        new Safetensors(Map.of("task", "rfg"), Map.of("fc1.bias", NdArray.of(new float[] {1, 2}, 2))).write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 4] ^= 1; // 2 becomes 2.0000002
        Files.write(file, bytes);
        UserException e = assertThrows(UserException.class, () -> Safetensors.read(file));
        assertEquals(
                "Safetensors: " + file
                        + ": its content has not the SHA-256 that it was written with; the file is damaged",
                e.getMessage());
    }

    @Test
    void everyTypeComesBackWhateverTheOrder() {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("flag", NdArray.of(new boolean[] {true}));
        tensors.put("signed", NdArray.ofSigned(new byte[] {-1}, 1));
        tensors.put("empty", NdArray.of(new float[0], 0, 4));
        tensors.put("int", NdArray.of(new int[] {-5, 6}, 2));
        tensors.put("umlaut ä", NdArray.of(new double[] {Math.PI}, 1, 1));
        Path file = folder.resolve("a.safetensors");
        new Safetensors(Map.of("a", "ä\n\"\\"), tensors).write(file);
        Safetensors read = Safetensors.read(file);
        assertEquals(Map.of("a", "ä\n\"\\"), read.metadata());
        assertEquals(tensors.keySet(), read.tensors().keySet());
        assertTrue(read.tensors().get("flag").booleans()[0]);
        assertArrayEquals(new byte[] {-1}, read.tensors().get("signed").bytes());
        assertEquals("float32 [0, 4]", read.tensors().get("empty").toString());
        assertArrayEquals(new int[] {-5, 6}, read.tensors().get("int").ints());
        assertEquals(Math.PI, read.tensors().get("umlaut ä").doubles()[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} ; ",
                " {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}    ; ",
                "[] ; is no JSON object",
                "{'a': ; damaged",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}} ; damaged",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{}} ; Duplicate field 'a'",
                "{} ; take 0 bytes, the file holds 8",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} ; take 4 bytes, the file holds 8",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} ; take 12 bytes, the file holds 8",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} ; takes 12 bytes, its place has 8",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} ; begins at 4, the one before it ends at 0",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} ; b begins at 4, the one before it ends at 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} ; begins at 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} ; begins at -8",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} ; which we can't hold",
                "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} ; which we can't hold",
                "{'a':{'dtype':'F32','shape':[4294967296,4294967296,4294967296],'data_offsets':[0,8]}} ; we can't hold",
                "{'a':{'dtype':'F32','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,8]}} ; larger than we can hold",
                "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} ; is no tensor",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}} ; is no tensor",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8.5]}} ; is no tensor",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,99999999999999999999]}} ; is no tensor",
                "{'a':{'dtype':'F32','shape':[2]}} ; is no tensor",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'strides':[4]}} ; is no tensor",
                "{'a':[]} ; is no tensor",
                "{'a':{'dtype':'BF16','shape':[4],'data_offsets':[0,8]}} ; has the type BF16",
                "{'__metadata__':{'a':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} ; metadata a is no text",
                "{'__metadata__':[],'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} ; metadata is no JSON object"
            })
    void whatTheFormatForbidsIsRefused(String header, String why) throws IOException {
        Path file = file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), new byte[8]);
        if (why == null) {
            assertEquals(
                    "float32 [2]", Safetensors.read(file).tensors().get("a").toString());
        } else {
            String message = assertThrows(UserException.class, () -> Safetensors.read(file))
                    .getMessage();
            assertTrue(
                    message.startsWith("Safetensors: " + file)
                            && message.replace('"', '\'').contains(why),
                    message);
        }
    }

    @Test
    void aHeaderLongerThanTheFileOrTheLimitIsRefusedBeforeAnythingIsAllocated() throws IOException {
        for (long length : new long[] {-1, 0, 100, 99_999_999, 100_000_001, Long.MAX_VALUE}) {
            byte[] content = ByteBuffer.allocate(20)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            Path file = Files.write(folder.resolve("a.safetensors"), content);
            assertThrows(UserException.class, () -> Safetensors.read(file));
        }
    }

    @Test
    void aHeaderThatIsNoUtf8IsRefused() throws IOException {
        Path file = file(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, new byte[0]);
        assertThrows(UserException.class, () -> Safetensors.read(file));
    }

    @Test
    void damagedFilesAreRefusedOrStillSafetensors() throws IOException {
        byte[] whole = HexFormat.of().parseHex(PYTHON_FILE);
        Path file = folder.resolve("a.safetensors");
        for (int n = 0; n < whole.length; n++) {
            Files.write(file, Arrays.copyOf(whole, n));
            assertThrows(UserException.class, () -> Safetensors.read(file));
        }
        for (int bit = 0; bit < 8 * whole.length; bit += 3) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try {
                Safetensors.read(file);
            } catch (UserException e) {
                assertTrue(e.getMessage().startsWith("Safetensors: "), e.getMessage());
            }
        }
    }

    private Path file(byte[] header, byte[] data) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        file.write(header);
        file.write(data);
        return Files.write(folder.resolve("a.safetensors"), file.toByteArray());
    }
}
