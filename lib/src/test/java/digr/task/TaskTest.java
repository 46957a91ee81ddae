package digr.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.ToyEnvironment;
import digr.paper.PaperTasks;
import digr.run.UserException;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final class Pixel extends ToyEnvironment {
        Pixel() {
            super(1);
        }
    }

    @Test
    void picturesTooSmallForTheNetworkAreAMistakeOfTheUser() {
        Task pixel = new Task(
                "pixel",
                "Pixel",
                Environments.of(Pixel::new),
                4,
                PaperTasks.RFG.ppo(),
                PaperTasks.RFG.digr(),
                Judging.byReturn());
        String message = assertThrows(UserException.class, pixel::architecture).getMessage();
        String says =
                "pixel: no network for its pictures. Architecture: a picture of 1x1 is too small for the convolutions";
        assertEquals(says, message.substring(0, says.length()));
    }
}
