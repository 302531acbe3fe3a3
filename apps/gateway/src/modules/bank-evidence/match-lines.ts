import type { BankEvidence, BankLine, BankLook, LinePayment, PaymentId } from '@payport/domain';

const DAY_MS = 86_400_000;

/**
 * What lines of the bank prove about payments. Exact or nothing: by the bank's reference, else by terminal, amount and day where
 * exactly one line and exactly one payment are left over for each other. Needs all that could belong together.
 */
export function matchLines({ asked, lines, payments }: BankLook): ReadonlyMap<PaymentId, BankEvidence> {
  const proven = new Map<PaymentId, BankEvidence>();
  const owned = new Set<string>();
  const spoken = new Set<PaymentId>();
  for (const subject of payments) {
    const own = lines.filter((line) => hasReferenceOf(line, subject));
    if (own.length === 0) continue;
    for (const line of own) owned.add(line.id);
    // Of one that is known by its reversal alone the line of the operation itself may still be among the free ones.
    if (own.some(({ kind }) => kind === lineKindOf(subject))) spoken.add(subject.payment.id);
    const evidence = fromReference(subject, own);
    if (evidence && isOnlyOwner(subject, own, payments)) proven.set(subject.payment.id, evidence);
  }
  const free = distinct(askedFirst(lines, asked).filter((line) => !owned.has(line.id)));
  const open = payments.filter(({ payment }) => !spoken.has(payment.id));
  for (const line of free) {
    const back = reversalsOf(line, lines);
    if (![line, ...back].some(({ id }) => asked.includes(id))) continue;
    const [subject, ...others] = open.filter((candidate) => mayBe(line, candidate));
    if (!subject || others.length > 0 || free.filter((other) => mayBe(other, subject)).length > 1) continue;
    if (proven.has(subject.payment.id) || isPart(back, line)) continue;
    const says = back.length > 0 ? 'reversed' : saysOf([line]);
    proven.set(subject.payment.id, { ...evidenceOf([line, ...back], line), says, matchedBy: 'terminal_amount_day' });
  }
  return proven;
}

/** True where a line can be about a payment, whoever else it can be about. */
export const mayConcern = (line: BankLine, subject: LinePayment): boolean => hasReferenceOf(line, subject) || mayBe(line, subject);

/** What a payment of this kind is called in a bank's list. */
const lineKindOf = ({ payment }: LinePayment): BankLine['kind'] | null => {
  if (payment.kind === 'sale' || payment.kind === 'capture') return 'sale';
  if (payment.kind === 'refund') return 'refund';
  // Reserved money is in no list; a void is the reversal of its original.
  return payment.kind === 'void' ? 'reversal' : null;
};

const magnitude = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;
const sameTerminal = (line: BankLine, { tid }: LinePayment): boolean => !differ(line.tid, tid);

/** Its own reference; of a void, that of the operation that it takes back. A sale's reversal carries the sale's. */
function hasReferenceOf(line: BankLine, subject: LinePayment): boolean {
  const { payment } = subject;
  if (line.rrn === null || line.currency !== payment.currency || !sameTerminal(line, subject)) return false;
  const kind = lineKindOf(subject);
  if (payment.kind === 'void') return line.kind === 'reversal' && (line.rrn === payment.result?.rrn || line.rrn === payment.original?.rrn);
  return line.rrn === payment.result?.rrn && (line.kind === kind || (kind !== null && line.kind === 'reversal'));
}

/** Two payments of ours of one kind under one reference, as two voids of one sale: nobody can say which of them the bank means. */
const isOnlyOwner = (subject: LinePayment, own: readonly BankLine[], payments: readonly LinePayment[]): boolean =>
  payments.filter((other) => other.payment.kind === subject.payment.kind && own.some((line) => hasReferenceOf(line, other))).length === 1;

function fromReference(subject: LinePayment, own: readonly BankLine[]): BankEvidence | null {
  const main = own.filter((line) => line.kind === lineKindOf(subject));
  const [line] = main.length > 0 ? main : own;
  if (!line) return null;
  // The same operation in two files says the same; two amounts under one reference prove neither.
  if (main.some((other) => other.amountMinor !== line.amountMinor)) return null;
  const back = subject.payment.kind === 'void' ? [] : own.filter(({ kind }) => kind === 'reversal');
  if (isPart(back, line)) return null;
  return { ...evidenceOf(own, line), says: back.length > 0 ? 'reversed' : saysOf(main), matchedBy: 'rrn' };
}

/** Only a part was taken back: that is for a person. */
const isPart = (back: readonly BankLine[], { amountMinor }: BankLine): boolean => back.some((other) => other.amountMinor !== amountMinor);

/** The bank's own word that this very operation was taken back, whoever of ours knows its reference. */
const reversalsOf = (line: BankLine, lines: readonly BankLine[]): readonly BankLine[] =>
  line.rrn === null
    ? []
    : lines.filter(({ kind, rrn, currency, tid }) => kind === 'reversal' && rrn === line.rrn && currency === line.currency && !differ(tid, line.tid));

/** Lists come one after the other: whatever else they say, what was reversed once is not captured any more. */
function saysOf(lines: readonly BankLine[]): BankEvidence['says'] {
  if (lines.some(({ state }) => state === 'reversed')) return 'reversed';
  return lines.some(({ state }) => state === 'captured') ? 'captured' : 'declined';
}

const evidenceOf = (lines: readonly BankLine[], line: BankLine): Omit<BankEvidence, 'says' | 'matchedBy'> => ({
  rung: 4,
  source: 'registry',
  amountMinor: line.amountMinor,
  rrn: line.rrn,
  authCode: line.authCode,
  cardMask: line.cardMask,
  tid: line.tid,
  mid: line.mid,
  lines: lines.map(({ source, sourceLine }) => `${source}:${sourceLine}`),
});

/** Of an operation that stands in two lists, the line that was asked about is the one to be looked at. */
const askedFirst = (lines: readonly BankLine[], asked: readonly string[]): readonly BankLine[] =>
  [true, false].flatMap((is) => lines.filter(({ id }) => asked.includes(id) === is));

/** The same operation in two lists counts once; without any number of the bank's two lines are two operations. */
function distinct(lines: readonly BankLine[]): readonly BankLine[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const number = line.rrn ?? line.authCode;
    if (number === null) return true;
    const key = [line.kind, line.state, line.tid, line.amountMinor, number].join(' ');
    return !seen.has(key) && seen.add(key);
  });
}

function mayBe(line: BankLine, subject: LinePayment): boolean {
  const { payment, tid, day } = subject;
  // A reversal names no operation but by the bank's reference.
  if (line.kind === 'reversal' || line.kind !== lineKindOf(subject) || line.currency !== payment.currency) return false;
  if (line.tid === null || line.tid !== tid || line.amountMinor !== magnitude(payment.amountMinor) || !sameDay(line.businessDay, day)) return false;
  // Nothing was sent, and nobody ever doubted that.
  if (payment.status === 'failed' && payment.unknownSinceMs === null) return false;
  const known = payment.result;
  return !differ(line.rrn, known?.rrn ?? null) && !differ(line.authCode, known?.authCode ?? null) && sameCard(line.cardMask, known?.cardMask ?? null);
}

const sameCard = (one: string | null, other: string | null): boolean => one === null || other === null || one.slice(-4) === other.slice(-4);

/** The bank's day is the payment's or the one after: its day ends by its own clock. */
function sameDay(bank: string, ours: string): boolean {
  const apart = (Date.parse(bank) - Date.parse(ours)) / DAY_MS;
  return apart === 0 || apart === 1;
}
