import type { PropertyId, TerminalId } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import type { PlanProperty, PlanTerminal } from '../demo-plan.ts';

/** A property of the plan with the row that stands for it. */
export interface SeededProperty extends PlanProperty {
  readonly id: PropertyId;
}

/** A terminal of the plan with the row that stands for it. */
export interface SeededTerminal extends Omit<PlanTerminal, 'property'> {
  readonly id: TerminalId;
  readonly property: SeededProperty;
  /** As its driver checked them. */
  readonly settings: unknown;
  readonly definition: DriverDefinition;
}
