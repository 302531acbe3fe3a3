import type { PortalServiceCommand } from '@payport/contracts';
import type { CommandRecord } from '@payport/domain';
import type { Language } from '../payments/index.ts';
import { totalsResource } from '../settlements/index.ts';

/** A command as the portal shows it. */
export const commandResource = (command: CommandRecord, currency: string, language: Language): PortalServiceCommand => ({
  id: command.id,
  terminal: { id: command.terminalId, name: command.terminalName },
  kind: command.kind,
  status: command.status,
  requestedBy: { kind: command.requestedBy.kind, name: command.requestedBy.name },
  createdAt: new Date(command.createdAtMs).toISOString(),
  finalAt: command.finalAtMs === null ? null : new Date(command.finalAtMs).toISOString(),
  text: command.text,
  message: command.message?.[language] ?? null,
  totals: totalsResource(command.totals, currency),
  settlementId: command.kind === 'settlement' ? command.id : null,
  evidence: { ...command.evidence },
});
