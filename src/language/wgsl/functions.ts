/**
 * Elementary functions in WGSL with a relative error of about 1e−7 on any GPU. WGSL itself
 * guarantees exp and log only to a few ULP of the argument, which near log 1 means no correct
 * digit, atan and atan2 to 4096 ULP, sin and cos to 2⁻¹¹, and it has no log1p, expm1 or softplus.
 * Polynomials: Cephes (Moshier 1984–1992), expf and logf; those of sin, cos and atan are the
 * WebAssembly engine's. Of WGSL's own, sqrt and division are used, which are good to a few ULP.
 *
 * They do not branch: a loss of six classes calls them hundreds of times, and the compiler of a
 * software adapter, which inlines every call, fails with that many branches. One exception: a
 * square, the focal loss's own power, does not need an exp and a log.
 */

interface WgslFunction {
  readonly needs: readonly string[];
  readonly code: string;
}

const library = {
  loss_infinity: {
    needs: [],
    // A constant expression may not be infinite, so the bits come from a variable.
    code: `
var<private> loss_infinity_bits: u32 = 0x7f800000u;
fn loss_infinity() -> f32 { return bitcast<f32>(loss_infinity_bits); }`,
  },
  loss_nan: {
    needs: [],
    code: `
var<private> loss_nan_bits: u32 = 0x7fc00000u;
fn loss_nan() -> f32 { return bitcast<f32>(loss_nan_bits); }`,
  },
  loss_exp_tail: {
    needs: [],
    code: `
// e^r − 1 − r for |r| ≤ ln 2 / 2
fn loss_exp_tail(r: f32) -> f32 {
  return (((((1.9875691500e-4f * r + 1.3981999507e-3f) * r + 8.3334519073e-3f) * r + 4.1665795894e-2f) * r + 1.6666665459e-1f) * r + 5.0000001201e-1f) * r * r;
}`,
  },
  loss_exp: {
    needs: ["loss_exp_tail", "loss_infinity"],
    code: `
fn loss_exp(x: f32) -> f32 {
  let inside = clamp(x, -87.33654f, 88.72283f);
  let n = floor(inside * 1.44269504f + 0.5f);
  let r = (inside - n * 0.693359375f) + n * 2.12194440e-4f;
  let half_n = floor(n * 0.5f);
  // Two factors: 2^128 is no f32.
  let scale_a = bitcast<f32>(u32(i32(half_n) + 127) << 23u);
  let scale_b = bitcast<f32>(u32(i32(n - half_n) + 127) << 23u);
  let value = (loss_exp_tail(r) + r + 1.0f) * scale_a * scale_b;
  let within = select(value, 0.0f, x < -87.33654f);
  return select(select(within, loss_infinity(), x > 88.72283f), x, x != x);
}`,
  },
  loss_expm1: {
    needs: ["loss_exp", "loss_exp_tail"],
    code: `
fn loss_expm1(x: f32) -> f32 {
  return select(loss_exp(x) - 1.0f, loss_exp_tail(x) + x, abs(x) < 0.34f);
}`,
  },
  loss_log_tail: {
    needs: [],
    code: `
// log(1 + f) − f for 1 + f between √½ and √2
fn loss_log_tail(f: f32) -> f32 {
  let z = f * f;
  let y = ((((((((7.0376836292e-2f * f - 1.1514610310e-1f) * f + 1.1676998740e-1f) * f - 1.2420140846e-1f) * f + 1.4249322787e-1f) * f - 1.6668057665e-1f) * f + 2.0000714765e-1f) * f - 2.4999993993e-1f) * f + 3.3333331174e-1f) * f * z;
  return y - 0.5f * z;
}`,
  },
  loss_log: {
    needs: ["loss_log_tail", "loss_infinity", "loss_nan"],
    code: `
fn loss_log(x: f32) -> f32 {
  // Some drivers give −126 as the exponent of every denormal.
  let tiny = x < 1.17549435e-38f;
  let parts = frexp(select(select(x, x * 16777216.0f, tiny), 1.0f, x <= 0.0f));
  let low = parts.fract < 0.70710678f;
  let e = f32(parts.exp) - select(0.0f, 1.0f, low) - select(0.0f, 24.0f, tiny);
  let f = select(parts.fract, parts.fract * 2.0f, low) - 1.0f;
  let y = loss_log_tail(f) - e * 2.12194440e-4f;
  let outside = select(loss_nan(), -loss_infinity(), x == 0.0f);
  return select(select((f + y) + 0.693359375f * e, outside, x <= 0.0f), x, x != x);
}`,
  },
  loss_log1p: {
    needs: ["loss_log", "loss_log_tail"],
    code: `
fn loss_log1p(x: f32) -> f32 {
  return select(loss_log(1.0f + x), x + loss_log_tail(x), (x > -0.29f) & (x < 0.41f));
}`,
  },
  loss_sigmoid: {
    needs: ["loss_exp"],
    code: `
fn loss_sigmoid(x: f32) -> f32 {
  let e = loss_exp(-abs(x));
  return select(e, 1.0f, x >= 0.0f) / (1.0f + e);
}`,
  },
  loss_softplus: {
    needs: ["loss_exp", "loss_log1p"],
    code: `
fn loss_softplus(x: f32) -> f32 { return max(x, 0.0f) + loss_log1p(loss_exp(-abs(x))); }`,
  },
  loss_tanh: {
    needs: ["loss_expm1"],
    code: `
fn loss_tanh(x: f32) -> f32 {
  let t = loss_expm1(-2.0f * abs(x));
  return sign(x) * (-t / (t + 2.0f));
}`,
  },
  loss_logaddexp: {
    needs: ["loss_exp", "loss_log1p"],
    code: `
fn loss_logaddexp(a: f32, b: f32) -> f32 { return max(a, b) + loss_log1p(loss_exp(-abs(a - b))); }`,
  },
  loss_pow: {
    needs: ["loss_exp", "loss_log", "loss_infinity", "loss_nan"],
    code: `
fn loss_pow(x: f32, y: f32) -> f32 {
  if (y == 2.0f) { return x * x; }
  let whole = floor(y) == y;
  let odd = whole & (floor(y * 0.5f) * 2.0f != y);
  let size = loss_exp(y * loss_log(abs(x)));
  let signed = select(select(size, -size, (x < 0.0f) & odd), loss_nan(), (x < 0.0f) & !whole);
  let power = select(signed, select(loss_infinity(), 0.0f, y > 0.0f), x == 0.0f);
  return select(select(power, x, y == 1.0f), 1.0f, (y == 0.0f) | (x == 1.0f));
}`,
  },
  loss_sine: {
    needs: [],
    code: `
// sin(x + quarters · π/2)
fn loss_sine(x: f32, quarters: i32) -> f32 {
  let n = floor(x * 0.636619772f + 0.5f);
  let rest = ((x - n * 1.5703125f) - n * 4.837512970e-4f) - n * 7.549789949e-8f;
  // Beyond the range of the parts of π/2 the remainder is arbitrary.
  let t = clamp(rest, -0.8f, 0.8f);
  let z = t * t;
  let sine = ((-1.9516656e-4f * z + 8.332173e-3f) * z - 1.6666655e-1f) * z * t + t;
  let cosine = (((2.443773e-5f * z - 1.3887362e-3f) * z + 4.1666646e-2f) * z - 0.5f) * z + 1.0f;
  let quadrant = i32(n) + quarters;
  let size = select(sine, cosine, (quadrant & 1) == 1);
  return select(select(size, -size, (quadrant & 2) == 2), x, x != x);
}`,
  },
  loss_sin: {
    needs: ["loss_sine"],
    code: `
fn loss_sin(x: f32) -> f32 { return loss_sine(x, 0); }`,
  },
  loss_cos: {
    needs: ["loss_sine"],
    code: `
fn loss_cos(x: f32) -> f32 { return loss_sine(x, 1); }`,
  },
  loss_arctan: {
    needs: [],
    code: `
// The angle of a fraction t from 0 to 1
fn loss_arctan(t: f32) -> f32 {
  let z = t * t;
  let tail = (((((((2.9206919e-3f * z - 1.6367927e-2f) * z + 4.321186e-2f) * z - 7.552214e-2f) * z + 1.06660046e-1f) * z - 1.4211056e-1f) * z + 1.9993773e-1f) * z - 3.3333153e-1f) * z;
  return tail * t + t;
}`,
  },
  loss_atan: {
    needs: ["loss_arctan"],
    code: `
fn loss_atan(x: f32) -> f32 {
  let size = abs(x);
  let angle = loss_arctan(min(size, 1.0f) / max(size, 1.0f));
  let turned = select(angle, 1.57079633f - angle, size > 1.0f);
  return select(select(turned, -turned, x < 0.0f), x, x != x);
}`,
  },
  loss_atan2: {
    needs: ["loss_arctan"],
    code: `
fn loss_atan2(y: f32, x: f32) -> f32 {
  let height = abs(y);
  let width = abs(x);
  let least = min(height, width);
  // 0/0 counts as 0, ∞/∞ as 1.
  let t = select(least / max(max(height, width), 1.17549435e-38f), 1.0f, (height == width) & (least > 0.0f));
  let angle = loss_arctan(t);
  let upper = select(angle, 1.57079633f - angle, height > width);
  let turned = select(upper, 3.14159265f - upper, (bitcast<u32>(x) >> 31u) == 1u);
  let signed = select(turned, -turned, y < 0.0f);
  return select(select(signed, x, x != x), y, y != y);
}`,
  },
  loss_bce: {
    needs: ["loss_log", "loss_log1p"],
    code: `
// torch.binary_cross_entropy: each logarithm is clamped at −100
fn loss_bce(p: f32, y: f32) -> f32 {
  return -(y * max(loss_log(p), -100.0f) + (1.0f - y) * max(loss_log1p(-p), -100.0f));
}`,
  },
} as const satisfies Record<string, WgslFunction>;

export type WgslFunctionName = keyof typeof library;

/** The text of the named functions and everything they call, each once. */
export function wgslFunctions(names: Iterable<WgslFunctionName>): string {
  return wgslFunctionTexts(names).join("\n");
}

/** The same, each function's text by itself. */
export function wgslFunctionTexts(names: Iterable<WgslFunctionName>): string[] {
  const wanted = new Set<WgslFunctionName>();
  const add = (name: WgslFunctionName) => {
    for (const needed of library[name].needs) add(needed);
    wanted.add(name);
  };
  for (const name of names) add(name);
  return [...wanted].map((name) => library[name].code.trim());
}
