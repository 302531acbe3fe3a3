import { z } from 'zod';
import { Moment } from './primitives.ts';

export const TERMINAL_STATUSES = ['online', 'busy', 'offline', 'disabled'] as const;
export const OPERATIONS = ['sale', 'refund', 'void', 'preauthorization', 'capture', 'settlement', 'two_phase', 'cancel', 'status_query'] as const;

export const BusyWith = z
  .object({
    kind: z.enum(['payment', 'settlement', 'service']),
    paymentId: z.string().nullable(),
    settlementId: z.string().nullable(),
    startedAt: Moment,
    cashier: z.string().nullable(),
  })
  .meta({ id: 'BusyWith' });
export type BusyWith = z.infer<typeof BusyWith>;

export const Terminal = z
  .object({
    id: z.string(),
    name: z.string(),
    driver: z.string(),
    status: z.enum(TERMINAL_STATUSES),
    default: z.boolean().describe('True for the default terminal of the workstation that asked'),
    operations: z.array(z.enum(OPERATIONS)),
    reportsStages: z.boolean(),
    busyWith: BusyWith.nullable(),
    lastSeenAt: Moment.nullable(),
  })
  .meta({ id: 'Terminal' });
export type Terminal = z.infer<typeof Terminal>;

export const TerminalList = z.object({ data: z.array(Terminal), nextCursor: z.string().nullable() }).meta({ id: 'TerminalList' });
export const TerminalQuery = z.object({ workstation: z.string().max(255).optional() });
