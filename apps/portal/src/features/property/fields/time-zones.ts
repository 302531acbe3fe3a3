/** Where most of our hotels are: they stand first. */
const NEAR = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Novosibirsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
];

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
export function zoneLabel(name: string, at: Date): string {
  const city = name.split('/').slice(1).join(' — ').replaceAll('_', ' ');
  return `${city === '' ? name : city}, ${offsetOf(name, at)}`;
}

/** Every time zone that this browser knows, in groups; `chosen` is among them even where the browser calls it otherwise. */
export function zoneGroups(chosen: string | null, at: Date): readonly ZoneGroup[] {
  const known = Intl.supportedValuesOf('timeZone').filter((name) => name.includes('/') && !name.startsWith('Etc/'));
  const all = chosen === null || known.includes(chosen) ? known : [...known, chosen];
  const entry = (name: string) => ({ name, label: zoneLabel(name, at) });
  const regions = [...new Set(all.map((name) => name.split('/')[0] ?? name))].sort();
  return [
    { region: null, zones: NEAR.filter((name) => all.includes(name)).map(entry) },
    ...regions.map((region) => ({ region, zones: all.filter((name) => name.startsWith(`${region}/`) || name === region).map(entry) })),
  ];
}

/** The browser's own zone, where it is a place. */
export function ownTimeZone(): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own.includes('/') && !own.startsWith('Etc/') ? own : 'Europe/Moscow';
}
