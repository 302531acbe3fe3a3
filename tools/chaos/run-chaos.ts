import { chanceOf } from './chance.ts';
import { playRound, type RoundReport } from './round.ts';
import type { Blow } from './supervisor.ts';
import { Till } from './till.ts';
import { ChaosWorld } from './world.ts';

const TERMINALS = 4;
/** Rounds that are added at most. */
const MORE = 3;
/** The first rounds of every run have each kind of blow. */
const FIRST: readonly (readonly Blow[])[] = [
  ['gateway', 'postgres', 'line reset'],
  ['both', 'line dead', 'gateway'],
];

export interface ChaosOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
  /** Whether the rounds so far met what the run is for: a few more are played where a busy machine kept them from it. */
  readonly met?: (reports: readonly RoundReport[]) => boolean;
}

/** Plays the rounds; stops at the first one whose books differ. Every payment of all rounds is compared after each. */
export async function runChaos({ rounds, seed, seconds, say, met = () => true }: ChaosOptions): Promise<readonly RoundReport[]> {
  const world = await ChaosWorld.start(TERMINALS);
  try {
    const tills = world.terminals.map((terminal, i) => new Till(world.gatewayUrl, world.key, terminal, chanceOf(seed * 1_000 + i)));
    const reports: RoundReport[] = [];
    for (let round = 0; round < rounds || (round < rounds + MORE && !met(reports)); round += 1) {
      const report = await playRound(world, tills, { seed: seed + round, seconds, first: FIRST[round] ?? [] });
      reports.push(report);
      say(described(round + 1, report));
      for (const line of report.differences) say(`  DIFFERENCE ${line}`);
      if (report.differences.length > 0) break;
    }
    return reports;
  } finally {
    await world.close();
  }
}

function described(round: number, report: RoundReport): string {
  const blows = [...report.blows].map(([blow, count]) => `${count} × ${blow}`).join(', ');
  const s = (ms: number): string => (ms / 1000).toFixed(1);
  return (
    `round ${round}: ${report.payments} payments (${report.approved} approved, ${report.review} for a person, ${report.refused} refused at the door); ${blows}; ` +
    `${report.resolved} unknown resolved; ${report.openAtRestarts} open at restarts, the last resolved after ${s(report.recoveryMs)} s, ` +
    `${s(report.promptRecoveryMs)} s where the device answers at once; ${report.differences.length} differences`
  );
}
