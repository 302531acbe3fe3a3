import { InvariantError, type TerminalRecord } from '@payport/domain';
import type { DriverDefinition, TerminalDriver, TerminalIo, TerminalOperation } from '@payport/terminals-core';

export interface OpenDriver {
  readonly definition: DriverDefinition;
  readonly driver: TerminalDriver;
  /** Longest time one order can take on the device, ms. */
  readonly stepLimitMs: number;
}

/** A terminal's stored settings no longer fit its driver, or this build has no such driver. */
export class TerminalSetupError extends Error {
  override readonly name = 'TerminalSetupError';
}

type Parsed = ReturnType<DriverDefinition['settings']['safeParse']>;

/** By the very object of a terminal's settings, whoever asks: one that was read anew is another one. */
const PARSED = new WeakMap<object, { readonly by: DriverDefinition['settings']; readonly result: Parsed }>();

/** Driver of each terminal, made once for its settings. */
export class DriverDirectory {
  private readonly open = new Map<string, { readonly source: unknown; readonly settings: string; readonly value: OpenDriver }>();

  constructor(
    private readonly load: (id: string) => Promise<DriverDefinition | null>,
    private readonly io: TerminalIo,
  ) {}

  /** @throws TerminalSetupError when this build has no room for that protocol */
  async definition(terminal: Pick<TerminalRecord, 'driver'>): Promise<DriverDefinition> {
    const definition = await this.load(terminal.driver);
    if (!definition) throw new TerminalSetupError(`no driver ${terminal.driver} in this build`);
    return definition;
  }

  /** What a terminal can do with its settings; settings that do not fit its driver add nothing. */
  async operations(terminal: Pick<TerminalRecord, 'driver' | 'settings'>): Promise<readonly TerminalOperation[]> {
    const definition = await this.definition(terminal);
    if (!definition.operationsOf) return definition.operations;
    const parsed = this.parse(definition, terminal.settings);
    return parsed.success ? definition.operationsOf(parsed.data) : definition.operations;
  }

  /** How long money that this terminal reserves stays reserved, ms; null where nobody has said. */
  async authorizationLifeMs(terminal: Pick<TerminalRecord, 'driver' | 'settings'>): Promise<number | null> {
    const definition = await this.definition(terminal);
    const parsed = this.parse(definition, terminal.settings);
    return parsed.success ? (definition.authorizationLifeMs?.(parsed.data) ?? null) : null;
  }

  /** Null when this build has no room for that protocol. */
  find(id: string): Promise<DriverDefinition | null> {
    return this.load(id);
  }

  /** A driver for one trial of settings that no terminal has yet; they have passed the definition's schema. */
  trial(definition: DriverDefinition, settings: unknown): TerminalDriver {
    return definition.create(settings, this.io);
  }

  /** @throws TerminalSetupError */
  async of(terminal: TerminalRecord): Promise<OpenDriver> {
    const known = this.open.get(terminal.id);
    if (known && known.source === terminal.settings) return known.value;
    const settings = JSON.stringify(terminal.settings);
    if (known?.settings === settings) return known.value;
    const definition = await this.definition(terminal);
    const parsed = this.parse(definition, terminal.settings);
    if (!parsed.success) {
      const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw new TerminalSetupError(`settings of terminal ${terminal.id} do not fit driver ${terminal.driver}: ${fields}`);
    }
    const value = {
      definition,
      driver: definition.create(parsed.data, this.io),
      stepLimitMs: definition.deviceStepLimitMs(parsed.data),
    };
    if (value.stepLimitMs <= 0) throw new InvariantError(`driver ${terminal.driver} has no device-step limit`);
    this.open.set(terminal.id, { source: terminal.settings, settings, value });
    return value;
  }

  private parse(by: DriverDefinition, settings: unknown): Parsed {
    if (typeof settings !== 'object' || settings === null) return by.settings.safeParse(settings);
    const known = PARSED.get(settings);
    if (known?.by === by.settings) return known.result;
    const result = by.settings.safeParse(settings);
    PARSED.set(settings, { by: by.settings, result });
    return result;
  }
}
