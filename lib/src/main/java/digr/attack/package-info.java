/** Adversarial attacks: a policy, states and a size eps give states that look alike and are acted on otherwise. */
package digr.attack;
