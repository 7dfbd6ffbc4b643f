// What tfjs 4.22 waits for in `tf.nextFrame`, and in `model.fit` every 125 ms: the page's frames, 60 a second and none
// while the page is hidden. In their place it finds the next task here; a cell's own animation keeps its frames.
import { nextTask } from "./stop";

type Frames = (callback: (now: number) => void) => number;

const scope = globalThis as { requestAnimationFrame?: Frames };
const frames = scope.requestAnimationFrame;

const tasks: Frames = (callback) => {
  void nextTask().then(() => callback(performance.now()));
  return 0;
};

/** Loads what may bring tfjs along, which keeps the function that it finds when it is loaded. */
export async function loadWithTasks<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  scope.requestAnimationFrame = tasks;
  try {
    return await load();
  } finally {
    if (frames) scope.requestAnimationFrame = frames;
    else delete scope.requestAnimationFrame;
  }
}
