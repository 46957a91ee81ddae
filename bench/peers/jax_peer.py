"""The paper's network in JAX, compiled by jit, as NetworkBenchmark.java and SaliencyBenchmark.java run ours."""
import math

import jax
import timing
from jax import numpy as jnp

BATCH = 256
SIGMA, TAPS = 3, 25
STRIDES = (4, 2, 1)


def parameters(width, side):
    a, b, c, hidden = {"small": (16, 32, 32, 256), "nature": (32, 64, 64, 512)}[width]
    after = ((side // 4 - 1) // 2 - 1) - 2  # 64 to 4, 128 to 12
    shapes = [(8, 8, 3, a), (4, 4, a, b), (3, 3, b, c), (after * after * c, hidden), (hidden, 7)]
    keys = jax.random.split(jax.random.key(1), len(shapes))
    return [(jax.random.normal(key, shape) / math.sqrt(math.prod(shape[:-1])), jnp.zeros(shape[-1]))
            for key, shape in zip(keys, shapes)]


def logits(net, states):
    """Of [N, H, W, C], the order that JAX is fastest with."""
    x = states
    for (weight, bias), stride in zip(net, STRIDES):
        x = jax.lax.conv_general_dilated(
            x, weight, (stride, stride), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
        x = jax.nn.relu(x + bias)
    x = x.reshape(x.shape[0], -1)
    x = jax.nn.relu(x @ net[3][0] + net[3][1])
    return x @ net[4][0] + net[4][1]


def input_gradient(net, states, g):
    return jax.grad(lambda s: (logits(net, s) * g).sum())(states)


def parameter_gradient(net, states, g):
    return jax.grad(lambda n: (logits(n, states) * g).sum())(net)


def second_order(net, states):
    def penalty(n):
        return jnp.abs(jax.grad(lambda s: jnp.square(jax.nn.softmax(logits(n, s))).sum() / 2)(states)).sum()

    return jax.grad(penalty)(net)


def blurred(state):
    line = jnp.exp(-jnp.arange(-12.0, 13) ** 2 / (2 * SIGMA**2))
    line = line / line.sum()
    mirrored = jnp.pad(state, ((12, 12), (12, 12), (0, 0)), "symmetric")
    side = state.shape[0]
    rows = sum(line[k] * mirrored[k:k + side] for k in range(TAPS))
    return sum(line[k] * rows[:, k:k + side] for k in range(TAPS))


def blur_map(net, state, radius):
    """KL of the policy at every pixel, a batch of centres after the other."""
    side = state.shape[0]
    difference = blurred(state) - state
    place = jnp.arange(side)
    falloff = jnp.exp(-((place[:, None] - place) ** 2) / (2 * radius**2))
    before = jax.nn.log_softmax(logits(net, state[None]))

    def some(centres):
        masks = falloff[centres // side][:, :, None] * falloff[centres % side][:, None, :]
        after = jax.nn.log_softmax(logits(net, state + difference * masks[..., None]))
        return (jnp.exp(before) * (before - after)).sum(1)

    return jax.lax.map(some, jnp.arange(side * side).reshape(-1, BATCH))


def measure(name, function, *arguments):
    compiled = jax.jit(function)
    timing.measure(name, "JAX", "ms/op", lambda: jax.block_until_ready(compiled(*arguments)))


def random(seed, *shape):
    return jax.random.uniform(jax.random.key(seed), shape)


for width in ("small", "nature"):
    net = parameters(width, 64)
    for batch in (1, 256):
        states, g = random(2, batch, 64, 64, 3), random(3, batch, 7)
        measure(f"Network.forward[batch={batch},width={width}]", logits, net, states)
        measure(f"Network.inputGradient[batch={batch},width={width}]", input_gradient, net, states, g)
    measure(f"Network.parameterGradient[width={width}]", parameter_gradient, net, states, g)
    measure(f"Network.secondOrder[width={width}]", second_order, net, random(4, 64, 64, 64, 3))
measure("Saliency.map[method=GAUSSIAN_BLUR]", blur_map, parameters("small", 64), random(5, 64, 64, 3), 4)
measure("Saliency.gaussianBlurOf128x128", blur_map, parameters("small", 128), random(6, 128, 128, 3), 5)
timing.write()
