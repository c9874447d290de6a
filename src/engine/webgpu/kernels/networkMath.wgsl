// Activations in float32 to about 2 ulp. WGSL allows exp an error of 3 + 2|x| ulp and leaves tanh to the driver, so that the network's
// own are computed here from additions and multiplications alone.
// Source: the Cephes library, expf and tanhf (Moshier, 1984-1992).
// No buffers; functions only, inserted into every kernel that runs a network.

fn network_exp(x: f32) -> f32 {
  let bounded = clamp(x, -87.0, 88.0);
  let octaves = round(bounded * 1.44269504088896341);
  // ln 2 in two parts: the first has few enough bits that its multiples are exact.
  let r = (bounded - octaves * 0.693359375) + octaves * 2.12194440e-4;
  var p = 1.9875691500e-4;
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  return (p * r * r + r + 1.0) * bitcast<f32>(u32(i32(octaves) + 127) << 23u);
}

fn network_sigmoid(x: f32) -> f32 {
  let e = network_exp(-abs(x));
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

fn network_tanh(x: f32) -> f32 {
  let z = x * x;
  var p = -5.70498872745e-3;
  p = p * z + 2.06390887954e-2;
  p = p * z - 5.37397155531e-2;
  p = p * z + 1.33314422036e-1;
  p = p * z - 3.33332819422e-1;
  let near_zero = p * z * x + x;
  let size = 1.0 - 2.0 / (network_exp(2.0 * abs(x)) + 1.0);
  return select(select(-size, size, x > 0.0), near_zero, abs(x) < 0.625);
}
