import type { GeneratedHotel } from './world.ts';

export const MOSCOW = 'Europe/Moscow';
/** What the contract with the acquirer says: 1.8 %, half a kopeck up. */
export const FEE_MILLIONTHS = 18_000n;
export const feeOf = (amountMinor: bigint): bigint => (amountMinor * FEE_MILLIONTHS + 500_000n) / 1_000_000n;

const hotel = (key: string, timeZone: string, number: number, auditHour = 4): GeneratedHotel => ({
  key,
  timeZone,
  auditHour,
  mid: `68444444${String(number).padStart(4, '0')}`,
  tids: [`10${number}00001`, `10${number}00002`, `10${number}00003`, `10${number}00004`],
  replacementTid: `10${number}00009`,
});

/** Six hotels in six zones: their days end at six moments of the bank's day. */
export const HOTELS: readonly [GeneratedHotel, ...GeneratedHotel[]] = [
  hotel('kaliningrad', 'Europe/Kaliningrad', 1),
  hotel('moscow', MOSCOW, 2),
  hotel('yekaterinburg', 'Asia/Yekaterinburg', 3),
  hotel('novosibirsk', 'Asia/Novosibirsk', 4, 23),
  hotel('vladivostok', 'Asia/Vladivostok', 5),
  hotel('kamchatka', 'Asia/Kamchatka', 6),
];

/** Hours east of UTC; none of these zones has summer time. */
const OFFSET_HOURS: Readonly<Record<string, number>> = {
  'Europe/Kaliningrad': 2,
  [MOSCOW]: 3,
  'Asia/Yekaterinburg': 5,
  'Asia/Novosibirsk': 7,
  'Asia/Vladivostok': 10,
  'Asia/Kamchatka': 12,
};

/** What the clocks there show: `2026-11-28T14:05:12`. */
export const localFace = (atMs: number, timeZone: string): string =>
  new Date(atMs + (OFFSET_HOURS[timeZone] ?? 0) * 3_600_000).toISOString().slice(0, 19);

/** The hotel's day of a moment. */
export const businessDayOf = (atMs: number, { timeZone, auditHour }: Pick<GeneratedHotel, 'timeZone' | 'auditHour'>): string =>
  localFace(atMs + (auditHour > 12 ? 24 - auditHour : -auditHour) * 3_600_000, timeZone).slice(0, 10);
