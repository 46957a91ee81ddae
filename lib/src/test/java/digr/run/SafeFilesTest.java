package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SafeFilesTest {
    @TempDir
    Path folder;

    @Test
    void replacesTheOldContentAndLeavesNothingBeside() throws IOException {
        Path file = folder.resolve("a.txt");
        SafeFiles.write(file, out -> out.write("old".getBytes()));
        SafeFiles.write(file, out -> out.write("new".getBytes()));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aFullDiskLeavesTheOldFileUntouchedAndSaysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        UserException e = assertThrows(
                UserException.class,
                () -> SafeFiles.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }));
        assertEquals("can't write " + file + ": the disk is full; make room or name another folder", e.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aBrokenWriterLeavesTheOldFileUntouchedAndItsErrorPassesThrough() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        RuntimeException fault = new IllegalStateException("fault");
        assertSame(
                fault,
                assertThrows(
                        IllegalStateException.class,
                        () -> SafeFiles.write(file, out -> {
                            out.write(1);
                            throw fault;
                        })));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aMissingFolderAndAFolderAreRefused() {
        Path missing = folder.resolve("no/a.txt");
        assertMessage(missing, "no folder " + folder.resolve("no") + "; make it with mkdir -p");
        assertMessage(folder, "it is a folder; name a file in it");
    }

    @Test
    void aFolderInThePlaceOfAFileOrBelowOneIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        for (Path wanted : List.of(file, file.resolve("b/c"))) {
            UserException e = assertThrows(UserException.class, () -> SafeFiles.createFolder(wanted));
            assertEquals("can't make folder " + wanted + ": " + file + " is a file; name another", e.getMessage());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDeviceIsRefused() {
        assertMessage(Path.of("/dev/null"), "it is not a regular file; name another");
    }

    @Test
    @EnabledIf("rightsMatter")
    void aReadOnlyFolderIsRefused() {
        assertTrue(folder.toFile().setWritable(false));
        assertMessage(folder.resolve("a.txt"), "folder " + folder + " is read-only; name another or change its rights");
        assertTrue(folder.toFile().setWritable(true));
    }

    boolean rightsMatter() {
        return !System.getProperty("user.name").equals("root");
    }

    @Test
    @EnabledIf("hasProc")
    void aFolderInWhichNothingCanBeMadeIsRefused() {
        UserException e = assertThrows(UserException.class, () -> SafeFiles.write(Path.of("/proc/a.txt"), out -> {}));
        assertTrue(e.getMessage().startsWith("can't write /proc/a.txt: "), e.getMessage());
    }

    boolean hasProc() {
        return Files.isDirectory(Path.of("/proc/self"));
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        SafeFiles.write(link, out -> out.write("new".getBytes()));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void anInterruptedThreadCanStillSave() throws IOException {
        Path file = folder.resolve("a.txt");
        Thread.currentThread().interrupt();
        SafeFiles.write(file, out -> out.write("saved".getBytes()));
        assertTrue(Thread.interrupted());
        assertEquals("saved", Files.readString(file));
    }

    @Test
    void whatAKilledRunLeftIsClearedAwayAnHourLater() throws IOException {
        Path old = Files.createFile(folder.resolve(".a.txt.1.tmp"));
        Path young = Files.createFile(folder.resolve(".a.txt.2.tmp"));
        Path other = Files.createFile(folder.resolve(".b.txt.3.tmp"));
        FileTime longAgo = FileTime.from(Instant.now().minusSeconds(4000));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(other, longAgo);
        SafeFiles.write(folder.resolve("a.txt"), out -> {});
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young));
        assertTrue(Files.exists(other));
    }

    @Test
    void readingSaysWhatIsMissing() {
        UserException missing =
                assertThrows(UserException.class, () -> SafeFiles.read(folder.resolve("no.txt"), (in, size) -> 0));
        assertEquals("no file " + folder.resolve("no.txt") + "; check the path", missing.getMessage());
        UserException isFolder = assertThrows(UserException.class, () -> SafeFiles.read(folder, (in, size) -> 0));
        assertEquals(folder + " is a folder, needed a file", isFolder.getMessage());
    }

    /** The value is printed by {@code printf abc | sha256sum}. */
    @Test
    void sha256IsThatOfSha256sum() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "abc");
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", SafeFiles.sha256(file));
    }

    private void assertMessage(Path target, String why) {
        UserException e =
                assertThrows(UserException.class, () -> SafeFiles.write(target, out -> out.write(new byte[1])));
        assertEquals("can't write " + target + ": " + why, e.getMessage());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
