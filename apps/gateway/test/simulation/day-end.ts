import type { TerminalId } from '@payport/domain';
import type { CommandRequest } from '../../src/modules/service-commands/index.ts';
import type { DeskWorld } from './till.ts';

const TRIES = 8;

/**
 * The PMS has a terminal close its day: again under the same key where it heard nothing, and where a payment stands in the
 * way, it waits, or somebody accepts that the close destroys what the device knows.
 */
export async function closeDay(world: DeskWorld, terminalId: TerminalId): Promise<void> {
  const { chance, faults, checker } = world;
  const key = world.newKey();
  let acknowledged: readonly string[] = [];
  let began: string | null = null;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const gateway = world.gateway();
    const request: CommandRequest = {
      propertyId: world.propertyId,
      terminalId,
      kind: 'settlement',
      requestedBy: { kind: 'pms', name: 'PMS', id: null },
      acknowledged,
      idempotencyKey: key,
      dueAtMs: null,
    };
    const answer = gateway && (await gateway.life.outcome(gateway.engine.commands.start(request)));
    if (answer && 'value' in answer) {
      if (answer.value.ok) {
        const { id } = answer.value.value.command;
        if (began !== null && began !== id) checker.fail(5, `one key closed ${began} and ${id}`);
        began = id;
        if (!faults.strikes('close_asked_again')) return;
      } else {
        world.trace(`desk    close refused: ${answer.value.error.code}`);
        const open = (answer.value.error.members as { payment?: { id: string } } | undefined)?.payment?.id;
        if (answer.value.error.code === 'open-payment' && open !== undefined && faults.strikes('closed_over_unknown')) {
          acknowledged = [...acknowledged, open];
          continue;
        }
      }
    }
    await world.sleep(chance.between(1_000, 30_000));
  }
}
