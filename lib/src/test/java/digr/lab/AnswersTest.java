package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.UserException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    /** Exercise 2 of notebook 04 asks for two areas, ½ and 0.3828125. */
    @Test
    void numbersCountToThreeDigitsAndInTheirOrder() {
        assertEquals("Right.", Notebook.check("04-2", 0.5, 0.3828125));
        assertEquals("Right.", Notebook.check("04-2", 0.5f, 0.383));
        assertEquals("Not right yet.", Notebook.check("04-2", 0.5, 0.384));
        assertEquals("Not right yet.", Notebook.check("04-2", 0.383, 0.5));
        assertEquals("Not right yet.", Notebook.check("04-2", 0.5));
    }

    @Test
    void aWholeNumberIsTheSameOfAnyType() {
        for (Object passes : new Object[] {256, 256L, 256.0, 256f, 16 * 16})
            assertEquals("Right.", Notebook.check("01-2", passes));
        assertEquals("Not right yet.", Notebook.check("01-2", 255));
    }

    @ParameterizedTest
    @ValueSource(strings = {"corner", "Corner", " corner "})
    void wordsCountWithoutCaseAndBlanks(String word) {
        assertEquals("Right.", Notebook.check("01-1", word));
    }

    /** Beside the outputs that the answers of the notebooks have. */
    @Test
    void theNotebooksAnswersAreRight() {
        for (Object[] known : new Object[][] {
            {"01-1", "corner"},
            {"01-2", 256},
            {"01-3", 4.118},
            {"02-1", 64},
            {"02-2", 0.000340},
            {"02-3", 0.4, 0.8},
            {"02-4", "teacher"},
            {"04-1", 0.75},
            {"04-2", 0.5, 0.3828125},
            {"04-3", 3},
            {"07-1", "no"},
            {"07-2", 0.12},
            {"07-3", "turn left"},
        }) {
            Object[] answer = Arrays.copyOfRange(known, 1, known.length);
            assertEquals("Right.", Notebook.check((String) known[0], answer), (String) known[0]);
        }
    }

    @Test
    void theAnswerToOneExerciseIsNotThatToAnother() {
        assertEquals("Right.", Notebook.check("07-2", 0.12));
        assertEquals("Not right yet.", Notebook.check("04-1", 0.12));
    }

    @Test
    void whatIsNoNumberIsNotRight() {
        for (Object odd : new Object[] {Double.NaN, Float.POSITIVE_INFINITY, null})
            assertEquals("Not right yet.", Notebook.check("01-2", odd, odd));
    }

    @Test
    void withoutAnAnswerItSaysHowToWriteOne() {
        assertTrue(Notebook.check("01-2").contains("check(\"01-2\", 42)"));
        assertEquals(Notebook.check("01-2"), Notebook.check("01-2", (Object[]) null));
    }

    @Test
    void anUnknownExerciseIsNamedBesideThoseThatThereAre() {
        String said = assertThrows(UserException.class, () -> Notebook.check("01-9", 1))
                .getMessage();
        assertTrue(said.startsWith("check: needed one of [01-1, 01-2"), said);
        assertTrue(said.contains("got 01-9"), said);
    }
}
