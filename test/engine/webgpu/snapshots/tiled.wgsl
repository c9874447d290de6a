// Trains workgroup_id.x + span.first_member through span.step_count steps. Dispatch: (members, 1, 1).
//   span      uniform     Span
//   features  read        [rows, 2] float32
//   targets   read        [rows, 2] float32: the loss's target columns, then the label
//   order     read        [sum of the steps' batch sizes] rows of the batches, one after the other
//   steps     read        [steps] Step
//   members   read        [members] Member
//   state     read_write  [members, 3, 13] float32: parameters, then the optimiser's vectors;
//             behind all members, [marks, members, 13]: parameters after marked steps
//   records   read_write  [steps, members] Record
//   scratch   read_write  [workgroups, 530] float32
struct Span {
  first_member: u32,
  member_count: u32,
  first_step: u32,
  step_count: u32,
  first_stage: u32,
  stage_end: u32,
  first_tile: u32,
  tile_end: u32,
}
struct Step {
  order_offset: u32,
  size: u32,
  mark: u32,
  scalar_rateFactor: f32,
  scalar_rootFactor: f32,
}
struct Rates {
  rate_weights: f32,
  rate_biases: f32,
  decay_weights: f32,
  decay_biases: f32,
  l1: f32,
  l2: f32,
  constant_0: f32,
  constant_1: f32,
  constant_2: f32,
  constant_3: f32,
  constant_5: f32,
}
struct Member {
  rates: Rates,
  uniforms: array<f32, 1>,
}
struct Record {
  loss: f32,
  l1: f32,
  l2: f32,
  correct: f32,
}

@group(0) @binding(0) var<uniform> span: Span;
@group(0) @binding(1) var<storage, read> features: array<f32>;
@group(0) @binding(2) var<storage, read> targets: array<f32>;
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read> steps: array<Step>;
@group(0) @binding(5) var<storage, read> members: array<Member>;
@group(0) @binding(6) var<storage, read_write> state: array<f32>;
@group(0) @binding(7) var<storage, read_write> records: array<Record>;
@group(0) @binding(8) var<storage, read_write> scratch: array<f32>;

var<workgroup> partials: array<f32, 512>;
var<workgroup> reduced: array<f32, 4>;
var<workgroup> tile: array<f32, 7051>;
var<workgroup> held: array<f32, 39>;
var<private> state_base: u32;
var<private> scratch_base: u32;

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

fn network_forward(slot: u32, data_row: u32) -> f32 {
  tile[(5u) * 641u + slot] = 1.0;
  for (var i = 0u; i < 2u; i++) { tile[(0u + i) * 641u + slot] = features[data_row * 2u + i]; }
  for (var o = 0u; o < 3u; o++) {
    var z = held[6u + o];
    for (var i = 0u; i < 2u; i++) {
      z += held[0u + o * 2u + i] * tile[(0u + i) * 641u + slot];
    }
    let a = network_activate(z);
    tile[(2u + o) * 641u + slot] = a;
    tile[(6u + o) * 641u + slot] = network_slope(z, a);
  }
  var z = held[12u + 0u];
  for (var i = 0u; i < 3u; i++) {
    z += held[9u + 0u * 3u + i] * tile[(2u + i) * 641u + slot];
  }
  let output = z;
  return output;
}

fn network_backward(slot: u32, gradient: f32) {
  tile[(9u) * 641u + slot] = gradient;
  for (var i = 0u; i < 3u; i++) {
    var sum = 0.0;
    for (var o = 0u; o < 1u; o++) { sum += held[9u + o * 3u + i] * tile[(9u + o) * 641u + slot]; }
    tile[(6u + i) * 641u + slot] *= sum;
  }
}

struct NetworkPlace { delta_row: u32, input_row: u32, is_weight: bool }

fn network_place(parameter: u32) -> NetworkPlace {
  if (parameter < 6u) {
    let index = parameter - 0u;
    return NetworkPlace(6u + index / 2u, 0u + index % 2u, true);
  }
  if (parameter < 9u) { return NetworkPlace(6u + parameter - 6u, 5u, false); }
  if (parameter < 12u) {
    let index = parameter - 9u;
    return NetworkPlace(9u + index / 3u, 2u + index % 3u, true);
  }
  if (parameter < 13u) { return NetworkPlace(9u + parameter - 12u, 5u, false); }
  return NetworkPlace(0u, 0u, false);
}

