// Lines of bytes that stand apart, copied to where they stand apart otherwise: what slicing and joining come down to.

/** `count` lines of `bytes`, which begin `fromStep` and `toStep` bytes after each other. */
export function copyLines(from: usize, fromStep: usize, to: usize, toStep: usize, bytes: usize, count: i32): void {
  for (let line = 0; line < count; line++) {
    copyLine(from, to, bytes);
    from += fromStep;
    to += toStep;
  }
}

function copyLine(from: usize, to: usize, bytes: usize): void {
  const end = from + bytes;
  for (; from + 16 <= end; from += 16) {
    v128.store(to, v128.load(from));
    to += 16;
  }
  for (; from + 4 <= end; from += 4) {
    i32.store(to, i32.load(from));
    to += 4;
  }
  for (; from < end; from++) {
    i32.store8(to, i32.load8_u(from));
    to++;
  }
}
