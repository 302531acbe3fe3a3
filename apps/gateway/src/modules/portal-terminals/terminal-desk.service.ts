import type { FieldError, PortalChangeTerminal, PortalRegisterTerminal } from '@payport/contracts';
import { ok, refuse, uuidV7, type Clock, type DeviceAddress, type PropertyId, type Random, type Result, type TerminalId } from '@payport/domain';
import type { Pool } from 'pg';
import type { Language } from '../../http/language.ts';
import type { PortalUser } from '../access/index.ts';
import type { DriverDirectory } from '../terminal-sessions/index.ts';
import { claimAt } from './device-claims.ts';
import { sameSettings, type LinkProofs } from './link-proof.ts';
import { mayAct, type LinkTestsService } from './link-tests.service.ts';
import { tidOf, type LinkTrial } from './link-trial.ts';
import type { PortalTerminalRepository } from './portal-terminal.repository.ts';
import type { ReadSettings } from './settings-input.ts';
import { difference, factsOf, replacedSecrets, type TerminalRecorder } from './terminal-record.ts';
import { field, type TerminalRefusal } from './terminal-refusals.ts';
import { changingTerminals, DeviceTaken, type StoredTerminal, type TerminalTx } from './terminal-writes.ts';

export interface TerminalDeskPorts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly random: Random;
  readonly repository: PortalTerminalRepository;
  readonly drivers: DriverDirectory;
  readonly links: LinkTestsService;
  readonly trial: LinkTrial;
  readonly proofs: LinkProofs;
  readonly recorder: TerminalRecorder;
}

type Outcome<T> = Result<T, TerminalRefusal>;

/** The names and numbers that terminals are told apart by, and the workstations that see it first. */
interface Labels {
  readonly name: string;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly workstations: readonly string[];
}

/** Registers, changes and switches terminals. Every change is recorded in its own transaction. */
export class TerminalDeskService {
  constructor(private readonly ports: TerminalDeskPorts) {}

  async register(user: PortalUser, request: PortalRegisterTerminal, language: Language): Promise<Outcome<TerminalId>> {
    const { links, random, clock, recorder } = this.ports;
    const propertyId = request.propertyId as PropertyId;
    const may = mayAct(user, propertyId);
    if (!may.ok) return may;
    const read = await links.read(request.driver, request.settings, {}, language);
    if (!read.ok) return read;
    const { definition, settings, deviceAddress } = read.value;
    const tested = this.provenTid(propertyId, read.value, request.proof);
    if (request.enabled && !tested) return refuse({ why: 'not_tested' });
    if (tested && tidDiffers(tested.tid, request.tid)) return refuse({ why: 'fields', errors: [tidError(tested.tid, language)] });
    const terminal: StoredTerminal = {
      id: uuidV7(clock, random) as TerminalId,
      property_id: propertyId,
      name: request.name.trim(),
      driver: definition.id,
      settings,
      device_address: deviceAddress,
      tid: request.tid,
      mid: request.mid,
      settle_at: request.settleAt,
      enabled: request.enabled,
    };
    return this.changing(propertyId, terminal, async (tx) => {
      const faults = await this.faults(tx, { ...terminal, workstations: request.workstations }, null);
      if (faults.length > 0) return refuse({ why: 'fields', errors: faults });
      await tx.insert({ ...terminal, seenAt: tested ? new Date(clock.now()) : null });
      const workstations = request.workstations.map((name) => name.trim());
      const taken = await tx.setWorkstations(terminal.id, workstations);
      const action = terminal.enabled ? 'terminal.registered' : 'terminal.registered_untested';
      await recorder.add(tx, user, { action, terminal, after: factsOf(terminal, workstations, definition) });
      await recorder.workstationsTaken(tx, user, terminal, taken);
      return ok(terminal.id);
    });
  }

