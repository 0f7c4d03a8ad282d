/** Pixels in rows, four bytes each: red, green, blue, opacity. */
export type Pixels = { width: number; height: number; data: Uint8Array | Uint8ClampedArray };

/** The same picture upright, as the orientation of its EXIF data (1–8) asks for. */
export function upright({ width, height, data }: Pixels, orientation: number): Pixels {
  if (orientation === 1) return { width, height, data };
  const swapped = orientation >= 5;
  const [wide, high] = swapped ? [height, width] : [width, height];
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < high; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const [u, v] = swapped ? [y, x] : [x, y];
      const mirroredX = [2, 3, 7, 8].includes(orientation) ? width - 1 - u : u;
      const mirroredY = [3, 4, 6, 7].includes(orientation) ? height - 1 - v : v;
      const from = (mirroredY * width + mirroredX) * 4;
      turned.set(data.subarray(from, from + 4), (y * wide + x) * 4);
    }
  }
  return { width: wide, height: high, data: turned };
}

type Part = { left: number; top: number; right: number; bottom: number };

/** Writes the average of a rectangle to `at`, each pixel as much as it is opaque, so that clear pixels lend no colour. */
function average(
  { width, data }: Pixels,
  { left, top, right, bottom }: Part,
  into: Uint8ClampedArray,
  at: number,
): void {
  let [red, green, blue, opacity] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    const end = (y * width + right) * 4;
    for (let from = (y * width + left) * 4; from < end; from += 4) {
      const alpha = data[from + 3] as number;
      red += (data[from] as number) * alpha;
      green += (data[from + 1] as number) * alpha;
      blue += (data[from + 2] as number) * alpha;
      opacity += alpha;
    }
  }
  into[at + 3] = Math.round(opacity / ((right - left) * (bottom - top)));
  if (opacity === 0) return;
  into[at] = Math.round(red / opacity);
  into[at + 1] = Math.round(green / opacity);
  into[at + 2] = Math.round(blue / opacity);
}

/** The picture with no side longer than `most`, its shape kept; a smaller one as it is. */
export function fitted(picture: Pixels, most: number): Pixels {
  const scale = Math.max(picture.width, picture.height) / most;
  if (scale <= 1) return picture;
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side / scale))) as [
    number,
    number,
  ];
  const data = new Uint8ClampedArray(width * height * 4);
  const edge = (i: number, parts: number, whole: number) => Math.floor((i * whole) / parts);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [edge(y, height, picture.height), edge(y + 1, height, picture.height)];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [edge(x, width, picture.width), edge(x + 1, width, picture.width)];
      average(picture, { left, top, right, bottom }, data, (y * width + x) * 4);
    }
  }
  return { width, height, data };
}
