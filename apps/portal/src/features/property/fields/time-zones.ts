/** Where most of our hotels are: they stand first, and have names in the reader's language. */
export const NEAR = {
  'Europe/Kaliningrad': 'Kaliningrad',
  'Europe/Moscow': 'Moscow',
  'Europe/Samara': 'Samara',
  'Asia/Yekaterinburg': 'Yekaterinburg',
  'Asia/Omsk': 'Omsk',
  'Asia/Novosibirsk': 'Novosibirsk',
  'Asia/Krasnoyarsk': 'Krasnoyarsk',
  'Asia/Irkutsk': 'Irkutsk',
  'Asia/Yakutsk': 'Yakutsk',
  'Asia/Vladivostok': 'Vladivostok',
  'Asia/Magadan': 'Magadan',
  'Asia/Kamchatka': 'Kamchatka',
} as const;
export type NearPlace = (typeof NEAR)[keyof typeof NEAR];
type NameOf = (place: NearPlace) => string;

const isNear = (name: string): name is keyof typeof NEAR => name in NEAR;

export interface ZoneGroup {
  /** Null: the zones that stand first. */
  readonly region: string | null;
  readonly zones: readonly { readonly name: string; readonly label: string }[];
}

/** "UTC+3", "UTC+5:30" at this moment. */
function offsetOf(name: string, at: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: name, timeZoneName: 'shortOffset' }).formatToParts(at);
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC');
}

/** "Moscow, UTC+3". */
export function zoneLabel(name: string, at: Date, nameOf: NameOf): string {
  if (isNear(name)) return `${nameOf(NEAR[name])}, ${offsetOf(name, at)}`;
  const city = name.split('/').slice(1).join(' — ').replaceAll('_', ' ');
  return `${city === '' ? name : city}, ${offsetOf(name, at)}`;
}

/** Every time zone that this browser knows, in groups; `chosen` is among them even where the browser calls it otherwise. */
export function zoneGroups(chosen: string | null, at: Date, nameOf: NameOf): readonly ZoneGroup[] {
  const known = Intl.supportedValuesOf('timeZone').filter((name) => name.includes('/') && !name.startsWith('Etc/'));
  const all = chosen === null || known.includes(chosen) ? known : [...known, chosen];
  const entry = (name: string) => ({ name, label: zoneLabel(name, at, nameOf) });
  const regions = [...new Set(all.map((name) => name.split('/')[0] ?? name))].sort();
  return [
    {
      region: null,
      zones: Object.keys(NEAR)
        .filter((name) => all.includes(name))
        .map(entry),
    },
    ...regions.map((region) => ({ region, zones: all.filter((name) => name.startsWith(`${region}/`) || name === region).map(entry) })),
  ];
}

/** The browser's own zone, where it is a place. */
export function ownTimeZone(): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own.includes('/') && !own.startsWith('Etc/') ? own : 'Europe/Moscow';
}
