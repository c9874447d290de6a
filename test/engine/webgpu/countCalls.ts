/**
 * Calls of a device since counting began: dispatches of kernels, and buffers mapped for reading.
 */
export interface GpuCalls {
  dispatches: number;
  readBacks: number;
}

/**
 * Counts the calls of the real device, which still executes them. The result may be read any number
 * of times.
 */
export function countCalls(device: GPUDevice, onDispatch: () => void = () => {}): () => GpuCalls {
  const calls: GpuCalls = { dispatches: 0, readBacks: 0 };
  const createCommandEncoder = device.createCommandEncoder.bind(device);
  device.createCommandEncoder = (descriptor) => {
    const encoder = createCommandEncoder(descriptor);
    const beginComputePass = encoder.beginComputePass.bind(encoder);
    encoder.beginComputePass = (pass) => {
      const begun = beginComputePass(pass);
      const dispatchWorkgroups = begun.dispatchWorkgroups.bind(begun);
      begun.dispatchWorkgroups = (x, y, z) => {
        calls.dispatches++;
        onDispatch();
        dispatchWorkgroups(x, y, z);
      };
      return begun;
    };
    return encoder;
  };
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    const mapAsync = buffer.mapAsync.bind(buffer);
    buffer.mapAsync = (mode, offset, size) => {
      calls.readBacks++;
      return mapAsync(mode, offset, size);
    };
    return buffer;
  };
  return () => ({ ...calls });
}
