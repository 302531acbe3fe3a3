import type { PortalLinkTest, PortalLinkTestRequest } from '@payport/contracts';
import { ok, refuse, type PropertyId, type Result, type TerminalId } from '@payport/domain';
import type { Language } from '../../http/language.ts';
import type { PortalUser } from '../access/index.ts';
import type { DriverDirectory } from '../terminal-sessions/index.ts';
import type { LinkProofs } from './link-proof.ts';
import { tidOf, type LinkTrial } from './link-trial.ts';
import type { PortalTerminalRepository } from './portal-terminal.repository.ts';
import { readSettings, withStoredSecrets, type ReadSettings, type Settings } from './settings-input.ts';
import { field, type TerminalRefusal } from './terminal-refusals.ts';

export interface LinkTestPorts {
  readonly repository: PortalTerminalRepository;
  readonly drivers: DriverDirectory;
  readonly trial: LinkTrial;
  readonly proofs: LinkProofs;
}

/** Where the person may act: the route's roles at that very property. */
export function mayAct(user: PortalUser, propertyId: PropertyId): Result<void, TerminalRefusal> {
  if (user.propertyIds.includes(propertyId)) return ok(undefined);
  return refuse({ why: user.memberships.has(propertyId) ? 'not_yours' : 'no_such_property' });
}

/** Speaks to devices by settings that may not be stored yet. */
export class LinkTestsService {
  constructor(private readonly ports: LinkTestPorts) {}

  async test(user: PortalUser, request: PortalLinkTestRequest, language: Language): Promise<Result<PortalLinkTest, TerminalRefusal>> {
    const { repository, drivers, trial, proofs } = this.ports;
    const propertyId = request.propertyId as PropertyId;
    const may = mayAct(user, propertyId);
    if (!may.ok) return may;
    const stored = request.terminalId === undefined ? null : await repository.find(request.terminalId as TerminalId);
    if (request.terminalId !== undefined && stored?.property_id !== propertyId) return refuse({ why: 'no_such_property' });
    const read = await this.read(request.driver, request.settings, stored?.driver === request.driver ? stored.settings : {}, language);
    if (!read.ok) return read;
    const { definition, settings, deviceAddress } = read.value;
    const terminalId = stored?.id ?? null;
    const owner = await repository.ownerOf(deviceAddress, terminalId);
    if (owner) return refuse({ why: 'device_taken', by: owner });
    const tried = await trial.run({ deviceAddress, driver: drivers.trial(definition, settings), terminalId, askedBy: user.name });
    if (!tried.ok) return refuse({ why: 'busy', with: tried.error });
    const { report, atMs, tookMs } = tried.value;
    const tid = tidOf(report);
    return ok({
      reachable: report.reachable,
      reason: report.reachable ? null : report.reason[language],
      step: report.reachable ? null : (report.step?.[language] ?? null),
      note: report.reachable ? (report.note?.[language] ?? null) : null,
      testedAt: new Date(atMs).toISOString(),
      tookMs,
      tid,
      evidence: { ...report.evidence },
      proof: report.reachable ? proofs.write({ propertyId, driver: definition.id, settings }, tid) : null,
    });
  }

  /** Settings by the driver's own schema, with the secrets that are stored already. */
  async read(driver: string, given: Settings, stored: Settings, language: Language): Promise<Result<ReadSettings, TerminalRefusal>> {
    const definition = await this.ports.drivers.find(driver);
    if (!definition) return refuse({ why: 'fields', errors: [field('/driver', 'choice')] });
    const read = readSettings(definition, withStoredSecrets(definition, given, stored), language);
    return read.ok ? read : refuse({ why: 'fields', errors: read.error });
  }
}
