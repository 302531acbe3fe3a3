import { readPng, writeIndexedPng } from './png-file.ts';

const COLOURS = 256;

interface Counted {
  readonly colour: number;
  readonly count: number;
}

function countColours(rgb: Uint8Array): Counted[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return Array.from(counts, ([colour, count]) => ({ colour, count })).sort((a, b) => b.count - a.count || a.colour - b.colour);
}

/** Square of the distance, green counting most, as the eye does. */
function distance(a: number, b: number): number {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)];
  return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

/** The most frequent colours that are not nearly one of those before; the nearer, the more there are. */
function choose(counted: readonly Counted[]): number[] {
  if (counted.length <= COLOURS) return counted.map(({ colour }) => colour);
  for (let apart = 32; ; apart *= 2) {
    const chosen: number[] = [];
    const fits = counted.every(({ colour }) => {
      if (chosen.some((other) => distance(colour, other) < apart)) return true;
      return chosen.push(colour) <= COLOURS;
    });
    if (fits) return chosen;
  }
}

function nearest(colour: number, palette: readonly number[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  palette.forEach((other, index) => {
    const far = distance(colour, other);
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

/** The same picture in at most 256 colours: a screenshot of a page loses nothing that one sees, and most of its size. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, rgb } = readPng(png);
  const counted = countColours(rgb);
  const chosen = choose(counted);
  const indexOf = new Map(counted.map(({ colour }) => [colour, nearest(colour, chosen)]));
  const indices = new Uint8Array(width * height);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    const at = pixel * 3;
    indices[pixel] = indexOf.get(((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0)) ?? 0;
  }
  const palette = Uint8Array.from(chosen.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return writeIndexedPng({ width, height, palette, indices });
}
