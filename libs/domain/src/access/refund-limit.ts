import { parseAmount } from '../money.ts';
import { mayDo, type Role } from './permissions.ts';

/** Roles with a limit of their own. The owner's is the hotel's; an auditor gives nothing back. */
export const LIMITED_ROLES = ['manager', 'finance', 'support'] as const;
export type LimitedRole = (typeof LIMITED_ROLES)[number];

const isLimited = (role: Role): role is LimitedRole => (LIMITED_ROLES as readonly Role[]).includes(role);

/** Limits of one hotel in one currency, minor units; null: none was set. */
export interface RefundLimits {
  /** The person's own. */
  readonly person: bigint | null;
  readonly hotel: bigint | null;
  readonly roles: Readonly<Partial<Record<LimitedRole, bigint | null>>>;
}

/**
 * The most that a person of this role gives back of one payment alone, minor units; null: any amount. Without a limit of
 * their own, managers and finance have the hotel's, and support gives nothing back alone. No role stands above the hotel, and
 * no person above the role.
 */
export function givesBackAlone(role: Role | undefined, { hotel, roles, person }: RefundLimits): bigint | null {
  if (role === undefined || !mayDo(role, 'giveBack')) return 0n;
  const own = isLimited(role) ? (roles[role] ?? (role === 'support' ? 0n : null)) : null;
  return lesser(lesser(own, hotel), person);
}

/** The smaller of two; null is any amount. */
const lesser = (one: bigint | null, other: bigint | null): bigint | null => (isAbove(one, other) ? other : one);

/** Whether a limit is more than another; null is any amount. */
export const isAbove = (limit: bigint | null, other: bigint | null): boolean => other !== null && (limit === null || limit > other);

/** A limit as it is written, minor units: an amount, or zero for nothing alone; null: neither. */
export function minorOfLimit(text: string, currency: string): bigint | null {
  if (/^0+([.]0+)?$/.test(text)) return 0n;
  const amount = parseAmount(text, currency);
  return amount.ok && amount.value > 0n ? amount.value : null;
}
