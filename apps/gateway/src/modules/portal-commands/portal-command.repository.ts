import type { CommandId, CommandKind, CommandRecord } from '@payport/domain';
import { COMMAND_SELECT, toCommand, type CommandRow } from '@payport/persistence';
import type { Pool } from 'pg';

export interface CommandFilter {
  readonly terminalId: string;
  readonly kind: CommandKind | undefined;
  /** Id of the last command of the page before. */
  readonly before: CommandId | undefined;
  readonly limit: number;
}

/** What the portal reads of commands. */
export class PortalCommandRepository {
  constructor(private readonly pool: Pool) {}

  /** Newest first; one more than asked for, where there is one. */
  async page({ terminalId, kind, before, limit }: CommandFilter): Promise<readonly CommandRecord[]> {
    const { rows } = await this.pool.query<CommandRow>({
      name: 'portal_commands',
      text: `${COMMAND_SELECT} where c.terminal_id = $1 and ($2::text is null or c.kind = $2) and ($3::uuid is null or c.id < $3)
        order by c.id desc limit $4`,
      values: [terminalId, kind ?? null, before ?? null, limit + 1],
    });
    return rows.map(toCommand);
  }

  async currencyOf(propertyId: string): Promise<string> {
    const { rows } = await this.pool.query<{ currency: string }>({
      name: 'portal_command_currency',
      text: 'select currency from property where id = $1',
      values: [propertyId],
    });
    const [row] = rows;
    if (!row) throw new Error(`property ${propertyId} does not exist`);
    return row.currency;
  }
}
