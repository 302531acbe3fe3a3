/** Whom the front desk practises with: always the same people, so that a class can be told "take Maria from 552". */
export interface PracticeGuest {
  readonly id: string;
  readonly name: string;
  readonly room: string;
  /** Days from today: negative, before it. */
  readonly arrivesIn: number;
  readonly nights: number;
  /** Of one night, decimal string. */
  readonly rate: string;
}

export const GUESTS: readonly [PracticeGuest, ...PracticeGuest[]] = [
  { id: 'orlova', name: 'Орлова Мария', room: '552', arrivesIn: 0, nights: 3, rate: '6200.00' },
  { id: 'smith', name: 'John Smith', room: '214', arrivesIn: -2, nights: 4, rate: '7450.00' },
  { id: 'semyonov', name: 'Семёнов Алексей', room: '707', arrivesIn: -1, nights: 2, rate: '11900.00' },
  { id: 'li', name: 'Li Wei', room: '118', arrivesIn: 5, nights: 7, rate: '5300.00' },
];

export const FOLIO_WINDOWS = ['1', '2'] as const;
export type FolioWindow = (typeof FOLIO_WINDOWS)[number];

/** The days of a stay by the hotel's own calendar. */
export function stayOf({ arrivesIn, nights }: PracticeGuest, timeZone: string, now: Date): { arrival: string; departure: string } {
  // The Swedish locale writes dates as ISO 8601 does.
  const today = Date.parse(new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now));
  const day = (days: number): string => new Date(today + days * 86_400_000).toISOString().slice(0, 10);
  return { arrival: day(arrivesIn), departure: day(arrivesIn + nights) };
}

/** A reservation that nobody has used: eight digits of chance, marked as training. */
export function newConfirmation(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `TRN-${String(number % 100_000_000).padStart(8, '0')}`;
}
