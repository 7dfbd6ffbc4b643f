// Windows that slide over images: the pixels under them as a matrix and back (im2col), and the gradient of a maximum.
// Images are (N, H, W, C); a row of the matrix is an output pixel, R·K·C numbers. 0 stands beyond the image.

/** Of some images the rows of the matrix, x → columns; or the way back, which adds each number of the matrix to the pixel that
 *  it was read from. */
export function passWindows(
  x: usize,
  columns: usize,
  isBack: bool,
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
        const first = j * across - left;
        const isLine = dilationAcross == 1 && first >= 0 && first + places <= inWidth;
        for (let r = 0; r < rows; r++) {
          const y = i * down + r * dilationDown - top;
          if (isLine && y >= 0 && y < inHeight) {
            pass(x + <usize>(y * inWidth + first) * pixel, columns, isBack, places * channels);
            columns += <usize>places * pixel;
            continue;
          }
          for (let k = 0; k < places; k++) {
            const z = first + k * dilationAcross;
            const isInside = y >= 0 && y < inHeight && z >= 0 && z < inWidth;
            if (isInside) pass(x + <usize>(y * inWidth + z) * pixel, columns, isBack, channels);
            else if (!isBack) memory.fill(columns, 0, pixel);
            columns += pixel;
          }
        }
      }
    }
    x += <usize>(inHeight * inWidth) * pixel;
  }
}

/** What an image and its matrix pass to each other. */
function pass(pixels: usize, columns: usize, isBack: bool, count: i32): void {
  if (isBack) add(columns, pixels, count);
  else copy(pixels, columns, count);
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
  const lineBytes = (<usize>(inWidth * channels * dilationDown)) << 2;
  const placeBytes = (<usize>(channels * dilationAcross)) << 2;
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < outHeight; i++) {
      const firstRow = skipped(i * down - top, dilationDown);
      const numRows = within(i * down - top, rows, dilationDown, inHeight) - firstRow;
      for (let j = 0; j < outWidth; j++) {
        const firstPlace = skipped(j * across - left, dilationAcross);
        const numPlaces = within(j * across - left, places, dilationAcross, inWidth) - firstPlace;
        const row = i * down - top + firstRow * dilationDown;
        const place = j * across - left + firstPlace * dilationAcross;
        const start = (<usize>((row * inWidth + place) * channels)) << 2;
        windowBack(dy, x + start, dx + start, channels, numRows, lineBytes, numPlaces, placeBytes);
        dy += (<usize>channels) << 2;
      }
    }
    x += imageBytes;
    dx += imageBytes;
  }
}

/** How many places of a window stand before the image. */
function skipped(start: i32, dilation: i32): i32 {
  return start < 0 ? (dilation - 1 - start) / dilation : 0;
}

/** How many places of a window stand before the end of the image. */
function within(start: i32, places: i32, dilation: i32, size: i32): i32 {
  return start >= size ? 0 : min(places, (size - 1 - start) / dilation + 1);
}

/** One window, inside of the image: four channels at a time, then one. */
function windowBack(
  dy: usize,
  x: usize,
  dx: usize,
  channels: i32,
  rows: i32,
  lineBytes: usize,
  places: i32,
  placeBytes: usize,
): void {
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    const at = (<usize>c) << 2;
    fourBack(v128.load(dy + at), x + at, dx + at, rows, lineBytes, places, placeBytes);
  }
  for (; c < channels; c++) {
    const at = (<usize>c) << 2;
    oneBack(f32.load(dy + at), x + at, dx + at, rows, lineBytes, places, placeBytes);
  }
}

function fourBack(dy: v128, x: usize, dx: usize, rows: i32, lineBytes: usize, places: i32, placeBytes: usize): void {
  let largest = f32x4.splat(f32.NEGATIVE_INFINITY);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < places; k++) {
      largest = f32x4.max(largest, v128.load(x + <usize>r * lineBytes + <usize>k * placeBytes));
    }
  }
  let open = i32x4.splat(-1);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < places; k++) {
      const at = <usize>r * lineBytes + <usize>k * placeBytes;
      const value = v128.load(x + at);
      const isFound = v128.and(open, v128.or(f32x4.eq(value, largest), f32x4.ne(value, value)));
      v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(dy, isFound)));
      open = v128.andnot(open, isFound);
    }
  }
}

function oneBack(dy: f32, x: usize, dx: usize, rows: i32, lineBytes: usize, places: i32, placeBytes: usize): void {
  let largest: f32 = f32.NEGATIVE_INFINITY;
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < places; k++) {
      largest = max(largest, f32.load(x + <usize>r * lineBytes + <usize>k * placeBytes));
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < places; k++) {
      const at = <usize>r * lineBytes + <usize>k * placeBytes;
      const value = f32.load(x + at);
      if (value != largest && value == value) continue;
      f32.store(dx + at, f32.load(dx + at) + dy);
      return;
    }
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
