/** Whose day is open comes first. */
export const END_OF_DAY_ORDER = ['missed', 'running', 'due', 'by_hand', 'done'] as const;
