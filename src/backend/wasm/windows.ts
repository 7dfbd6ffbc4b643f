// Which pixels a window of a convolution or a pooling covers. Pixels are counted through all images, row by row.
// N images, H and W their sizes, C channels, R rows and K columns of a window

/** A window and the images it slides over, from tfjs's own account of both. */
export interface Window {
  batchSize: number;
  inHeight: number;
  inWidth: number;
  channels: number;
  outHeight: number;
  outWidth: number;
  rows: number;
  columns: number;
  down: number;
  across: number;
  dilationDown: number;
  dilationAcross: number;
  top: number;
  left: number;
}

/** The part of tfjs's Conv2DInfo that a window needs. */
interface Conv2DInfo {
  batchSize: number;
  inHeight: number;
  inWidth: number;
  inChannels: number;
  outHeight: number;
  outWidth: number;
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  dilationHeight: number;
  dilationWidth: number;
  padInfo: { top: number; left: number };
}

export function toWindow(info: Conv2DInfo): Window {
  return {
    batchSize: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    channels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    rows: info.filterHeight,
    columns: info.filterWidth,
    down: info.strideHeight,
    across: info.strideWidth,
    dilationDown: info.dilationHeight,
    dilationAcross: info.dilationWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
}

/** For each output pixel in order its R·K input pixels; −1 where the window reaches beyond the image. The array is the
 *  same every time: read it before the next. */
export function* placesOf(window: Window): Generator<readonly number[]> {
  const places = new Array<number>(window.rows * window.columns);
  for (let image = 0; image < window.batchSize; image++) {
    for (let y = 0; y < window.outHeight; y++) {
      for (let x = 0; x < window.outWidth; x++) {
        fillPlaces(places, window, image, y, x);
        yield places;
      }
    }
  }
}

function fillPlaces(places: number[], window: Window, image: number, y: number, x: number): void {
  const { rows, columns, down, across, top, left, inHeight, inWidth } = window;
  for (let r = 0; r < rows; r++) {
    const row = y * down + r * window.dilationDown - top;
    for (let k = 0; k < columns; k++) {
      const column = x * across + k * window.dilationAcross - left;
      const isInside = row >= 0 && row < inHeight && column >= 0 && column < inWidth;
      places[r * columns + k] = isInside ? (image * inHeight + row) * inWidth + column : -1;
    }
  }
}