fn network_gradient(place: NetworkPlace, count: u32) -> f32 {
  var total = 0.0;
  for (var first = 0u; first < count; first += 8u) {
    var block = 0.0;
    let end = min(first + 8u, count);
    for (var slot = first; slot < end; slot++) {
      block += tile[(place.delta_row) * 641u + slot] * tile[(place.input_row) * 641u + slot];
    }
    total += block;
  }
  return total;
}

fn optimizer_update(parameter: u32, weight: f32, gradient: f32, is_weight: bool, rates: Rates, step: Step) -> f32 {
  let vector_parameter = weight;
  let vector_gradient = gradient;
  let vector_rate = select(rates.rate_biases, rates.rate_weights, is_weight);
  let vector_decay = select(rates.decay_biases, rates.decay_weights, is_weight);
  let vector_mean = held[13u + parameter];
  let vector_square = held[26u + parameter];
  let uniform_0 = rates.constant_0;
  let uniform_1 = rates.constant_1;
  let uniform_2 = rates.constant_2;
  let uniform_3 = rates.constant_3;
  let uniform_4 = step.scalar_rootFactor;
  let uniform_5 = rates.constant_5;
  let uniform_6 = step.scalar_rateFactor;
  let n3 = vector_decay * vector_parameter;
  let n4 = vector_gradient + n3;
  let n13 = uniform_0 * vector_mean;
  let n16 = uniform_1 * n4;
  let n17 = n13 + n16;
  let n18 = uniform_2 * vector_square;
  let n20 = uniform_3 * n4;
  let n21 = n20 * n4;
  let n22 = n18 + n21;
  let n23 = sqrt(n22);
  let n24 = n23 * uniform_4;
  let n25 = n24 + uniform_5;
  let n26 = vector_rate * uniform_6;
  let n27 = n17 / n25;
  let n28 = n26 * n27;
  let n29 = vector_parameter - n28;
  held[13u + parameter] = n17;
  held[26u + parameter] = n22;
  return n29;
}


fn hand_sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-x)); }
fn hand_softplus(x: f32) -> f32 { return max(x, 0.0) + log(1.0 + exp(-abs(x))); }