  async change(user: PortalUser, id: TerminalId, request: PortalChangeTerminal, language: Language): Promise<Outcome<TerminalId>> {
    const { repository, links, clock } = this.ports;
    const known = await repository.find(id);
    if (!known) return refuse({ why: 'no_such_property' });
    const read = request.settings === undefined ? null : await links.read(known.driver, request.settings, known.settings, language);
    if (read && !read.ok) return read;
    return this.changing(known.property_id, known, async (tx) => {
      const before = await tx.lock(id);
      if (!before) return refuse({ why: 'no_such_property' });
      const rewired = read !== null && !sameSettings(read.value.settings, before.settings);
      const tested = read && rewired ? this.provenTid(before.property_id, read.value, request.proof) : null;
      if (rewired && before.enabled && !tested && request.disable !== true) return refuse({ why: 'not_tested' });
      const after: StoredTerminal = {
        ...before,
        name: request.name?.trim() ?? before.name,
        tid: request.tid ?? before.tid,
        mid: request.mid === undefined ? before.mid : request.mid,
        settle_at: request.settleAt === undefined ? before.settle_at : request.settleAt,
        ...(read && rewired ? { settings: read.value.settings, device_address: read.value.deviceAddress } : {}),
        enabled: before.enabled && !(rewired && !tested),
      };
      const labels = { ...after, workstations: request.workstations ?? (await tx.workstationsOf(id)) };
      const faults = await this.faults(tx, labels, id);
      if (tested && tidDiffers(tested.tid, after.tid)) faults.push(tidError(tested.tid, language));
      if (faults.length > 0) return refuse({ why: 'fields', errors: faults });
      if (rewired || after.tid !== before.tid) {
        const busy = await claimAt(tx.client, before.device_address as DeviceAddress);
        if (busy) return refuse({ why: 'busy', with: busy });
      }
      await this.write(tx, user, {
        before,
        after,
        workstations: labels.workstations.map((name) => name.trim()),
        seenAt: tested ? new Date(clock.now()) : null,
      });
      return ok(id);
    });
  }

  /** New payments are refused from here on; what runs on the device ends first. */
  async disable(user: PortalUser, id: TerminalId): Promise<Outcome<TerminalId>> {
    const known = await this.ports.repository.find(id);
    if (!known) return refuse({ why: 'no_such_property' });
    return this.changing(known.property_id, known, async (tx) => {
      const terminal = await tx.lock(id);
      if (!terminal?.enabled) return ok(id);
      await tx.update({ ...terminal, enabled: false }, null);
      await this.ports.recorder.add(tx, user, { action: 'terminal.disabled', terminal });
      return ok(id);
    });
  }

  /** Somebody has looked at the device: it takes orders again, unless people have disabled it. */
  async liftQuarantine(user: PortalUser, id: TerminalId, reason: string): Promise<Outcome<TerminalId>> {
    const { repository, clock, recorder } = this.ports;
    const known = await repository.find(id);
    if (!known) return refuse({ why: 'no_such_property' });
    return this.changing(known.property_id, known, async (tx) => {
      const lifted = await tx.liftQuarantine(id, new Date(clock.now()));
      if (!lifted) return refuse({ why: 'not_quarantined' });
      const before = { quarantine: lifted.reason, since: lifted.since.toISOString(), detail: lifted.detail };
      await recorder.add(tx, user, { action: 'terminal.quarantine_lifted', terminal: known, before, after: { reason } });
      return ok(id);
    });
  }

