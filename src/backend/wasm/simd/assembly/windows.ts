// Windows that slide over images: the pixels under them as a matrix and back (im2col), and the gradient of a maximum.
// Images are (N, H, W, C); a row of the matrix is an output pixel, R·K·C numbers. 0 stands beyond the image.

/** Rows of the matrix for some images: x → columns. */
export function layOut(
  x: usize,
  columns: usize,
  images: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  rows: i32,
  places: i32,
  down: i32,
  across: i32,
  dilationDown: i32,
  dilationAcross: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        for (let r = 0; r < rows; r++) {
          const y = i * down + r * dilationDown - top;
          for (let k = 0; k < places; k++) {
            const z = j * across + k * dilationAcross - left;
            const isInside = y >= 0 && y < inHeight && z >= 0 && z < inWidth;
            if (isInside) copy(x + <usize>(y * inWidth + z) * pixel, columns, channels);
            else memory.fill(columns, 0, pixel);
            columns += pixel;
          }
        }
      }
    }
    x += <usize>(inHeight * inWidth) * pixel;
  }
}

/** The way back: adds each number of the matrix to the pixel that it was read from. */
export function addBack(
  columns: usize,
  dx: usize,
  images: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  rows: i32,
  places: i32,
  down: i32,
  across: i32,
  dilationDown: i32,
  dilationAcross: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        for (let r = 0; r < rows; r++) {
          const y = i * down + r * dilationDown - top;
          for (let k = 0; k < places; k++) {
            const z = j * across + k * dilationAcross - left;
            const isInside = y >= 0 && y < inHeight && z >= 0 && z < inWidth;
            if (isInside) add(columns, dx + <usize>(y * inWidth + z) * pixel, channels);
            columns += pixel;
          }
        }
      }
    }
    dx += <usize>(inHeight * inWidth) * pixel;
  }
}

/** Gives each number of dy to the first largest number under its window, or to the first that is not a number.
 *  dx is 0 before. */
export function maxPoolBack(
  dy: usize,
  x: usize,
  dx: usize,
  images: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  rows: i32,
  places: i32,
  down: i32,
  across: i32,
  dilationDown: i32,
  dilationAcross: i32,
  top: i32,
  left: i32,
): void {
  const imageBytes = (<usize>(inHeight * inWidth * channels)) << 2;
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        for (let c = 0; c < channels; c++) {
          let best: usize = 0;
          let largest: f32 = 0;
          for (let r = 0; r < rows; r++) {
            const y = i * down + r * dilationDown - top;
            if (y < 0 || y >= inHeight) continue;
            for (let k = 0; k < places; k++) {
              const z = j * across + k * dilationAcross - left;
              if (z < 0 || z >= inWidth) continue;
              const place = (<usize>((y * inWidth + z) * channels + c)) << 2;
              const value = f32.load(x + place);
              if (best != 0 && !(value > largest)) continue;
              best = dx + place;
              largest = value;
            }
          }
          if (best != 0) f32.store(best, f32.load(best) + f32.load(dy));
          dy += 4;
        }
      }
    }
    x += imageBytes;
    dx += imageBytes;
  }
}

function copy(from: usize, to: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(to, v128.load(from));
    from += 16;
    to += 16;
  }
  for (; i < count; i++) {
    f32.store(to, f32.load(from));
    from += 4;
    to += 4;
  }
}

function add(from: usize, to: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
    to += 16;
  }
  for (; i < count; i++) {
    f32.store(to, f32.load(to) + f32.load(from));
    from += 4;
    to += 4;
  }
}