@compute @workgroup_size(128)
fn train(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let member = span.first_member + workgroup.x;
  state_base = member * 39u;
  scratch_base = workgroup.x * 530u;
  for (var i = thread; i < 39u; i += 128u) { held[i] = state[state_base + i]; }
  workgroupBarrier();
  let uniform_0 = members[member].uniforms[0];
  let rates = members[member].rates;
  for (var k = 0u; k < span.step_count; k++) {
    let step_index = span.first_step + k;
    let step = steps[step_index];
    let batch_size = f32(step.size);
    let tiles = (step.size + 639u) / 640u;
    let tile_end = min(span.tile_end, tiles);
    if (span.first_stage <= 0u && 0u < span.stage_end) {
      var gathered_0_0: f32 = 0.0;
      var gathered_0_1: f32 = 0.0;
      var gathered_0_2: f32 = -3.4028234663852886e38;
      var gathered_0_3: f32 = 3.4028234663852886e38;
      if (span.first_tile > 0u) {
        gathered_0_0 = scratch[scratch_base + 13u + thread];
        gathered_0_1 = scratch[scratch_base + 141u + thread];
        gathered_0_2 = scratch[scratch_base + 269u + thread];
        gathered_0_3 = scratch[scratch_base + 397u + thread];
      }
      for (var sample = span.first_tile * 640u + thread; sample < min(tile_end * 640u, step.size); sample += 128u) {
        let data_row = order[step.order_offset + sample];
        let target_value = targets[data_row * 2u];
        let prediction = network_forward(thread, data_row);
        {
          let v0 = hand_sigmoid(prediction);
          gathered_0_0 = gathered_0_0 + v0 * target_value;
          gathered_0_1 = gathered_0_1 + v0 + target_value;
          gathered_0_2 = max(gathered_0_2, v0);
          gathered_0_3 = min(gathered_0_3, v0);
        }
      }
      if (tile_end == tiles) {
        partials[0u + thread] = gathered_0_0;
        partials[128u + thread] = gathered_0_1;
        partials[256u + thread] = gathered_0_2;
        partials[384u + thread] = gathered_0_3;
        workgroupBarrier();
        if (thread == 0u || thread == 1u) {
          var total = partials[thread * 128u];
          for (var i = 1u; i < 128u; i++) { total = total + partials[thread * 128u + i]; }
          reduced[thread] = total;
        }
        if (thread == 2u) {
          var total = partials[thread * 128u];
          for (var i = 1u; i < 128u; i++) { total = max(total, partials[thread * 128u + i]); }
          reduced[thread] = total;
        }
        if (thread == 3u) {
          var total = partials[thread * 128u];
          for (var i = 1u; i < 128u; i++) { total = min(total, partials[thread * 128u + i]); }
          reduced[thread] = total;
        }
        workgroupBarrier();
        if (thread < 4u) { scratch[scratch_base + 525u + thread] = reduced[thread]; }
      } else {
        scratch[scratch_base + 13u + thread] = gathered_0_0;
        scratch[scratch_base + 141u + thread] = gathered_0_1;
        scratch[scratch_base + 269u + thread] = gathered_0_2;
        scratch[scratch_base + 397u + thread] = gathered_0_3;
      }
      storageBarrier();
      workgroupBarrier();
    }
    let overlap = scratch[scratch_base + 525u];
    let sizes = scratch[scratch_base + 526u];
    let largest = scratch[scratch_base + 527u];
    let smallest = scratch[scratch_base + 528u];
    if (span.first_stage <= 1u && 1u < span.stage_end) {
      var correct: f32 = 0.0;
      if (span.first_tile > 0u) {
        correct = scratch[scratch_base + 13u + thread];
      }
      for (var tile_index = span.first_tile; tile_index < tile_end; tile_index++) {
        let first = tile_index * 640u;
        let count = min(640u, step.size - first);
        for (var slot = thread; slot < count; slot += 128u) {
          let sample = first + slot;
          let data_row = order[step.order_offset + sample];
          let target_value = targets[data_row * 2u];
          let prediction = network_forward(slot, data_row);
          let decision = prediction;
          let positive = targets[data_row * 2u + 1u] > 0.5;
          correct = correct + select(0.0, 1.0, (decision > 0.0) == positive);
          {
            let v0 = hand_sigmoid(prediction);
            let top = 2.0 * overlap + uniform_0;
            let bottom = sizes + uniform_0;
            network_backward(slot, (top / bottom - 2.0 * target_value) / bottom * v0 * (1.0 - v0));
          }
        }
        storageBarrier();
        workgroupBarrier();
        for (var parameter = thread; parameter < 13u; parameter += 128u) {
          var sum = network_gradient(network_place(parameter), count);
          if (tile_index > 0u) { sum += scratch[scratch_base + 0u + parameter]; }
          scratch[scratch_base + 0u + parameter] = sum;
        }
        storageBarrier();
        workgroupBarrier();
      }
      if (tile_end == tiles) {
        partials[0u + thread] = correct;
        workgroupBarrier();
        if (thread == 0u) {
          var total = partials[thread * 128u];
          for (var i = 1u; i < 128u; i++) { total = total + partials[thread * 128u + i]; }
          reduced[thread] = total;
        }
        workgroupBarrier();
        if (thread < 1u) { scratch[scratch_base + 529u + thread] = reduced[thread]; }
      } else {
        scratch[scratch_base + 13u + thread] = correct;
      }
      storageBarrier();
      workgroupBarrier();
    }
    if (span.stage_end > 2u) {
      var absolute_weights: f32 = 0.0;
      var squared_weights: f32 = 0.0;
      for (var parameter = thread; parameter < 13u; parameter += 128u) {
        let place = network_place(parameter);
        let weight = held[parameter];
        var gradient = scratch[scratch_base + 0u + parameter];
        if (place.is_weight) {
          gradient += rates.l1 * sign(weight) + rates.l2 * weight;
          absolute_weights = absolute_weights + abs(weight);
          squared_weights = squared_weights + weight * weight;
        }
        let updated = optimizer_update(parameter, weight, gradient, place.is_weight, rates, step);
        held[parameter] = updated;
        if (step.mark != 4294967295u) { state[step.mark + member * 13u + parameter] = updated; }
      }
      partials[0u + thread] = absolute_weights;
      partials[128u + thread] = squared_weights;
      workgroupBarrier();
      if (thread == 0u || thread == 1u) {
        var total = partials[thread * 128u];
        for (var i = 1u; i < 128u; i++) { total = total + partials[thread * 128u + i]; }
        reduced[thread] = total;
      }
      workgroupBarrier();
      if (thread == 0u) {
        
        records[step_index * span.member_count + member] = Record(
          1.0 - (2.0 * overlap + uniform_0) / (sizes + uniform_0) + 0.0 * (largest + smallest),
          rates.l1 * reduced[0],
          0.5 * rates.l2 * reduced[1],
          scratch[scratch_base + 529u],
        );
      }
      storageBarrier();
      workgroupBarrier();
    }
  }
  for (var i = thread; i < 39u; i += 128u) { state[state_base + i] = held[i]; }
}