  /** A device that does not answer would only make people wait: it is asked first. */
  async enable(user: PortalUser, id: TerminalId, language: Language): Promise<Outcome<TerminalId>> {
    const { repository, drivers, links, trial, recorder } = this.ports;
    const known = await repository.find(id);
    if (!known) return refuse({ why: 'no_such_property' });
    if (known.enabled) return ok(id);
    const read = await links.read(known.driver, known.settings, {}, language);
    if (!read.ok) return refuse({ why: 'not_tested', detail: SETTINGS_DO_NOT_FIT });
    const owner = await repository.ownerOf(known.device_address, id);
    if (owner) return refuse({ why: 'device_taken', by: owner });
    const deviceAddress = known.device_address as DeviceAddress;
    const tried = await trial.run({
      deviceAddress,
      driver: drivers.trial(read.value.definition, read.value.settings),
      terminalId: id,
      askedBy: user.name,
    });
    if (!tried.ok) return refuse({ why: 'busy', with: tried.error });
    const { report, atMs } = tried.value;
    if (!report.reachable) return refuse({ why: 'unreachable', reason: report.reason });
    const tid = tidOf(report);
    if (tidDiffers(tid, known.tid)) return refuse({ why: 'not_tested', detail: otherTid(tid) });
    return this.changing(known.property_id, known, async (tx) => {
      const terminal = await tx.lock(id);
      if (!terminal || terminal.enabled) return ok(id);
      // Somebody changed the connection meanwhile: what answered was another device.
      if (!sameSettings(terminal.settings, known.settings)) return refuse({ why: 'not_tested' });
      // Free while it was off: another terminal may have its name or its number by now.
      for (const column of ['tid', 'name'] as const) {
        const value = terminal[column];
        const by = value === null ? null : await tx.twin(column, value, id);
        if (value !== null && by) return refuse({ why: 'twin', by, column, value });
      }
      await tx.update({ ...terminal, enabled: true }, new Date(atMs));
      await recorder.add(tx, user, { action: 'terminal.enabled', terminal });
      return ok(id);
    });
  }

  private async write(
    tx: TerminalTx,
    user: PortalUser,
    change: { before: StoredTerminal; after: StoredTerminal; workstations: readonly string[]; seenAt: Date | null },
  ): Promise<void> {
    const { before, after, workstations, seenAt } = change;
    const { recorder, drivers } = this.ports;
    const definition = await drivers.find(before.driver);
    const facts = difference(
      factsOf(before, await tx.workstationsOf(before.id), definition),
      factsOf(after, [...workstations].sort(), definition),
      replacedSecrets(definition, before.settings, after.settings),
    );
    if (Object.keys(facts.after).length === 0) return;
    await tx.update(after, seenAt);
    const taken = await tx.setWorkstations(after.id, workstations);
    await recorder.add(tx, user, { action: 'terminal.changed', terminal: after, ...facts });
    await recorder.workstationsTaken(tx, user, after, taken);
  }

  private provenTid(
    propertyId: PropertyId,
    { definition, settings }: ReadSettings,
    proof: string | undefined,
  ): { readonly tid: string | null } | null {
    return proof === undefined ? null : this.ports.proofs.read(proof, { propertyId, driver: definition.id, settings });
  }

  /** What a cashier or the bank could not tell apart. */
  private async faults(tx: TerminalTx, { name, tid, workstations }: Labels, except: TerminalId | null): Promise<FieldError[]> {
    const errors: FieldError[] = [];
    if (await tx.twin('name', name.trim(), except)) errors.push(field('/name', 'taken'));
    if (tid !== null && (await tx.twin('tid', tid, except))) errors.push(field('/tid', 'taken'));
    const names = workstations.map((text) => text.trim());
    names.forEach((text, index) => {
      if (names.indexOf(text) !== index) errors.push(field(`/workstations/${index}`, 'repeated'));
    });
    return errors;
  }

  private async changing<T>(
    propertyId: PropertyId,
    device: Pick<StoredTerminal, 'id' | 'device_address'>,
    work: (tx: TerminalTx) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    try {
      return await changingTerminals(this.ports.pool, propertyId, work);
    } catch (error) {
      if (!(error instanceof DeviceTaken)) throw error;
      return refuse({ why: 'device_taken', by: await this.ports.repository.ownerOf(device.device_address, device.id) });
    }
  }
}

const tidDiffers = (device: string | null, given: string | null): boolean => device !== null && device !== given;

const otherTid = (tid: string | null) => ({ ru: `Устройство называет себя ${tid ?? ''}`, en: `The device calls itself ${tid ?? ''}` });
const tidError = (tid: string | null, language: Language): FieldError => field('/tid', 'tid-differs', otherTid(tid)[language]);
const SETTINGS_DO_NOT_FIT = {
  ru: 'Сохранённые настройки не подходят этой версии драйвера: исправьте их',
  en: 'The stored settings do not fit this version of the driver: correct them',
};
