package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.junit.jupiter.api.Test;

class SeedsTest {
    /** Computed apart from this library, by Python's hashlib and XoRoShiRo128++ written out after its authors' C. */
    @Test
    void streamsAreXoRoShiRo128PlusPlusSeededBySha256() {
        RestorableUniformRandomProvider noise = new Seeds(7).stream("noise");
        assertEquals(8474819360534667728L, noise.nextLong());
        assertEquals(-682463482740325655L, noise.nextLong());
        assertEquals(-4558754661844562072L, noise.nextLong());
        assertEquals(new Seeds(-2464339249933633436L), new Seeds(7).split("environment", 3));
    }

    @Test
    void aStreamDependsOnSeedAndNameOnly() {
        Seeds seeds = new Seeds(7);
        seeds.stream("other").nextLong();
        assertEquals(8474819360534667728L, seeds.stream("noise").nextLong());
    }

    @Test
    void otherSeedsNamesAndIndicesGiveOtherNumbers() {
        Set<Long> firsts = new HashSet<>();
        for (long seed = 0; seed < 10; seed++)
            for (int i = 0; i < 100; i++) {
                firsts.add(new Seeds(seed).stream("stream" + i).nextLong());
                firsts.add(new Seeds(seed).split("part", i).stream("stream0").nextLong());
            }
        assertEquals(2000, firsts.size());
    }

    @Test
    void aRestoredGeneratorGoesOnWhereItWasSaved() {
        RestorableUniformRandomProvider generator = new Seeds(7).stream("noise");
        generator.nextInt(); // half of a long is still to come
        generator.nextBoolean();
        byte[] state = Seeds.save(generator);
        RestorableUniformRandomProvider restored = Seeds.restore(state);
        for (int i = 0; i < 10; i++) {
            assertEquals(generator.nextInt(), restored.nextInt());
            assertEquals(generator.nextBoolean(), restored.nextBoolean());
            assertEquals(generator.nextDouble(), restored.nextDouble());
        }
        assertNotEquals(Arrays.toString(state), Arrays.toString(Seeds.save(generator)));
    }

    @Test
    void aStateOfAnotherLengthOrAllZerosIsRefused() {
        byte[] state = Seeds.save(new Seeds(7).stream("noise"));
        assertThrows(UserException.class, () -> Seeds.restore(new byte[0]));
        assertThrows(UserException.class, () -> Seeds.restore(Arrays.copyOf(state, state.length - 1)));
        assertThrows(UserException.class, () -> Seeds.restore(Arrays.copyOf(state, state.length + 1)));
        assertThrows(UserException.class, () -> Seeds.restore(new byte[state.length]));
    }
}
