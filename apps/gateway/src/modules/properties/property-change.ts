import { ROLES, type FieldError, type PropertyChange, type PropertyLimit, type Role, type RoleRefundLimit } from '@payport/contracts';
import { formatAmount, givesBackAlone, isAbove, parseAmount, type RefundLimits } from '@payport/domain';
import { ProblemError } from '../../http/problem-error.ts';
import { isZeroText, roleLimits, type PropertyFacts, type PropertyRow } from './property-records.ts';

const FIELDS = [
  'name',
  'legalEntity',
  'inn',
  'kpp',
  'city',
  'timeZone',
  'currency',
  'currencies',
  'limits',
  'refundLimits',
  'nightAuditHour',
  'confirmBySeconds',
  'secondFactorRoles',
] as const satisfies readonly (keyof PropertyFacts)[];

/** What only an owner changes: who the contract is with, and how much may go through at once. */
const OWNERS_FIELDS: readonly (keyof PropertyFacts)[] = ['legalEntity', 'inn', 'kpp', 'limits', 'secondFactorRoles'];

/** The hotel's facts with the change in them. @throws ProblemError where they do not fit together */
export function factsAfter(now: PropertyFacts, change: PropertyChange): PropertyFacts {
  const facts = { ...now, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
  const errors: FieldError[] = [];
  if (!facts.currencies.includes(facts.currency)) errors.push({ pointer: '/currencies', code: 'main-currency', message: '' });
  change.limits?.forEach(({ currency }, i) => {
    if (!facts.currencies.includes(currency)) errors.push({ pointer: `/limits/${i}/currency`, code: 'not-accepted', message: '' });
  });
  change.refundLimits?.forEach(({ currency }, i) => {
    if (!facts.currencies.includes(currency)) errors.push({ pointer: `/refundLimits/${i}/currency`, code: 'not-accepted', message: '' });
  });
  if (errors.length > 0) throw new ProblemError('validation-failed', { errors });
  const currencies = [facts.currency, ...new Set(facts.currencies.filter((currency) => currency !== facts.currency))];
  // One spelling of the same choice.
  const secondFactorRoles = ROLES.filter((role) => facts.secondFactorRoles.includes(role));
  // What is not named stays.
  const named = [...(change.refundLimits ?? []), ...now.refundLimits];
  const refundLimits = roleLimits(currencies, (role, currency) =>
    written(named.find((limit) => limit.role === role && limit.currency === currency)?.max ?? null, currency),
  );
  return { ...facts, currencies, secondFactorRoles, limits: currencies.map((currency) => limitOf(facts.limits, currency)), refundLimits };
}

/** What is different, by field. */
export function changedFacts(now: PropertyFacts, wanted: PropertyFacts): Partial<PropertyFacts> {
  const fields = FIELDS.filter((field) => JSON.stringify(now[field]) !== JSON.stringify(wanted[field]));
  return Object.fromEntries(fields.map((field) => [field, wanted[field]]));
}

export const needsOwner = (changed: Partial<PropertyFacts>): boolean => OWNERS_FIELDS.some((field) => field in changed);

/** The hotel as it stands, with what counts for whoever changes it. */
interface Setter extends PropertyFacts {
  readonly role: Role;
  /** Their own limits of refunds. */
  readonly own: PropertyRow['own'];
}

/**
 * Nobody sets a limit of a role above what they give back alone themselves.
 * @throws ProblemError `validation-failed`, at the limits that are
 */
export function forbidAboveOwn({ role, own: theirs, ...now }: Setter, change: PropertyChange, changed: Partial<PropertyFacts>): void {
  const different = (changed.refundLimits ?? []).filter((limit) => now.refundLimits.find((other) => sameLine(other, limit))?.max !== limit.max);
  const above = different.filter((limit) => {
    const person = theirs.find(({ currency }) => currency === limit.currency)?.minor;
    const own = { ...limitsIn(now, limit.currency), person: person === undefined ? null : BigInt(person) };
    // A sum counts as it is written: the hotel's limit, which keeps it down today, may be lifted tomorrow.
    const wanted = limit.max === null ? givesBackAlone(limit.role, { ...own, roles: {}, person: null }) : minorOf(limit.max, limit.currency);
    return isAbove(wanted, givesBackAlone(role, own));
  });
  const errors = above.map((limit) => {
    const at = change.refundLimits?.findIndex((other) => sameLine(other, limit)) ?? -1;
    return { pointer: `/refundLimits/${at}/max`, code: 'above-own-limit', message: '' };
  });
  if (errors.length > 0) throw new ProblemError('validation-failed', { errors });
}

const sameLine = (a: Pick<RoleRefundLimit, 'role' | 'currency'>, b: Pick<RoleRefundLimit, 'role' | 'currency'>): boolean =>
  a.role === b.role && a.currency === b.currency;

const limitsIn = ({ limits, refundLimits }: PropertyFacts, currency: string): Omit<RefundLimits, 'person'> => ({
  hotel: minorOf(limits.find((limit) => limit.currency === currency)?.maxRefund ?? null, currency),
  roles: Object.fromEntries(refundLimits.filter((limit) => limit.currency === currency).map(({ role, max }) => [role, minorOf(max, currency)])),
});

function minorOf(text: string | null, currency: string): bigint | null {
  if (text === null) return null;
  const amount = parseAmount(text, currency);
  return amount.ok ? amount.value : 0n;
}

function limitOf(limits: readonly PropertyLimit[], currency: string): PropertyLimit {
  const found = limits.find((limit) => limit.currency === currency);
  return { currency, maxSale: written(found?.maxSale ?? null, currency), maxRefund: written(found?.maxRefund ?? null, currency) };
}

/** `100000` and `100000.00` are the same limit. */
function written(text: string | null, currency: string): string | null {
  if (text === null) return null;
  const amount = parseAmount(text, currency);
  // Zero is a limit of a role: nothing alone.
  return amount.ok ? formatAmount(amount.value, currency) : isZeroText(text) ? formatAmount(0n, currency) : null;
}
