// Outputs of some models at the same points. Dispatch: (ceil(points / 64), members, 1).
//   call     uniform     Call
//   state    read        all members' parameters and moments, float32
//   points   read        [points, 2] float32
//   results  read_write  [members, points, 1] float32
struct Call {
  parameters: u32,
  stride: u32,
  points: u32,
}

@group(0) @binding(0) var<uniform> call: Call;
@group(0) @binding(1) var<storage, read> state: array<f32>;
@group(0) @binding(2) var<storage, read> points: array<f32>;
@group(0) @binding(3) var<storage, read_write> results: array<f32>;

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

fn network_activate(z: f32) -> f32 { return max(z, 0.0); }
fn network_slope(z: f32, a: f32) -> f32 { return select(0.0, 1.0, z > 0.0); }

@compute @workgroup_size(64)
fn predict(@builtin(global_invocation_id) id: vec3u) {
  let point = id.x;
  if (point >= call.points) { return; }
  let parameters = call.parameters + id.y * call.stride;
  var even: array<f32, 3>;
  var odd: array<f32, 3>;
  for (var i = 0u; i < 2u; i++) { even[i] = points[point * 2u + i]; }
  for (var o = 0u; o < 3u; o++) {
    var z = state[parameters + 6u + o];
    for (var i = 0u; i < 2u; i++) {
      z += state[parameters + 0u + o * 2u + i] * even[i];
    }
    let a = network_activate(z);
    odd[o] = a;
  }
  var z = state[parameters + 12u + 0u];
  for (var i = 0u; i < 3u; i++) {
    z += state[parameters + 9u + 0u * 3u + i] * odd[i];
  }
  let output = z;
  results[id.y * call.points + point] = output;
}
