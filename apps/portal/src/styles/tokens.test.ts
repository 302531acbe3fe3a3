import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Contrast of the design's colour tokens, computed as WCAG 2.2 says (relative luminance of sRGB), in both themes. */
const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');

type Theme = 'light' | 'dark';
type Oklch = readonly [lightness: number, chroma: number, hue: number];

const TOKEN = /--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);/g;
const numbers = (text = ''): Oklch => {
  const [l = 0, c = 0, h = 0] = text.split(' ').map(Number);
  return [l, c, h];
};
const tokens = new Map(
  Array.from(css.matchAll(TOKEN), ([, name = '', light, dark]) => [name, { light: numbers(light), dark: numbers(dark) }] as const),
);

/** OKLab's inverse matrices (Ottosson); out-of-gamut channels are clipped as a browser does. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (channel: number): number => Math.min(1, Math.max(0, channel));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: Theme): number {
  const [a, b] = [one, other].map((name) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`no token --${name}`);
    return luminance(token[theme]);
  }) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const STATES = ['approved', 'declined', 'cancelled', 'failed', 'unknown', 'pending', 'held', 'reversed'];
const GROUNDS = ['page', 'surface', 'raised', 'sunken', 'hover'];

/** Text on its ground: 4.5 to 1 at least (1.4.3). */
const TEXT: readonly (readonly [string, string])[] = [
  ...['text', 'text-soft', 'text-faint'].flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)),
  ...STATES.flatMap(
    (state) =>
      [
        [`${state}-ink`, `${state}-fill`],
        [`${state}-ink`, 'surface'],
        [`${state}-ink`, 'page'],
        [`${state}-ink`, 'hover'],
      ] as const,
  ),
  ...STATES.map((state) => ['text', `${state}-fill`] as const),
  ...STATES.map((state) => ['text-soft', `${state}-fill`] as const),
  ['brand', 'surface'],
  ['brand', 'page'],
  ['brand', 'raised'],
  ['brand', 'brand-soft'],
  ['brand', 'hover'],
  ['on-brand', 'brand'],
  ['on-brand', 'brand-hover'],
  ['text', 'brand-soft'],
  ['text-soft', 'brand-soft'],
  ['on-unknown', 'unknown-solid'],
  ['bridge-text', 'bridge'],
  ['bridge-text', 'bridge-raised'],
  ['bridge-soft', 'bridge'],
  ['bridge-soft', 'bridge-raised'],
  ['brass', 'bridge'],
  ['device-ink', 'device-screen'],
  ['device-ink-soft', 'device-screen'],
  ['device-key-ink', 'device'],
  ['device-key-ink', 'device-key'],
  ['device-key-ink', 'key-cancel'],
  ['device-key-ink', 'key-ok'],
  ['on-key-clear', 'key-clear'],
];

/** Edges of controls, icons and the focus ring: 3 to 1 at least (1.4.11). */
const SHAPES: readonly (readonly [string, string])[] = [
  ...GROUNDS.flatMap(
    (ground) =>
      [
        ['line-strong', ground],
        ['focus', ground],
      ] as const,
  ),
  ['brass', 'bridge-raised'],
  ['live', 'bridge'],
  ['brass', 'device'],
  ['unknown-solid', 'surface'],
  ['unknown-solid', 'page'],
];

describe.each(['light', 'dark'] as const)('colour tokens, %s', (theme) => {
  it.each(TEXT)('text --%s on --%s reads at 4.5 to 1', (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('--%s stands out from --%s at 3 to 1', (shape, ground) => {
    expect(contrast(shape, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});

describe('the contrast sum itself', () => {
  it('gives the value that the standard gives for black on white', () => {
    expect((luminance([1, 0, 0]) + 0.05) / (luminance([0, 0, 0]) + 0.05)).toBeCloseTo(21, 1);
  });

  it('finds every colour of the file', () => {
    expect(tokens.size).toBe(css.match(/oklch\([^/)]+\), oklch/g)?.length);
  });
});
