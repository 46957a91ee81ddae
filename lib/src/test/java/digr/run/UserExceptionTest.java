package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class UserExceptionTest {
    private static final IOException CAUSE = new IOException("why");

    @Test
    void whereItIsToldInOneLineThatIsAllThereIs() {
        try {
            UserException.tellInOneLine(true);
            StringWriter shown = new StringWriter();
            UserException e = new UserException("no file nowhere", CAUSE);
            e.printStackTrace(new PrintWriter(shown, true));
            assertEquals(
                    "digr.run.UserException: no file nowhere", shown.toString().strip());
            assertNull(e.getCause());
        } finally {
            UserException.tellInOneLine(false);
        }
    }

    @Test
    void elsewhereItSaysWhereAndWhy() {
        UserException e = new UserException("no file nowhere", CAUSE);
        assertSame(CAUSE, e.getCause());
        assertEquals("elsewhereItSaysWhereAndWhy", e.getStackTrace()[0].getMethodName());
    }
}
