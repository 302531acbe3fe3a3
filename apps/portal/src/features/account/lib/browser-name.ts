/** First that fits: Edge and Opera call themselves Chrome, too, and Chrome calls itself Safari. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Yandex', /YaBrowser\/([\d.]+)/],
  ['Edge', /Edg[A-Z]?\w*\/([\d.]+)/],
  ['Opera', /OPR\/([\d.]+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Chrome', /(?:Chrome|CriOS)\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari/],
];
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** "Firefox 140, Windows" of what a browser calls itself; its own words where we do not know it. */
export function browserName(agent: string | null): string | null {
  if (agent === null || agent === '') return null;
  const browser = BROWSERS.find(([, pattern]) => pattern.test(agent));
  const version = browser?.[1].exec(agent)?.[1]?.split('.', 1)[0];
  const system = SYSTEMS.find(([, pattern]) => pattern.test(agent))?.[0];
  if (!browser) return agent.slice(0, 60);
  return [`${browser[0]} ${version ?? ''}`.trim(), ...(system === undefined ? [] : [system])].join(', ');
}
