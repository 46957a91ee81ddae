package digr.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.eval.Episode;
import digr.eval.NamedPolicy;
import digr.eval.Returns;
import digr.run.Seeds;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class PerformanceTableTest {
    private static final NamedPolicy STUDENT = new NamedPolicy("digr", 3, null, "a".repeat(64));
    private static final NamedPolicy TEACHER = new NamedPolicy("teacher", 0, null, "a".repeat(64));

    @TempDir
    Path folder;

    @Test
    void aRowWhereTheStudentWasValidatedAndOneOfTheTeacher() throws IOException {
        Returns returns = new Returns(
                List.of(new Episode(1, 5, false, "green"), new Episode(-1, 7, false, "other")), new Seeds(0));
        Table table = new PerformanceTable(true)
                .curve(
                        STUDENT,
                        curve("done,loss,success,return,AUC\n50,2E-7,,,\n100,1,0.5,0.25,.75\n150,1,,,\n200,1,1,1,\n"))
                .level(TEACHER, returns)
                .table();
        assertEquals(
                List.of("digr", "digr", "teacher"), table.stringColumn("policy").asList());
        assertEquals(List.of(3L, 3L, 0L), table.longColumn("seed").asList());
        assertEquals(200, table.longColumn("updates").getLong(1));
        assertTrue(table.longColumn("updates").isMissing(2));
        assertArrayEquals(
                new double[] {0.25, 1, 0}, table.doubleColumn("return").asDoubleArray());
        assertArrayEquals(
                new double[] {0.75, Double.NaN, Double.NaN},
                table.doubleColumn("AUC").asDoubleArray());
        assertTrue(table.doubleColumn("important").isMissing(0));
        assertArrayEquals(
                new double[] {0.5, 1, 0.5}, table.doubleColumn("success").asDoubleArray());
    }

    @Test
    void whereEpisodesNeitherSucceedNorFailThereIsNoSuccess() throws IOException {
        Returns returns = new Returns(List.of(new Episode(960, 1000, true, "reached the time limit")), new Seeds(0));
        Table table = new PerformanceTable(false)
                .curve(STUDENT, curve("done,return,length,AUC\n500,942.5,977,.75\n"))
                .level(TEACHER, returns)
                .table();
        assertEquals(
                List.of("policy", "seed", "updates", "return", "important", "unimportant", "AUC"), table.columnNames());
        assertArrayEquals(
                new double[] {942.5, 960}, table.doubleColumn("return").asDoubleArray());
        assertEquals(0.75, table.doubleColumn("AUC").getDouble(0));
    }

    @Test
    void aCurveThatTellsNothingIsRefused() throws IOException {
        Path missing = folder.resolve("none.csv");
        assertRefused("no learning curve at " + missing + "; the training leaves it in its folder", missing);
        Path unvalidated = curve("done,loss\n50,1\n");
        assertRefused(
                unvalidated + " needs the columns done and return, it has done, loss;" + " train with --validate-every",
                unvalidated);
        Path empty = curve("done,return,length\n50,,\n");
        assertRefused(empty + " was never validated; train with --validate-every", empty);
    }

    private static void assertRefused(String message, Path curve) {
        UserException e = assertThrows(UserException.class, () -> new PerformanceTable(true).curve(STUDENT, curve));
        assertEquals("Performance: " + message, e.getMessage());
    }

    private Path curve(String csv) throws IOException {
        return Files.writeString(folder.resolve("digr-seed3.csv"), csv);
    }
}
