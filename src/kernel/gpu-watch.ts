// What a GPU device says beside the flow of the code: errors that nobody captured, pipelines that are not valid, the
// device's own end. Gives each its place where it can be known, and makes sure that it was heard before a cell ends.
import { Fault } from "./fault";
import { newMemoryFault, watchBufferSizes } from "./memory-limits";

/** What a device says when it fails on its own. */
export interface DeviceEars {
  onLost(reason: string): void;
  /** An error whose stack, if it has one of ours, tells the place. */
  onError(error: Fault): void;
}

export interface GpuWatch {
  /** Resolves when every error of what was submitted so far has been told. */
  settle(): Promise<void>;
}

/** Watches a device from its start on. */
export function watchGpu(device: GPUDevice, ears: DeviceEars): GpuWatch {
  const lost = device.lost.then((info) => ears.onLost(info.message || info.reason || "lost"));
  const lastAsked = watchBufferSizes(device);
  const tell = (error: GPUError, stack?: string): void => {
    const isMemory = typeof GPUOutOfMemoryError !== "undefined" && error instanceof GPUOutOfMemoryError;
    const limit = device.limits.maxBufferSize;
    ears.onError(isMemory ? newMemoryFault({ asked: lastAsked(), limit }) : newDeviceFault(error.message, stack));
  };
  device.addEventListener("uncapturederror", (event) => tell((event as GPUUncapturedErrorEvent).error));
  watchPipelines(device, tell);
  return { settle: () => Promise.race([lost, hearAll(device)]) };
}

/** A graphics context can be taken away, too. */
export function watchWebgl(gl: WebGLRenderingContext, ears: DeviceEars): void {
  gl.canvas.addEventListener("webglcontextlost", () => ears.onLost("WebGL context lost"));
}

const newDeviceFault = (message: string, stack?: string): Fault =>
  new Fault("DeviceError", ({ deviceError }) => deviceError(message.trim()), stack ?? "");

/** Shaders and pipelines are made once each, so a stack and an error scope for them cost little. */
function watchPipelines(device: GPUDevice, tell: (error: GPUError, stack: string) => void): void {
  const guard = <Made>(make: () => Made): Made => {
    const { stack = "" } = new Error();
    device.pushErrorScope("validation");
    const made = make();
    const told = device.popErrorScope().then((error) => error && tell(error, stack));
    told.catch(() => {}); // the device is lost, which is told elsewhere
    return made;
  };
  const createShaderModule = device.createShaderModule.bind(device);
  const createComputePipeline = device.createComputePipeline.bind(device);
  device.createShaderModule = (descriptor) => guard(() => createShaderModule(descriptor));
  device.createComputePipeline = (descriptor) => guard(() => createComputePipeline(descriptor));
}

/** Errors come in order: once an empty scope has been answered, all before it have been. */
async function hearAll(device: GPUDevice): Promise<void> {
  device.pushErrorScope("validation");
  await device.popErrorScope().catch(() => null);
}
