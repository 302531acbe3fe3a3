import { createHash } from 'node:crypto';

/** A card of the history: only the truncated number exists. */
export interface HistoryCard {
  /** As the terminal prints it. */
  readonly name: string;
  readonly mask: string;
  /** `MM/YY` */
  readonly expiry: string;
  /** Issued by the acquirer itself. */
  readonly own: boolean;
  /** Application id of its chip. */
  readonly aid: string;
}

const MIR = 'A0000006581010';
const VISA = 'A0000000031010';
const MASTERCARD = 'A0000000041010';

export const HISTORY_CARDS: readonly HistoryCard[] = [
  { name: 'MIR', mask: '220220******1187', expiry: '04/29', own: true, aid: MIR },
  { name: 'MIR', mask: '220220******9042', expiry: '11/28', own: true, aid: MIR },
  { name: 'MIR', mask: '220070******3365', expiry: '08/30', own: false, aid: MIR },
  { name: 'MIR', mask: '220015******7718', expiry: '02/29', own: false, aid: MIR },
  { name: 'MIR', mask: '220432******5520', expiry: '06/31', own: false, aid: MIR },
  { name: 'MIR', mask: '220138******2906', expiry: '09/28', own: false, aid: MIR },
  { name: 'Visa', mask: '427680******6413', expiry: '10/28', own: true, aid: VISA },
  { name: 'Visa', mask: '427901******0274', expiry: '01/29', own: true, aid: VISA },
  { name: 'MasterCard', mask: '546938******8851', expiry: '05/29', own: true, aid: MASTERCARD },
  { name: 'MasterCard', mask: '553691******4407', expiry: '12/29', own: false, aid: MASTERCARD },
  { name: 'UnionPay', mask: '625904******1939', expiry: '07/30', own: false, aid: 'A000000333010101' },
];

/** The check line that ends a slip: 40 hex digits, here of the slip's own facts. */
export const checkLine = (facts: string): string => createHash('sha1').update(facts).digest('hex').toUpperCase();
