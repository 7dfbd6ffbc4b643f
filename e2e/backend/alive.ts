// Buffers of the GPU that were made and not destroyed, whoever asked for them: tfjs counts what it uses, and not what it
// keeps for later or lost. Where there is no WebGPU there are none. To be imported before any library.

const alive = new Set<object>();
const gpu = globalThis as unknown as {
  GPUDevice?: { prototype: GPUDevice };
  GPUBuffer?: { prototype: GPUBuffer };
};

if (gpu.GPUDevice && gpu.GPUBuffer) {
  const { createBuffer } = gpu.GPUDevice.prototype;
  gpu.GPUDevice.prototype.createBuffer = function (wish) {
    const buffer = createBuffer.call(this, wish);
    alive.add(buffer);
    return buffer;
  };
  const { destroy } = gpu.GPUBuffer.prototype;
  gpu.GPUBuffer.prototype.destroy = function () {
    alive.delete(this);
    return destroy.call(this);
  };
}

export const countAlive = (): number => alive.size;
