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

    @Test
    void aNameFromAFileCannotSteerATerminalNorFillIt() {
        String name = "conv1\u001b[2J\r\n\u0007" + "x".repeat(5000);
        String message = new UserException("Policy: unknown parameter " + name + "; needed fc1.weight").getMessage();
        assertEquals(1000, message.length() + 1); // the line's end of two characters became one
        assertEquals("Policy: unknown parameter conv1?[2J ?xx", message.substring(0, 39));
        assertEquals("xx; needed fc1.weight", message.substring(message.length() - 21));
    }
}
