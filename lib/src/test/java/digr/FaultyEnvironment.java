package digr;

import digr.env.Environment;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Another environment, which has a fault. */
public final class FaultyEnvironment {
    private FaultyEnvironment() {}

    /** One that {@link Environment#canBeLost}, and in its step of that number, the first among them, runs the fault. */
    public static Environment inStep(int number, Environment environment, Runnable fault) {
        AtomicInteger steps = new AtomicInteger();
        return (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(), new Class<?>[] {Environment.class}, (self, method, arguments) -> {
                    if (method.getName().equals("canBeLost")) return true;
                    if (method.getName().equals("step") && steps.incrementAndGet() == number) fault.run();
                    return method.invoke(environment, arguments);
                });
    }
}
