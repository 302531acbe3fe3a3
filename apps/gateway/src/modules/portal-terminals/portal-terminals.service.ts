import type { PortalDriver, PortalTerminalDetail, PortalTerminalList } from '@payport/contracts';
import type { PropertyId, TerminalId } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import type { Language } from '../../http/language.ts';
import type { PortalUser } from '../access/index.ts';
import type { DriverDirectory } from '../terminal-sessions/index.ts';
import type { PortalTerminalRepository, TerminalRow } from './portal-terminal.repository.ts';
import { describeDriver, describeForm } from './settings-form.ts';
import { withoutSecrets } from './settings-input.ts';
import { MANAGE_ROLES } from './terminal-roles.ts';
import { terminalView, type RowDriver } from './terminal-view.ts';

export interface PortalTerminalPorts {
  readonly repository: PortalTerminalRepository;
  readonly drivers: DriverDirectory;
  /** Drivers of this build. */
  readonly driverIds: readonly string[];
}

const manages = (user: PortalUser, propertyId: PropertyId): boolean => MANAGE_ROLES.some((role) => role === user.memberships.get(propertyId));

/** Terminals as people see them; who may see which was decided before. */
export class PortalTerminalsService {
  constructor(private readonly ports: PortalTerminalPorts) {}

  /** Null where the person does not belong to the one property that was asked for. */
  async list(user: PortalUser, property: string | undefined, language: Language): Promise<PortalTerminalList | null> {
    const propertyIds = property === undefined ? user.propertyIds : user.propertyIds.filter((id) => id === property);
    if (propertyIds.length === 0) return null;
    const rows = await this.ports.repository.list(propertyIds);
    const data = await Promise.all(rows.map(async (row) => terminalView(row, await this.driverOf(row), language)));
    return { data, may: { register: propertyIds.filter((id) => manages(user, id)) } };
  }

  /** Null where there is no such terminal. */
  async detail(user: PortalUser, id: TerminalId, language: Language): Promise<PortalTerminalDetail | null> {
    const row = await this.ports.repository.find(id);
    if (!row) return null;
    const driver = await this.driverOf(row);
    const definition = driver?.definition ?? null;
    const { shown, secretsSet } = withoutSecrets(definition, row.settings);
    return {
      terminal: terminalView(row, driver, language),
      settings: { ...shown },
      secretsSet,
      form: definition ? describeForm(definition, language) : [],
      history: await this.ports.repository.history(row.property_id, id),
      may: { manage: manages(user, row.property_id) },
    };
  }

  async drivers(language: Language): Promise<PortalDriver[]> {
    const definitions = await Promise.all(this.ports.driverIds.map((id) => this.definition(id)));
    return definitions.flatMap((definition) => (definition ? [describeDriver(definition, language)] : []));
  }

  private async driverOf(row: Pick<TerminalRow, 'driver' | 'settings'>): Promise<RowDriver | null> {
    const definition = await this.definition(row.driver);
    return definition && { definition, operations: await this.ports.drivers.operations(row) };
  }

  private definition(id: string): Promise<DriverDefinition | null> {
    return this.ports.drivers.find(id);
  }
}
