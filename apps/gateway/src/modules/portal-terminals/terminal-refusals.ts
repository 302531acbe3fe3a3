import type { FieldError } from '@payport/contracts';
import type { Bilingual } from '@payport/domain';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import { NOT_YOURS } from '../access/index.ts';
import type { HeldBy } from './device-claims.ts';
import type { DeviceOwner } from './portal-terminal.repository.ts';

/** What tells the terminals of a hotel apart. */
export type TwinColumn = 'name' | 'tid';

/** Why a terminal was not registered, changed or switched. */
export type TerminalRefusal =
  | { readonly why: 'no_such_property' }
  | { readonly why: 'not_yours' }
  | { readonly why: 'not_quarantined' }
  | { readonly why: 'fields'; readonly errors: readonly FieldError[] }
  | { readonly why: 'device_taken'; readonly by: DeviceOwner | null }
  | { readonly why: 'twin'; readonly by: DeviceOwner; readonly column: TwinColumn; readonly value: string }
  | { readonly why: 'busy'; readonly with: HeldBy | null }
  | { readonly why: 'not_tested'; readonly detail?: Bilingual }
  | { readonly why: 'unreachable'; readonly reason: Bilingual };

export const field = (pointer: string, code: string, message = ''): FieldError => ({ pointer, code, message });

export function terminalProblem(refusal: TerminalRefusal, user: PortalUser): ProblemError {
  switch (refusal.why) {
    case 'no_such_property':
      return new ProblemError('not-found');
    case 'not_yours':
      return new ProblemError('forbidden', { detail: NOT_YOURS });
    case 'not_quarantined':
      return new ProblemError('not-quarantined');
    case 'fields':
      return new ProblemError('validation-failed', { errors: refusal.errors });
    case 'device_taken':
      return deviceTaken(refusal.by, user);
    case 'twin':
      return twinOf(refusal);
    case 'busy':
      return new ProblemError('terminal-busy', { members: { busyWith: refusal.with } });
    case 'not_tested':
      return new ProblemError('link-not-tested', refusal.detail ? { detail: refusal.detail } : {});
    case 'unreachable':
      return new ProblemError('terminal-offline', { detail: refusal.reason });
  }
}

/** Names the other terminal to those who may know of it. */
function deviceTaken(by: DeviceOwner | null, user: PortalUser): ProblemError {
  const known = by !== null && user.memberships.has(by.property_id);
  return new ProblemError('device-taken', {
    detail: known
      ? {
          ru: `Это устройство записано за терминалом «${by.name}». У каждого терминала своё устройство и своя папка`,
          en: `The terminal “${by.name}” has this device. Each terminal needs a device and a folder of its own`,
        }
      : {
          ru: 'Это устройство записано за другим терминалом. У каждого терминала своё устройство и своя папка',
          en: 'Another terminal has this device. Each terminal needs a device and a folder of its own',
        },
    members: { terminal: known ? { id: by.id, name: by.name } : null },
  });
}

/** It was free while this terminal was switched off, and another took it. */
function twinOf({ by, column, value }: Extract<TerminalRefusal, { readonly why: 'twin' }>): ProblemError {
  const detail =
    column === 'tid'
      ? {
          ru: `TID ${value} уже у включённого терминала «${by.name}». Выключите его или исправьте TID`,
          en: `The terminal “${by.name}” is on and has the TID ${value}. Disable it, or correct the TID`,
        }
      : {
          ru: `Терминал с названием «${value}» уже включён. Дайте одному из них другое название`,
          en: `A terminal called “${value}” is on already. Give one of them another name`,
        };
  return new ProblemError('device-taken', { detail, members: { terminal: { id: by.id, name: by.name } } });
}
