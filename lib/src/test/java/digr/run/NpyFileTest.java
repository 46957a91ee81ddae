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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {
    @TempDir
    Path folder;

    /** {@code numpy.save} of numpy 2: the array, then the file's bytes. */
    @Test
    void filesAreByteForByteThoseOfNumpy() throws IOException {
        assertFile(
                NdArray.of(new float[] {1, -2, 3, 4, 5, 6.5f}, 2, 3),
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
                "0000803f000000c000004040000080400000a0400000d040");
        assertFile(NdArray.of(new boolean[] {true}), "{'descr': '|b1', 'fortran_order': False, 'shape': (), }", "01");
        assertFile(
                NdArray.of(new long[] {0, 1, 2}, 3),
                "{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }",
                "000000000000000001000000000000000200000000000000");
    }

    @Test
    void everyTypeComesBack() {
        for (NdArray array : everyType()) {
            Path file = folder.resolve(array.type() + ".npy");
            NpyFile.write(file, array);
            assertSame(array, NpyFile.read(file));
        }
    }

    @Test
    void arraysLargerThanABufferComeBack() {
        double[] many = new Random(1).doubles(100_003).toArray();
        Path file = folder.resolve("many.npy");
        NpyFile.write(file, NdArray.of(many, 100_003));
        assertArrayEquals(many, NpyFile.read(file).doubles());
    }

    @Test
    void rowsAreReadAndWrittenByThemselves() {
        float[] numbers = new float[5 * 6];
        for (int i = 0; i < numbers.length; i++) numbers[i] = i;
        Path whole = folder.resolve("whole.npy");
        NpyFile.write(whole, NdArray.of(numbers, 5, 2, 3));
        Path parts = folder.resolve("parts.npy");
        try (NpyRows rows = NpyRows.open(whole)) {
            assertEquals("float32 [2, 2, 3]", rows.read(3, 5).toString());
            assertArrayEquals(
                    Arrays.copyOfRange(numbers, 18, 30), rows.read(3, 5).floats());
            assertEquals(0, rows.read(5, 5).length());
            assertThrows(IllegalArgumentException.class, () -> rows.read(4, 6));
            NpyFile.write(parts, rows.type(), rows.shape(), file -> {
                file.add(rows.read(0, 2));
                file.add(rows.read(2, 5));
            });
        }
        assertArrayEquals(
                SafeFiles.sha256(whole).getBytes(), SafeFiles.sha256(parts).getBytes());
    }

    @Test
    void aFileWhosePartsAreTooFewOrTooManyIsNotWritten() {
        NdArray row = NdArray.of(new byte[3], 1, 3);
        int[] two = {2, 3};
        Path file = folder.resolve("parts.npy");
        for (int given : new int[] {0, 1, 3})
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NpyFile.write(file, NdArray.Type.UINT8, two, parts -> {
                        for (int i = 0; i < given; i++) parts.add(row);
                    }));
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    @Test
    void version2IsRead() throws IOException {
        byte[] one = bytes("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", new byte[] {7, -1});
        byte[] two = new byte[one.length + 2];
        System.arraycopy(one, 0, two, 0, 10);
        System.arraycopy(one, 10, two, 12, one.length - 10);
        two[6] = 2;
        Path file = Files.write(folder.resolve("a.npy"), two);
        assertArrayEquals(new byte[] {7, -1}, NpyFile.read(file).bytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), } ; needed C order",
                "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), } ; got '>f4'",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), } ; got '|O'",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), } ; got [('a', '<f4')]",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } ; takes 8 bytes, the file holds 4",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0,), } ; takes 0 bytes, the file holds 4",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999), } ; larger than we can hold",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999,), } ; larger than we can hold",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1), } ; its shape is (1)",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2,,), } ; its shape is",
                "{'descr': '<f4', 'fortran_order': False, } ; no .npy header",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), } ; no .npy header",
                "__import__('os') ; no .npy header",
                "{} ; no .npy header"
            })
    void whatWeDoNotReadIsRefused(String header, String why) throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), bytes(header, new byte[4]));
        UserException e = assertThrows(UserException.class, () -> NpyFile.read(file));
        assertTrue(
                e.getMessage().startsWith("NpyFile: " + file) && e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void aHeaderThatClaimsMoreThanTheFileIsRefusedBeforeAnythingIsAllocated() throws IOException {
        byte[] huge = bytes("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647,), }", new byte[8]);
        assertRefused(huge);
        byte[] longHeader = huge.clone();
        longHeader[6] = 2;
        Arrays.fill(longHeader, 8, 12, (byte) 0xff);
        assertRefused(longHeader);
    }

    @Test
    void damagedFilesAreRefusedOrStillAnArray() throws IOException {
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, NdArray.of(new int[] {1, 2, 3, 4}, 2, 2));
        byte[] whole = Files.readAllBytes(file);
        for (int n = 0; n < whole.length; n++) assertRefused(Arrays.copyOf(whole, n));
        assertRefused(Arrays.copyOf(whole, whole.length + 1));
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            Files.write(file, flipped);
            try {
                NpyFile.read(file);
            } catch (UserException e) {
                assertTrue(e.getMessage().startsWith("NpyFile: "), e.getMessage());
            }
        }
    }

    @Test
    void namedArraysComeBackInOrderAndGiveTheSameBytesAgain() throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (NdArray array : everyType()) arrays.put("../" + array.type() + ".weight", array);
        Path file = folder.resolve("a.npz");
        NpzFile.write(file, arrays);
        Map<String, NdArray> back = NpzFile.read(file);
        assertEquals(List.copyOf(arrays.keySet()), List.copyOf(back.keySet()));
        arrays.forEach((name, array) -> assertSame(array, back.get(name)));
        Path again = folder.resolve("b.npz");
        NpzFile.write(again, arrays);
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    @Test
    void aDamagedNpzIsRefusedUnlessNothingThatCountsChanged() throws IOException {
        Path file = folder.resolve("a.npz");
        NdArray array = NdArray.of(new int[] {1, 2, 3, 4}, 4);
        NpzFile.write(file, Map.of("a", array));
        byte[] whole = Files.readAllBytes(file);
        for (int n = 0; n < whole.length; n++) {
            Files.write(file, Arrays.copyOf(whole, n));
            assertThrows(UserException.class, () -> NpzFile.read(file));
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            Files.write(file, flipped);
            try {
                for (NdArray read : NpzFile.read(file).values()) assertSame(array, read);
            } catch (UserException e) {
                assertTrue(e.getMessage().matches("(NpzFile|NpyFile|SafeZip): .*"), e.getMessage());
            }
        }
    }

    @Test
    void aZipOfAnythingElseIsRefused() throws IOException {
        Path file = folder.resolve("a.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("configuration.json"));
        }
        UserException e = assertThrows(UserException.class, () -> NpzFile.read(file));
        assertEquals("NpzFile: " + file + ": needed .npy files inside, got configuration.json", e.getMessage());
    }

    @Test
    void aZipBombIsRefusedBeforeItIsUnpacked() throws IOException {
        Path file = folder.resolve("bomb.npz");
        byte[] noise = new byte[2_000_000];
        new Random(1).nextBytes(noise);
        NpzFile.write(file, Map.of("a", NdArray.of(noise, noise.length)));
        byte[] bomb = Files.readAllBytes(file);
        int directory = bomb.length - 22 - 46 - "a.npy".length();
        assertEquals(
                0x02014b50, ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).getInt(directory));
        claim(bomb, directory, 1_500_000_000);
        UserException large = assertThrows(UserException.class, () -> NpzFile.read(Files.write(file, bomb)));
        assertEquals("SafeZip: " + file + ": unpacks to more than 1024 MiB", large.getMessage());
        claim(bomb, directory, -1);
        UserException lie = assertThrows(UserException.class, () -> NpzFile.read(Files.write(file, bomb)));
        assertTrue(lie.getMessage().contains("a.npy claims 4294967295 bytes packed into 20"), lie.getMessage());
    }

    private static void claim(byte[] zip, int directory, int size) {
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, size);
    }

    private static List<NdArray> everyType() {
        List<NdArray> arrays = new ArrayList<>();
        arrays.add(NdArray.of(new boolean[] {true, false}, 2));
        arrays.add(NdArray.of(new byte[] {0, 127, -128, -1}, 2, 1, 2));
        arrays.add(NdArray.ofSigned(new byte[] {0, 127, -128, -1}, 4));
        arrays.add(NdArray.of(new int[] {Integer.MIN_VALUE, 1}, 1, 2));
        arrays.add(NdArray.of(new long[] {Long.MAX_VALUE}));
        arrays.add(NdArray.of(new float[] {Float.NaN, Float.MIN_VALUE, -0f}, 3));
        arrays.add(NdArray.of(new double[0], 3, 0));
        return arrays;
    }

    private static void assertSame(NdArray expected, NdArray actual) throws AssertionError {
        assertEquals(expected.toString(), actual.toString());
        try {
            ByteArrayOutputStream a = new ByteArrayOutputStream();
            ByteArrayOutputStream b = new ByteArrayOutputStream();
            NpyFile.write(expected, a);
            NpyFile.write(actual, b);
            assertArrayEquals(a.toByteArray(), b.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertFile(NdArray array, String header, String data) throws IOException {
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, array);
        assertArrayEquals(bytes(header, HexFormat.of().parseHex(data)), Files.readAllBytes(file));
    }

    private void assertRefused(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("refused.npy"), content);
        UserException e = assertThrows(UserException.class, () -> NpyFile.read(file));
        assertTrue(e.getMessage().startsWith("NpyFile: "), e.getMessage());
    }

    /** A version 1 file whose header is padded to 118 bytes, as numpy pads a short one. */
    private static byte[] bytes(String header, byte[] data) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(HexFormat.of().parseHex("934e554d505901007600"));
        file.write(String.format("%-117s\n", header).getBytes(StandardCharsets.ISO_8859_1));
        file.write(data);
        return file.toByteArray();
    }
}
