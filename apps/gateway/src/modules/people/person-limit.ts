import type { Role } from '@payport/contracts';
import { formatAmount, givesBackAlone, isAbove, minorOfLimit } from '@payport/domain';
import { ProblemError } from '../../http/problem-error.ts';
import type { HotelLimits } from './person-limits.repository.ts';

export interface WantedLimit {
  readonly limits: HotelLimits;
  readonly setter: { readonly role: Role; readonly own: bigint | null };
  /** The role of whose limit it is. */
  readonly role: Role;
  /** As it was sent; null: none of the person's own. */
  readonly max: string | null;
}

/**
 * The limit that is wanted, minor units; null: none. It keeps a person below the role, and nobody sets one above what they
 * give back alone themselves: taking one away counts as what the role gives then.
 * @throws ProblemError `validation-failed`
 */
export function readLimit({ limits, setter, role, max }: WantedLimit): bigint | null {
  const ofRole = givesBackAlone(role, { ...limits, person: null });
  const wanted = max === null ? null : minorOfLimit(max, limits.currency);
  const refuse = (code: string): never => {
    throw new ProblemError('validation-failed', { errors: [{ pointer: '/max', code, message: '' }] });
  };
  if (wanted !== null && isAbove(wanted, ofRole)) refuse('above-role-limit');
  if (isAbove(wanted ?? ofRole, givesBackAlone(setter.role, { ...limits, person: setter.own }))) refuse('above-own-limit');
  return wanted;
}

export const writtenLimit = (minor: bigint | null, currency: string): string | null => (minor === null ? null : formatAmount(minor, currency));
