package digr.attack;

import digr.run.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attacks by the names that commands and tables use, each with its defaults. */
public final class Attacks {
    private static final Map<String, Attack> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("fgsm", new Fgsm());
        BY_NAME.put("pgd", Pgd.defaults());
        BY_NAME.put("pgd-random-start", Pgd.defaults().withRandomStart(true));
        BY_NAME.put("pgd-margin", Pgd.defaults().withLoss(Loss.MARGIN));
        BY_NAME.put("mi-fgsm", MiFgsm.defaults());
        BY_NAME.put("auto-pgd", AutoPgd.defaults());
        BY_NAME.put("mad", Mad.defaults());
        BY_NAME.put("square", Square.defaults());
        BY_NAME.put("noise", new UniformNoise());
    }

    private Attacks() {}

    /** All names, the simplest attack first, the control last. */
    public static List<String> names() {
        return new ArrayList<>(BY_NAME.keySet());
    }

    /** @throws UserException if no attack has that name */
    public static Attack named(String name) {
        Attack attack = BY_NAME.get(name);
        if (attack == null)
            throw new UserException("Attack: method must be one of " + String.join(", ", names()) + ", got " + name);
        return attack;
    }
}
